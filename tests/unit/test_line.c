/* SPDX-License-Identifier: BSD-2-Clause */
/* test_line.c - lines out of octets in any pieces. */
#include "proto/line.h"

#include "base/buf.h"
#include "base/limits.h"
#include "guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Reads `in` as a stream does that grows by `step` octets and shows what was not used
   again.  Adds "<text|octets|flags>" for each line. */
static void read_lines(struct buf *out, struct bytes in, size_t step)
{
	struct line l = { 0 };
	size_t used = 0, shown = 0;

	while (shown < in.n) {
		struct line_item item;

		shown = in.n - shown < step ? in.n : shown + step;
		while (line_next(&l, bytes_sub(in, used, shown - used), &item) == STEP_ITEM) {
			buf_addc(out, '<');
			buf_add(out, bytes_head(item.text, 40));
			buf_printf(out, "|%zu%s%s%s>", item.octets,
				   item.bare_lf ? "|lf" : "", item.cut ? "|cut" : "",
				   item.tail ? "|tail" : "");
			used += item.octets;
		}
	}
	buf_printf(out, "+%zu", in.n - used);
}

static const struct {
	struct bytes in;
	const char *out;
} rows[] = {
	{ B(""), "+0" },
	{ B("NOOP\r\n"), "<NOOP|6>+0" },
	{ B("a\r\nbc\r\n"), "<a|3><bc|4>+0" },
	{ B("a\nb\r\n"), "<a|2|lf><b|3>+0" },
	{ B("\r\n\n"), "<|2><|1|lf>+0" },
	{ B("a\rb\r\n"), "<a\rb|5>+0" },
	{ B("a\r\r\n"), "<a\r|4>+0" },
	{ B("QUIT"), "+4" },
	{ B("QUIT\r"), "+5" },
};

static void lines_do_not_depend_on_pieces(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct guard g;
		struct bytes in = guard_init(&g, rows[i].in);

		for (size_t step = 1; step <= in.n + 1; step++) {
			struct buf out = { 0 };

			read_lines(&out, in, step);
			assert_string_equal(buf_cstr(&out), rows[i].out);
			buf_fini(&out);
		}
		guard_fini(&g);
	}
}

/* A line over the limit comes cut, once, and what follows it is intact. */
static void a_long_line_is_cut(void **state)
{
	static const size_t steps[] = { 1, 1460, 10 * LIMIT_LINE };
	struct buf in = { 0 };

	(void)state;
	for (size_t i = 0; i < 2 * LIMIT_LINE + 5; i++)
		buf_addc(&in, 'x');
	buf_adds(&in, "\r\nQUIT\r\n");
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		struct line l = { 0 };
		struct line_item item;
		size_t used = 0, shown = 0, cuts = 0, tails = 0, lines = 0;

		while (shown < in.n) {
			shown = in.n - shown < steps[i] ? in.n : shown + steps[i];
			while (line_next(&l, bytes_sub(buf_bytes(&in), used, shown - used),
					 &item) == STEP_ITEM) {
				used += item.octets;
				cuts += item.cut;
				tails += item.tail;
				lines += !item.cut && !item.tail;
				if (item.cut)
					assert_int_equal(item.text.n, LIMIT_LINE);
				if (!item.cut && !item.tail)
					assert_true(bytes_eq(item.text, B("QUIT")));
			}
		}
		assert_int_equal(used, in.n);
		assert_int_equal(cuts, 1);
		assert_true(tails >= 1);
		assert_int_equal(lines, 1);
	}
	buf_fini(&in);
}

/* An unfinished line is searched once however often it comes back. */
static void what_was_searched_is_remembered(void **state)
{
	struct line l = { 0 };
	struct line_item item;

	(void)state;
	assert_int_equal(line_next(&l, B("abc"), &item), STEP_MORE);
	assert_int_equal(l.scanned, 3);
	line_reset(&l);
	assert_int_equal(l.scanned, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_do_not_depend_on_pieces),
		cmocka_unit_test(a_long_line_is_cut),
		cmocka_unit_test(what_was_searched_is_remembered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
