/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_sleep.c - mail sessions that sleep: what they cost in octets of the heap, and what they
 * tell when they wake.
 */
#include "base/limits.h"
#include "heap.h"
#include "proto/proto.h"
#include "stream/flow.h"
#include "stream_wire.h"

enum {
	MANY = 20000, AWAKE = 64,
	MOST = 900, /* octets for an SMTP session after EHLO: 200,000 have to fit in 256 MiB with all
		       that is beside them, which would be 1,280 */
};

/* Hears the records of sessions. */
struct ears {
	struct events out;
	uint64_t sessions, evicted, last_evicted, commands, messages;
	bool in_order, whole;
};

static void heard(struct events *out, const struct event *e)
{
	struct ears *x = (struct ears *)out;
	const struct ev_session *r = e->session;

	if (e->kind != EV_SESSION)
		return;
	x->sessions++;
	x->commands += r->commands;
	x->messages += r->messages;
	x->whole = x->whole && bytes_starts(r->banner, B("mx.example.org")) &&
		   r->capabilities.n == 2 && r->head.community_id &&
		   bytes_starts(bytes_str(r->head.community_id), B("1:"));
	if (strcmp(r->ended, "evicted") != 0)
		return;
	x->in_order = x->in_order && (x->evicted == 0 || r->head.tcp_stream > x->last_evicted);
	x->evicted++;
	x->last_evicted = r->head.tcp_stream;
}

struct many {
	struct ears ears;
	struct protos *protos;
	struct wire wire;
	size_t before;
};

static void many_init(struct many *m, const struct stream_options *o)
{
	*m = (struct many){ .ears = { .out = { .wants = EV_BIT(EV_SESSION), .put = heard },
				      .in_order = true, .whole = true },
			    .before = heap() };
	wire_init(&m->wire, o);
	streams_free(&m->wire.streams);
	m->protos = protos_new(&m->ears.out);
	m->wire.streams = streams_new(o, &protos_ops, m->protos);
}

static void many_fini(struct many *m)
{
	streams_finish(m->wire.streams);
	wire_fini(&m->wire);
	protos_free(&m->protos);
}

/* What is said on each connection: "C..." or "S...". */
static const char *const smtp[] = {
	"S220 mx.example.org ESMTP %06u\r\n", "CEHLO host-%06u.example.org\r\n",
	"S250-mx.example.org at your service\r\n250-PIPELINING\r\n250 SIZE 10485760\r\n",
	"CMAIL FROM:<a@example.org>\r\n", "S250 ok\r\n", "CRCPT TO:<b@example.org>\r\n",
	"S250 ok\r\n", "CDATA\r\n", "S354 go on\r\n", "CSubject: x\r\n\r\n",
	"Ctext\r\n.\r\n", "S250 2.0.0 queued as 4711\r\n",
};
enum { HELLO = 3, INSIDE = 10 /* a message */, ALL = sizeof(smtp) / sizeof(*smtp) };

static void send(struct many *m, uint32_t i, bool server, uint32_t seq, uint32_t ack, uint16_t flags,
		 struct bytes data)
{
	m->wire.ts_ns += 1000;
	wire_send(&m->wire, &(struct wire_packet){ .server = server, .seq = seq, .ack = ack,
						   .flags = flags, .window = 60000, .wscale = 7,
						   .host = i >> 14, .port_add = i & 0x3fff,
						   .data = data });
}

/* Steps [from, to) on connection `i`; the handshake before the first. */
static void talk(struct many *m, uint32_t i, const char *const *script, int from, int to)
{
	uint32_t next[2] = { 100, 500 }; /* of the client, the server */
	struct buf text = { 0 };

	if (from == 0) {
		send(m, i, false, 99, 0, TCP_SYN, B(""));
		send(m, i, true, 499, 100, TCP_SYN | TCP_ACK, B(""));
		send(m, i, false, 100, 500, TCP_ACK, B(""));
	}
	for (int k = 0; k < to; k++) {
		bool server = script[k][0] == 'S';

		buf_clear(&text);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		buf_printf(&text, script[k] + 1, i);
#pragma GCC diagnostic pop
		if (k >= from)
			send(m, i, server, next[server], next[!server], TCP_ACK | TCP_PSH,
			     buf_bytes(&text));
		next[server] += (uint32_t)text.n;
	}
	buf_fini(&text);
}

