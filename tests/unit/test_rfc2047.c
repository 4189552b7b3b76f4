/* SPDX-License-Identifier: BSD-2-Clause */
/* test_rfc2047.c - encoded words in header text. */
#include "mime/rfc2047.h"

#include "base/utf8.h"
#include "guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { W = RFC2047_WORDS, U = RFC2047_UNKNOWN, G = RFC2047_GUESSED, X = RFC2047_WRONG };

static const struct {
	const char *in, *out;
	unsigned flags;
} rows[] = {
	{ "", "", 0 },
	{ "plain text", "plain text", 0 },
	/* RFC 2047 8 */
	{ "=?ISO-8859-1?Q?a?=", "a", W },
	{ "=?ISO-8859-1?Q?a?= b", "a b", W },
	{ "=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=", "ab", W },
	{ "=?ISO-8859-1?Q?a?=  =?ISO-8859-1?Q?b?=", "ab", W },
	{ "=?ISO-8859-1?Q?a_b?=", "a b", W },
	{ "=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=", "a b", W },
	{ "=?ISO-8859-1?B?SWYgeW91IGNhbiByZWFkIHRoaXMgeW8=?= "
	  "=?ISO-8859-2?B?dSB1bmRlcnN0YW5kIHRoZSBleGFtcGxlLg==?=",
	  "If you can read this you understand the example.", W },
	{ "=?GB2312?B?1eLKx9K7?= =?gb2312?b?t+LTyrz+?=", "这是一封邮件", W },
	/* a character cut between two words, of one encoding or of two */
	{ "=?utf-8?B?5Lg=?= =?UTF-8?B?rQ==?=", "中", W },
	{ "=?utf-8?Q?=E4=B8?=\t=?utf8?B?rQ==?=", "中", W },
	{ "=?gbk?Q?=C4?= =?gbk?Q?=E3?=", "你", W },
	/* a byte order mark in every word */
	{ "=?utf-16?B?//5hAA==?= =?utf-16?B?//5iAA==?=", "ab", W },
	/* language (RFC 2231 5), lower case, blanks, no blanks around */
	{ "=?US-ASCII*EN?Q?Keith_Moore?=", "Keith Moore", W },
	{ "=?utf-8?q?=c3=a9?=", "é", W },
	{ "=?utf-8?Q?two words?=", "two words", W },
	{ "a=?utf-8?Q?b?=c", "abc", W },
	{ "=?utf-8?Q?a?==?utf-8?Q?b?=", "ab", W },
	{ "(=?utf-8?Q?a?=)", "(a)", W },
	{ "=?utf-8?Q?" "?=", "", W },
	{ "=?utf-8?Q?a=3F=?=", "a?=", W },
	{ "=?utf-8?Q?why?not?=", "why?not", W },
	/* no encoded words */
	{ "=?utf-8?X?abc?=", "=?utf-8?X?abc?=", 0 },
	{ "=?utf-8?Q?abc", "=?utf-8?Q?abc", 0 },
	{ "=?utf-8?Q?abc?", "=?utf-8?Q?abc?", 0 },
	{ "=?" "?Q?abc?=", "=?" "?Q?abc?=", 0 },
	{ "=?u tf-8?Q?abc?=", "=?u tf-8?Q?abc?=", 0 },
	{ "=?=?=?", "=?=?=?", 0 },
	{ "=?", "=?", 0 },
	/* unknown sets: a guess, unless ASCII */
	{ "=?x-foo?Q?=E9?= a", "é a", W | U },
	{ "=?x-foo?B?1tC5+svEtKg=?=", "中国四川", W | U },
	{ "=?x-foo?Q?abc?= a", "abc a", W | U },
	/* damage inside */
	{ "=?utf-8?Q?a=ZZ=4?=", "a=ZZ=4", W },
	{ "=?utf-8?B?w6k?=", "é", W },
	{ "=?utf-8?B?*w6k=?=", "é", W },
	{ "=?utf-8?Q?=C3=A9=C3=A9=C3=A9=FF?=", "ééé\xef\xbf\xbd", W },
	/* wrong label */
	{ "=?us-ascii?Q?caf=E9?=", "café", W | X },
	{ "=?us-ascii?Q?caf=C3=A9?=", "café", W | X },
	{ "=?utf-8?B?1tC5+svEtKg=?= =?utf-8?Q?=D6=D0?=", "中国四川中", W | X },
	{ "=?utf-8?Q?d=E9j=E0_=E9t=E9?=", "déjà été", W | X },
	{ "=?utf-8?Q?caf=E9?=", "caf\xef\xbf\xbd", W },
	/* raw octets */
	{ "caf\xc3\xa9 =?utf-8?Q?=C3=A9?=", "café é", W },
	{ "caf\xe9 au lait", "café au lait", G },
	{ "\xd6\xd0\xb9\xfa\xcb\xc4\xb4\xa8", "中国四川", G },
	{ "\xd6\xd0\xb9\xfa =?gb2312?B?1eI=?=", "中国 这", W | G },
};

static void table(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct buf out = { 0 };
		struct guard g;
		unsigned flags = rfc2047_decode(&out, guard_init(&g, bytes_str(rows[i].in)));

		assert_string_equal(buf_cstr(&out), rows[i].out);
		assert_int_equal(flags, rows[i].flags);
		assert_true(utf8_valid(buf_bytes(&out)));
		buf_fini(&out);
		guard_fini(&g);
	}
}

/* As many openings as a field may hold, none with an end, and all with one: that words are
   looked for once and not from each opening anew shows in the time it takes. */
static void many_openings(void **state)
{
	struct buf in = { 0 }, out = { 0 };

	(void)state;
	for (unsigned i = 0; i < 40000; i++)
		buf_adds(&in, "=?a?q?x");
	rfc2047_decode(&out, buf_bytes(&in));
	assert_int_equal(out.n, in.n);
	buf_adds(&in, "?=");
	buf_clear(&out);
	rfc2047_decode(&out, buf_bytes(&in));
	assert_int_equal(out.n, in.n - strlen("=?a?q?") - strlen("?="));
	buf_fini(&in);
	buf_fini(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table),
		cmocka_unit_test(many_openings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
