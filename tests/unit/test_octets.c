/* SPDX-License-Identifier: BSD-2-Clause */
/* test_octets.c - bare line ends, NULs, long lines and octets over 127, at any cut. */
#include "proto/octets.h"

#include "base/buf.h"
#include "guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define X100 "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
#define X900 X100 X100 X100 X100 X100 X100 X100 X100 X100
#define X98  "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"

static const struct {
	const char *what;
	struct bytes in;
	const char *log;   /* kind count@first:line */
} rows[] = {
	{ "nothing", B("a: b\r\n\r\ntext\r\n\r\n"), "" },
	{ "bare LF", B("a\r\nb\nc\n\r\n"), "LF2@4:2 " },
	{ "bare CR", B("a\r\nb\rc\r\r\nd\r"), "CR3@4:2 " },
	{ "LF CR", B("a\n\rb\r\n"), "CR1@2:2 LF1@1:1 " },
	{ "CR LF LF", B("a\r\n\n"), "LF1@3:2 " },
	{ "NUL", B("a\r\n\0\0b\r\n\0"), "NUL3@3:2 " },
	{ "eight bits", B("a\r\n\r\n\xc3\xa4\r\n"), "8BIT2@5:3 " },
	{ "998 octets", B(X900 X98 "\r\n"), "" },
	{ "999 octets", B("a\r\n" X900 X98 "x\r\n" X900 X100 "\r\n"), "LONG2@3:2 " },
	{ "a stuffed dot does not count", B("." X900 X98 "\r\n"), "" },
	{ "a long line without an end", B(X900 X98 "x"), "LONG1@0:1 " },
	{ "all of it", B("\0\n\xff\r."), "CR1@3:2 LF1@1:1 NUL1@0:1 8BIT1@2:2 " },
};

static void log_of(struct buf *out, const struct octets *o)
{
	static const char *const names[] = { "CR", "LF", "NUL", "8BIT", "LONG" };

	for (int i = 0; i < OCTETS_KINDS; i++)
		if (o->seen[i].count)
			buf_printf(out, "%s%u@%u:%u ", names[i], (unsigned)o->seen[i].count,
				   (unsigned)o->seen[i].first, (unsigned)o->seen[i].line);
}

static void the_same_at_any_cut(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct guard guard;
		struct bytes in = guard_init(&guard, rows[i].in);

		for (size_t step = 1; step <= in.n; step++) {
			struct octets o = { 0 };
			struct buf out = { 0 };

			for (size_t at = 0; at < in.n; at += step)
				octets_push(&o, bytes_sub(in, at, step));
			octets_end(&o);
			log_of(&out, &o);
			if (strcmp(buf_cstr(&out), rows[i].log) != 0)
				fail_msg("%s, %zu octets at a time: %s", rows[i].what, step,
					 buf_cstr(&out));
			buf_fini(&out);
		}
		guard_fini(&guard);
	}
}

static void only_the_first_is_news(void **state)
{
	struct octets o = { 0 };

	(void)state;
	assert_false(octets_push(&o, B("a\r\n")));
	assert_true(octets_push(&o, B("b\n")));
	assert_false(octets_push(&o, B("c\n")));
	assert_false(octets_push(&o, B("\r")));
	assert_true(octets_push(&o, B("x")));
	assert_false(octets_push(&o, B("\r\n\r")));
	assert_false(octets_end(&o));
	assert_int_equal(o.seen[OCTETS_BARE_CR].count, 2);
	assert_int_equal(o.longest, 0); /* no long line */
}

static void a_hole_is_not_judged(void **state)
{
	struct octets o = { 0 };

	(void)state;
	octets_push(&o, B("a\r"));
	octets_gap(&o, 5000);
	octets_push(&o, B("b\n"));
	octets_gap(&o, 1);
	octets_push(&o, B("\n"));
	assert_int_equal(o.seen[OCTETS_BARE_CR].count, 0);
	assert_int_equal(o.seen[OCTETS_LONG_LINE].count, 0);
	assert_int_equal(o.seen[OCTETS_BARE_LF].count, 1);
	assert_int_equal(o.seen[OCTETS_BARE_LF].first, 5003);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_at_any_cut),
		cmocka_unit_test(only_the_first_is_news),
		cmocka_unit_test(a_hole_is_not_judged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
