/* SPDX-License-Identifier: BSD-2-Clause */
/* test_json_text.c - values as JSON; tests/json compares strings with Python's. */
#include "sink/json_text.h"

#include "guard.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void strings(void **state)
{
	static const struct {
		struct bytes in;
		const char *out;
	} cases[] = {
		{ B(""), "\"\"" },
		{ B("plain text"), "\"plain text\"" },
		{ B("a\"b\\c/d"), "\"a\\\"b\\\\c/d\"" },
		{ B("\r\n\t\b\f"), "\"\\r\\n\\t\\u0008\\u000c\"" },
		{ B("\0x\x1f\x7f"), "\"\\u0000x\\u001f\\u007f\"" },
		{ B("\xc3\xa9\xe4\xb8\xad\xf0\x9f\x98\x80"), "\"\xc3\xa9\xe4\xb8\xad\xf0\x9f\x98\x80\"" },
		/* What is not UTF-8 is U+FFFD: overlong, surrogate, cut short, lone. */
		{ B("\xc0\xaf"), "\"\xef\xbf\xbd\xef\xbf\xbd\"" },
		{ B("\xed\xa0\x80"), "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"" },
		{ B("\xe4\xb8"), "\"\xef\xbf\xbd\"" },
		{ B("\xe4\"\x80"), "\"\xef\xbf\xbd\\\"\xef\xbf\xbd\"" },
		/* CSI as one character, line separator, right-to-left override. */
		{ B("\xc2\x9b""1m"), "\"\\u009b1m\"" },
		{ B("\xe2\x80\xa8"), "\"\\u2028\"" },
		{ B("\xe2\x80\xae""gpj.exe"), "\"\\u202egpj.exe\"" },
		{ B("\xc2\xa0"), "\"\xc2\xa0\"" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct buf out = { 0 };

		json_string(&out, cases[i].in);
		assert_string_equal(buf_cstr(&out), cases[i].out);
		buf_fini(&out);
	}
}

/* Every octet at every place of texts of up to two vectors and a bit. */
static void any_octet_anywhere(void **state)
{
	enum { LONGEST = 37 };

	(void)state;
	for (unsigned c = 0; c <= 0xff; c++) {
		const uint8_t octet = (uint8_t)c;
		struct buf alone = { 0 }, out = { 0 }, expected = { 0 };

		json_string(&alone, bytes_of(&octet, 1));
		for (size_t n = 1; n <= LONGEST; n++) {
			for (size_t at = 0; at < n; at++) {
				uint8_t in[LONGEST], *end;

				memset(in, 'a', n);
				in[at] = octet;
				buf_clear(&expected);
				buf_printf(&expected, "\"%.*s", (int)at, (const char *)in);
				buf_add(&expected, bytes_sub(buf_bytes(&alone), 1, alone.n - 2));
				buf_printf(&expected, "%.*s\"", (int)(n - at - 1),
					   (const char *)in + at + 1);
				buf_clear(&out);
				json_string(&out, bytes_of(in, n));
				assert_string_equal(buf_cstr(&out), buf_cstr(&expected));
				buf_clear(&out);
				end = json_plain(buf_room(&out, n + 2), bytes_of(in, n));
				assert_int_equal(end != NULL, alone.n == 3 && octet < 0x80);
				if (end) {
					buf_end(&out, end);
					assert_string_equal(buf_cstr(&out), buf_cstr(&expected));
				}
			}
		}
		buf_fini(&alone);
		buf_fini(&out);
		buf_fini(&expected);
	}
}

static void numbers(void **state)
{
	static const struct {
		int64_t ns;
		const char *ms, *plain;
	} cases[] = {
		{ 0, "0", "0" },
		{ 1, "0.000001", "1" },
		{ 1500000, "1.5", "1500000" },
		{ 1000000, "1", "1000000" },
		{ 1234567, "1.234567", "1234567" },
		{ 1230000, "1.23", "1230000" },
		{ 1000001, "1.000001", "1000001" },
		{ -1500000, "-1.5", "-1500000" },
		{ INT64_MAX, "9223372036854.775807", "9223372036854775807" },
		{ INT64_MIN, "-9223372036854.775808", "-9223372036854775808" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct buf out = { 0 };

		json_ms(&out, cases[i].ns);
		assert_string_equal(buf_cstr(&out), cases[i].ms);
		buf_clear(&out);
		json_i64(&out, cases[i].ns);
		assert_string_equal(buf_cstr(&out), cases[i].plain);
		buf_fini(&out);
	}
}

/* A text of every length, all plain or with one octet that is not, at every place: as one
   octet at a time. */
static void every_length(void **state)
{
	(void)state;
	for (size_t n = 0; n <= 50; n++) {
		for (size_t odd = 0; odd <= n; odd++) {
			struct buf whole = { 0 }, one = { 0 };
			uint8_t text[50];
			struct guard g;

			for (size_t i = 0; i < n; i++)
				text[i] = (uint8_t)('a' + i % 26);
			if (odd < n)
				text[odd] = (uint8_t)"\"\\\n\x7f"[(n + odd) % 4];
			json_string(&whole, guard_init(&g, bytes_of(text, n)));
			buf_addc(&one, '"');
			for (size_t i = 0; i < n; i++) {
				struct buf octet = { 0 };

				json_string(&octet, bytes_of(text + i, 1));
				buf_add(&one, bytes_sub(buf_bytes(&octet), 1, octet.n - 2));
				buf_fini(&octet);
			}
			buf_addc(&one, '"');
			assert_int_equal(whole.n, one.n);
			assert_memory_equal(whole.p, one.p, one.n);
			guard_fini(&g);
			buf_fini(&whole);
			buf_fini(&one);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_length),
		cmocka_unit_test(strings),
		cmocka_unit_test(any_octet_anywhere),
		cmocka_unit_test(numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