static void all_talk(struct many *m, const char *const *script, int from, int to)
{
	for (uint32_t i = 0; i < MANY; i++)
		talk(m, i, script, from, to);
}

/* Octets of the heap for each. */
static size_t each(const struct many *m, const char *what)
{
	const struct stream_stats *stats = streams_stats(m->wire.streams);
	size_t cost = (heap() - m->before) / MANY, counted = (size_t)stats->memory_octets / MANY;

	print_message("# %s: %zu octets, by the budget %zu\n", what, cost, counted);
	return HEAP_IS_OTHER ? 0 : cost;
}

/* The budget counts what is there; not the commands that wait, here as elsewhere. */
static bool is_counted(const struct many *m)
{
	size_t cost = heap() - m->before;

	return HEAP_IS_OTHER ||
	       streams_stats(m->wire.streams)->memory_octets >= cost - cost / 20;
}

static void what_they_cost(void **state)
{
	struct many m;

	(void)state;
	many_init(&m, &(struct stream_options){ .awake = AWAKE });
	all_talk(&m, smtp, 0, HELLO);
	assert_true(each(&m, "SMTP after EHLO") <= MOST);
	assert_true(is_counted(&m));
	/* Round and round: it stays what it is. */
	all_talk(&m, smtp, HELLO, HELLO + 2);
	all_talk(&m, smtp, HELLO + 2, ALL);
	assert_true(each(&m, "SMTP after a message") <= 2 * MOST);
	assert_true(is_counted(&m));
	many_fini(&m);
	assert_int_equal(m.ears.sessions, MANY);
	assert_int_equal(m.ears.commands, 4 * MANY);
	assert_int_equal(m.ears.messages, MANY);
	assert_true(m.ears.whole);
}

static void wait_for(struct many *m, int seconds)
{
	for (; seconds > 0; seconds -= LIMIT_CLOCK_LEAP_SECONDS / 2)
		streams_tick(m->wire.streams,
			     m->wire.ts_ns += LIMIT_CLOCK_LEAP_SECONDS / 2 * NS_PER_SEC);
}

/* What retransmissions are compared with may take a share of the budget, and no more. */
static void evidence_is_bounded(void **state)
{
	enum { BUDGET = 64 << 20 };
	struct many m, free_of_it;
	size_t most = BUDGET / LIMIT_ASLEEP_EVIDENCE_SHARE, with, without;

	(void)state;
	many_init(&m, &(struct stream_options){ .awake = AWAKE, .memory_octets = BUDGET });
	all_talk(&m, smtp, 0, ALL);
	assert_true(m.wire.streams->asleep_evidence > most - most / 100);
	assert_true(m.wire.streams->asleep_evidence <= most);
	with = each(&m, "with a share of the evidence");
	many_init(&free_of_it, &(struct stream_options){ .awake = AWAKE,
							  .memory_octets = BUDGET });
	free_of_it.wire.streams->asleep_evidence = most;
	all_talk(&free_of_it, smtp, 0, ALL);
	without = each(&free_of_it, "without any");
	assert_true(HEAP_IS_OTHER || with > without);
	free_of_it.wire.streams->asleep_evidence = 0;
	many_fini(&free_of_it);
	/* It comes back as they wake, or are silent for long. */
	wait_for(&m, LIMIT_EVIDENCE_SECONDS + 10);
	assert_int_equal(m.wire.streams->asleep_evidence, 0);
	many_fini(&m);
	assert_int_equal(m.ears.messages, MANY);
}

