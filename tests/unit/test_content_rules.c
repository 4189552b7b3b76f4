/* SPDX-License-Identifier: BSD-2-Clause */
/* test_content_rules.c - what the judge of content is made of: kinds, words, ZIP, links. */
#include "judge/kind.h"
#include "judge/link.h"
#include "judge/sealed.h"
#include "judge/words.h"
#include "judge/zip.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static void kinds(void **state)
{
	static const struct {
		const char *name, *kind;
		bool runs;
	} names[] = {
		{ "a.exe", "a Windows program", true },
		{ "A.EXE", "a Windows program", true },
		{ "a.pdf.exe", "a Windows program", true },
		{ "a.exe.", "a Windows program", true },
		{ "a.exe ..", "a Windows program", true },
		{ "a.pdf", "a PDF document", false },
		{ "a.js", "a JScript file", true },
		{ "a.docm", "an Office Open XML document", false },
		{ "a.iso", "a disk image", false },
		{ "exe", NULL, false },
		{ "a.", NULL, false },
		{ "", NULL, false },
		{ "a.unheard", NULL, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const struct kind *k = kind_of_name(bytes_str(names[i].name));

		if (names[i].kind)
			assert_string_equal(k->name, names[i].kind);
		else
			assert_null(k);
		assert_int_equal(kind_runs(k), names[i].runs);
	}
	assert_true(kind_runs(kind_of_octets(B("MZ\x90"))));
	assert_string_equal(kind_of_octets(B("PK\x03\x04"))->name, "a ZIP archive");
	assert_string_equal(kind_of_octets(B("\xef\xbb\xbf \r\n<!DOCTYPE HTML>"))->name, "an HTML page");
	assert_null(kind_of_octets(B("M")));
	assert_null(kind_of_octets(B("")));
	assert_string_equal(kind_of_type(B("Application/PDF"))->name, "a PDF document");
	assert_null(kind_of_type(B("application/octet-stream")));
}

/* Which of the words occur, fed in pieces of `step` octets. */
static unsigned found(const struct words *w, struct bytes text, size_t step)
{
	struct words_at at = { 0 };

	for (size_t i = 0; i < text.n; i += step)
		words_push(w, &at, bytes_sub(text, i, step));
	return at.found;
}

static void words(void **state)
{
	const struct bytes list[] = { B("abab"), B("ababc"), B("b"), B("aaab"), B("_\0v") };
	static const struct {
		struct bytes text;
		unsigned found;
	} cases[] = {
		{ { (const uint8_t *)"xxABABc", 7 }, 1 | 2 | 4 },
		{ { (const uint8_t *)"abababc", 7 }, 1 | 2 | 4 },
		{ { (const uint8_t *)"aaaaab", 6 }, 4 | 8 },
		{ { (const uint8_t *)"aaaa", 4 }, 0 },
		{ { (const uint8_t *)"__\0V", 4 }, 16 },
		{ { (const uint8_t *)"", 0 }, 0 },
	};
	struct words w;

	(void)state;
	words_init(&w, list, sizeof(list) / sizeof(*list));
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		for (size_t step = 1; step < 8; step++)
			assert_int_equal(found(&w, cases[i].text, step), cases[i].found);
}

/* A local header, its name and `data`. */
static void entry(struct buf *out, const char *name, uint16_t flags, const char *data)
{
	const uint8_t head[] = { 'P', 'K', 3, 4, 20, 0, (uint8_t)flags, (uint8_t)(flags >> 8),
				 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 };
	uint8_t size = flags & 8 ? 0 : (uint8_t)strlen(data);

	buf_add(out, bytes_of(head, sizeof(head)));
	for (int i = 0; i < 2; i++) {
		buf_addc(out, size);
		buf_add(out, B("\0\0\0"));
	}
	buf_addc(out, (uint8_t)strlen(name));
	buf_add(out, B("\0\2\0")); /* two octets of extra field */
	buf_adds(out, name);
	buf_add(out, B("xx"));
	buf_adds(out, data);
}

static void zip_names(void **state)
{
	struct buf archive = { 0 };

	(void)state;
	entry(&archive, "a.txt", 0, "PK\x03\x04 is data here");
	entry(&archive, "word/vbaProject.bin", 8, "of unknown size PPK PK");
	entry(&archive, "b.exe", 1, "");
	buf_adds(&archive, "PK\x01\x02 the directory");
	for (size_t step = 1; step < archive.n; step += step < 40 ? 1 : 37) {
		struct zip z = { 0 };
		struct zip_entry e;
		struct buf names = { 0 };

		for (size_t i = 0; i < archive.n; i += step) {
			zip_push(&z, bytes_sub(buf_bytes(&archive), i, step));
			while (zip_next(&z, &e) == STEP_ITEM) {
				buf_add(&names, e.name);
				buf_adds(&names, e.encrypted ? "! " : " ");
			}
		}
		assert_string_equal(buf_cstr(&names), "a.txt word/vbaProject.bin b.exe! ");
		buf_fini(&names);
		zip_fini(&z);
	}
	buf_fini(&archive);
}

static void gateways(void **state)
{
	static const struct {
		const char *url, *behind; /* NULL: none */
	} cases[] = {
		{ "https://urldefense.proofpoint.com/v2/url?u=https-3A__www.example.org_a&d=x",
		  "www.example.org" },
		{ "https://urldefense.com/v3/__https://www.example.org/a__;!!x$", "www.example.org" },
		{ "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.example.org%2F&d=x",
		  "www.example.org" },
		{ "https://linkprotect.cudasvc.com/url?a=http%3a%2f%2fwww.example.org&c=x",
		  "www.example.org" },
		/* Anybody can write such a query; only a gateway keeps its word. */
		{ "https://r.example.net/?url=https%3A%2F%2Fwww.example.org%2F", NULL },
		{ "https://evilurldefense.com/v3/__https://www.example.org/", NULL },
		/* What stands in front of an "@" is no host. */
		{ "https://urldefense.com/v3/__https://www.example.org@example.net/a__;",
		  "www.example.org@example.net" },
		{ "https://a.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.example.org%40example.net%2F",
		  "www.example.org%40example.net" },
		/* The first address counts. */
		{ "https://urldefense.com/v3/__http://example.net/?http://www.example.org/__;", "example.net" },
		{ "https://urldefense.com/", NULL },
		{ "https://urldefense.com/http", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct bytes user, url = bytes_str(cases[i].url), host = link_host(url, &user);
		struct bytes behind = link_host_behind_gateway(url, host);

		if (cases[i].behind)
			assert_true(bytes_eq(behind, bytes_str(cases[i].behind)));
		else
			assert_int_equal(behind.n, 0);
	}
	assert_false(link_same_site(B("www.example.org@example.net"), B("www.example.org")));
	assert_false(link_same_site(B("www.example.org%40example.net"), B("www.example.org")));
}

/* Is the archive encrypted?  The same in pieces of any size. */
static bool seal(struct bytes archive, bool rar)
{
	bool last = false;

	for (size_t step = 1; step <= archive.n; step++) {
		struct sealed s = { 0 };
		bool is;

		for (size_t i = 0; i < archive.n; i += step)
			(rar ? sealed_push_rar : sealed_push_7z)(&s, bytes_sub(archive, i, step));
		is = rar ? sealed_rar(&s) : sealed_7z(&s);
		assert_true(step == 1 || is == last);
		last = is;
		buf_fini(&s.kept);
	}
	return last;
}

static void sealed_archives(void **state)
{
#define RAR4 "Rar!\x1a\x07\x00"
#define RAR4_MAIN(flags) "\0\0\x73" flags "\x0d\0\0\0\0\0\0\0"
#define RAR4_FILE(flags) "\0\0\x74" flags "\x20\0"
#define RAR5 "Rar!\x1a\x07\x01\x00"
#define RAR5_MAIN "\0\0\0\0\x03\x01\0\0"
	/* A file header: size, type 2, flags 1, 3 octets of extra area, "name" for the rest. */
#define RAR5_FILE(record) "\0\0\0\0\x0a\x02\x01\x03name" record
	static const struct {
		struct bytes archive;
		bool rar, sealed;
	} cases[] = {
		{ B(RAR4 RAR4_MAIN("\0\0") RAR4_FILE("\x04\x80") "xyz"), true, true },
		{ B(RAR4 RAR4_MAIN("\x80\0") "garbled"), true, true },
		{ B(RAR4 RAR4_MAIN("\0\0") RAR4_FILE("\0\x80") "xyz"), true, false },
		{ B(RAR4 RAR4_MAIN("\0\0")), true, false },
		/* A comment with data of its own in front of the file. */
		{ B(RAR4 RAR4_MAIN("\0\0") "\0\0\x75\0\x80\x0b\0\x03\0\0\0abc" RAR4_FILE("\x04\x80")),
		  true, true },
		{ B(RAR4 "\0\0\x73\0\0\0\0"), true, false }, /* a header of no size */
		{ B(RAR5 "\0\0\0\0\x05\x04\0\0\0\x0f"), true, true },
		{ B(RAR5 RAR5_MAIN RAR5_FILE("\x02\x01\0")), true, true },
		{ B(RAR5 RAR5_MAIN RAR5_FILE("\x02\x03\0")), true, false }, /* a time */
		{ B(RAR5 RAR5_MAIN "\0\0\0\0\x07\x02\0name!"), true, false },
		{ B(RAR5 "\0\0\0\0\0"), true, false },
		{ B(RAR5 "\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"), true, false },
		{ B("Rar!"), true, false },
		{ B("7z\xbc\xaf\x27\x1c" "data\x17\x06\x01\x09\x24\x06\xf1\x07\x01\x0a\x53"), false, true },
		{ B("7z\xbc\xaf\x27\x1c" "data\x17\x06\x01\x09\x23\x03\x01\x01\x05\x5d"), false, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_int_equal(seal(cases[i].archive, cases[i].rar), cases[i].sealed);
}

static void links(void **state)
{
	static const struct {
		const char *url, *host, *user;
	} hosts[] = {
		{ "http://www.example.org/x", "www.example.org", NULL },
		{ " HTTPS://example.org:8080?q", "example.org", NULL },
		{ "http:\\\\example.org\\x", "example.org", NULL },
		{ "https://bank.example.com@evil.example.net/", "evil.example.net", "bank.example.com" },
		{ "http://[2001:db8::1]:80/", "2001:db8::1", NULL },
		{ "mailto:a@example.org", NULL, NULL },
		{ "/relative", NULL, NULL },
		{ "http:", NULL, NULL },
	};
	static const struct {
		const char *shown, *host;
	} shown[] = {
		{ "www.example.org", "www.example.org" },
		{ "https://example.org/login", "example.org" },
		{ "example.org/login", "example.org" },
		{ "Click here", NULL }, { "report.pdf", NULL }, { "3.14", NULL }, { "e.g.", NULL },
		{ "a..example.org", NULL }, { "", NULL },
	};
	static const struct {
		const char *a, *b;
		bool same;
	} sites[] = {
		{ "www.example.org", "example.org", true },
		{ "a.example.org", "b.EXAMPLE.org", true },
		{ "example.org", "example.net", false },
		{ "a.example.co.uk", "b.example.co.uk", true },
		{ "one.co.uk", "two.co.uk", false },
		{ "example.org.evil.example", "example.org", false },
		{ "notexample.org", "example.org", false },
		/* what only the list of public suffixes knows */
		{ "x.a.example.kawasaki.jp", "a.example.kawasaki.jp", true },
		{ "a.example.kawasaki.jp", "b.example.kawasaki.jp", false },
		{ "a.city.kawasaki.jp", "city.kawasaki.jp", true },
		{ "a.one.ck", "one.ck", false },
		{ "a.www.ck", "www.ck", true },
		{ "alice.github.io", "bob.github.io", false },
		{ "alice.github.io", "github.io", false },
		{ "mail.ab.de", "www.ab.de", true },
		{ "ab.de", "xy.de", false },
		{ "www.example.org.", "example.org", true },
		{ "www.b\xc3\xbc" "cher.example", "xn--bcher-kva.example", true },
		{ "a.b\xc3\xbc" "cher.xn--55qx5d.cn", "b.xn--bcher-kva.\xe5\x85\xac\xe5\x8f\xb8.cn", true },
		{ "one.xn--55qx5d.cn", "two.xn--55qx5d.cn", false },
		{ "192.0.2.1", "198.51.2.1", false },
		{ "192.0.2.1", "192.0.2.1", true },
		{ "2001:db8::1", "2001:db8::2", false },
		{ "co.uk", "example.co.uk", false },
		{ "localhost", "localhost", true },
		{ "a..example.org", "example.org", true },
		{ "", "", true },
	};
	struct bytes host, user;

	(void)state;
	for (size_t i = 0; i < sizeof(hosts) / sizeof(*hosts); i++) {
		host = link_host(bytes_str(hosts[i].url), &user);
		assert_true(bytes_eq(host, bytes_str(hosts[i].host ? hosts[i].host : "")));
		assert_true(bytes_eq(user, bytes_str(hosts[i].user ? hosts[i].user : "")));
	}
	for (size_t i = 0; i < sizeof(shown) / sizeof(*shown); i++) {
		host = link_shown_host(bytes_str(shown[i].shown));
		assert_true(bytes_eq(host, bytes_str(shown[i].host ? shown[i].host : "")));
	}
	for (size_t i = 0; i < sizeof(sites) / sizeof(*sites); i++)
		if (link_same_site(bytes_str(sites[i].a), bytes_str(sites[i].b)) != sites[i].same)
			fail_msg("%s and %s", sites[i].a, sites[i].b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds), cmocka_unit_test(words), cmocka_unit_test(zip_names),
		cmocka_unit_test(links), cmocka_unit_test(gateways), cmocka_unit_test(sealed_archives),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
