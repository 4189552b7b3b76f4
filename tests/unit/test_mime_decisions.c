/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_mime_decisions.c - each decision of docs/MESSAGES.md ("Where readers differ") by itself.
 *
 * A row has the decision's words, a message of that kind, and what must come of it (or, with
 * "-" in front, must not): lines of the dump below.  tests/compare/mime_peers.py holds the
 * words to the page and to the decisions it knows.
 */
#include "mime/header.h"
#include "mime/mime.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define R4(x) x x x x
#define MIXED "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
#define BASE64 "Content-Transfer-Encoding: base64\r\n\r\n"

struct decision {
	const char *why, *message;
	const char *lines[4];
};

static const struct decision decisions[] = {
	{ "a line without colon ends the header, as for Python and mail servers; GMime skips it",
	  "A: 1\r\nno colon\r\nB: 2\r\n\r\nx",
	  { "field A: 1", "-field B: 2", "body 1 no colon\\r\\nB: 2\\r\\n\\r\\nx", "defect header_no_end" } },
	{ "of a repeated field the first counts; GMime takes the last",
	  "Subject: one\r\nSubject: two\r\n\r\n", { "subject one", "defect header_twice" } },
	{ "a boundary over the limit is not opened",
	  "Content-Type: multipart/mixed; boundary=b" R4(R4(R4(R4(R4("b"))))) "\r\n\r\n"
	  "--b" R4(R4(R4(R4(R4("b"))))) "\r\n\r\nx\r\n",
	  { "part 1 multipart/mixed", "-part 1 text/plain", "defect boundary_long" } },
	{ "one boundary for two multiparts: the innermost open one",
	  MIXED "--b\r\n" MIXED "--b\r\n\r\nx\r\n--b--\r\n--b\r\n\r\ny\r\n--b--\r\n",
	  { "part 1 multipart/mixed", "body 1.1 x", "body 2 y", "defect boundary_nested" } },
	{ "nested deeper than the limit",
	  R4(R4(R4("Content-Type: message/rfc822\r\n\r\n"))) "Content-Type: message/rfc822\r\n\r\nx",
	  { "defect depth" } },
	{ "an encoded message is data until decoded (RFC 2046 5.2.1)",
	  "Content-Type: message/rfc822\r\n" BASE64 "U3ViamVjdDogeA0KDQo=\r\n",
	  { "part 1 message/rfc822", "body 1 Subject: x\\r\\n\\r\\n", "-part 1.1 text/plain",
	    "defect encoding_on_container" } },
	{ "a continuation line with nothing before it is skipped",
	  " x\r\nSubject: s\r\n\r\n", { "subject s", "defect header_fold_first" } },
	{ "a line \"From \" in a header is passed over; GMime begins anew",
	  "A: 1\r\nFrom a@example.org Mon\r\nSubject: s\r\n\r\nx",
	  { "field A: 1", "subject s", "body 1 x", "defect mbox_from" } },
	{ "octets over 127 in its name do not end a field",
	  "A\xc3\xa9: 1\r\nSubject: s\r\n\r\n", { "field A\xc3\xa9: 1", "subject s" } },
	{ "every encoded word is whole base64 (RFC 2047 2); GMime joins them first",
	  "Subject: =?utf-8?B?YQ==?= =?utf-8?B?4w==?= =?utf-8?B?gYI=?=\r\n\r\n",
	  { "subject a\xe3\x81\x82" } },
	{ "an encoded word with blanks inside is decoded",
	  "Subject: =?utf-8?Q?a b?=\r\n\r\n", { "subject a b" } },
	{ "the line end before a boundary is CRLF (RFC 2046 5.1.1); GMime leaves the CR",
	  MIXED "--b\r\n\r\nx\r\n\r\n--b--\r\n", { "body 1 x\\r\\n" } },
	{ "a multipart without parts stays one; Python calls it text",
	  MIXED "x\r\n", { "part TEXT multipart/mixed", "defect parts_none" } },
	{ "an invalid type is text/plain (RFC 2045 5.2)",
	  "Content-Type: text\r\n\r\nx", { "part 1 text/plain", "body 1 x", "defect type_invalid" } },
	{ "a part without octets is a part; GMime leaves it out at the end",
	  MIXED "--b\r\n\r\nx\r\n--b\r\n", { "body 1 x", "part 2 text/plain", "body 2 " } },
	{ "a bare CR ends no line (RFC 5322 2.2); for Python it does",
	  "Subject: a\rB: c\r\n\r\nx\ry", { "-field B: c", "body 1 x\\ry" } },
	{ "blanks at the end of a line are deleted (RFC 2045 6.7 rule 3)",
	  "Content-Transfer-Encoding: quoted-printable\r\n\r\na \t\r\nb=20\r\n",
	  { "body 1 a\\r\\nb \\r\\n" } },
	{ "octets of an unpadded quantum are data; GMime drops them", BASE64 "YWI\r\n", { "body 1 ab" } },
	{ "damaged base64: padding ends it (RFC 2045 6.8); Python may give up and hand out the text",
	  BASE64 "YW=J\r\n", { "body 1 a" } },
	{ "without a closing boundary the last line end is data (RFC 2046 5.1.1)",
	  MIXED "--b\r\n\r\nx\r\n", { "body 1 x\\r\\n", "defect unterminated" } },
	{ "the line end of a message inside is data; Python drops it",
	  MIXED "--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: i\r\n\r\nx\r\n\r\n--b--\r\n",
	  { "body 1.1 x\\r\\n" } },
	{ "a name in a comment is a name", "From: a@example.org (Alice)\r\n\r\n",
	  { "from Alice <a@example.org>" } },
	{ "of a broken address what can be read is kept", "From: Alice <a@example.org\r\n\r\n",
	  { "from Alice <a@example.org>" } },
	{ "raw octets over 127 are shown in the set they are in",
	  "Subject: d\xc3\xa9j\xc3\xa0\r\nX: d\xe9j\xe0 vu\r\n\r\n",
	  { "subject d\xc3\xa9j\xc3\xa0", "field X: d\xc3\xa9j\xc3\xa0 vu", "defect header_8bit" } },
	{ "the declared set is wrong",
	  "Subject: =?utf-8?Q?a=FFb?=\r\n\r\n", { "subject a\xef\xbf\xbd" "b" } },
	{ "a label means what senders use it for (WHATWG): more characters",
	  "Subject: =?iso-8859-1?Q?=80?= =?gb2312?B?gTCEMw==?=\r\n\r\n",
	  { "subject \xe2\x82\xac\xc2\xa1" } },
	{ "encoded words inside other text are decoded",
	  "From: \"=?utf-8?Q?=C3=A9?=\" <a@example.org>\r\nSubject: x=?utf-8?Q?y?=z\r\n\r\n",
	  { "from \xc3\xa9 <a@example.org>", "subject xyz" } },
	{ "name* before name",
	  "Content-Type: text/plain; name=a.txt; name*=utf-8''%C3%A9.txt\r\n\r\n",
	  { "name 1 \xc3\xa9.txt" } },
	{ "a container has a name too; GMime asks parts only, or needs quotes",
	  "Content-Type: message/rfc822; name=a.eml\r\n\r\nSubject: i\r\n\r\n", { "name 1 a.eml" } },
	{ "a value without quotes goes up to the next \";\"",
	  "Content-Disposition: attachment; filename=a b.txt; x=y\r\n\r\n",
	  { "name 1 a b.txt", "defect param_invalid" } },
	{ "moments fit in 64 bits of nanoseconds", "Date: 1 Jan 9999 00:00:00 +0000\r\n\r\n", { "-date" } },
	{ "moments fit in 64 bits of nanoseconds", "Date: 1 Jan 2261 00:00:00 +0000\r\n\r\n",
	  { "date 9183110400" } },
	{ "PM, a zone without a blank before it, a comment before the zone",
	  "Date: Mon, 23 Nov 2026 08:30:00 PM +0000\r\n\r\n", { "date 1795465800" } },
	{ "PM, a zone without a blank before it, a comment before the zone",
	  "Date: Mon, 23 Nov 2026 08:30:00+0100\r\n\r\n", { "date 1795419000" } },
	{ "PM, a zone without a blank before it, a comment before the zone",
	  "Date: Mon, 23 Nov 2026 08:30:00 (x) +0000\r\n\r\n", { "date 1795422600" } },
	{ "blanks and comments in a msg-id are dropped (RFC 5322 4.5.4)",
	  "Message-ID: < a . b (c) @ example.org >\r\n\r\n", { "id a.b@example.org" } },
};

