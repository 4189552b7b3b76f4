/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_reassembly.c - one direction against a slow reference, octet by octet.
 *
 * Random pieces with random content overlap in every way, under every policy; what comes
 * out, what is counted as different and what is left must be what a table with one entry
 * an octet says.
 */
#include "stream/reassembly.h"

#include "base/arena.h"
#include "guard.h"
#include "random.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <setjmp.h>
#include <cmocka.h>

enum { SPACE = 600, PIECE = 40 };

/* The reference. */
struct model {
	enum overlap_policy policy;
	uint64_t next;
	struct {
		bool have, cut;
		uint8_t octet;
		uint64_t from, to, frame; /* of the segment */
	} at[SPACE + PIECE];
	uint64_t differing;
};

static bool model_replaces(const struct model *m, uint64_t i, uint64_t from, uint64_t to)
{
	if (m->at[i].cut)
		return true;
	switch (m->policy) {
	case OVERLAP_FIRST:
		return false;
	case OVERLAP_LAST:
		return true;
	case OVERLAP_LINUX:
		return from < m->at[i].from || (from == m->at[i].from && to > m->at[i].to);
	case OVERLAP_BSD:
	case OVERLAP_WINDOWS:
		return from < m->at[i].from;
	}
	return false;
}

static void model_push(struct model *m, uint64_t from, struct bytes b, uint64_t frame)
{
	uint64_t to = from + b.n, start = from < m->next ? m->next : from;

	for (uint64_t i = from; i < to; i++) {
		uint8_t octet = b.p[i - from];

		if (m->at[i].have && !m->at[i].cut)
			m->differing += m->at[i].octet != octet;
		if (i < m->next || (m->at[i].have && !model_replaces(m, i, start, to)))
			continue;
		m->at[i].have = true;
		m->at[i].cut = false;
		m->at[i].octet = octet;
		m->at[i].from = start;
		m->at[i].to = to;
		m->at[i].frame = frame;
	}
}

/* Delivers what is in order; the octets go to `out`. */
static void model_pull(struct model *m, struct buf *out)
{
	for (; m->next < SPACE && m->at[m->next].have; m->next++)
		buf_addc(out, m->at[m->next].octet);
}

struct subject {
	struct reassembly r;
	struct overlap_rules rules;
	struct buf out;
	uint64_t differing;
};

static void conflict(void *ctx, uint64_t offset, struct bytes kept, struct bytes other,
		     uint64_t frame_kept, uint64_t frame_other, size_t differing)
{
	struct subject *s = ctx;

	assert_int_equal(kept.n, other.n);
	assert_int_not_equal(bytes_at(kept, 0), bytes_at(other, 0));
	assert_int_not_equal(bytes_last(kept), bytes_last(other));
	assert_int_not_equal(frame_kept, frame_other);
	(void)offset;
	s->differing += differing;
}

static void subject_push(struct subject *s, uint64_t from, struct bytes b, uint64_t frame)
{
	struct piece p = { .offset = from, .data = b, .frame = frame };
	struct held_run *run;

	if (!reassembly_trim(&s->r, &s->rules, &p))
		return;
	if (reassembly_direct(&s->r, &p)) {
		buf_add(&s->out, p.data);
		reassembly_pass(&s->r, p.data, p.frame);
	} else {
		reassembly_hold(&s->r, &s->rules, &p);
	}
	while ((run = reassembly_next(&s->r))) {
		struct bytes data = bytes_of(run->p, (size_t)run->octets);

		buf_add(&s->out, data);
		reassembly_pass(&s->r, data, run->frame);
		reassembly_drop(&s->r, run);
	}
}

