/* SPDX-License-Identifier: BSD-2-Clause */
/* test_line_scan.c - both ways of looking at lines against the plainest one. */
#include "base/line_scan.h"

#include "guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* As the header says it, octet by octet. */
static struct lines_look plainly(struct bytes b)
{
	struct lines_look l = { 0 };

	for (size_t i = 0; i < b.n; i++) {
		int c = bytes_at(b, i), next = bytes_at(b, i + 1);

		if (c == '\r' && next >= 0 && next != '\n')
			l.apart = true;
		if (c == '\n' && i > 0 && bytes_at(b, i - 1) != '\r')
			l.apart = true;
		l.nul |= c == 0;
		l.high |= c >= 0x80;
		l.lfs += c == '\n';
	}
	return l;
}

static size_t begin_plainly(struct bytes b, size_t from, const struct line_begins *which)
{
	for (size_t at = from; at < b.n; at++)
		for (size_t i = 0; i < which->n; i++)
			if (bytes_at(b, at - 1) == '\n' && bytes_at(b, at) == which->octet[i])
				return at;
	return b.n;
}

static void same(struct lines_look is, struct lines_look want)
{
	assert_int_equal(is.apart, want.apart);
	assert_int_equal(is.nul, want.nul);
	assert_int_equal(is.high, want.high);
	assert_int_equal(is.lfs, want.lfs);
}

static void check(struct bytes b, const struct line_begins *which)
{
	same(lines_look_scalar(b), plainly(b));
	if (lines_have_avx2())
		same(lines_look_avx2(b), plainly(b));
	for (size_t from = 1; from <= b.n + 1; from++) {
		size_t want = begin_plainly(b, from, which);

		assert_int_equal(line_begin_scalar(b, from, which), want);
		if (lines_have_avx2())
			assert_int_equal(line_begin_avx2(b, from, which), want);
	}
}

/* Lines of one to 40 octets, and in one of two rounds something out of order in them. */
static void random_lines(void **state)
{
	static const uint8_t odd[] = { '\r', '\n', 0, 0x80, 0xff, '.' };
	uint32_t seed = 20261125;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		struct line_begins which = { 1 + (size_t)round % LINE_BEGINS, { 'x', '.', 'y' } };
		uint8_t text[200];
		struct guard g;
		size_t n = (seed >> 8) % sizeof(text);

		for (size_t i = 0; i < n; i++) {
			seed = seed * 1664525 + 1013904223;
			text[i] = i && text[i - 1] == '\r' ? '\n' :
				  seed >> 24 < 16	     ? '\r' :
							       (uint8_t)('u' + (seed >> 16) % 5);
		}
		if (round % 2 && n)
			text[(seed >> 4) % n] = odd[(seed >> 16) % sizeof(odd)];
		check(guard_init(&g, bytes_of(text, n)), &which);
		guard_fini(&g);
	}
}

/* Each kind alone, in every place of a step and behind it. */
static void every_place(void **state)
{
	const struct line_begins dot = { 1, { '.' } };

	(void)state;
	for (size_t at = 0; at < 70; at++) {
		uint8_t text[72];
		struct bytes b = bytes_of(text, sizeof(text));

		memset(text, 'a', sizeof(text));
		text[at] = 0;
		same(lines_look(b), (struct lines_look){ .nul = true });
		text[at] = 0x80;
		same(lines_look(b), (struct lines_look){ .high = true });
		text[at] = '\r';
		same(lines_look(b), (struct lines_look){ .apart = true });
		text[at + 1] = '\n';
		same(lines_look(b), (struct lines_look){ .lfs = 1 });
		text[at + 2 < sizeof(text) ? at + 2 : at] = '.';
		check(b, &dot);
		text[at] = 'a';
		same(lines_look(b), (struct lines_look){ .lfs = 1, .apart = true });
	}
}

/* More line ends than one octet counts, at each place of 32. */
static void many_lines(void **state)
{
	static uint8_t text[40000];

	(void)state;
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = i % 2 ? '\n' : '\r';
	for (size_t n = sizeof(text) - 70; n <= sizeof(text); n += 2)
		same(lines_look(bytes_of(text, n)), (struct lines_look){ .lfs = n / 2 });
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_lines),
		cmocka_unit_test(every_place),
		cmocka_unit_test(many_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
