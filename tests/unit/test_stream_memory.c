/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_stream_memory.c - what connections cost, in octets of the heap, and floods.
 *
 * The promises are made for a million connections.  An eighth of a million has the same
 * cost for each: all tables double, so they are as full as they would be then.
 *
 * FLOWS=n in the environment makes the floods n packets long (10,000,000 for the whole
 * promise; about a minute).
 */
#include "base/limits.h"
#include "heap.h"
#include "stream/flow.h"
#include "stream_wire.h"

enum { EIGHTH = 8, MANY = 1000000 / EIGHTH, GIB = 1 << 30 };

/* Packet `number` of its kind, of connection `i`. */
static void send(struct wire *w, uint32_t i, bool server, uint32_t seq, uint32_t ack,
		 uint16_t flags, struct bytes data)
{
	w->ts_ns += 1000;
	wire_send(w, &(struct wire_packet){ .server = server, .seq = seq, .ack = ack,
					    .flags = flags, .window = 60000, .wscale = 7,
					    .host = i >> 14, .port_add = i & 0x3fff,
					    .data = data });
}

static void shake_hands(struct wire *w, uint32_t i)
{
	send(w, i, false, 99, 0, TCP_SYN, B(""));
	send(w, i, true, 499, 100, TCP_SYN | TCP_ACK, B(""));
	send(w, i, false, 100, 500, TCP_ACK, B(""));
}

static void test_a_million_open(void **state)
{
	struct wire w = { .quiet = true };
	const struct stream_stats *stats;
	size_t before = heap(), cost;

	(void)state;
	wire_init(&w, &(struct stream_options){ .memory_octets = GIB / EIGHTH });
	for (uint32_t i = 0; i < MANY; i++)
		shake_hands(&w, i);
	cost = heap() - before;
	stats = streams_stats(w.streams);
	assert_int_equal(stats->open, MANY);
	assert_int_equal(stats->evicted, 0);
	assert_true(stats->memory_peak <= GIB / EIGHTH);
	print_message("# a connection that was opened: %zu octets\n", cost / MANY);
	if (!HEAP_IS_OTHER) {
		assert_true(cost <= GIB / EIGHTH);
		/* The budget counts what is there. */
		assert_true(stats->memory_octets >= cost - cost / 100);
	}
	wire_fini(&w);
}

/* What retransmissions are compared with is not kept for those that have been silent. */
static void test_silence(void **state)
{
	enum { SOME = 1000, OCTETS = 1400, TIMES = 16 };
	static uint8_t octets[OCTETS];
	struct wire w = { .quiet = true };
	size_t before = heap(), talking, silent;

	(void)state;
	wire_init(&w, &(struct stream_options){ 0 });
	for (uint32_t i = 0; i < SOME; i++) {
		shake_hands(&w, i);
		for (uint32_t k = 0; k < TIMES; k++)
			send(&w, i, true, 500 + k * OCTETS, 100, TCP_ACK, bytes_of(octets, OCTETS));
	}
	talking = heap() - before;
	for (int minute = 0; minute < LIMIT_EVIDENCE_SECONDS / 60 + 1; minute++)
		streams_tick(w.streams, w.ts_ns += 60 * NS_PER_SEC);
	silent = heap() - before;
	print_message("# a connection that talks, and one that is silent: %zu and %zu octets\n",
		      talking / SOME, silent / SOME);
	if (!HEAP_IS_OTHER) {
		assert_true(talking >= (size_t)SOME * LIMIT_EVIDENCE_OCTETS);
		assert_true(silent <= (size_t)SOME * 1300);
	}
	wire_fini(&w);
}

/* Whatever their number, up to where the table doubles. */
static void test_not_mail(void **state)
{
	static const uint32_t many[] = { 60000, 110000, 114690, 131000, 160000 };
	struct wire w = { .quiet = true, .ignore_after = 1 };
	size_t before, k = 0;

	(void)state;
	wire_init(&w, &(struct stream_options){ 0 });
	before = heap();
	for (uint32_t i = 0; k < sizeof(many) / sizeof(many[0]); i++) {
		if (i == many[k]) {
			size_t cost = heap() - before;

			assert_int_equal(streams_stats(w.streams)->ignored, i);
			assert_int_equal(streams_stats(w.streams)->open, 0);
			print_message("# of %u that are not mail: %zu octets each\n", i, cost / i);
			if (!HEAP_IS_OTHER)
				assert_true(cost <= (size_t)i * 64);
			assert_true(streams_stats(w.streams)->memory_octets <= (size_t)i * 64);
			k++;
		}
		w.octets[0] = w.octets[1] = 0;
		shake_hands(&w, i);
		send(&w, i, false, 100, 500, TCP_ACK, B("GET / HTTP/1.1"));
	}
	wire_fini(&w);
}

