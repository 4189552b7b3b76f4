/* SPDX-License-Identifier: BSD-2-Clause */
/* test_safe_name.c - names strangers chose. */
#include "sink/safe_name.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static const struct {
	struct bytes in;
	const char *out;
} cases[] = {
	{ B("report.pdf"), "report.pdf" },
	{ B("\xe6\x8a\xa5\xe5\x91\x8a.doc"), "\xe6\x8a\xa5\xe5\x91\x8a.doc" },
	{ B(""), "" },
	/* paths */
	{ B("../../etc/passwd"), "passwd" },
	{ B("/etc/passwd"), "passwd" },
	{ B("C:\\windows\\evil.exe"), "evil.exe" },
	{ B("a/b\\c/d.txt"), "d.txt" },
	{ B("dir/"), "" },
	{ B(".."), "" },
	{ B("."), "" },
	/* dots, dashes, blanks at the ends */
	{ B(".bashrc"), "bashrc" },
	{ B("-rf"), "rf" },
	{ B(" . -x. . "), "x" },
	{ B("a-b.c"), "a-b.c" },
	/* characters */
	{ B("a\nb\tc\0d"), "a_b_c_d" },
	{ B("a<>:\"|?*b"), "a_b" },
	{ B("\x1b[2J.txt"), "_[2J.txt" },
	{ B("invoice\xe2\x80\xae""fdp.exe"), "invoice_fdp.exe" },
	{ B("zero\xe2\x80\x8bwidth"), "zero_width" },
	{ B("c1\xc2\x9bx"), "c1_x" },
	{ B("bad\xff\xfeutf.txt"), "bad_utf.txt" },
	{ B("\x01\x02"), "" },
	/* devices */
	{ B("CON"), "_CON" },
	{ B("nul.txt"), "_nul.txt" },
	{ B("com1 .log"), "_com1 .log" },
	{ B("LPT9"), "_LPT9" },
	{ B("COM\xc2\xb9.txt"), "_COM\xc2\xb9.txt" },
	{ B("console"), "console" },
	{ B("com10"), "com10" },
};

static void names(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct buf out = { 0 };

		safe_name(&out, cases[i].in);
		assert_string_equal(buf_cstr(&out), cases[i].out);
		buf_fini(&out);
	}
}

/* A name of `n` times `unit` and then `extension`. */
static struct buf repeated(const char *unit, size_t n, const char *extension)
{
	struct buf b = { 0 };

	while (n--)
		buf_adds(&b, unit);
	buf_adds(&b, extension);
	return b;
}

static void long_names_keep_their_extension(void **state)
{
	static const struct {
		const char *unit, *extension, *kept;
	} long_cases[] = {
		{ "x", ".tar.gz", ".gz" },
		{ "\xe4\xb8\xad", ".docx", ".docx" },
		{ "\xf0\x9f\x98\x80", "", "" },
		{ "x", ".this-is-no-extension", "" },
		{ ". ", "x.txt", "x.txt" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(long_cases) / sizeof(*long_cases); i++) {
		struct buf in = repeated(long_cases[i].unit, 100000, long_cases[i].extension);
		struct buf out = { 0 };

		safe_name(&out, buf_bytes(&in));
		assert_true(out.n <= SAFE_NAME_OCTETS);
		assert_true(utf8_valid(buf_bytes(&out)));
		if (i != 4)
			assert_true(out.n > SAFE_NAME_OCTETS / 2);
		if (i < 3)
			assert_true(bytes_ends(buf_bytes(&out), bytes_str(long_cases[i].kept)));
		buf_fini(&in);
		buf_fini(&out);
	}
}

/* Whatever goes in: what comes out is one harmless component, and the same again. */
static void anything_becomes_harmless(void **state)
{
	uint64_t r = 88172645463325252u;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		static const char alphabet[] = "./\\-_ aZ\"*:<>|?\n\0\x7f\x80\xbf\xc2\xe2\xae\xff";
		struct buf once = { 0 }, twice = { 0 };
		uint8_t in[300];
		size_t n;

		r ^= r << 13, r ^= r >> 7, r ^= r << 17;
		n = (size_t)(r % (i % 10 ? 12 : sizeof(in)));
		for (size_t k = 0; k < n; k++) {
			r ^= r << 13, r ^= r >> 7, r ^= r << 17;
			in[k] = (uint8_t)alphabet[(r >> 9) % (sizeof(alphabet) - 1)];
		}
		safe_name(&once, bytes_of(in, n));
		assert_true(once.n <= SAFE_NAME_OCTETS + 1);
		assert_true(utf8_valid(buf_bytes(&once)));
		assert_int_equal(bytes_chr(buf_bytes(&once), 0, '/'), once.n);
		assert_int_equal(bytes_chr(buf_bytes(&once), 0, 0), once.n);
		assert_true(bytes_at(buf_bytes(&once), 0) != '.');
		assert_true(bytes_at(buf_bytes(&once), 0) != '-');
		safe_name(&twice, buf_bytes(&once));
		assert_true(bytes_eq(buf_bytes(&once), buf_bytes(&twice)));
		buf_fini(&once);
		buf_fini(&twice);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names),
		cmocka_unit_test(long_names_keep_their_extension),
		cmocka_unit_test(anything_becomes_harmless),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
