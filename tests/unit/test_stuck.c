/* SPDX-License-Identifier: BSD-2-Clause */
/* test_stuck.c - a path that swallows large segments, and what only looks like one. */
#include "stream_wire.h"

#include "stream/flow.h"

#define HELLO \
	"C 100 0 S w60000 ws0\n" \
	"S 500 101 SA w60000 ws0 +20\n" \
	"C 101 501 A +3\n" \
	"C 101 501 A :{100}\n" \
	"S 501 201 A +20\n"
/* A large one, and three times more. */
#define LARGE \
	"C 201 501 A :{1400}\n" \
	"C 201 501 A +300 :{1400}\n" \
	"C 201 501 A +600 :{1400}\n" \
	"C 201 501 A +1200 :{1400}\n"

/* What the script leaves of the client; `*out` is a copy. */
static bool stuck(const char *script, struct conn_stuck *out)
{
	static const struct stream_options options = { 0 };
	struct wire w = { .quiet = true, .valued = true };
	const struct conn_stuck *k;

	wire_init(&w, &options);
	wire_script(&w, script);
	assert_non_null(w.note.conn);
	assert_null(conn_stuck(w.note.conn, DIR_SERVER));
	k = conn_stuck(w.note.conn, DIR_CLIENT);
	if (k)
		*out = *k;
	wire_fini(&w);
	return k != NULL;
}

static void large_ones_are_swallowed(void **state)
{
	struct conn_stuck k;

	(void)state;
	assert_true(stuck(HELLO LARGE "S 501 201 A +200\n", &k));
	assert_int_equal(k.octets, 1400);
	assert_int_equal(k.arrived, 100);
	assert_int_equal(k.times, 3);
	assert_int_equal(k.through, 0);
	assert_int_equal(k.first_frame, 7);
	assert_int_equal(k.last_frame, 9);
	/* the server gives up, and says so */
	assert_true(stuck(HELLO LARGE "S 501 201 PA +30000 :421 bye/\n", &k));
	/* the first octets of all */
	assert_true(stuck("C 100 0 S w60000 ws0\nS 500 101 SA w60000 ws0 +20\n"
			  "C 101 501 A :{1400}\nC 101 501 A +300 :{1400}\nC 101 501 A +600 :{1400}\n"
			  "C 101 501 A +900 :{1400}\nS 501 101 A\n", &k));
}

static void smaller_it_comes_through(void **state)
{
	struct conn_stuck k;

	(void)state;
	assert_true(stuck(HELLO LARGE "C 201 501 A +2000 :{512}\nS 501 713 A +20\n"
				      "C 713 501 A :{512}\nS 501 1225 A +20\n", &k));
	assert_int_equal(k.through, 512);
	assert_int_equal(k.octets, 1400);
}

static void this_is_another_matter(void **state)
{
	struct conn_stuck k;

	(void)state;
	/* it comes through in the end, as it was */
	assert_false(stuck(HELLO LARGE "S 501 1601 A +20\n", &k));
	/* nobody is there any more */
	assert_false(stuck(HELLO LARGE, &k));
	/* twice only */
	assert_false(stuck(HELLO "C 201 501 A :{1400}\nC 201 501 A +300 :{1400}\n"
				 "C 201 501 A +600 :{1400}\nS 501 201 A\n", &k));
	/* such large ones arrived before */
	assert_false(stuck(HELLO "C 201 501 A :{1400}\nS 501 1601 A +20\n"
				 "C 1601 501 A :{1400}\nC 1601 501 A +300 :{1400}\n"
				 "C 1601 501 A +600 :{1400}\nC 1601 501 A +900 :{1400}\n"
				 "S 501 1601 A +20\n", &k));
	/* small ones are lost too */
	assert_false(stuck(HELLO "C 201 501 A :{90}\nC 201 501 A +300 :{90}\n"
				 "C 201 501 A +600 :{90}\nC 201 501 A +900 :{90}\n"
				 "S 501 201 A +20\n", &k));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(large_ones_are_swallowed),
		cmocka_unit_test(smaller_it_comes_through),
		cmocka_unit_test(this_is_another_matter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
