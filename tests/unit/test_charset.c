/* SPDX-License-Identifier: BSD-2-Clause */
/* test_charset.c - labels, every kind of converter in any pieces, guessing. */
#include "mime/charset.h"

#include "base/utf8.h"
#include "guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct {
	const char *label, *name;
} labels[] = {
	{ "utf-8", "UTF-8" },           { "UTF8", "UTF-8" },
	{ "us-ascii", "US-ASCII" },     { "ANSI_X3.4-1968", "US-ASCII" },
	{ "gb2312", "GB18030" },        { "GBK", "GB18030" },
	/* Python's own names for GB 2312 and Big5 in encoded words */
	{ "eucgb2312_cn", "GB18030" },  { "big5_tw", "Big5-HKSCS" },
	{ "x-gbk", "GB18030" },         { "gb18030", "GB18030" },
	{ "Big5", "Big5-HKSCS" },       { "shift_jis", "Shift_JIS" },
	{ "windows-31j", "Shift_JIS" }, { "euc-jp", "EUC-JP" },
	{ "ks_c_5601-1987", "EUC-KR" }, { "ISO-8859-1", "windows-1252" },
	{ "latin1", "windows-1252" },   { "iso_8859-1:1987", "windows-1252" },
	{ "iso-8859-15", "ISO-8859-15" }, { "iso-8859-11", "windows-874" },
	{ "koi8-r", "KOI8-R" },         { "cp1251", "windows-1251" },
	{ "tis-620", "windows-874" },   { "hz-gb-2312", "HZ-GB-2312" },
	{ "iso-2022-jp", "ISO-2022-JP" }, { "iso-2022-kr", "ISO-2022-KR" },
	{ "unicode-1-1-utf-7", "UTF-7" }, { "utf-16le", "UTF-16LE" },
	{ " utf-8 ", "UTF-8" },         { "macintosh", "macintosh" },
	{ "csKOI8U", "KOI8-U" },        { "cswindows1251", "windows-1251" },
	{ "iso-2022-jp-2", "ISO-2022-JP" }, { "x-mac-ce", "x-mac-ce" },
	{ "IBM00858", "IBM858" },       { "cp-gr", "IBM869" },
};

static void every_label(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(labels) / sizeof(*labels); i++) {
		const struct charset *set = charset_find(bytes_str(labels[i].label));

		assert_non_null(set);
		assert_string_equal(set->name, labels[i].name);
	}
	assert_null(charset_find(B("")));
	assert_null(charset_find(B("x-unknown")));
	assert_null(charset_find(B("iso-2022-cn-ext")));
	assert_null(charset_find(B("utf-8//TRANSLIT")));
	assert_null(charset_find(B("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")));
}

#define FFFD "\xef\xbf\xbd"

