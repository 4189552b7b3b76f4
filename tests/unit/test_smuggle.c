/* SPDX-License-Identifier: BSD-2-Clause */
/* test_smuggle.c - the ends only lenient servers see, and the commands behind them. */
#include "proto/smuggle.h"

#include "proto/octets.h"

#include "base/buf.h"
#include "guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct {
	const char *what;
	struct bytes in;
	const char *log;   /* ends as <name@offset+octets>, commands as [text@offset] */
} rows[] = {
	{ "nothing odd", B("Subject: x\r\n\r\nbody. .\r\n..\r\n.x\r\nv1.0\r\n"), "" },
	{ "LF.CRLF and a mail", B("a\n.\r\nMAIL FROM:<x@example.org>\r\nRCPT TO:<y@example.net>\r\n"
				  "DATA\r\nb\r\n"),
	  "<LF.CRLF@2+3>[MAIL FROM:<x@example.org>@5][RCPT TO:<y@example.net>@32][DATA@57]" },
	{ "LF.LF", B("a\n.\nRSET\n"), "<LF.LF@2+2>[RSET@4]" },
	{ "CRLF.LF", B("a\r\n.\nRSET\n"), "<CRLF.LF@3+2>[RSET@5]" },
	{ "CR.CRLF", B("a\r.\r\nRSET\r\n"), "<CR.CRLF@2+3>[RSET@5]" },
	{ "CR.CR", B("a\r.\rRSET\r"), "<CR.CR@2+2>[RSET@4]" },
	{ "CR.LF", B("a\r.\nRSET\r\n"), "<CR.LF@2+2>[RSET@4]" },
	{ "LF.CR", B("a\n.\rRSET\r\n"), "<LF.CR@2+2>[RSET@4]" },
	{ "CRLF.CR", B("a\r\n.\rRSET\r\n"), "<CRLF.CR@3+2>[RSET@5]" },
	{ "CRLF.CRCRLF", B("a\r\n.\r\r\nRSET\r\n"), "<CRLF.CRCRLF@3+4>[RSET@7]" },
	{ "LF.CRCRLF", B("a\n.\r\r\nRSET\r\n"), "<LF.CRCRLF@2+4>[RSET@6]" },
	{ "CRLF.CRCR", B("a\r\n.\r\rRSET\r\n"), "<CRLF.CR@3+3>[RSET@6]" },
	{ "a NUL before the dot", B("a\r\n\0.\r\nRSET\r\n"), "<CRLF.CRLF NUL@4+3>[RSET@7]" },
	{ "a NUL behind the dot", B("a\r\n.\0\r\nRSET\r\n"), "<CRLF.CRLF NUL@3+4>[RSET@7]" },
	{ "a NUL in a line end", B("a\r\0\n.\r\0\nRSET\r\n"), "<CRLF.CRLF NUL@4+4>[RSET@8]" },
	{ "NULs everywhere", B("a\n\0\0.\0\nRSET\n"), "<LF.LF NUL@4+3>[RSET@7]" },
	{ "at the very beginning", B(".\nRSET\r\n"), "<CRLF.LF@0+2>[RSET@2]" },
	{ "CRCRLF before it is CRLF", B("a\r\r\n.\nRSET\n"), "<CRLF.LF@4+2>[RSET@6]" },
	{ "no command behind it", B("a\n.\nb\n.\n"), "<LF.LF@2+2><LF.LF@6+2>" },
	{ "one directly behind the other", B("a\n.\n.\nRSET\n"), "<LF.LF@2+2><LF.LF@4+2>[RSET@6]" },
	{ "empty lines in between", B("a\n.\r\n\r\n\nRSET\r\n"), "<LF.CRLF@2+3>[RSET@8]" },
	{ "a word that is no command", B("a\n.\nQUIT it\nRSET\n"), "<LF.LF@2+2>" },
	{ "prose", B("a\n.\nMail from home\nData\n"), "<LF.LF@2+2>" },
	{ "an unknown command later", B("a\n.\nNOOP\nxyzzy\nMAIL FROM:<>\n"),
	  "<LF.LF@2+2>[NOOP@4][xyzzy@9][MAIL FROM:<>@15]" },
	{ "a second message with an end of its own",
	  B("a\n.\nMAIL FROM:<>\nDATA\nb\n.\nQUIT\nMAIL FROM:<>\n"),
	  "<LF.LF@2+2>[MAIL FROM:<>@4][DATA@17]<LF.LF@24+2>[QUIT@26]" },
	{ "an empty second message", B("a\n.\nDATA\r\n.\nRSET\n"),
	  "<LF.LF@2+2>[DATA@4]<CRLF.LF@10+2>[RSET@12]" },
	{ "a chunk", B("a\n.\nBDAT 5 LAST\r\nQUIT\nRSET\n"),
	  "<LF.LF@2+2>[BDAT 5 LAST@4][RSET@22]" },
	{ "a chunk behind LF, of nothing", B("a\n.\nBDAT 0 LAST\nRSET\n"),
	  "<LF.LF@2+2>[BDAT 0 LAST@4][RSET@16]" },
	{ "a dot-stuffed line is no end", B("a\r\n..\nRSET\n"), "" },
	{ "a dot in front of text", B("a\n.b\n. \nRSET\n"), "" },
	{ "an end that never comes", B("a\n."), "" },
};

