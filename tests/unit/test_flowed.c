/* SPDX-License-Identifier: BSD-2-Clause */
/* test_flowed.c - format=flowed, RFC 3676. */
#include "mime/flowed.h"

#include "guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct {
	const char *in;
	bool delsp;
	const char *out;
} rows[] = {
	{ "", false, "" },
	{ "one\r\ntwo\r\n", false, "one\ntwo\n" },
	{ "one \r\ntwo \r\nthree\r\nfour\r\n", false, "one two three\nfour\n" },
	{ "one \r\ntwo", true, "onetwo\n" },
	{ "one  \r\ntwo", true, "one two\n" },
	/* stuffing: one blank goes */
	{ " From me\r\n  indented\r\n >not quoted\r\n", false, "From me\n indented\n>not quoted\n" },
	/* quoting: levels do not mix */
	{ ">> a \r\n>> b\r\n> c \r\nd\r\n", false, ">> a b\n> c \nd\n" },
	{ ">a \n>b\n", false, "> a b\n" },
	{ ">\r\n>>\r\n", false, ">\n>>\n" },
	/* a paragraph that ends in nothing */
	{ "one \r\n\r\ntwo\r\n", false, "one \ntwo\n" },
	{ "one ", false, "one \n" },
	/* a signature separator is no flowed line */
	{ "one \r\n-- \r\nme\r\n", false, "one \n-- \nme\n" },
	{ "> -- \r\n> me\r\n", true, "> -- \n> me\n" },
};

static void table(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct buf out = { 0 };
		struct guard g;

		flowed_text(&out, guard_init(&g, bytes_str(rows[i].in)), rows[i].delsp);
		assert_string_equal(buf_cstr(&out), rows[i].out);
		buf_fini(&out);
		guard_fini(&g);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
