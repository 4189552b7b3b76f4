/* SPDX-License-Identifier: BSD-2-Clause */
/* test_punycode.c - RFC 3492: its examples (7.1), and domains in both forms. */
#include "mime/punycode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct {
	const char *ascii, *unicode;
} pairs[] = {
	{ "egbpdaj6bu4bxfgehfvwxn", "ليهمابتكلموشعربي؟" },
	{ "ihqwcrb4cv8a8dqg056pqjye", "他们为什么不说中文" },
	{ "ihqwctvzc91f659drss3x8bo0yb", "他們爲什麽不說中文" },
	{ "n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa", "なぜみんな日本語を話してくれないのか" },
	{ "989aomsvi5e83db1d2a355cv1e0vak1dwrv93d5xbh15a0dt30a5jpsd879ccm6fea98c",
	  "세계의모든사람들이한국어를이해한다면얼마나좋을까" },
	{ "3b-ww4c5e180e575a65lsy2b", "3年b組金八先生" },
	{ "2-u9tlzr9756bt3uc0v", "ひとつ屋根の下2" },
	{ "bcher-kva", "bücher" },
	{ "-> $1.00 <--", "-> $1.00 <-" },
};

static void examples(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		struct buf out = { 0 };
		bool fits = strlen(pairs[i].ascii) <= 59;

		if (strlen(pairs[i].ascii) <= 63) {
			assert_true(punycode_decode(&out, bytes_str(pairs[i].ascii)));
			assert_string_equal(buf_cstr(&out), pairs[i].unicode);
			buf_clear(&out);
		}
		assert_int_equal(punycode_encode(&out, bytes_str(pairs[i].unicode)), fits);
		assert_string_equal(buf_cstr(&out), fits ? pairs[i].ascii : "");
		buf_fini(&out);
	}
}

static const struct {
	const char *in, *unicode, *ascii; /* NULL: unchanged */
} domains[] = {
	{ "example.org", NULL, NULL },
	{ "xn--bcher-kva.example", "bücher.example", NULL },
	{ "XN--BCHER-KVA.example", "BüCHER.example", NULL },
	{ "bücher.example", NULL, "xn--bcher-kva.example" },
	{ "BÜCHER.example", NULL, "xn--bcher-kva.example" },
	{ "ŻÓŁĆ.ПРИВЁТ.ΣΟΦΊΑ", NULL, "xn--kda4b0koi.xn--b1aluem3g.xn--kxae4bpq" },
	{ "www.例子.xn--fiqs8s", "www.例子.中国", "www.xn--fsqu00a.xn--fiqs8s" },
	/* no punycode: kept as it is */
	{ "xn--.example", NULL, NULL },
	{ "xn--99999999.example", NULL, NULL },
	{ "xn--a-!.example", NULL, NULL },
	{ "\xff.example", NULL, NULL },
	{ "", NULL, NULL },
};

static void both_forms(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(domains) / sizeof(*domains); i++) {
		struct buf out = { 0 };
		const char *in = domains[i].in;

		assert_int_equal(idn_unicode(&out, bytes_str(in)), domains[i].unicode != NULL);
		assert_string_equal(buf_cstr(&out), domains[i].unicode ? domains[i].unicode : in);
		buf_clear(&out);
		assert_int_equal(idn_ascii(&out, bytes_str(in)), domains[i].ascii != NULL);
		assert_string_equal(buf_cstr(&out), domains[i].ascii ? domains[i].ascii : in);
		buf_fini(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(examples), cmocka_unit_test(both_forms),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