/* A line of the dump: control characters as \r, \n. */
static void line(struct buf *out, const char *what, struct bytes text)
{
	buf_adds(out, what);
	buf_addc(out, ' ');
	for (; text.n; text = bytes_from(text, 1)) {
		int c = bytes_at(text, 0);

		if (c == '\r' || c == '\n')
			buf_adds(out, c == '\r' ? "\\r" : "\\n");
		else
			buf_addc(out, (uint8_t)c);
	}
	buf_addc(out, '\n');
}

static void of_part(struct buf *out, const char *what, const struct mime_part *p, struct bytes a,
		    const char *between, struct bytes b)
{
	struct buf text = { 0 };

	buf_adds(&text, p->path);
	buf_addc(&text, ' ');
	buf_add(&text, a);
	buf_adds(&text, between);
	buf_add(&text, b);
	line(out, what, buf_bytes(&text));
	buf_fini(&text);
}

static void pull(struct mime *m, struct buf *out, struct buf *body)
{
	static const struct bytes none = { NULL, 0 };
	struct mime_item it;
	struct buf text = { 0 };

	while (mime_next(m, &it) == STEP_ITEM) {
		buf_clear(&text);
		switch (it.kind) {
		case MIME_HEADER:
			buf_add(&text, it.header->name);
			buf_adds(&text, ": ");
			header_text(&text, it.header->value);
			line(out, "field", buf_bytes(&text));
			break;
		case MIME_PART_BEGIN:
			of_part(out, "part", it.part, it.part->type, "/", it.part->subtype);
			of_part(out, "name", it.part, it.part->name, "", none);
			buf_clear(body);
			break;
		case MIME_DATA:
			buf_add(body, it.data);
			break;
		case MIME_PART_END:
			of_part(out, "body", it.part, buf_bytes(body), "", none);
			break;
		case MIME_DEFECT:
			line(out, "defect", bytes_str(mime_defect_id(it.defect.what)));
			break;
		case MIME_GAP:
		case MIME_END:
			break;
		}
	}
	buf_fini(&text);
}

