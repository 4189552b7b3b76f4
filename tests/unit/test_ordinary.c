/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_ordinary.c - the short way of ordinary segments against the way of all others.
 *
 * Random connections, mostly ordinary and now and then anything but, go through two tables of
 * which one takes the long way always.  After each packet the notes and all facts of the
 * connection must be the same, in the end what the readers were told.
 *
 * SEED=n CASES=n in the environment repeat a run.
 */
#include "random.h"
#include "stream_wire.h"

enum { PACKETS = 80, OCTETS = 40 };

/* Two ends that talk, and what the network makes of it. */
struct talk {
	struct random r;
	uint32_t next[2];  /* raw: what each end sends next */
	uint32_t odd_in;   /* one packet in so many is odd */
	bool times, syn_seen;
	uint32_t tick;
};

static struct wire_packet ordinary(struct talk *t, bool server, struct bytes said)
{
	struct wire_packet p = {
		.server = server, .seq = t->next[server], .ack = t->next[!server],
		.flags = TCP_ACK | (one_in(&t->r, 2) ? TCP_PSH : 0), .window = 8000, .wscale = -1,
		.has_ts = t->times, .tsval = t->tick++,
	};

	if (!one_in(&t->r, 3))
		p.data = bytes_head(said, 2 + below(&t->r, OCTETS - 2));
	return p;
}

/* Something about `p` is not as it should be; `*lost` when it is not captured. */
static void spoil(struct talk *t, struct wire_packet *p, int64_t *ms, bool *lost)
{
	static const uint16_t flags[] = { TCP_URG | TCP_ACK, TCP_FIN | TCP_ACK, TCP_RST,
					  TCP_RST | TCP_ACK, TCP_SYN, TCP_SYN | TCP_ACK, 0,
					  TCP_ACK | TCP_ECE };
	static const uint16_t windows[] = { 0, 1, 20, 500, 40, 65535 };

	switch (below(&t->r, 13)) {
	case 0: p->flags = flags[below(&t->r, 8)]; break;
	case 1: p->window = windows[below(&t->r, 6)]; break;
	case 2: p->seq -= 1 + below(&t->r, 60); break;
	case 3: p->seq += 1 + below(&t->r, 60); break;
	case 4: p->ack -= 1 + below(&t->r, 60); break;
	case 5: p->ack += 1 + below(&t->r, 60); break;
	case 6: p->tsval -= below(&t->r, 3000); break;
	case 7: p->cut = below(&t->r, 30); break;
	case 8: p->data = bytes_head(p->data, 1); break;
	case 9: p->ack = below(&t->r, 2) ? 0 : p->ack + (1u << 30); break;
	case 10: *ms = 200 + below(&t->r, 4000); break;
	case 11: *ms = -(int64_t)below(&t->r, 50); break;
	default: *lost = true;
	}
}

static void same_half(const struct conn *a, const struct conn *b, enum dir d)
{
	const struct conn_half *x = &a->half[d], *y = &b->half[d];

	assert_memory_equal(conn_counts(x), conn_counts(y), sizeof(*conn_counts(x)));
	assert_true(ip_eq(&x->ep.ip, &y->ep.ip));
	assert_int_equal(x->ep.port, y->ep.port);
	assert_int_equal(x->packets, y->packets);
	assert_int_equal(x->octets, y->octets);
	assert_int_equal(x->offset, y->offset);
	assert_int_equal(x->gap_octets, y->gap_octets);
	assert_int_equal(x->gaps, y->gaps);
	assert_int_equal(x->isn, y->isn);
	assert_int_equal(x->seen, y->seen);
	assert_int_equal(x->syn, y->syn);
	assert_int_equal(x->fin, y->fin);
	assert_int_equal(x->one_sided, y->one_sided);
	assert_int_equal(x->fin_frame, y->fin_frame);
	assert_int_equal(x->fin_end, y->fin_end);
	assert_int_equal(x->fin_ack, y->fin_ack);
	assert_int_equal(x->rst_frame, y->rst_frame);
	assert_int_equal(x->rtt_ns, y->rtt_ns);
	assert_int_equal(conn_pause(a, d, a->first_ns, a->last_ns),
			 conn_pause(b, d, b->first_ns, b->last_ns));
	assert_int_equal(!conn_stuck(a, d), !conn_stuck(b, d));
}

