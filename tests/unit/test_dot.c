/* SPDX-License-Identifier: BSD-2-Clause */
/* test_dot.c - a message out of its dot-stuffed transport, and where it ends. */
#include "proto/dot.h"

#include "base/buf.h"
#include "guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct {
	const char *what;
	struct bytes in, message, after; /* after: what follows the end */
	bool ends;
} rows[] = {
	{ "a message", B("a\r\nb\r\n.\r\nQUIT\r\n"), B("a\r\nb\r\n"), B("QUIT\r\n"), true },
	{ "empty", B(".\r\nNOOP\r\n"), B(""), B("NOOP\r\n"), true },
	{ "only an empty line", B("\r\n.\r\n"), B("\r\n"), B(""), true },
	{ "ends in an empty line", B("a\r\n\r\n.\r\n"), B("a\r\n\r\n"), B(""), true },
	{ "a stuffed first line", B("..a\r\n.\r\n"), B(".a\r\n"), B(""), true },
	{ "a stuffed dot", B("a\r\n..\r\n.\r\n"), B("a\r\n.\r\n"), B(""), true },
	{ "two stuffed dots", B("...\r\n...\r\n.\r\n"), B("..\r\n..\r\n"), B(""), true },
	{ "a dot that should be stuffed", B("a\r\n.b\r\n.\r\n"), B("a\r\nb\r\n"), B(""), true },
	{ "dots inside", B("a.b\r\nc.\r\n.\r\n"), B("a.b\r\nc.\r\n"), B(""), true },
	{ "LF.LF is data", B("a\n.\nb\r\n.\r\n"), B("a\n.\nb\r\n"), B(""), true },
	{ "LF.CRLF is data", B("a\n.\r\nb\r\n.\r\n"), B("a\n.\r\nb\r\n"), B(""), true },
	{ "CRLF.LF is a stuffed line", B("a\r\n.\nb\r\n.\r\n"), B("a\r\n\nb\r\n"), B(""), true },
	{ "CR.CR is data", B("a\r.\rb\r\n.\r\n"), B("a\r.\rb\r\n"), B(""), true },
	{ "CR.CRLF is data", B("a\r.\r\nb\r\n.\r\n"), B("a\r.\r\nb\r\n"), B(""), true },
	{ "CRLF.CR is a stuffed line", B("a\r\n.\rb\r\n.\r\n"), B("a\r\n\rb\r\n"), B(""), true },
	{ "CRLF.CRCRLF", B("a\r\n.\r\r\n.\r\n"), B("a\r\n\r\r\n"), B(""), true },
	{ "CRLF.NUL", B("a\r\n.\0\r\n.\r\n"), B("a\r\n\0\r\n"), B(""), true },
	{ "CRCRLF.CRLF ends", B("a\r\r\n.\r\nx"), B("a\r\r\n"), B("x"), true },
	{ "bare LF inside", B("a\nb\r\n.\r\n"), B("a\nb\r\n"), B(""), true },
	{ "..LF", B("a\r\n..\nb\r\n.\r\n"), B("a\r\n.\nb\r\n"), B(""), true },
	{ "no end", B("a\r\nb"), B("a\r\nb"), B(""), false },
	{ "no end, a line end last", B("a\r\n"), B("a\r\n"), B(""), false },
};

/* Feeds `in` growing by `step`, as a stream that shows again what was not used. */
static bool undot(struct buf *out, struct bytes in, size_t step, struct bytes *after_out)
{
	struct dot d = { 0 };
	size_t used = 0, shown = 0;
	struct bytes run, left = { NULL, 0 };

	while (shown < in.n) {
		enum step s;

		shown = in.n - shown < step ? in.n : shown + step;
		left = bytes_sub(in, used, shown - used);
		while ((s = dot_next(&d, &left, &run)) == STEP_ITEM) {
			assert_true(run.n > 0);
			buf_add(out, run);
		}
		used = shown - left.n;
		if (s == STEP_END) {
			*after_out = bytes_from(in, used);
			return true;
		}
		assert_true(left.n <= DOT_HELD);
	}
	buf_add(out, dot_flush(&d, left));
	*after_out = B("");
	return false;
}

