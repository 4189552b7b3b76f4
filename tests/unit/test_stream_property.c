/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_stream_property.c - the same dialogue, however its packets are cut and captured.
 *
 * Random dialogues are turned into packets in random shapes: cut anywhere, repeated, put
 * together differently when repeated, out of order within a window.  What the reader gets
 * must be the dialogue, turn by turn.  With packets lost it must be the dialogue with a gap
 * for exactly the octets that no packet carried.
 *
 * SEED=n CASES=n in the environment repeat a run.
 */
#include "random.h"
#include "stream_wire.h"


enum { TURNS = 12, TURN_OCTETS = 400, OCTETS = TURNS * TURN_OCTETS, PACKETS = 6000 };

struct shape {
	const char *name;
	uint32_t cut;       /* octets of the longest segment; 0 = a turn is one segment */
	uint32_t window;    /* a packet comes at most so many places late; 0 = in order */
	uint32_t repeat_in; /* one packet in so many is repeated; 0 = none */
	uint32_t lose_in;   /* one packet with data in so many is lost; 0 = none */
	bool middle;        /* the handshake is not captured */
	bool acks;          /* pure acknowledgements too */
	bool overlap;       /* repetitions begin and end elsewhere */
};

struct turn {
	enum dir dir;
	uint32_t from, n;   /* in said[dir] */
	uint32_t other;     /* octets the other side had said before */
};

struct dialogue {
	struct turn turns[TURNS];
	size_t nturns;
	uint8_t said[2][OCTETS];
	uint32_t n[2];
	uint32_t isn[2];
};

struct planned {
	struct wire_packet p;
	uint32_t from;      /* of its data, as offset */
	uint32_t late;      /* sort key */
	bool lost;
};

struct plan {
	struct planned packets[PACKETS];
	size_t n;
	bool captured[2][OCTETS];
};

static void make_dialogue(struct dialogue *d, struct random *r)
{
	enum dir dir = below(r, 2);

	memset(d, 0, sizeof(*d));
	d->isn[0] = (uint32_t)(r->x >> 13);
	d->isn[1] = one_in(r, 3) ? UINT32_MAX - below(r, 2000) : (uint32_t)(r->x >> 7);
	d->nturns = 2 + below(r, TURNS - 1);
	for (size_t i = 0; i < d->nturns; i++, dir = dir_other(dir)) {
		struct turn *t = &d->turns[i];

		t->dir = dir;
		t->from = d->n[dir];
		t->n = 2 + below(r, one_in(r, 3) ? TURN_OCTETS - 1 : 20);
		t->other = d->n[dir_other(dir)];
		for (uint32_t k = 0; k < t->n; k++)
			d->said[dir][d->n[dir]++] = (uint8_t)('a' + below(r, 20));
	}
}

static struct planned *add(struct plan *plan, const struct dialogue *d, enum dir dir,
			   uint16_t flags, uint32_t from, uint32_t n, uint32_t acked)
{
	struct planned *p = &plan->packets[plan->n];

	assert_true(plan->n < PACKETS);
	*p = (struct planned){
		.p = { .server = dir == DIR_SERVER, .seq = d->isn[dir] + 1 + from,
		       .ack = d->isn[dir_other(dir)] + 1 + acked, .flags = flags,
		       .window = 60000, .wscale = -1,
		       .data = n ? bytes_of(d->said[dir] + from, n) : (struct bytes){ NULL, 0 } },
		.from = from, .late = (uint32_t)plan->n,
	};
	plan->n++;
	return p;
}

static void add_repetition(struct plan *plan, const struct dialogue *d, const struct shape *s,
			   struct random *r, const struct turn *t, uint32_t from, uint32_t n)
{
	if (s->overlap) {
		uint32_t before = below(r, 30), after = below(r, 30);

		before = before < from - t->from ? before : from - t->from;
		from -= before;
		n += before + after;
		if (from + n > t->from + t->n)
			n = t->from + t->n - from;
	}
	add(plan, d, t->dir, TCP_ACK, from, n, t->other);
}