static void dump(struct buf *out, struct bytes in, size_t step)
{
	struct mime *m = mime_new(NULL);
	const struct mime_summary *s = mime_summary(m);
	struct buf body = { 0 }, text = { 0 };

	buf_addc(out, '\n');
	for (; in.n; in = bytes_from(in, step)) {
		mime_push(m, bytes_head(in, step));
		pull(m, out, &body);
	}
	mime_end(m, true);
	pull(m, out, &body);
	line(out, "subject", s->subject);
	line(out, "id", s->message_id);
	for (size_t i = 0; i < s->from.n; i++) {
		buf_clear(&text);
		buf_add(&text, s->from.v[i].name);
		buf_adds(&text, " <");
		buf_add(&text, s->from.v[i].addr);
		buf_adds(&text, ">");
		line(out, "from", buf_bytes(&text));
	}
	if (s->date.ts_ns != TS_NONE)
		buf_printf(out, "date %lld\n", (long long)(s->date.ts_ns / NS_PER_SEC));
	buf_fini(&body);
	buf_fini(&text);
	mime_free(&m);
}

/* Does a line say this, or (behind a "-") begin like this? */
static bool said(struct buf *text, const char *want)
{
	struct buf find = { 0 };
	bool no = *want == '-', found;

	buf_addc(&find, '\n');
	buf_adds(&find, no ? want + 1 : want);
	if (!no)
		buf_addc(&find, '\n');
	found = bytes_find(buf_bytes(text), buf_bytes(&find)) < text->n;
	buf_fini(&find);
	return found != no;
}

static void decided(void **state)
{
	const struct decision *d = *state;

	for (size_t step = 1; step < 4096; step = step * 3 + 1) {
		struct buf out = { 0 };

		dump(&out, bytes_str(d->message), step);
		for (size_t i = 0; i < 4 && d->lines[i]; i++)
			if (!said(&out, d->lines[i]))
				fail_msg("in steps of %zu: \"%s\" is wrong for%s", step, d->lines[i],
					 buf_cstr(&out));
		buf_fini(&out);
	}
}

int main(void)
{
	enum { N = sizeof(decisions) / sizeof(*decisions) };
	struct CMUnitTest tests[N];

	for (size_t i = 0; i < N; i++)
		tests[i] = (struct CMUnitTest){
			.name = decisions[i].why, .test_func = decided,
			.initial_state = (void *)(uintptr_t)&decisions[i],
		};
	return _cmocka_run_group_tests("decisions", tests, N, NULL, NULL);
}
