/* SPDX-License-Identifier: BSD-2-Clause */
/* test_lookalike.c - domains that people registered to be taken for others, and honest ones. */
#include "judge/direction.h"
#include "judge/lookalike.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

struct domain {
	const char *domain;
	enum lookalike is;
	const char *ascii; /* what it is drawn like */
};

static void check(const struct domain *d, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct buf shown = { 0 }, ascii = { 0 };
		enum lookalike is = lookalike_domain(bytes_str(d[i].domain), &shown, &ascii);

		if (is != d[i].is)
			fail_msg("%s: %d", d[i].domain, is);
		if (d[i].ascii)
			assert_string_equal(buf_cstr(&ascii), d[i].ascii);
		buf_fini(&shown);
		buf_fini(&ascii);
	}
}
#define CHECK(list) check(list, sizeof(list) / sizeof(*(list)))

static void drawn_like_ascii(void **state)
{
	static const struct domain list[] = {
		/* Cyrillic: all of it, one letter of it, in punycode */
		{ "аррӏе.example", LOOKALIKE_ASCII, "apple.example" },
		{ "xn--80ak6aa92e.example", LOOKALIKE_ASCII, "apple.example" },
		{ "pаypal.example", LOOKALIKE_ASCII, "paypal.example" },
		{ "ѕсоре.example", LOOKALIKE_ASCII, "scope.example" },
		{ "www.ехаmрlе.example", LOOKALIKE_ASCII, "www.example.example" },
		/* Greek, Armenian, Hebrew, Cherokee */
		{ "gοogle.example", LOOKALIKE_ASCII, "google.example" },
		{ "ραypal.example", LOOKALIKE_ASCII, "paypal.example" },
		{ "օօց.example", LOOKALIKE_ASCII, "oog.example" },
		{ "faceb\u05e1\u05e1k.example", LOOKALIKE_ASCII, "facebook.example" },
		/* full width, letters of mathematics, in circles, small capitals' kin */
		{ "ｅｘａｍｐｌｅ１.example", LOOKALIKE_ASCII, "example1.example" },
		{ "𝐩𝐚𝐲𝐩𝐚𝐥.example", LOOKALIKE_ASCII, "paypal.example" },
		{ "𝓮xample.example", LOOKALIKE_ASCII, "example.example" },
		{ "ⓔxample.example", LOOKALIKE_ASCII, "example.example" },
		{ "exaɡ.example", LOOKALIKE_ASCII, "exag.example" },
		/* several letters in one, characters that show nothing, other hyphens */
		{ "oﬃce.example", LOOKALIKE_ASCII, "office.example" },
		{ "pay\u200bpal.example", LOOKALIKE_ASCII, "paypal.example" },
		{ "pay‐pal.example", LOOKALIKE_ASCII, "pay-pal.example" },
		/* digits of other scripts */
		{ "g००gle.example", LOOKALIKE_ASCII, "google.example" },
	};

	(void)state;
	CHECK(list);
}

static void nearly(void **state)
{
	static const struct domain list[] = {
		{ "fạcebook.example", LOOKALIKE_NEAR, "facebook.example" },
		{ "twıtter.example", LOOKALIKE_NEAR, "twitter.example" },
		{ "æble.example", LOOKALIKE_NEAR, "aeble.example" },
		{ "googӏе-москва.example", LOOKALIKE_MIXED, NULL },
		{ "φacebook.example", LOOKALIKE_MIXED, NULL },
		{ "жpay.example", LOOKALIKE_MIXED, NULL },
	};

	(void)state;
	CHECK(list);
}

static void honest(void **state)
{
	static const struct domain list[] = {
		{ "example.org", LOOKALIKE_NONE, NULL },
		{ "rnicrosoft.example", LOOKALIKE_NONE, NULL }, /* not by itself */
		{ "bücher.example", LOOKALIKE_NONE, NULL },
		{ "straße.example", LOOKALIKE_NONE, NULL },
		{ "café-noël.example", LOOKALIKE_NONE, NULL },
		{ "việtnam.example", LOOKALIKE_NONE, NULL },
		{ "москва.example", LOOKALIKE_NONE, NULL },
		{ "почта.рф", LOOKALIKE_NONE, NULL },
		{ "сосо.рф", LOOKALIKE_NONE, NULL }, /* all Cyrillic under a Cyrillic name */
		{ "ελλάδα.example", LOOKALIKE_NONE, NULL },
		{ "例え.example", LOOKALIKE_NONE, NULL },
		{ "日本のweb.example", LOOKALIKE_NONE, NULL },
		{ "中文web.example", LOOKALIKE_NONE, NULL },
		{ "한국web.example", LOOKALIKE_NONE, NULL },
		{ "مثال.example", LOOKALIKE_NONE, NULL },
		{ "דוגמה.example", LOOKALIKE_NONE, NULL },
		{ "उदाहरण.example", LOOKALIKE_NONE, NULL },
		{ "ตัวอย่าง.example", LOOKALIKE_NONE, NULL },
		{ "", LOOKALIKE_NONE, NULL },
		{ "..", LOOKALIKE_NONE, NULL },
		{ "\xff\xfe.example", LOOKALIKE_NONE, NULL },
	};

	(void)state;
	CHECK(list);
}

static void prototypes(void **state)
{
	static const struct {
		const char *a, *b;
		bool same;
	} list[] = {
		{ "examp1e.org", "example.org", true },
		{ "exampIe.org", "example.org", true },
		{ "g00gle.example", "google.example", true },
		{ "rnicrosoft.example", "microsoft.example", true },
		{ "vvorld.example", "world.example", true },
		{ "pаypal.example", "paypa1.example", true },
		{ "fạcebook.example", "facebook.example", true },
		{ "xn--80ak6aa92e.example", "apple.example", true },
		{ "example.org", "example.net", false },
		{ "examples.org", "example.org", false },
		{ "bücher.example", "bucher.example", false },
		{ "r.n.example", "m.example", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(list) / sizeof(*list); i++) {
		struct buf a = { 0 }, b = { 0 };

		lookalike_prototype(&a, bytes_str(list[i].a));
		lookalike_prototype(&b, bytes_str(list[i].b));
		if (bytes_eq(buf_bytes(&a), buf_bytes(&b)) != list[i].same)
			fail_msg("%s and %s: %s, %s", list[i].a, list[i].b, buf_cstr(&a), buf_cstr(&b));
		buf_fini(&a);
		buf_fini(&b);
	}
}

static void directions(void **state)
{
	(void)state;
	assert_int_equal(direction_of(bytes_str("plain, עברית")), DIRECTION_PLAIN);
	assert_int_equal(direction_of(bytes_str("\u202bשלום\u202c")), DIRECTION_EMBEDS);
	assert_int_equal(direction_of(bytes_str("annex\u202efdp.exe")), DIRECTION_TURNS);
	assert_int_equal(direction_of(bytes_str("a\u202ab\u2067c")), DIRECTION_TURNS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(drawn_like_ascii), cmocka_unit_test(nearly),
		cmocka_unit_test(honest), cmocka_unit_test(prototypes),
		cmocka_unit_test(directions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