static void log_item(struct buf *out, const struct smuggle_item *i)
{
	if (i->kind == SMUGGLE_END)
		buf_printf(out, "<%s%s@%u+%u>", i->name, i->nul ? " NUL" : "",
			   (unsigned)i->offset, (unsigned)i->octets);
	else
		buf_printf(out, "[%.*s@%u]", (int)i->text.n, (const char *)i->text.p,
			   (unsigned)i->offset);
}

static void push(struct smuggle *g, struct bytes in, struct buf *out)
{
	struct smuggle_item item;

	while (smuggle_next(g, &in, &item) == STEP_ITEM)
		log_item(out, &item);
	assert_int_equal(in.n, 0);
}

static void the_same_at_any_cut(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct guard guard;
		struct bytes in = guard_init(&guard, rows[i].in);

		for (size_t step = 1; step <= in.n; step++) {
			struct smuggle g = { 0 };
			struct buf out = { 0 };

			for (size_t at = 0; at < in.n; at += step)
				push(&g, bytes_sub(in, at, step), &out);
			if (strcmp(buf_cstr(&out), rows[i].log) != 0)
				fail_msg("%s, %zu octets at a time: %s", rows[i].what, step,
					 buf_cstr(&out));
			assert_int_equal(g.at, in.n);
			buf_fini(&out);
		}
		guard_fini(&guard);
	}
}

/* Passing over ordinary lines finds what reading them does. */
static void ordinary_lines_are_passed(void **state)
{
	static const char *const pieces[] = { "\r\n", "\r\n", "\r\n.", ".", "a", "text", "\r", "\n",
					      "", "DATA", "\r\n.\r\n", "RSET\r\n" };
	uint32_t seed = 20261125;

	(void)state;
	for (int round = 0; round < 5000; round++) {
		struct smuggle read = { 0 }, passed = { 0 };
		struct buf log = { 0 }, log_passed = { 0 };
		struct octets o = { 0 };

		for (int run = 0; run < 6; run++) {
			struct buf in = { 0 };
			struct bytes b;

			for (uint32_t n = 0; n < 1 + (seed >> 20) % 12; n++) {
				size_t most = run % 2 ? 6 : sizeof(pieces) / sizeof(*pieces);
				const char *piece;

				seed = seed * 1664525 + 1013904223;
				piece = pieces[(seed >> 16) % most];
				if (*piece)
					buf_adds(&in, piece);
				else
					buf_addc(&in, 0);
			}
			push(&read, buf_bytes(&in), &log);
			octets_push(&o, b = buf_bytes(&in));
			if (o.ordinary)
				smuggle_ordinary(&passed, &b);
			push(&passed, b, &log_passed);
			assert_int_equal(passed.at, read.at);
			assert_int_equal(passed.state, read.state);
			assert_int_equal(passed.before, read.before);
			buf_fini(&in);
		}
		assert_string_equal(buf_cstr(&log), buf_cstr(&log_passed));
		buf_fini(&log);
		buf_fini(&log_passed);
	}
}

static void a_command_is_cut(void **state)
{
	struct smuggle g = { 0 };
	struct buf in = { 0 }, out = { 0 };
	struct smuggle_item item;
	struct bytes rest;

	(void)state;
	buf_add(&in, B("\n.\nMAIL FROM:<>\nNOOP "));
	for (int i = 0; i < 100000; i++)
		buf_addc(&in, 'x');
	buf_addc(&in, '\n');
	rest = buf_bytes(&in);
	assert_int_equal(smuggle_next(&g, &rest, &item), STEP_ITEM);
	assert_int_equal(smuggle_next(&g, &rest, &item), STEP_ITEM);
	assert_true(item.first);
	assert_int_equal(smuggle_next(&g, &rest, &item), STEP_ITEM);
	assert_false(item.first);
	assert_int_equal(item.text.n, SMUGGLE_TEXT);
	assert_int_equal(item.octets, 100005);
	assert_int_equal(smuggle_next(&g, &rest, &item), STEP_MORE);
	buf_fini(&in);
	buf_fini(&out);
}

static void a_hole_is_passed(void **state)
{
	struct smuggle g = { 0 };
	struct buf out = { 0 };

	(void)state;
	push(&g, B("a\n"), &out);
	smuggle_gap(&g, 10);
	push(&g, B(".\nRSET\n\n.\nBDAT 20\n"), &out);
	smuggle_gap(&g, 20);
	push(&g, B("RSET\n"), &out);
	assert_string_equal(buf_cstr(&out), "<LF.LF@20+2>[BDAT 20@22][RSET@50]");
	buf_fini(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_at_any_cut),
		cmocka_unit_test(ordinary_lines_are_passed),
		cmocka_unit_test(a_command_is_cut),
		cmocka_unit_test(a_hole_is_passed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