static void plan_turn(struct plan *plan, const struct dialogue *d, const struct shape *s,
		      struct random *r, const struct turn *t)
{
	for (uint32_t at = 0, n; at < t->n; at += n) {
		/* One octet that comes first and late could be a keep-alive. */
		n = s->cut ? 1 + s->middle + below(r, s->cut) : t->n;
		if (n > t->n - at)
			n = t->n - at;
		add(plan, d, t->dir, TCP_ACK | TCP_PSH, t->from + at, n, t->other);
		if (s->repeat_in && one_in(r, s->repeat_in))
			add_repetition(plan, d, s, r, t, t->from + at, n);
	}
	if (s->acks)
		add(plan, d, dir_other(t->dir), TCP_ACK, t->other, 0, t->from + t->n);
}

static int by_late(const void *a, const void *b)
{
	const struct planned *x = a, *y = b;

	return x->late < y->late ? -1 : x->late > y->late;
}

static void make_plan(struct plan *plan, const struct dialogue *d, const struct shape *s,
		      struct random *r)
{
	memset(plan, 0, sizeof(*plan));
	if (!s->middle) {
		add(plan, d, DIR_CLIENT, TCP_SYN, UINT32_MAX, 0, UINT32_MAX)->p.data.n = 0;
		add(plan, d, DIR_SERVER, TCP_SYN | TCP_ACK, UINT32_MAX, 0, 0)->p.data.n = 0;
		add(plan, d, DIR_CLIENT, TCP_ACK, 0, 0, 0);
	}
	for (size_t i = 0; i < d->nturns; i++)
		plan_turn(plan, d, s, r, &d->turns[i]);
	add(plan, d, DIR_CLIENT, TCP_FIN | TCP_ACK, d->n[0], 0, d->n[1]);
	add(plan, d, DIR_SERVER, TCP_FIN | TCP_ACK, d->n[1], 0, d->n[0] + 1);
	add(plan, d, DIR_CLIENT, TCP_ACK, d->n[0] + 1, 0, d->n[1] + 1)->p.data.n = 0;

	for (size_t i = 0; i < plan->n; i++) {
		struct planned *p = &plan->packets[i];
		enum dir dir = p->p.server ? DIR_SERVER : DIR_CLIENT;

		/* place 4i is in order; one packet later is 4(i + 1) + 2 */
		p->late = p->late * 4 + (s->window ? below(r, s->window + 1) * 4 + 2 : 0);
		p->lost = s->lose_in && p->p.data.n && one_in(r, s->lose_in);
		for (size_t k = 0; k < p->p.data.n && !p->lost; k++)
			plan->captured[dir][p->from + k] = true;
	}
	qsort(plan->packets, plan->n, sizeof(plan->packets[0]), by_late);
}

/* The words that the reader should write; runs lost are gaps, in their turn's place.  False
   when a turn ends in one lost octet, which might as well be a FIN until more is said. */
static bool expect(struct buf *out, const struct dialogue *d, const struct plan *plan)
{
	bool clear = true;

	for (size_t i = 0; i < d->nturns; i++) {
		const struct turn *t = &d->turns[i];
		const bool *captured = plan->captured[t->dir];

		for (uint32_t at = t->from, n; at < t->from + t->n; at += n) {
			for (n = 1; at + n < t->from + t->n && captured[at + n] == captured[at]; n++)
				;
			buf_printf(out, captured[at] ? " %c:" : " %c-%u",
				   t->dir == DIR_CLIENT ? 'c' : 's', n);
			if (captured[at])
				buf_add(out, bytes_of(d->said[t->dir] + at, n));
			else if (n == 1 && at + n == t->from + t->n)
				clear = false;
		}
	}
	return clear;
}

/* What the reader was told, in a form that leaves open what nobody can know: no frame says
   when octets that were lost were sent, so a hole has its place among the octets of its own
   side, but not among what the other side said.  First everything that was said, in order,
   then each side with its holes. */
static void settle_gaps(struct buf *out, struct bytes log)
{
	struct bytes rest = log, word;

	while ((word = bytes_word(&rest)).n) {
		uint64_t n;

		if (bytes_at(word, 1) == '-' && bytes_u64(bytes_from(word, 2), &n))
			continue;
		buf_addc(out, ' ');
		buf_add(out, word);
	}
	for (int d = 0; d < 2; d++) {
		uint64_t gap = 0, n = 0;

		buf_adds(out, " |");
		rest = log;
		do {
			word = bytes_word(&rest);
			if (word.n && bytes_at(word, 0) != (d ? 's' : 'c'))
				continue;
			if (bytes_at(word, 1) == '-' && bytes_u64(bytes_from(word, 2), &n)) {
				gap += n;
				continue;
			}
			if (gap)
				buf_printf(out, " -%" PRIu64, gap);
			gap = 0;
			buf_addc(out, ' ');
			buf_add(out, word);
		} while (word.n);
	}
}