static const struct {
	const char *label;
	struct bytes in, out;
	uint64_t invalid;
} rows[] = {
	{ "utf-8", B("h\xc3\xa9 \xe4\xb8\xad \xf0\x9f\x90\xa7"), B("hé 中 🐧"), 0 },
	{ "utf-8", B("a\xff" "b\xe4\xb8"), B("a" FFFD "b" FFFD), 2 },
	{ "utf-8", B("\xed\xa0\x80\xc0\xaf"), B(FFFD FFFD FFFD FFFD FFFD), 5 },
	{ "utf-8", B("\xf0\x9f\xc3\xa9"), B(FFFD "é"), 1 },
	{ "us-ascii", B("a\x80z"), B("a" FFFD "z"), 1 },
	{ "iso-8859-1", B("caf\xe9 \x85"), B("café …"), 0 },
	{ "windows-1252", B("\x81"), B(FFFD), 1 },
	{ "iso-8859-15", B("\xa4"), B("€"), 0 },
	{ "koi8-r", B("\xf0\xd2\xc9\xd7\xc5\xd4"), B("Привет"), 0 },
	{ "windows-1251", B("\xcf\xf0\xe8"), B("При"), 0 },
	{ "tis-620", B("\xa1\xd2"), B("กา"), 0 },
	{ "gb2312", B("\xc4\xe3\xba\xc3"), B("你好"), 0 },
	/* what GB 2312 lacks is there all the same: senders mean GBK or more */
	{ "gb2312", B("\x96\x5a"), B("朲"), 0 },
	{ "gb18030", B("\x94\x39\xda\x33"), B("💩"), 0 },
	{ "gb2312", B("a\xff" "b"), B("a" FFFD "b"), 1 },
	{ "gb2312", B("\xc4"), B(FFFD), 1 },
	{ "gb2312", B("\xc4\n\xba\xc3"), B(FFFD "\n好"), 1 },
	{ "big5", B("\xa7\x41\xa6\x6e"), B("你好"), 0 },
	{ "big5", B("\x88\x62\x88\x66"), B("Ê̄Ê"), 0 },
	{ "shift_jis", B("\x82\xb1\xb1"), B("こｱ"), 0 },
	{ "euc-jp", B("\xa4\xb3\x8e\xb1"), B("こｱ"), 0 },
	{ "euc-kr", B("\xb0\xa1"), B("가"), 0 },
	{ "euc-tw", B("\xc4\xe3"), B("中"), 0 },
	{ "iso-2022-jp", B("a\x1b$B$3\x1b(Bb"), B("aこb"), 0 },
	{ "iso-2022-jp", B("\x1b$B$3$3\r\nab"), B("ここ\r\nab"), 0 },
	{ "iso-2022-jp", B("\x1b(I1\x1b(B"), B("ｱ"), 0 },
	{ "iso-2022-jp", B("\x1b$B$\x1b(Bb"), B(FFFD "b"), 1 },
	{ "iso-2022-jp", B("\x1b[1mx"), B("\x1b[1mx"), 0 },
	{ "iso-2022-kr", B("\x1b$)Ca\x0e" "0!\x0f" "b"), B("a가b"), 0 },
	{ "hz-gb-2312", B("a~{<:Ky2;~}b~~c"), B("a己所不b~c"), 0 },
	{ "hz-gb-2312", B("~{<:\nab~\nc"), B("己\nabc"), 0 },
	{ "utf-7", B("Hi Mom -+Jjo--!"), B("Hi Mom -☺-!"), 0 },
	{ "utf-7", B("A+ImIDkQ."), B("A≢Α."), 0 },
	{ "utf-7", B("+2D3cqQ-+-"), B("💩+"), 0 },
	{ "utf-7", B("1 + 1 \xff"), B("1 + 1 " FFFD), 1 },
	{ "utf-7", B("+2D0-x"), B(FFFD "x"), 1 },
	{ "utf-16", B("\xfe\xff\0a\x4e\x2d"), B("a中"), 0 },
	{ "utf-16", B("\xff\xfe" "a\0\x2d\x4e"), B("a中"), 0 },
	{ "utf-16", B("a\0b\0"), B("ab"), 0 },
	{ "utf-16be", B("\xd8\x3d\xdc\xa9"), B("💩"), 0 },
	{ "utf-16be", B("\xdc\xa9\xd8\x3d\0a\0"), B(FFFD FFFD "a" FFFD), 3 },
	{ "utf-16le", B("a\0"), B("a"), 0 },
	{ "utf-32", B("\xff\xfe\0\0a\0\0\0"), B("a"), 0 },
	{ "utf-32be", B("\0\x01\xf4\xa9\0\x11\0\0"), B("💩" FFFD), 1 },
};

static void convert(struct buf *out, const char *label, struct bytes in, size_t step,
		    uint64_t *invalid_out)
{
	struct charset_conv c;

	assert_true(charset_init(&c, charset_find(bytes_str(label))));
	for (; in.n; in = bytes_from(in, step)) {
		struct guard g;

		charset_push(&c, guard_init(&g, bytes_head(in, step)), out);
		guard_fini(&g);
	}
	charset_end(&c, out);
	*invalid_out = c.invalid;
	charset_fini(&c);
}

static void table(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		for (size_t step = 1; step <= rows[i].in.n + 1; step++) {
			struct buf out = { 0 };
			uint64_t invalid;

			convert(&out, rows[i].label, rows[i].in, step, &invalid);
			assert_string_equal(buf_cstr(&out), (const char *)rows[i].out.p);
			assert_int_equal(out.n, rows[i].out.n);
			assert_int_equal(invalid, rows[i].invalid);
			buf_fini(&out);
		}
	}
}

/* Every octet, and every pair with a high one, in every set: valid UTF-8 comes out, the same
   in pieces as whole. */
