/* SPDX-License-Identifier: BSD-2-Clause */
/* test_numbers.c - numbers, moments, addresses and digests as text: the ones with own digits. */
#include "base/addr.h"
#include "base/hash.h"
#include "base/time.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static void same(struct buf *out, const char *want)
{
	assert_string_equal(buf_cstr(out), want);
	buf_fini(out);
}

/* Around each power of ten and of two, as printf has it. */
static void decimal(void **state)
{
	(void)state;
	for (unsigned k = 0; k < 64; k++) {
		for (int around = -1; around <= 1; around++) {
			uint64_t two = (UINT64_C(1) << k) + (uint64_t)around, ten = 1;
			struct buf a = { 0 }, b = { 0 };
			char want[32];

			for (unsigned i = 0; i < k % 20; i++)
				ten *= 10;
			ten += (uint64_t)around;
			snprintf(want, sizeof(want), "%" PRIu64, two);
			buf_addu64(&a, two);
			same(&a, want);
			snprintf(want, sizeof(want), "%" PRIu64, ten);
			buf_addu64(&b, ten);
			same(&b, want);
		}
	}
}

/* Near the one before or not, the text is the same. */
static void moments(void **state)
{
	static const int64_t rows[] = {
		0, 1, NS_PER_SEC - 1, NS_PER_SEC, -1, -NS_PER_SEC, -NS_PER_SEC - 1,
		INT64_C(1795422600000150000), INT64_C(1795422600999999999),
		INT64_C(1795422601000000000), INT64_C(1795422600000000001), INT64_MIN + 2,
		INT64_MAX, INT64_MIN + 1, INT64_C(1795422600000150000),
	};
	struct time_near near = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct buf a = { 0 }, b = { 0 };

		time_rfc3339(&a, rows[i]);
		buf_add(&b, bytes_of(time_near(&near, rows[i])->text, TIME_OCTETS));
		same(&b, buf_cstr(&a));
		buf_fini(&a);
	}
}

static void known_moments(void **state)
{
	struct buf out = { 0 };

	(void)state;
	time_rfc3339(&out, 0);
	same(&out, "1970-01-01T00:00:00.000000000Z");
	time_rfc3339(&out, INT64_C(1795422600000150000));
	same(&out, "2026-11-23T08:30:00.000150000Z");
	time_rfc3339(&out, -1);
	same(&out, "1969-12-31T23:59:59.999999999Z");
	time_human(&out, INT64_C(1795422600123456789), 6);
	same(&out, "2026-11-23 08:30:00.123456");
}

static void addresses(void **state)
{
	struct ip ip = { .family = 4, .a = { 192, 0, 2, 255 } };
	struct mac mac = { .known = true, .a = { 0, 0, 0x5e, 0, 0x53, 0xaf } }, none = { 0 };
	struct buf out = { 0 };

	(void)state;
	ip_text(&out, &ip);
	same(&out, "192.0.2.255");
	mac_text_ecs(&out, &mac);
	same(&out, "00-00-5E-00-53-AF");
	mac_text(&out, &mac);
	same(&out, "00:00:5e:00:53:af");
	mac_text(&out, &none);
	assert_int_equal(out.n, 0);
	buf_fini(&out);
}

