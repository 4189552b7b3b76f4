/* SPDX-License-Identifier: BSD-2-Clause */
/* test_pair_scan.c - both ways of looking for pairs against the plainest one. */
#include "base/pair_scan.h"

#include "guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* As the header says it, octet by octet. */
static size_t plainly(const struct pair_scan *s, struct bytes b, size_t from)
{
	if (from >= b.n)
		return b.n;
	for (size_t n = from; n + 1 < b.n; n++)
		for (unsigned pair = 0; pair < PAIRS_MAX; pair++)
			if ((s->first[bytes_at(b, n)] >> pair & 1) &&
			    (s->second[bytes_at(b, n + 1)] >> pair & 1))
				return n;
	return b.n - 1;
}

static void check(const struct pair_scan *s, struct bytes b)
{
	for (size_t from = 0; from <= b.n; from++) {
		size_t want = plainly(s, b, from);

		assert_int_equal(pair_find_scalar(s, b, from), want);
		if (pair_has_avx2())
			assert_int_equal(pair_find_avx2(s, b, from), want);
	}
}

static void random_pairs(void **state)
{
	uint32_t seed = 20261125;

	(void)state;
	for (int round = 0; round < 300; round++) {
		struct pair_scan s = { 0 };
		uint8_t text[150];
		struct guard g;
		size_t n = (seed >> 8) % sizeof(text);

		for (unsigned pair = 0; pair < (unsigned)round % (PAIRS_MAX + 1); pair++) {
			seed = seed * 1664525 + 1013904223;
			pair_first(&s, pair, (uint8_t)(seed >> 16));
			pair_first(&s, pair, (uint8_t)(seed >> 24));
			pair_second(&s, pair, (uint8_t)(seed >> 8));
		}
		for (size_t i = 0; i < n; i++) {
			seed = seed * 1664525 + 1013904223;
			/* few values: pairs occur, and octets that only look like one */
			text[i] = (uint8_t)(round % 2 ? seed >> 24 : (seed >> 24) & 0x93);
		}
		check(&s, guard_init(&g, bytes_of(text, n)));
		guard_fini(&g);
	}
}

/* Every pair in every place of a step. */
static void every_place(void **state)
{
	(void)state;
	for (size_t at = 0; at < 70; at++) {
		struct pair_scan s = { 0 };
		uint8_t text[72];

		pair_first(&s, 3, 'p');
		pair_second(&s, 3, 'a');
		pair_first(&s, 11, 'x'); /* shares its bit with pair 3 */
		pair_second(&s, 11, 'y');
		memset(text, '.', sizeof(text));
		text[at] = 'p';
		text[at + 1] = 'y'; /* one of each: no pair */
		assert_int_equal(pair_find(&s, bytes_of(text, sizeof(text)), 0), sizeof(text) - 1);
		text[at + 1] = 'a';
		assert_int_equal(pair_find(&s, bytes_of(text, sizeof(text)), 0), at);
		check(&s, bytes_of(text, sizeof(text)));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_pairs),
		cmocka_unit_test(every_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