static void everything_is_text(void **state)
{
	static const char *const sets[] = {
		"gb18030", "big5", "shift_jis", "euc-jp", "euc-kr", "euc-tw", "johab",
		"iso-2022-jp", "iso-2022-kr", "hz", "utf-7", "windows-1255", "windows-1258",
	};
	struct buf in = { 0 };

	(void)state;
	for (unsigned a = 0; a < 256; a++)
		for (unsigned b = a < 128 ? 255 : 0; b < 256; b += 3) {
			buf_addc(&in, (uint8_t)a);
			buf_addc(&in, (uint8_t)b);
		}
	for (size_t i = 0; i < sizeof(sets) / sizeof(*sets); i++) {
		struct buf whole = { 0 }, pieces = { 0 };
		uint64_t invalid;

		convert(&whole, sets[i], buf_bytes(&in), in.n, &invalid);
		convert(&pieces, sets[i], buf_bytes(&in), 7, &invalid);
		assert_true(utf8_valid(buf_bytes(&whole)));
		assert_int_equal(whole.n, pieces.n);
		assert_memory_equal(whole.p, pieces.p, whole.n);
		buf_fini(&whole);
		buf_fini(&pieces);
	}
	buf_fini(&in);
}

static const struct {
	struct bytes text;
	const char *name;
} guesses[] = {
	{ B("plain"), "UTF-8" },
	{ B("\xe4\xb8\xad\xe6\x96\x87"), "UTF-8" },
	{ B("\xe4\xb8\xad\xe6\x96\x87\xe4\xb8\xad\xe6\x96\x87\xe4\xb8"), "UTF-8" },
	{ B("\xd6\xd0\xb9\xfa\xcb\xc4\xb4\xa8\xb4\xf3\xd1\xa7"), "GB18030" },
	{ B("\xa4\xa4\xb0\xea\xb8\xea\xb0\x54\xb6\x71\xa4\x57"), "Big5-HKSCS" },
	{ B("\x82\xb1\x82\xf1\x82\xc9\x82\xbf\x82\xcd"), "Shift_JIS" },
	{ B("\x1b$B$3\x1b(B"), "ISO-2022-JP" },
	{ B("\xf0\xd2\xc9\xd7\xc5\xd4 \xcd\xc9\xd2"), "KOI8-R" },
	{ B("\xcf\xf0\xe8\xe2\xe5\xf2 \xec\xe8\xf0"), "windows-1251" },
	{ B("Gr\xfc\xdf" "e aus K\xf6ln"), "windows-1252" },
	{ B("caf\xe9"), "windows-1252" },
	/* the languages, and what tells sets apart that have the same letters */
	{ B("\x1b$)C\x0e>H\x0f"), "ISO-2022-KR" },
	{ B("\xff\xfe`O"), "UTF-16" },
	{ B("a\0b\0c\0\xe9\0"), "UTF-16LE" },
	{ B("\0a\0b\0c\0\xe9"), "UTF-16BE" },
	{ B("\xff\xfe\0\0a\0\0\0"), "UTF-32" },
	{ B("\x89\xef\x8b" "c\x82\xcc\x8e\x91\x97\xbf"), "Shift_JIS" },
	{ B("\xa4\xb3\xa4\xec\xa4\xcf\xa5\xc6\xa5\xb9\xa5\xc8"), "EUC-JP" },
	{ B("\xbe\xc8\xb3\xe7\xc7\xcf\xbc\xbc\xbf\xe4 \xbc\xbc\xb0\xe8"), "EUC-KR" },
	{ B("\xfa\xd7\xa6\xd4 \xda\xc1 \xd6\xcf\xd7\xd4\xc5\xce\xd8"), "KOI8-U" },
	{ B("\xbe\xe2\xe7\xf1\xe2 \xd3\xde\xe2\xde\xd2"), "ISO-8859-5" },
	{ B("\x8e\xe2\xe7\xf1\xe2 \xa3\xae\xe2\xae\xa2"), "IBM866" },
	{ B("\xd0\xe1\xf1\xe1\xea\xe1\xeb\xfe \xe4\xe5\xdf\xf4\xe5"), "ISO-8859-7" },
	{ B("\xe4\xe3\xe5\xe7 \xec\xe7\xe5\xe3\xf9 \xe0\xe5\xf7\xe8\xe5\xe1\xf8 \xee\xe5\xeb\xef"), "windows-1255" },
	{ B("\xe5\xd0\xe5 \xd1\xd3\xc7\xe1\xc9 \xc7\xce\xca\xc8\xc7\xd1 \xed\xd1\xcc\xec \xe3\xd1\xc7\xcc\xda\xc9 \xc7\xe1\xe3\xe1\xdd \xc7\xe1\xe3\xd1\xdd\xde "
	    "\xe6\xc7\xe1\xd1\xcf \xde\xc8\xe1 \xc7\xe1\xdb\xcf \xe3\xda \xc3\xd8\xed\xc8 \xc7\xe1\xca\xcd\xed\xc7\xca"), "windows-1256" },
	{ B("\xa1\xc3\xd8\xb3\xd2\xb4\xd9\xe4\xbf\xc5\xec"), "windows-874" },
	{ B("s\xb9 g\xea\x9cle i \xbf\xf3\xb3w"), "windows-1250" },
	{ B("s\xb1 g\xea\xb6le i \xbf\xf3\xb3w"), "ISO-8859-2" },
	{ B("\xfd\xfe\xfdk g\xfcne\xfeli"), "windows-1254" },
	{ B("\x8el\x8fve \x88 Montr\x8e" "al"), "macintosh" },
	{ B("H\xe5kon f\xe5r p\xe5"), "windows-1252" },
	{ B("Don\x92t \x96 \x93quote\x94"), "windows-1252" },
};