/* Of every length, with each octet in turn the one that differs. */
static void octets_compared(void **state)
{
	static const char text[] = "Content-Transfer-Encoding of 64 octets, and some more behind those, up to 97";

	(void)state;
	for (size_t n = 1; n < sizeof(text); n++) {
		uint8_t *a = malloc(n), *b = malloc(n); /* what is read behind them shows */

		assert_non_null(a);
		assert_non_null(b);
		memcpy(a, text, n);
		for (size_t i = 0; i < n; i++) {
			memcpy(b, text, n);
			b[i] = ascii_upper(a[i]) ? ascii_tolower(a[i]) : ascii_toupper(a[i]);
			assert_true(bytes_ieq(bytes_of(a, n), bytes_of(b, n)));
			assert_true(bytes_ascii(bytes_of(b, n)));
			b[i] = a[i] ^ 0x80;
			assert_false(bytes_ieq(bytes_of(a, n), bytes_of(b, n)));
			assert_false(bytes_ascii(bytes_of(b, n)));
			assert_false(bytes_ascii_text(bytes_of(b, n)));
			assert_true(bytes_no_control(bytes_of(b, n)));
			b[i] = 0x1f;
			assert_false(bytes_no_control(bytes_of(b, n)));
			b[i] = 0;
			assert_false(bytes_no_control(bytes_of(b, n)));
			assert_false(bytes_ascii_text(bytes_of(b, n)));
			b[i] = 1; /* what the octet behind it borrows from must not show */
			assert_true(bytes_ascii_text(bytes_of(b, n)));
			b[i] = a[i] ^ 1;
			assert_false(bytes_ieq(bytes_of(a, n), bytes_of(b, n)));
		}
		free(a);
		free(b);
	}
	assert_true(bytes_ascii(B("")));
	assert_true(bytes_ascii_text(B("")));
	assert_true(bytes_ieq(B(""), B("")));
}

/* Where it begins first, as going through all places tells. */
static void found_in_any_case(void **state)
{
	static const char *const texts[] = {
		"", "a", "bAbabBab", "220 mx.example.org ESMTP", "queued as Queue", "-=--==-=",
		"aAaAaAaAb", "BBab", "bbAB",
	};
	static const char *const needles[] = {
		"", "a", "B", "ab", "BAB", "smtp", "SMTP", "queue", "QUEUED AS ", "=-", "--=", "aab",
		"aAAb", "z", "mx.example.org ESMTP and more",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		for (size_t k = 0; k < sizeof(needles) / sizeof(*needles); k++) {
			struct bytes b = bytes_str(texts[i]), needle = bytes_str(needles[k]);
			size_t at = 0;

			while (at < b.n && !bytes_istarts(bytes_from(b, at), needle))
				at++;
			assert_int_equal(bytes_ifind(b, needle), at);
		}
	}
}

static void words_end_at_blanks(void **state)
{
	struct bytes b = B("MAIL \t FROM:<a\xc3\x9f@example.org>\0\rx\t"), empty;

	(void)state;
	assert_true(bytes_eq(bytes_word(&b), B("MAIL")));
	assert_true(bytes_eq(bytes_word(&b), B("FROM:<a\xc3\x9f@example.org>\0\rx")));
	assert_int_equal(b.n, 0);
	empty = bytes_word(&b);
	assert_int_equal(empty.n, 0);
}

/* FIPS 180-4 and RFC 1321; in pieces as in one. */
static void digests(void **state)
{
	static const struct {
		enum digest_kind kind;
		const char *want;
	} rows[] = {
		{ DIGEST_SHA256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
		{ DIGEST_SHA1, "a9993e364706816aba3e25717850c26c9cd0d89d" },
		{ DIGEST_MD5, "900150983cd24fb0d6963f7d28e17f72" },
	};
	uint8_t sum[DIGEST_MAX_OCTETS];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct buf out = { 0 };
		struct digest d;

		hash_hex(&out, bytes_of(sum, digest_of(rows[i].kind, B("abc"), sum)));
		same(&out, rows[i].want);
		digest_start(&d, rows[i].kind);
		digest_push(&d, B("a"));
		digest_push(&d, B(""));
		digest_push(&d, B("bc"));
		hash_hex(&out, bytes_of(sum, digest_end(&d, sum)));
		same(&out, rows[i].want);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decimal),   cmocka_unit_test(moments),
		cmocka_unit_test(known_moments), cmocka_unit_test(addresses),
		cmocka_unit_test(octets_compared), cmocka_unit_test(found_in_any_case),
		cmocka_unit_test(words_end_at_blanks), cmocka_unit_test(digests),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