static void same(const struct wire *a, const struct wire *b)
{
	const struct segment_note *m = &a->note, *n = &b->note;

	assert_int_equal(!m->conn, !n->conn);
	if (!m->conn)
		return;
	assert_int_equal(m->dir, n->dir);
	assert_int_equal(m->read, n->read);
	assert_int_equal(m->seq, n->seq);
	assert_int_equal(m->ack, n->ack);
	assert_int_equal(m->offset, n->offset);
	assert_int_equal(m->analysis, n->analysis);
	assert_int_equal(m->window, n->window);
	assert_int_equal(m->dup_ack_frame, n->dup_ack_frame);
	assert_int_equal(m->dup_ack_number, n->dup_ack_number);
	assert_int_equal(m->conn->stream, n->conn->stream);
	assert_int_equal(m->conn->last_frame, n->conn->last_frame);
	assert_int_equal(m->conn->last_ns, n->conn->last_ns);
	assert_int_equal(m->conn->rst_frame, n->conn->rst_frame);
	assert_memory_equal(&m->conn->handshake, &n->conn->handshake, sizeof(m->conn->handshake));
	same_half(m->conn, n->conn, DIR_CLIENT);
	same_half(m->conn, n->conn, DIR_SERVER);
}

static void send_both(struct wire *a, struct wire *b, const struct wire_packet *p, int64_t ms)
{
	a->ts_ns += ms * (NS_PER_SEC / 1000);
	b->ts_ns = a->ts_ns;
	wire_send(a, p);
	wire_send(b, p);
	same(a, b);
}

static void handshake(struct talk *t, struct wire *a, struct wire *b)
{
	int scale = one_in(&t->r, 2) ? -1 : (int)below(&t->r, 8);
	struct wire_packet syn = { .seq = t->next[0] - 1, .flags = TCP_SYN, .window = 60000,
				   .wscale = scale };
	struct wire_packet answer = { .server = true, .seq = t->next[1] - 1, .ack = t->next[0],
				      .flags = TCP_SYN | TCP_ACK, .window = 60000,
				      .wscale = scale };

	send_both(a, b, &syn, 1);
	send_both(a, b, &answer, 1);
}

static void run_case(uint64_t seed)
{
	struct talk t = { .r = { seed * UINT64_C(0x9e3779b97f4a7c15) | 1 } };
	struct stream_options o = { .notes = one_in(&t.r, 2),
				    .awake = one_in(&t.r, 2) ? AWAKE_NONE : 0 };
	struct wire a = { .lines = one_in(&t.r, 3), .swap = one_in(&t.r, 9),
			  .ignore_after = one_in(&t.r, 9) ? 200 : 0 };
	struct wire b = a;
	struct stream_stats x, y;

	t.times = one_in(&t.r, 2);
	t.odd_in = 1 + below(&t.r, 40);
	t.tick = below(&t.r, 5000);
	for (int end = 0; end < 2; end++)
		t.next[end] = one_in(&t.r, 3) ? UINT32_MAX - below(&t.r, 500) : (uint32_t)t.r.x;
	wire_init(&a, &o);
	o.long_way = true;
	wire_init(&b, &o);
	if (!one_in(&t.r, 4))
		handshake(&t, &a, &b);
	for (unsigned i = 0; i < PACKETS; i++) {
		uint8_t said[OCTETS];
		int64_t ms = 1 + below(&t.r, 9);
		bool lost = false;
		struct wire_packet p;

		for (size_t k = 0; k < sizeof(said); k++)
			said[k] = one_in(&t.r, 9) ? '\n' : (uint8_t)('a' + below(&t.r, 20));
		p = ordinary(&t, one_in(&t.r, 2), bytes_of(said, sizeof(said)));
		if (one_in(&t.r, t.odd_in))
			spoil(&t, &p, &ms, &lost);
		if (p.seq == t.next[p.server])
			t.next[p.server] += (uint32_t)p.data.n + p.cut;
		if (!lost)
			send_both(&a, &b, &p, ms);
	}
	streams_finish(a.streams);
	streams_finish(b.streams);
	assert_string_equal(buf_cstr(&a.log), buf_cstr(&b.log));
	x = *streams_stats(a.streams);
	y = *streams_stats(b.streams);
	/* What is held lies in lists whose shape is random. */
	assert_memory_equal(&x, &y, offsetof(struct stream_stats, held_octets));
	if (!x.held_peak)
		assert_int_equal(x.memory_peak, y.memory_peak);
	wire_fini(&a);
	wire_fini(&b);
}

static void both_ways_are_one(void **state)
{
	const char *given = getenv("SEED"), *count = getenv("CASES");
	uint64_t seed = given ? strtoull(given, NULL, 10) : 1;
	uint64_t cases = count ? strtoull(count, NULL, 10) : 3000;
	static uint64_t last_seed;

	for (uint64_t i = 0; i < cases; i++) {
		last_seed = seed + i;
		*state = &last_seed;
		run_case(last_seed);
	}
	*state = NULL;
}

static int tell_seed(void **state)
{
	if (*state)
		print_error("seed %" PRIu64 "\n", *(const uint64_t *)*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(both_ways_are_one, tell_seed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
