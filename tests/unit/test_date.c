/* SPDX-License-Identifier: BSD-2-Clause */
/* test_date.c - the Date field: RFC 5322 3.3 and 4.3, and what senders write. */
#include "mime/date.h"

#include "guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { BAD = -1, KNOWN = 1, UNKNOWN = 0, NEW = 0, OLD = 1 };

static const struct {
	const char *in;
	int64_t seconds;
	int zone;
	bool known, obsolete;
} rows[] = {
	/* RFC 5322 A.1 to A.6 */
	{ "Fri, 21 Nov 1997 09:55:06 -0600", 880127706, -360, KNOWN, NEW },
	{ "Tue, 1 Jul 2003 10:52:37 +0200", 1057049557, 120, KNOWN, NEW },
	{ "Thu, 13 Feb 1969 23:32 -0330", -27723480, -210, KNOWN, NEW },
	{ "Thu,\r\n      13\r\n        Feb\r\n          1969\r\n      23:32\r\n"
	  "               -0330 (Newfoundland Time)", -27723480, -210, KNOWN, NEW },
	{ "21 Nov 97 09:55:06 GMT", 880106106, 0, KNOWN, OLD },
	{ "Fri, 21 Nov 1997 09(comment):   55  :  06 -0600", 880127706, -360, KNOWN, OLD },
	/* no day of the week, one digit, zero, comments */
	{ "1 Jan 1970 00:00:00 +0000", 0, 0, KNOWN, NEW },
	{ "(a)Thu(b),(c)1(d)Jan(e)1970(f)00:00:00(g)+0000(h)", 0, 0, KNOWN, NEW },
	{ "Mon, 23 Nov 2026 08:30:00 +0800", 1795393800, 480, KNOWN, NEW },
	{ "Sat, 31 Dec 2016 23:59:60 +0000", 1483228800, 0, KNOWN, NEW },
	{ "Tue, 29 Feb 2000 12:00:00 +0000", 951825600, 0, KNOWN, NEW },
	{ "Thu, 029 Apr 2011 23:34:45 +0900", 1304087685, 540, KNOWN, OLD },
	/* years of two and three digits */
	{ "1 Jan 49 00:00:00 +0000", 2493072000, 0, KNOWN, OLD },
	{ "1 Jan 50 00:00:00 +0000", -631152000, 0, KNOWN, OLD },
	{ "1 Jan 100 00:00:00 +0000", 946684800, 0, KNOWN, OLD },
	/* zones */
	{ "1 Jan 1970 00:00:00 EST", 18000, -300, KNOWN, OLD },
	{ "1 Jan 1970 00:00:00 PDT", 25200, -420, KNOWN, OLD },
	{ "1 Jan 1970 00:00:00 Z", 0, 0, KNOWN, OLD },
	{ "1 Jan 1970 00:00:00 A", 0, 0, UNKNOWN, OLD },
	{ "1 Jan 1970 00:00:00 CET", 0, 0, UNKNOWN, OLD },
	{ "1 Jan 1970 00:00:00 -0000", 0, 0, UNKNOWN, OLD },
	{ "1 Jan 1970 00:00:00", 0, 0, UNKNOWN, OLD },
	{ "1 Jan 1970 08:00:00 GMT+0800", 0, 480, KNOWN, OLD },
	{ "1 Jan 1970 08:00:00 +08:00", 0, 480, KNOWN, OLD },
	{ "1 Jan 1970 08:00:00 +08", 0, 480, KNOWN, OLD },
	{ "1 Jan 1970 00:00:00 +9999", 0, 0, UNKNOWN, OLD },
	/* other orders and decorations */
	{ "Thu Jan  1 00:00:10 1970", 10, 0, UNKNOWN, OLD },
	{ "Thu Jan  1 00:00:10 +0000 1970", 10, 0, KNOWN, NEW },
	{ "Thursday, 01-Jan-70 00:00:10 GMT", 10, 0, KNOWN, OLD },
	{ "1 January 1970 00:00:10 +0000", 10, 0, KNOWN, NEW },
	{ "1 Jan 1970 06:00:00 PM +0000", 64800, 0, KNOWN, OLD },
	{ "1 Jan 1970 12:00:00 AM +0000", 0, 0, KNOWN, OLD },
	{ "1 Jan 1970 00:00:10.250 +0000", 10, 0, KNOWN, OLD },
	{ "1 Jan 1970", 0, 0, UNKNOWN, OLD },
	{ "1 Jan 1970 00:00:00 H0500", 0, 0, UNKNOWN, OLD },
	/* no date */
	{ "", BAD, 0, UNKNOWN, OLD },
	{ "now", BAD, 0, UNKNOWN, OLD },
	{ "30 Feb 2020 00:00:00 +0000", BAD, 0, KNOWN, NEW },
	{ "29 Feb 2021 00:00:00 +0000", BAD, 0, KNOWN, NEW },
	{ "0 Jan 2020 00:00:00 +0000", BAD, 0, KNOWN, NEW },
	{ "1 Jan 2020 24:00:00 +0000", BAD, 0, KNOWN, NEW },
	{ "1 Jan 2020 00:60:00 +0000", BAD, 0, KNOWN, NEW },
	{ "1 Jan 2020 1:: +0000", BAD, 0, KNOWN, NEW },
	{ "1 Foo 2020 00:00:00 +0000", BAD, 0, KNOWN, OLD },
	{ "1 Jan 99999999999999999999 00:00:00 +0000", BAD, 0, KNOWN, OLD },
	{ "1 Jan 3000 00:00:00 +0000", BAD, 0, KNOWN, NEW },
	{ "1 1 Jan 2 2020 00:00", BAD, 0, UNKNOWN, OLD },
};

static void table(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct guard g;
		struct date d = date_parse(guard_init(&g, bytes_str(rows[i].in)));

		print_message("# row %zu\n", i);
		if (rows[i].seconds == BAD)
			assert_true(d.ts_ns == TS_NONE);
		else
			assert_int_equal(d.ts_ns, rows[i].seconds * NS_PER_SEC);
		if (rows[i].seconds != BAD) {
			assert_int_equal(d.zone_minutes, rows[i].zone);
			assert_int_equal(d.zone_known, rows[i].known);
			assert_int_equal(d.obsolete, rows[i].obsolete);
		}
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