static void the_end_is_found_at_any_cut(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct guard g;
		struct bytes in = guard_init(&g, rows[i].in), after;

		for (size_t step = 1; step <= in.n; step++) {
			struct buf out = { 0 };

			if (undot(&out, in, step, &after) != rows[i].ends ||
			    !bytes_eq(buf_bytes(&out), rows[i].message) ||
			    !bytes_eq(after, rows[i].after))
				fail_msg("%s, %zu octets at a time: \"%s\"", rows[i].what, step,
					 buf_cstr(&out));
			buf_fini(&out);
		}
		guard_fini(&g);
	}
}

/* Every split of a message into two. */
static void the_end_is_found_at_any_split(void **state)
{
	struct bytes in = B("a\r\n..b\r\n.\r\nX"), after, run;

	(void)state;
	for (size_t at = 0; at <= in.n; at++) {
		struct buf out = { 0 };
		struct dot d = { 0 };
		struct bytes left = bytes_head(in, at);
		enum step s;

		while ((s = dot_next(&d, &left, &run)) == STEP_ITEM)
			buf_add(&out, run);
		if (s == STEP_MORE) {
			left = bytes_from(in, at - left.n);
			while ((s = dot_next(&d, &left, &run)) == STEP_ITEM)
				buf_add(&out, run);
			after = left;
		} else {
			after = bytes_from(in, at - left.n);
		}
		assert_int_equal(s, STEP_END);
		assert_true(bytes_eq(buf_bytes(&out), B("a\r\n.b\r\n")));
		assert_true(bytes_eq(after, B("X")));
		buf_fini(&out);
	}
}

/* Runs are as long as the input: a body is not handed out line by line. */
static void runs_are_long(void **state)
{
	struct bytes in = B("one\r\ntwo.three\r\nfour\r\n"), run;
	struct dot d = { 0 };

	(void)state;
	assert_int_equal(dot_next(&d, &in, &run), STEP_ITEM);
	assert_int_equal(run.n, 22);
	assert_int_equal(dot_next(&d, &in, &run), STEP_MORE);
}

static const struct {
	struct bytes in;
	bool lenient;
} ends[] = {
	{ B("a\n.\n"), true },     { B("a\n.\r\n"), true },   { B("a\r\n.\n"), true },
	{ B(".\n"), true },        { B("a\r\n.\r"), false },  { B("a\r\n."), false },
	{ B("a\n.\nb"), false },   { B("a\r.\n"), false },    { B("a\r\n"), false },
};

static void lenient_ends_are_seen(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		struct dot d = { 0 };
		struct bytes in = ends[i].in, run;

		while (dot_next(&d, &in, &run) == STEP_ITEM)
			;
		assert_int_equal(dot_lenient_end(&d, in), ends[i].lenient);
	}
}

/* After a hole a lone dot may be the end or the tail of a line: what comes decides. */
static void a_dot_after_a_hole(void **state)
{
	struct dot d = { 0 };
	struct bytes in = B("a\r\nb"), run;

	(void)state;
	while (dot_next(&d, &in, &run) == STEP_ITEM)
		;
	dot_gap(&d);
	in = B(".\r\n");
	assert_int_equal(dot_next(&d, &in, &run), STEP_MORE);
	assert_true(dot_lenient_end(&d, in));
	in = B(".\r\nmore\r\n.\r\n");
	assert_int_equal(dot_next(&d, &in, &run), STEP_ITEM);
	assert_true(bytes_eq(run, B(".\r\nmore\r\n")));
	assert_int_equal(dot_next(&d, &in, &run), STEP_END);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_end_is_found_at_any_cut),
		cmocka_unit_test(the_end_is_found_at_any_split),
		cmocka_unit_test(runs_are_long),
		cmocka_unit_test(lenient_ends_are_seen),
		cmocka_unit_test(a_dot_after_a_hole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