/* The packets as a script for test_stream.c. */
static void tell_plan(const struct plan *plan)
{
	for (size_t i = 0; i < plan->n; i++) {
		const struct planned *p = &plan->packets[i];

		if (!p->lost)
			print_error("%c %u %u %s%s%s :%.*s\n", p->p.server ? 'S' : 'C', p->p.seq,
				    p->p.ack, p->p.flags & TCP_SYN ? "S" : "",
				    p->p.flags & TCP_FIN ? "F" : "",
				    p->p.flags & TCP_ACK ? "A" : "", (int)p->p.data.n,
				    p->p.data.p);
	}
}

static bool run_case(uint64_t seed, const struct shape *s, struct dialogue *d,
		     struct plan *plan, bool tell)
{
	struct random r = { seed * UINT64_C(0x9e3779b97f4a7c15) | 1 };
	struct wire w = { 0 };
	struct buf expected = { 0 }, a = { 0 }, b = { 0 };
	bool clear, same;

	make_dialogue(d, &r);
	make_plan(plan, d, s, &r);
	wire_init(&w, &(struct stream_options){ .awake = seed % 2 ? AWAKE_NONE : 0 });
	for (size_t i = 0; i < plan->n; i++) {
		w.ts_ns += 1000000;
		if (!plan->packets[i].lost)
			wire_send(&w, &plan->packets[i].p);
	}
	streams_finish(w.streams);
	buf_adds(&expected, "open");
	clear = expect(&expected, d, plan);
	buf_adds(&expected, " c. s. close(fin)");
	settle_gaps(&a, buf_bytes(&w.log));
	settle_gaps(&b, buf_bytes(&expected));
	same = !clear || bytes_eq(buf_bytes(&a), buf_bytes(&b));
	if (!same && tell)
		print_error("seed %" PRIu64 ", %s:\n  is       %s\n  expected %s\n", seed, s->name,
			    buf_cstr(&a), buf_cstr(&b));
	if (!same && tell)
		tell_plan(plan);
	assert_int_equal(w.conflicts, 0);
	buf_fini(&expected);
	buf_fini(&a);
	buf_fini(&b);
	wire_fini(&w);
	return same;
}

static const struct shape shapes[] = {
	{ "whole", 0, 0, 0, 0, false, true, false },
	{ "cut", 30, 0, 0, 0, false, true, false },
	{ "single octets", 1, 0, 0, 0, false, false, false },
	{ "repeated", 30, 0, 3, 0, false, true, false },
	{ "overlapping", 30, 0, 2, 0, false, true, true },
	{ "reordered", 60, 7, 0, 0, false, true, false },
	{ "reordered, few packets", 0, 5, 0, 0, false, false, false },
	{ "reordered and overlapping", 40, 7, 2, 0, false, true, true },
	/* a packet is overtaken by at most 2 * 8 others: LIMIT_GRACE_FRAMES */
	{ "reordered far", 60, 8, 4, 0, false, true, false },
	{ "single octets, reordered", 1, 7, 4, 0, false, false, false },
	{ "from the middle", 40, 0, 3, 0, true, true, true },
	{ "from the middle, reordered", 40, 3, 3, 0, true, true, true },
	{ "lost", 30, 0, 0, 5, false, true, false },
	{ "lost and repeated", 30, 0, 3, 3, false, true, true },
	{ "lost and reordered", 40, 5, 3, 6, false, true, true },
};

static void the_dialogue_comes_out(void **state)
{
	const char *given = getenv("SEED"), *count = getenv("CASES");
	uint64_t seed = given ? strtoull(given, NULL, 10) : 1;
	uint64_t cases = count ? strtoull(count, NULL, 10) : 300;
	struct dialogue *d = xcalloc(1, sizeof(*d));
	struct plan *plan = xcalloc(1, sizeof(*plan));
	unsigned failed = 0;

	(void)state;
	print_message("# seed %" PRIu64 "\n", seed);
	for (uint64_t i = 0; i < cases && failed < 3; i++)
		for (size_t k = 0; k < sizeof(shapes) / sizeof(shapes[0]); k++)
			failed += !run_case(seed + i, &shapes[k], d, plan, failed < 3);
	assert_int_equal(failed, 0);
	free(plan);
	free(d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_dialogue_comes_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