static void one_case(uint64_t seed, enum overlap_policy policy, uint32_t alphabet)
{
	struct random r = { seed };
	struct model *m = xcalloc(1, sizeof(*m));
	struct subject s = { .rules = { .policy = policy, .seed = seed, .conflict = conflict,
					.ctx = &s } };
	struct buf out = { 0 };
	struct guard g;
	struct bytes room = guard_init(&g, bytes_of((uint8_t[PIECE]){ 0 }, PIECE));

	m->policy = policy;
	for (uint64_t frame = 1; frame <= 200; frame++) {
		uint64_t near = m->next + below(&r, 120), from;
		uint32_t n = 1 + below(&r, PIECE);
		struct bytes b = bytes_from(room, PIECE - n);
		uint8_t *octets = (uint8_t *)(uintptr_t)b.p;

		if (near >= SPACE)
			break;
		from = near > 50 ? near - 50 : 0;
		if (from + n > SPACE)
			continue;
		for (uint32_t i = 0; i < n; i++)
			octets[i] = (uint8_t)('a' + below(&r, alphabet));
		model_push(m, from, b, frame);
		model_pull(m, &out);
		subject_push(&s, from, b, frame);
		if (s.r.next != m->next || s.differing != m->differing ||
		    !bytes_eq(buf_bytes(&s.out), buf_bytes(&out)))
			fail_msg("seed %" PRIu64 " policy %d frame %" PRIu64 ": next %" PRIu64
				 " not %" PRIu64 ", differing %" PRIu64 " not %" PRIu64,
				 seed, policy, frame, s.r.next, m->next, s.differing,
				 m->differing);
	}
	reassembly_fini(&s.r);
	buf_fini(&s.out);
	buf_fini(&out);
	guard_fini(&g);
	free(m);
}

static void like_the_reference(void **state)
{
	const char *given = getenv("SEED");
	uint64_t seed = given ? strtoull(given, NULL, 10) : 1;

	(void)state;
	print_message("# seed %" PRIu64 "\n", seed);
	for (uint64_t i = 0; i < 400; i++)
		for (int policy = OVERLAP_FIRST; policy <= OVERLAP_WINDOWS; policy++)
			one_case((seed + i) * 7919 + 1, (enum overlap_policy)policy, 1 + (uint32_t)(i % 4));
}

/* One hole, and then segments of one octet in the worst orders: the memory is what it is
   said to be, and everything comes out. */
static void tiny_segments(void **state)
{
	enum { N = 4000 };
	static const uint8_t octet[1] = { 'x' };
	struct subject s = { .rules = { .conflict = conflict, .ctx = &s } };

	(void)state;
	for (uint64_t i = 0; i < N; i++) {
		uint64_t at = i % 2 ? N - i : i;

		if (at)
			subject_push(&s, at, bytes_of(octet, 1), i + 1);
	}
	assert_int_equal(s.r.held->runs, N - 1);
	subject_push(&s, 0, bytes_of(octet, 1), N);
	assert_int_equal(s.r.next, N);
	assert_null(s.r.held);
	reassembly_fini(&s.r);
	buf_fini(&s.out);
}

/* Octets that the snap length cut: known to be missing, until they are captured. */
static void cut_octets(void **state)
{
	struct subject s = { .rules = { .conflict = conflict, .ctx = &s } };
	struct piece p = { .offset = 10, .data = B("ab"), .cut = 8, .frame = 1 };
	struct held_run *run;

	(void)state;
	assert_true(reassembly_trim(&s.r, &s.rules, &p));
	reassembly_hold(&s.r, &s.rules, &p);
	p = (struct piece){ .offset = 15, .data = B("fgh"), .frame = 2 };
	reassembly_hold(&s.r, &s.rules, &p);
	reassembly_skip(&s.r, 10);
	for (uint64_t at = 10; (run = reassembly_next(&s.r)); at = s.r.next) {
		static const struct {
			uint64_t at, octets;
			bool there;
		} expected[] = { { 10, 2, true }, { 12, 3, false }, { 15, 3, true }, { 18, 2, false } };
		size_t i = at == 10 ? 0 : at == 12 ? 1 : at == 15 ? 2 : 3;

		assert_int_equal(run->offset, expected[i].at);
		assert_int_equal(run->octets, expected[i].octets);
		assert_int_equal(run->p != NULL, expected[i].there);
		reassembly_skip(&s.r, run->octets);
		reassembly_drop(&s.r, run);
	}
	assert_int_equal(s.r.next, 20);
	reassembly_fini(&s.r);
}

/* Stream offsets go on where sequence numbers begin anew. */
static void beyond_4_gib(void **state)
{
	struct subject s = { .rules = { .conflict = conflict, .ctx = &s } };
	uint64_t far = (UINT64_C(5) << 32) + 3;

	(void)state;
	reassembly_skip(&s.r, far);
	subject_push(&s, far + 2, B("cd"), 1);
	subject_push(&s, far - 1, B("xab"), 2);
	assert_true(bytes_eq(buf_bytes(&s.out), B("abcd")));
	assert_int_equal(s.r.next, far + 4);
	reassembly_fini(&s.r);
	buf_fini(&s.out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(like_the_reference),
		cmocka_unit_test(tiny_segments),
		cmocka_unit_test(cut_octets),
		cmocka_unit_test(beyond_4_gib),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