/* All are due at one moment: none stays awake because of it. */
static void silence_keeps_them_asleep(void **state)
{
	struct many m;
	size_t before, after;

	(void)state;
	many_init(&m, &(struct stream_options){ .awake = AWAKE });
	all_talk(&m, smtp, 0, HELLO);
	before = each(&m, "before a silence");
	wait_for(&m, LIMIT_EVIDENCE_SECONDS + 10);
	after = each(&m, "after it");
	assert_true(HEAP_IS_OTHER || after < before);
	assert_int_equal(m.ears.sessions, 0);
	wait_for(&m, LIMIT_IDLE_SECONDS);
	assert_int_equal(m.ears.sessions, MANY);
	many_fini(&m);
	assert_true(m.ears.whole);
}

/* Over the budget the one goes that was silent for longest, asleep or not. */
static void eviction_wakes(void **state)
{
	enum { BUDGET = 4 << 20 };
	struct many m;

	(void)state;
	many_init(&m, &(struct stream_options){ .awake = AWAKE, .memory_octets = BUDGET });
	all_talk(&m, smtp, 0, HELLO);
	assert_true(m.ears.evicted > MANY / 10 && m.ears.evicted < MANY);
	assert_int_equal(m.ears.last_evicted, m.ears.evicted - 1);
	assert_true(m.ears.in_order);
	assert_true(HEAP_IS_OTHER || heap() - m.before <= BUDGET + BUDGET / 10);
	many_fini(&m);
	assert_int_equal(m.ears.sessions, MANY);
	assert_true(m.ears.whole);
}

/* The connection sleeps, its session does not. */
static void inside_a_message(void **state)
{
	enum { SOME = 4 * AWAKE };
	struct many m;

	(void)state;
	many_init(&m, &(struct stream_options){ .awake = AWAKE });
	for (uint32_t i = 0; i < SOME; i++)
		talk(&m, i, smtp, 0, INSIDE);
	for (uint32_t i = SOME; i-- > 0;)
		talk(&m, i, smtp, INSIDE, ALL);
	many_fini(&m);
	assert_int_equal(m.ears.sessions, SOME);
	assert_int_equal(m.ears.messages, SOME);
	assert_true(m.ears.whole);
}

static const char *const pop3[] = {
	"S+OK mail.example.org\r\n", "CUSER u%06u\r\n", "S+OK\r\n", "CPASS secret\r\n",
	"S+OK 2 messages\r\n", "CSTAT\r\n", "S+OK 2 3000\r\n",
};
static const char *const imap[] = {
	"S* OK [CAPABILITY IMAP4rev1 IDLE] mail.example.org\r\n", "Ca LOGIN u%06u secret\r\n",
	"Sa OK logged in\r\n", "Cb SELECT INBOX\r\n",
	"S* 17 EXISTS\r\n* FLAGS (\\Seen)\r\n* OK [UIDVALIDITY 3857529045]\r\nb OK done\r\n",
	"Cc IDLE\r\n", "S+ idling\r\n", "S* 18 EXISTS\r\n",
};

/* IMAP: with the command that waits. */
static void other_protocols(void **state)
{
	struct many m;

	(void)state;
	many_init(&m, &(struct stream_options){ .awake = AWAKE });
	m.wire.server_port = 110;
	all_talk(&m, pop3, 0, sizeof(pop3) / sizeof(*pop3));
	assert_true(each(&m, "POP3") <= MOST);
	assert_true(is_counted(&m));
	many_fini(&m);
	assert_int_equal(m.ears.commands, 3 * MANY);
	many_init(&m, &(struct stream_options){ .awake = AWAKE });
	m.wire.server_port = 143;
	all_talk(&m, imap, 0, sizeof(imap) / sizeof(*imap));
	assert_true(each(&m, "IMAP in IDLE") <= 2 * MOST);
	many_fini(&m);
	assert_int_equal(m.ears.sessions, MANY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_they_cost),
		cmocka_unit_test(evidence_is_bounded),
		cmocka_unit_test(silence_keeps_them_asleep),
		cmocka_unit_test(eviction_wakes),
		cmocka_unit_test(inside_a_message),
		cmocka_unit_test(other_protocols),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
