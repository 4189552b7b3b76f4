/* SPDX-License-Identifier: BSD-2-Clause */
/* test_imap_structure.c - ENVELOPE and BODYSTRUCTURE, whole, cut anywhere, and absurd. */
#include "proto/imap_structure.h"

#include "base/buf.h"
#include "base/limits.h"
#include "guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void add(struct buf *out, const char *before, struct bytes b)
{
	buf_adds(out, before);
	if (b.p)
		buf_add(out, b);
	else
		buf_addc(out, '-');
}

/* "path type charset encoding disposition name octets;" for each leaf */
static bool structure(struct buf *out, struct bytes text)
{
	struct imap_structure s;
	struct arena a = { 0 };
	struct guard g;
	bool ok = imap_read_structure(guard_init(&g, text), &a, &s);

	for (size_t i = 0; i < s.n; i++) {
		const struct imap_leaf *v = &s.v[i];

		add(out, "", v->path);
		add(out, " ", v->type);
		add(out, " ", v->charset);
		add(out, " ", v->encoding);
		add(out, " ", v->disposition);
		add(out, " ", v->name);
		if (v->octets != NO_U64)
			buf_printf(out, " %llu", (unsigned long long)v->octets);
		buf_addc(out, ';');
	}
	if (s.cut)
		buf_adds(out, "cut");
	imap_structure_fini(&s);
	arena_fini(&a);
	guard_fini(&g);
	return ok;
}

static const struct {
	const char *what, *text, *parts;
	bool ok;
} structures[] = {
	{ "one part", "(\"TEXT\" \"PLAIN\" (\"CHARSET\" \"US-ASCII\") NIL NIL \"7BIT\" 3028 92)",
	  "1 text/plain US-ASCII 7bit - - 3028;", true },
	{ "the example of RFC 9051 7.5.2",
	  "((\"TEXT\" \"PLAIN\" (\"CHARSET\" \"US-ASCII\") NIL NIL \"7BIT\" 1152 23)"
	  "(\"TEXT\" \"PLAIN\" (\"CHARSET\" \"US-ASCII\" \"NAME\" \"cc.diff\") "
	  "\"<960723163407.20117h@example.com>\" \"Compiler diff\" \"BASE64\" 4554 73) \"MIXED\")",
	  "1 text/plain US-ASCII 7bit - - 1152;2 text/plain US-ASCII base64 - cc.diff 4554;", true },
	{ "a message in it, that is one part",
	  "((\"text\" \"plain\" nil nil nil \"7bit\" 1 1)(\"message\" \"rfc822\" NIL NIL NIL \"7BIT\" 99 "
	  "(NIL \"s\" NIL NIL NIL NIL NIL NIL NIL NIL) (\"image\" \"png\" NIL NIL NIL \"base64\" 8) 3 "
	  "NIL (\"inline\" NIL) NIL) \"digest\" (\"boundary\" \"x\") NIL NIL NIL \"more\" (1 (2)))",
	  "1 text/plain - 7bit - - 1;2.1 image/png - base64 - - 8;", true },
	{ "a message in it, that has parts",
	  "(\"message\" \"rfc822\" NIL NIL NIL \"7BIT\" 99 (NIL) ((\"a\" \"b\" NIL NIL NIL \"7bit\" 1)"
	  "((\"c\" \"d\" NIL NIL NIL \"7bit\" 2) \"alternative\") \"mixed\") 3)",
	  "1.1 a/b - 7bit - - 1;1.2.1 c/d - 7bit - - 2;", true },
	{ "a disposition, names in every form",
	  "((\"a\" \"b\" (\"name\" \"x\") NIL NIL \"7bit\" 1 NIL (\"ATTACHMENT\" (\"filename\" \"y\")))"
	  "(\"a\" \"b\" (\"NAME*\" \"utf-8''%e4%bd%a0\") NIL NIL \"7bit\" 1 NIL NIL NIL NIL)"
	  "(\"text\" \"b\" (\"NAME\" \"=?utf-8?b?5L2g?=\") NIL NIL \"7bit\" 1 7 NIL (\"inline\" NIL) NIL NIL)"
	  "(\"a\" \"b\" (\"NAME\" \"q\\\"\\\\\") NIL NIL \"7bit\" 1 NIL \"attachment\") \"mixed\")",
	  "1 a/b - 7bit attachment y 1;2 a/b - 7bit - \xe4\xbd\xa0 1;"
	  "3 text/b - 7bit inline \xe4\xbd\xa0 1;4 a/b - 7bit - q\"\\ 1;", true },
	{ "literals", "(\"text\" {5}\r\nplain (\"name\" {3}\r\na)b) NIL {2}\r\n((\"8bit\" 4 1)",
	  "1 text/plain - 8bit - a)b 4;", true },
	{ "header fields cannot be smuggled in",
	  "(\"a\" \"b\" (\"name\" {9}\r\nx\r\nY: z\r\n \"charset\" \"c\") NIL NIL \"7bit\" 4)",
	  "1 a/b c 7bit - x  Y: z   4;", true },
	{ "not a number", "(\"a\" \"b\" NIL NIL NIL \"7bit\" many)", "1 a/b - 7bit - -;", true },
	{ "nothing", "", "", false },
	{ "NIL", "NIL", "", false },
	{ "empty", "()", "1 / - - - -;", false },
	{ "only a subtype", "(\"mixed\")", "1 mixed/ - - - -;", false },
	{ "no end", "((\"a\" \"b\" NIL NIL NIL \"7bit\" 1)", "1 a/b - 7bit - - 1;", false },
};

