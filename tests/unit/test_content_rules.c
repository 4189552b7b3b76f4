/* SPDX-License-Identifier: BSD-2-Clause */
/* test_content_rules.c - what the judge of content is made of: kinds, words, ZIP, links. */
#include "judge/kind.h"
#include "judge/link.h"
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
		cmocka_unit_test(links),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