static uint32_t flows_of_a_flood(void)
{
	const char *flows = getenv("FLOWS");

	return flows ? (uint32_t)strtoul(flows, NULL, 10) : 400000;
}

/* The budget is far too small for all: it is kept, nothing is lost silently, and one
   connection that is mail outlives the flood. */
static void flood(const char *what, uint16_t flags, struct bytes data)
{
	enum { BUDGET = 16 << 20 };
	struct wire w = { .quiet = true, .valued = true };
	uint32_t n = flows_of_a_flood(), mail = 0x3ffffff;
	const struct stream_stats *stats;
	size_t before = heap(), most = 0;

	wire_init(&w, &(struct stream_options){ .memory_octets = BUDGET });
	shake_hands(&w, mail);
	send(&w, mail, true, 500, 100, TCP_ACK, B("220 mail.example.org\r\n"));
	w.valued = false;
	for (uint32_t i = 0; i < n; i++) {
		send(&w, i, false, 99, 0, flags, data);
		if (i % 1024 == 0 && heap() - before > most)
			most = heap() - before;
	}
	send(&w, mail, true, 522, 100, TCP_ACK, B("220"));
	stats = streams_stats(w.streams);
	print_message("# %s: %zu octets at most, %" PRIu64 " of %u evicted\n", what, most,
		      stats->evicted, n);
	assert_int_equal(stats->conns, n + 1);
	assert_int_equal(w.octets[1], 25); /* still the same connection */
	assert_true(stats->evicted + stats->timed_out + stats->open == n + 1);
	assert_true(stats->memory_peak <= BUDGET);
	if (!HEAP_IS_OTHER)
		assert_true(most <= BUDGET + BUDGET / 50);
	streams_finish(w.streams);
	assert_int_equal(w.opened, w.closed);
	wire_fini(&w);
}

static void test_floods(void **state)
{
	(void)state;
	flood("SYNs", TCP_SYN, B(""));
	flood("one-packet flows", TCP_ACK, B("x"));
	flood("one-packet flows of 200 octets", TCP_ACK | TCP_PSH,
	      bytes_head(B("HELO xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
			   "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
			   "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"),
			 200));
}

/* Connections that collide under one key do not under another, and every table has its own:
   nobody can make a capture that fills one slot. */
static void test_collisions_cannot_be_made(void **state)
{
	enum { SLOTS = 1024, FOUND = 100 };
	struct streams *a = streams_new(&(struct stream_options){ 0 }, &wire_ops, NULL);
	struct streams *b = streams_new(&(struct stream_options){ 0 }, &wire_ops, NULL);
	struct flow_key key = { .port = { 40000, 25 } };
	bool used[SLOTS] = { false };
	unsigned found = 0, distinct = 0;

	(void)state;
	for (uint32_t i = 0; found < FOUND; i++) {
		uint64_t slot;

		memcpy(key.addr[0], &i, sizeof(i));
		if (flow_hash_of(&a->hash, &key) % SLOTS)
			continue;
		found++;
		slot = flow_hash_of(&b->hash, &key) % SLOTS;
		distinct += !used[slot];
		used[slot] = true;
	}
	assert_true(distinct > FOUND * 8 / 10);
	streams_free(&a);
	streams_free(&b);
}

/* Neighbouring ports or addresses fill a table as random numbers would: of n slots n (1 - 1/e)
   are hit by n keys. */
static void test_neighbours_spread(void **state)
{
	enum { SLOTS = 1 << 16 };
	static bool used[SLOTS];

	(void)state;
	for (int kind = 0; kind < 3; kind++) {
		struct flow_hash hash = flow_hash_new();
		struct flow_key key = { .addr = { { 10, 0, 0, 1 }, { 10, 0, 0, 2 } },
					.port = { 40000, 25 } };
		unsigned distinct = 0;

		memset(used, 0, sizeof(used));
		for (unsigned i = 0; i < SLOTS; i++) {
			uint64_t slot;

			if (kind == 0)
				key.port[0] = (uint16_t)i;
			else
				memcpy(key.addr[kind - 1] + 2, &(uint16_t){ htobe16((uint16_t)i) }, 2);
			slot = flow_hash_of(&hash, &key) % SLOTS;
			distinct += !used[slot];
			used[slot] = true;
		}
		assert_true(distinct > SLOTS * 6 / 10);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_million_open),
		cmocka_unit_test(test_silence),
		cmocka_unit_test(test_not_mail),
		cmocka_unit_test(test_floods),
		cmocka_unit_test(test_collisions_cannot_be_made),
		cmocka_unit_test(test_neighbours_spread),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