static void structures_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(structures) / sizeof(structures[0]); i++) {
		struct bytes text = bytes_str(structures[i].text);
		struct buf out = { 0 };
		bool ok = structure(&out, text);

		if (ok != structures[i].ok || strcmp(buf_cstr(&out), structures[i].parts) != 0)
			fail_msg("%s: %s, %s", structures[i].what, ok ? "ok" : "bad", buf_cstr(&out));
		for (size_t n = 0; n < text.n; n++) {
			buf_clear(&out);
			structure(&out, bytes_head(text, n));
		}
		buf_fini(&out);
	}
}

static void too_deep(void **state)
{
	struct buf text = { 0 }, out = { 0 };

	(void)state;
	for (int i = 0; i < 100000; i++)
		buf_addc(&text, '(');
	assert_false(structure(&out, buf_bytes(&text)));
	for (int i = 0; i < 100000; i++)
		buf_addc(&text, ')');
	buf_clear(&out);
	structure(&out, buf_bytes(&text));
	assert_string_equal(buf_cstr(&out) + out.n - 3, "cut");
	buf_fini(&text);
	buf_fini(&out);
}

static void too_many(void **state)
{
	struct buf text = { 0 };
	struct imap_structure s;
	struct arena a = { 0 };

	(void)state;
	buf_addc(&text, '(');
	for (int i = 0; i < LIMIT_MIME_PARTS + 5; i++)
		buf_adds(&text, "(\"a\" \"b\" NIL NIL NIL \"7bit\" 1)");
	buf_adds(&text, "\"mixed\")");
	assert_true(imap_read_structure(buf_bytes(&text), &a, &s));
	assert_int_equal(s.n, LIMIT_MIME_PARTS);
	assert_true(s.cut);
	imap_structure_fini(&s);
	arena_fini(&a);
	buf_fini(&text);
}

static void people(struct buf *out, const char *what, const struct address_list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		add(out, i ? "," : what, list->v[i].addr);
		if (list->v[i].name.p)
			add(out, "=", list->v[i].name);
	}
}

static bool envelope(struct buf *out, struct bytes text)
{
	struct imap_envelope e;
	struct arena a = { 0 };
	struct guard g;
	bool ok = imap_read_envelope(guard_init(&g, text), &a, &e);

	add(out, "", e.date);
	add(out, "|", e.subject);
	people(out, "|from ", &e.from);
	people(out, "|sender ", &e.sender);
	people(out, "|reply ", &e.reply_to);
	people(out, "|to ", &e.to);
	people(out, "|cc ", &e.cc);
	people(out, "|bcc ", &e.bcc);
	add(out, "|", e.in_reply_to);
	add(out, "|", e.message_id);
	imap_envelope_fini(&e);
	arena_fini(&a);
	guard_fini(&g);
	return ok;
}

static const struct {
	const char *what, *text, *parts;
	bool ok;
} envelopes[] = {
	{ "of RFC 9051 7.5.2",
	  "(\"Wed, 17 Jul 1996 02:23:25 -0700 (PDT)\" \"IMAP4rev2 WG mtg\" ((\"Terry Gray\" NIL \"gray\" "
	  "\"cac.example\")) ((\"Terry Gray\" NIL \"gray\" \"cac.example\")) NIL ((NIL NIL \"imap\" "
	  "\"cac.example\")) ((NIL NIL \"minutes\" \"cnri.example\")(\"John\" NIL \"K\" \"m.example\")) NIL "
	  "NIL \"<B27397-0100000@cac.example>\")",
	  "Wed, 17 Jul 1996 02:23:25 -0700 (PDT)|IMAP4rev2 WG mtg|from gray@cac.example=Terry Gray"
	  "|sender gray@cac.example=Terry Gray|to imap@cac.example"
	  "|cc minutes@cnri.example,K@m.example=John|-|B27397-0100000@cac.example", true },
	{ "a group, encoded words, a literal",
	  "(NIL {4}\r\n\"(a\" ((\"=?utf-8?q?J=C3=B6rg?=\" NIL \"j\" \"e.example\")) NIL NIL "
	  "((NIL NIL \"friends\" NIL)(NIL \"@r\" \"a\" \"b\")(NIL NIL NIL NIL)) NIL NIL \"\" NIL)",
	  "-|\"(a\"|from j@e.example=J\xc3\xb6rg|to a@b||-", true },
	{ "all NIL", "(NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)", "-|-|-|-", true },
	{ "one too few", "(NIL NIL NIL NIL NIL NIL NIL NIL NIL)", "-|-|-|-", false },
	{ "one too many", "(NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)", "-|-|-|-", false },
	{ "a list for a string", "(NIL (\"a\"))", "-|-|-|-", false },
	{ "a string for a list", "(NIL NIL \"a\")", "-|-|-|-", false },
	{ "nothing", "", "-|-|-|-", false },
};

static void envelopes_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(envelopes) / sizeof(envelopes[0]); i++) {
		struct bytes text = bytes_str(envelopes[i].text);
		struct buf out = { 0 };
		bool ok = envelope(&out, text);

		if (ok != envelopes[i].ok || strcmp(buf_cstr(&out), envelopes[i].parts) != 0)
			fail_msg("%s: %s, %s", envelopes[i].what, ok ? "ok" : "bad", buf_cstr(&out));
		for (size_t n = 0; n < text.n; n++) {
			buf_clear(&out);
			assert_false(envelope(&out, bytes_head(text, n)));
		}
		buf_fini(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(structures_are_read), cmocka_unit_test(too_deep),
		cmocka_unit_test(too_many),            cmocka_unit_test(envelopes_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