static void guessing(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(guesses) / sizeof(*guesses); i++) {
		struct guard g;
		const struct charset *set = charset_guess(guard_init(&g, guesses[i].text));

		assert_string_equal(set->name, guesses[i].name);
		guard_fini(&g);
	}
}

/* What HTML says of itself, where WHATWG's prescan would find it. */
static void in_html(void **state)
{
	static const struct {
		const char *html, *name; /* NULL: nothing */
	} documents[] = {
		{ "<html><head><meta charset=koi8-r>", "KOI8-R" },
		{ "<META http-equiv='Content-Type' content='text/html; charset=gb2312'>", "GB18030" },
		{ "<meta name=x><meta content=\"text/html;charset = \"big5\" >", "Big5-HKSCS" },
		{ "<meta charset=\"utf-16\">", "UTF-8" },
		{ "<meta charset=nonsense><meta charset='utf-8'/>", "UTF-8" },
		{ "<meta charset>", NULL }, { "<meta charset=", NULL },
		{ "charset=koi8-r <meta name=x>", NULL }, { "", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(documents) / sizeof(*documents); i++) {
		struct guard g;
		const struct charset *set = charset_in_html(guard_init(&g, bytes_str(documents[i].html)));

		assert_string_equal(set ? set->name : "", documents[i].name ? documents[i].name : "");
		guard_fini(&g);
	}
}

static void at_once(void **state)
{
	struct buf out = { 0 };

	(void)state;
	assert_true(charset_decode(&out, B("gbk"), B("\xc4\xe3")));
	assert_true(charset_decode(&out, B("us-ascii"), B("caf\xe9")));
	assert_string_equal(buf_cstr(&out), "你café");
	assert_false(charset_decode(&out, B("nonsense"), B("x")));
	assert_int_equal(out.n, 8);
	buf_fini(&out);
}

/* Converters of the C library that keep a state have had holes: none of them is reachable, by
   whatever label, and sets that shift are decoded here on top of stateless ones. */
static void no_stateful_converter(void **state)
{
	static const char *const unknown[] = {
		"iso-2022-cn", "iso-2022-cn-ext", "iso-2022-jp-2004", "iso-2022-jp-3", "ibm930",
		"ibm933", "ibm935", "ibm937", "ibm939", "ibm1364", "ibm1371", "ibm1388",
		"ibm1390", "ibm1399", "utf-7-imap", "tscii", "unicode//ignore", "gb2312//translit",
		"euc-jisx0213", "shift_jisx0213", "t.61-8bit", "iso_6937", "ansel", "ucs-4-internal",
	};
	static const struct {
		const char *label, *iconv;
	} shifting[] = {
		{ "iso-2022-jp", "EUC-JP-MS" }, { "iso-2022-kr", "UHC" }, { "hz-gb-2312", "GB18030" },
		{ "utf-7", NULL }, { "utf-16", NULL }, { "utf-32", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(unknown) / sizeof(*unknown); i++)
		assert_null(charset_find(bytes_str(unknown[i])));
	for (size_t i = 0; i < sizeof(shifting) / sizeof(*shifting); i++) {
		const struct charset *set = charset_find(bytes_str(shifting[i].label));

		assert_non_null(set);
		if (shifting[i].iconv)
			assert_string_equal(set->iconv, shifting[i].iconv);
		else
			assert_null(set->iconv);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_stateful_converter),
		cmocka_unit_test(every_label),
		cmocka_unit_test(table),
		cmocka_unit_test(everything_is_text),
		cmocka_unit_test(guessing),
		cmocka_unit_test(in_html),
		cmocka_unit_test(at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
