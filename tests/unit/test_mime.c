/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_mime.c - messages to parts: structure, boundaries, defects, gaps, limits.
 *
 * What a message gives is written as one line: "path type/subtype(" ... ")" around what is
 * inside, data as "octets", "?id" for a defect, "#n" for n missing octets, "~" after a part
 * that is not complete.
 */
#include "mime/mime.h"

#include "base/buf.h"
#include "base/limits.h"
#include "guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct row {
	const char *what;
	struct bytes in;
	const char *out;
};

static void item_text(struct buf *out, const struct mime_item *it, bool *in_data)
{
	if (*in_data && it->kind != MIME_DATA)
		buf_addc(out, '"');
	switch (it->kind) {
	case MIME_HEADER:
		break;
	case MIME_PART_BEGIN:
		buf_printf(out, " %s ", it->part->path);
		buf_add(out, it->part->type);
		buf_addc(out, '/');
		buf_add(out, it->part->subtype);
		buf_addc(out, '(');
		break;
	case MIME_DATA:
		assert_true(it->data.n > 0);
		if (!*in_data)
			buf_addc(out, '"');
		buf_add(out, it->data);
		break;
	case MIME_GAP:
		buf_printf(out, "#%llu", (unsigned long long)it->gap.octets);
		break;
	case MIME_PART_END:
		buf_addc(out, ')');
		buf_adds(out, it->part->complete ? "" : "~");
		break;
	case MIME_DEFECT:
		buf_printf(out, "?%s", mime_defect_id(it->defect.what));
		break;
	case MIME_END:
		buf_addc(out, '.');
		break;
	}
	*in_data = it->kind == MIME_DATA;
}

static void pull(struct mime *m, struct buf *out, bool *in_data)
{
	struct mime_item it;

	while (mime_next(m, &it) == STEP_ITEM)
		item_text(out, &it, in_data);
}

/* Each piece lies against an unreadable page and is gone when the next one comes. */
static void push(struct mime *m, struct buf *out, bool *in_data, struct bytes in, size_t step)
{
	for (; in.n; in = bytes_from(in, step)) {
		struct guard g;

		mime_push(m, guard_init(&g, bytes_head(in, step)));
		pull(m, out, in_data);
		guard_fini(&g);
	}
}

static const struct row rows[] = {
	{ "nothing", B(""), " 1 text/plain()." },
	{ "only a body", B("\r\nhello\r\n"), " 1 text/plain(\"hello\r\n\")." },
	{ "header and body", B("A: b\r\n\r\nhi\r\n"), " 1 text/plain(\"hi\r\n\")." },
	{ "bare LF", B("A: b\n\nhi\n"), " 1 text/plain(\"hi\n\")." },
	{ "only a header", B("A: b\r\n"), " 1 text/plain()." },
	{ "no empty line", B("A: b\r\nhi there\r\n"),
	  "?header_no_end 1 text/plain(\"hi there\r\n\")." },
	{ "mbox", B("From x\nA: b\n\nhi\n"), "?mbox_from 1 text/plain(\"hi\n\")." },
	{ "base64", B("Content-Transfer-Encoding: BASE64\r\n\r\naGVs\r\nbG8=\r\n"),
	  " 1 text/plain(\"hello\")." },
	{ "base64 with junk and no end",
	  B("Content-Transfer-Encoding: base64\n\naG*Vsb"),
	  " 1 text/plain(\"hel\"?base64_junk?base64_truncated)." },
	{ "quoted-printable", B("Content-Transfer-Encoding: quoted-printable\n\n=68i=\n!=zz"),
	  " 1 text/plain(\"hi!=zz\"?qp_invalid)." },
	{ "quoted-printable that ends in the middle",
	  B("Content-Type: multipart/mixed; boundary=b\n\n--b\n"
	    "Content-Transfer-Encoding: quoted-printable\n\nx=4\r"),
	  " TEXT multipart/mixed( 1 text/plain(\"x=4\r\"?qp_invalid)?unterminated)." },
	{ "uuencode", B("Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n#0V%T\n`\nend\n"),
	  " 1 text/plain(\"Cat\")." },
	{ "unknown encoding", B("Content-Transfer-Encoding: x-foo\n\nhi"),
	  "?encoding_unknown 1 text/plain(\"hi\")." },
	{ "type that is none", B("Content-Type: text\n\nhi"),
	  "?type_invalid 1 text/plain(\"hi\")." },
	{ "two types", B("Content-Type: text/html\nContent-Type: image/png\n\nhi"),
	  "?header_twice 1 text/html(\"hi\")." },

	/* RFC 2046 5.1.1 */
	{ "two parts, preamble and epilogue",
	  B("Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\npre\r\n--b\r\n\r\none\r\n"
	    "--b\r\nContent-type: text/html\r\n\r\ntwo\r\n\r\n--b--\r\nepi\r\n"),
	  " TEXT multipart/mixed( 1 text/plain(\"one\") 2 text/html(\"two\r\n\"))." },
	{ "bare LF, blanks after the boundary, no line end at the end",
	  B("Content-Type: multipart/mixed; boundary=b\n\n--b \t\n\none\n--b-- \t"),
	  " TEXT multipart/mixed( 1 text/plain(\"one\"))." },
	{ "empty parts",
	  B("Content-Type: multipart/mixed; boundary=b\n\n--b\n\n--b\n\n\n--b--\n"),
	  " TEXT multipart/mixed( 1 text/plain() 2 text/plain())." },
	{ "lines that are nearly boundaries",
	  B("Content-Type: multipart/mixed; boundary=b\n\n--b\n\n--bb\n--b-\n --b\n-\n--\n"
	    "---b\n--b--x\n--b--\n"),
	  " TEXT multipart/mixed( 1 text/plain(\"--bb\n--b-\n --b\n-\n--\n---b\n--b--x\"))." },
	{ "CR that is no line end",
	  B("Content-Type: multipart/mixed; boundary=b\n\n--b\n\na\r\r\n--b\n\nx\r--b\r--b--\n"),
	  " TEXT multipart/mixed( 1 text/plain(\"a\r\") 2 text/plain(\"x\r--b\r--b--\n\")"
	  "?unterminated)." },
	{ "no closing boundary",
	  B("Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n"),
	  " TEXT multipart/mixed( 1 text/plain(\"one\n\")?unterminated)." },
	{ "no boundary at all", B("Content-Type: multipart/mixed; boundary=b\n\none\n"),
	  " TEXT multipart/mixed(?parts_none)." },
	{ "no boundary parameter", B("Content-Type: multipart/mixed\n\n--b\n\none\n"),
	  "?boundary_missing 1 multipart/mixed(\"--b\n\none\n\")." },
	{ "the boundary twice, nothing between",
	  B("Content-Type: multipart/mixed; boundary=b\n\n--b\n--b\nContent-type: text/html\n\n"
	    "x\n--b--\n"),
	  " TEXT multipart/mixed( 1 text/html(\"x\"))." },
	{ "a boundary inside a header",
	  B("Content-Type: multipart/mixed; boundary=b\n\n--b\nA: b\n--b\nC: d\n\nx\n--b--\n"),
	  " TEXT multipart/mixed( 1 text/plain() 2 text/plain(\"x\"))." },
	{ "a boundary with a colon is no field",
	  B("Content-Type: multipart/mixed; boundary=\"b:c\"\n\n--b:c\nA: b\n--b:c--\n"),
	  " TEXT multipart/mixed( 1 text/plain())." },
	{ "a field that begins like a boundary",
	  B("Content-Type: multipart/mixed; boundary=b\n\n--b\n--x: y\n\nz\n--b--\n"),
	  " TEXT multipart/mixed( 1 text/plain(\"z\"))." },
	{ "the first boundary right after the header",
	  B("Content-Type: multipart/mixed; boundary=b\n--b\n\nx\n--b--\n"),
	  "?header_no_end TEXT multipart/mixed( 1 text/plain(\"x\"))." },
	{ "text, then the boundary, without an empty line",
	  B("Content-Type: multipart/mixed; boundary=b\nThis is MIME.\n--b\n\nx\n--b--\n"),
	  "?header_no_end TEXT multipart/mixed( 1 text/plain(\"x\"))." },
	{ "a part after the end",
	  B("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n--b\n\ny\n--b--\n"),
	  " TEXT multipart/mixed( 1 text/plain(\"x\")?after_close)." },
	{ "blanks at the end of the parameter",
	  B("Content-Type: multipart/mixed; boundary=\"b \"\n\n--b\n\nx\n--b--\n"),
	  " TEXT multipart/mixed( 1 text/plain(\"x\"))." },
	{ "digest",
	  B("Content-Type: multipart/digest; boundary=b\n\n--b\n\nA: b\n\nx\n--b\n"
	    "Content-Type: text/plain\n\ny\n--b--\n"),
	  " TEXT multipart/digest( 1 message/rfc822( 1.1 text/plain(\"x\")) 2 text/plain(\"y\"))." },

	/* nesting, RFC 2046 5.1.2 */
	{ "nested",
	  B("Content-Type: multipart/mixed; boundary=b\n\n--b\n"
	    "Content-Type: multipart/alternative; boundary=\"b-in\"\n\n--b-in\n\n1\n--b-in\n\n2\n"
	    "--b-in--\n--b\n\n3\n--b--\n"),
	  " TEXT multipart/mixed( 1 multipart/alternative( 1.1 text/plain(\"1\")"
	  " 1.2 text/plain(\"2\")) 2 text/plain(\"3\"))." },
	{ "the outer boundary ends the inner parts",
	  B("Content-Type: multipart/mixed; boundary=b\n\n--b\n"
	    "Content-Type: multipart/alternative; boundary=i\n\n--i\n\n1\n--b\n\n2\n--i\n--b--\n"),
	  " TEXT multipart/mixed( 1 multipart/alternative( 1.1 text/plain(\"1\")?unterminated)"
	  " 2 text/plain(\"2\n--i\"))." },
	{ "one boundary for both",
	  B("Content-Type: multipart/mixed; boundary=b\n\n--b\n"
	    "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n1\n--b--\n--b\n\n2\n--b--\n"),
	  " TEXT multipart/mixed(?boundary_nested 1 multipart/mixed( 1.1 text/plain(\"1\"))"
	  " 2 text/plain(\"2\"))." },
	{ "a message inside",
	  B("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n"
	    "Content-Type: multipart/mixed; boundary=i\n\n--i\n\n1\n--i--\n--b\n"
	    "Content-Type: message/rfc822\n\nA: b\n\n2\n--b--\n"),
	  " TEXT multipart/mixed( 1 message/rfc822( 1.TEXT multipart/mixed("
	  " 1.1 text/plain(\"1\"))) 2 message/rfc822( 2.1 text/plain(\"2\")))." },
	{ "a message as the whole body",
	  B("Content-Type: message/rfc822\n\nContent-Type: message/rfc822\n\nA: b\n\nx"),
	  " 1 message/rfc822( 1.1 message/rfc822( 1.1.1 text/plain(\"x\")))." },
	{ "a message that ends in its header",
	  B("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n"
	    "A: b\n--b--\n"),
	  " TEXT multipart/mixed( 1 message/rfc822( 1.1 text/plain()))." },
	{ "a message in base64 stays data",
	  B("Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nQTogYgoKeA==\n"),
	  "?encoding_on_container 1 message/rfc822(\"A: b\n\nx\")." },
};

static void check(const struct row *r, struct mime *m, size_t step)
{
	struct buf out = { 0 };
	bool in_data = false;

	push(m, &out, &in_data, r->in, step);
	assert_int_equal(mime_octets(m), r->in.n);
	mime_end(m, true);
	pull(m, &out, &in_data);
	if (strcmp(buf_cstr(&out), r->out) != 0)
		print_message("# %s, by %zu\n", r->what, step);
	assert_string_equal(buf_cstr(&out), r->out);
	buf_fini(&out);
}

static void table(void **state)
{
	struct mime *m = mime_new(NULL);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		for (size_t step = 1; step <= rows[i].in.n + 1; step++) {
			check(&rows[i], m, step);
			mime_reset(m);
		}
	}
	mime_free(&m);
	assert_null(m);
}

/* `\0` stands where `missing` octets are. */
static const struct {
	const char *what;
	struct bytes before, after;
	uint64_t missing;
	bool whole;
	const char *out;
} gaps[] = {
	{ "in a plain body", B("\r\nab"), B("cd"), 10, true, " 1 text/plain(\"ab\"#10\"cd\")~." },
	{ "in a header", B("Subject: a"), B("xyz: 1\r\nContent-Type: text/html\r\n\r\nhi"), 7,
	  true, "?header_gap#7 1 text/html(\"hi\")~." },
	{ "from the header into the body", B("Subject: a"), B("yz\r\nno field\r\n"), 7, true,
	  "?header_gap#7?header_no_end 1 text/plain(\"no field\r\n\")~." },
	{ "base64 starts again at the next line",
	  B("Content-Transfer-Encoding: base64\n\naGVsbG8hIQ"), B("AAA\r\naGVsbG8=\r\n"), 60, true,
	  " 1 text/plain(\"hello!\"#60\"hello\")~." },
	{ "quoted-printable", B("Content-Transfer-Encoding: quoted-printable\n\na=4"), B("1b=41"),
	  5, true, " 1 text/plain(\"a=4\"#5\"1bA\"?qp_invalid)~." },
	{ "between line end and boundary",
	  B("Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n"), B("--b\n\ntwo\n--b--\n"),
	  6, true,
	  " TEXT multipart/mixed( 1 text/plain(\"one\n\"#6)~ 2 text/plain(\"two\"))~." },
	{ "inside a boundary",
	  B("Content-Type: multipart/mixed; boundary=bound\n\n--bound\n\none\n--bo"),
	  B("und\n\ntwo\n--bound--\n"), 1, true,
	  " TEXT multipart/mixed( 1 text/plain(\"one\n--bo\"#1\"und\n\ntwo\")~)~." },
	{ "the other parts are complete",
	  B("Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n\ntw"),
	  B("wo\n--b\n\nthree\n--b--\n"), 3, true,
	  " TEXT multipart/mixed( 1 text/plain(\"one\") 2 text/plain(\"tw\"#3\"wo\")~"
	  " 3 text/plain(\"three\"))~." },
	{ "at the very beginning", B(""), B("rest\r\nA: b\r\n\r\nx"), 9, true,
	  "?header_gap#9 1 text/plain(\"x\")~." },
	{ "broken off", B("Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n\ntw"),
	  B(""), 0, false,
	  " TEXT multipart/mixed( 1 text/plain(\"one\") 2 text/plain(\"tw\")~?unterminated)~." },
};

static void holes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(gaps) / sizeof(*gaps); i++) {
		for (size_t step = 1; step < 100; step += 7) {
			struct mime *m = mime_new(NULL);
			struct buf out = { 0 };
			bool in_data = false;

			push(m, &out, &in_data, gaps[i].before, step);
			if (gaps[i].missing)
				mime_gap(m, gaps[i].missing);
			pull(m, &out, &in_data);
			push(m, &out, &in_data, gaps[i].after, step);
			mime_end(m, gaps[i].whole);
			pull(m, &out, &in_data);
			assert_string_equal(buf_cstr(&out), gaps[i].out);
			assert_int_equal(mime_part(m, 0)->missing_octets, gaps[i].missing);
			assert_int_equal(mime_octets(m), gaps[i].before.n + gaps[i].missing +
								 gaps[i].after.n);
			buf_fini(&out);
			mime_free(&m);
		}
	}
}

/* Runs `in` through and gives the parser back, with what it said in `out` (may be NULL). */
static struct mime *parsed(struct bytes in, struct buf *out)
{
	struct mime *m = mime_new(NULL);
	struct buf mine = { 0 };
	bool in_data = false;

	push(m, &mine, &in_data, in, 100000);
	mime_end(m, true);
	pull(m, &mine, &in_data);
	if (out)
		buf_add(out, buf_bytes(&mine));
	buf_fini(&mine);
	return m;
}

static void what_a_header_says(void **state)
{
	struct mime *m = parsed(B(
		"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
		"Content-Type: TEXT/Plain; charset=\"GB2312\"; format=flowed; delsp=yes;\r\n"
		" name=\"=?gb2312?B?1eI=?=.txt\"\r\n"
		"Content-Disposition: Attachment; filename*=gb2312''%C4%E3.txt\r\n"
		"Content-Transfer-Encoding: Base64 (comment)\r\n"
		"Content-ID: <id@x>\r\nContent-Description: =?utf-8?Q?=C3=A9?=\r\n"
		"\r\nxOM=\r\n--b--\r\nepilogue"), NULL);
	const struct mime_part *p = mime_part(m, 1);

	(void)state;
	assert_int_equal(mime_parts(m), 2);
	assert_null(mime_part(m, 2));
	assert_true(bytes_eq(p->type, B("text")) && bytes_eq(p->subtype, B("plain")));
	assert_true(p->type_declared);
	assert_true(bytes_eq(p->charset, B("gb2312")));
	assert_true(p->format_flowed && p->delsp);
	assert_true(bytes_eq(p->name, B("你.txt")));
	assert_true(bytes_eq(p->name_raw, B("gb2312''%C4%E3.txt")));
	assert_true(bytes_eq(p->disposition, B("attachment")));
	assert_int_equal(p->encoding, MIME_BASE64);
	assert_string_equal(mime_encoding_name(p->encoding), "base64");
	assert_true(bytes_eq(p->content_id, B("id@x")));
	assert_true(bytes_eq(p->description, B("é")));
	assert_int_equal(p->parent, 0);
	assert_int_equal(p->depth, 1);
	assert_int_equal(p->header_offset, 50);
	assert_int_equal(p->body_octets, 4);
	assert_int_equal(p->decoded_octets, 2);
	assert_true(p->ended && p->closed && p->complete);
	assert_int_equal(mime_part(m, 0)->epilogue_octets, 8);
	assert_int_equal(mime_part(m, 0)->preamble_octets, 0);
	assert_int_equal(mime_part(m, 0)->body_octets, mime_octets(m) - 45);
	mime_free(&m);
}

/* filename before name, in whatever order the fields stand. */
static void two_names(void **state)
{
	static const struct bytes headers[] = {
		B("Content-Type: a/b; name=x\nContent-Disposition: inline; filename=y\n\n"),
		B("Content-Disposition: inline; filename=y\nContent-Type: a/b; name=x\n\n"),
	};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct buf out = { 0 };
		struct mime *m = parsed(headers[i], &out);

		assert_true(bytes_eq(mime_part(m, 0)->name, B("y")));
		assert_true(bytes_eq(mime_part(m, 0)->name_other, B("x")));
		assert_string_equal(buf_cstr(&out), "?name_disagrees 1 a/b().");
		mime_free(&m);
		buf_fini(&out);
	}
}

/* Octets that are no UTF-8 do not get out of any field as they are. */
static void text_is_utf8(void **state)
{
	struct mime *m = parsed(B(
		"Content-Disposition: \xff\r\nContent-Transfer-Encoding: \xfe\r\n"
		"Content-ID: <\xfd>\r\nMessage-ID: <\xfc>\r\n\r\n"), NULL);
	const struct mime_part *p = mime_part(m, 0);

	(void)state;
	assert_true(bytes_eq(p->disposition, B("\xef\xbf\xbd")));
	assert_true(bytes_eq(p->encoding_raw, B("\xef\xbf\xbd")));
	assert_true(bytes_eq(p->content_id, B("\xef\xbf\xbd")));
	assert_true(bytes_eq(mime_summary(m)->message_id, B("\xef\xbf\xbd")));
	mime_free(&m);
}

static void summary(void **state)
{
	struct mime *m = parsed(B(
		"Received: a\r\nReceived: b\r\nReturn-Path: <r@x>\r\n"
		"From: \"Doe, J\" <j@d.e>\r\nTo: a@b\r\nSUBJECT: =?utf-8?Q?=C3=A9?=\r\n b\r\n"
		"To: c@d, e@f\r\nSubject: again\r\nDate: Mon, 23 Nov 2026 08:30:00 +0800\r\n"
		"Message-ID: <1@x>\r\nIn-Reply-To: <0@x>\r\nX-Mailer: M 1\r\nUser-Agent: U\r\n"
		"List-Id: =?utf-8?Q?L?= <l.x>\r\n\r\nSubject: body\r\n"), NULL);
	const struct mime_summary *s = mime_summary(m);

	(void)state;
	assert_true(s->final);
	assert_true(bytes_eq(s->subject, B("é b")));
	assert_true(bytes_eq(s->subject_raw, B("=?utf-8?Q?=C3=A9?= b")));
	assert_int_equal(s->from.n, 1);
	assert_true(bytes_eq(s->from.v[0].name, B("Doe, J")));
	assert_true(bytes_eq(s->from_raw, B("\"Doe, J\" <j@d.e>")));
	assert_int_equal(s->to.n, 3);
	assert_int_equal(s->cc.n, 0);
	assert_int_equal(s->date.ts_ns, 1795393800 * NS_PER_SEC);
	assert_true(bytes_eq(s->message_id, B("1@x")));
	assert_true(bytes_eq(s->in_reply_to, B("<0@x>")));
	assert_true(bytes_eq(s->x_mailer, B("M 1")));
	assert_true(bytes_eq(s->user_agent, B("U")));
	assert_true(bytes_eq(s->return_path, B("r@x")));
	assert_true(bytes_eq(s->list_id, B("L <l.x>")));
	assert_int_equal(s->headers, 14);
	assert_int_equal(s->received, 2);
	assert_null(s->auto_submitted.p);
	mime_reset(m);
	assert_null(mime_summary(m)->subject.p);
	assert_true(mime_summary(m)->date.ts_ns == TS_NONE);
	mime_free(&m);
}

/* A boundary ends the header in which a large field was, and begins the next one: the field is
   told after that, from memory that is still its own. */
static void a_boundary_behind_a_large_field(void **state)
{
	enum { LARGE = 40000 };
	struct mime *m = mime_new(NULL);
	struct mime_item it;
	struct buf in = { 0 };
	size_t large = 0;

	(void)state;
	buf_adds(&in, "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nA:");
	for (int i = 0; i < LARGE; i++)
		buf_addc(&in, 'q');
	buf_adds(&in, "\r\n--x\r\nB: c\r\n\r\nd\r\n--x--\r\n");
	mime_push(m, buf_bytes(&in));
	while (mime_next(m, &it) == STEP_ITEM) {
		if (it.kind != MIME_HEADER || it.header->value.n != LARGE)
			continue;
		large++;
		for (size_t i = 0; i < LARGE; i++)
			assert_int_equal(bytes_at(it.header->value, i), 'q');
	}
	assert_int_equal(large, 1);
	mime_free(&m);
	buf_fini(&in);
}

static void headers_as_they_are(void **state)
{
	struct mime *m = mime_new(NULL);
	struct mime_item it;

	(void)state;
	mime_push(m, B("Subject : a\r\n b\r\n\r\n"));
	assert_int_equal(mime_next(m, &it), STEP_ITEM);
	assert_int_equal(it.kind, MIME_HEADER);
	assert_true(bytes_eq(it.header->name, B("Subject")));
	assert_true(bytes_eq(it.header->value, B(" a\r\n b")));
	assert_int_equal(it.header->offset, 0);
	assert_int_equal(it.header->octets, 17);
	assert_int_equal(it.part->index, 0);
	assert_int_equal(mime_next(m, &it), STEP_ITEM);
	assert_int_equal(it.kind, MIME_DEFECT);
	assert_int_equal(it.defect.what, MIME_DEFECT_HEADER_NAME_SPACE);
	assert_non_null(mime_defect_text(it.defect.what));
	mime_free(&m);
}

static void not_decoded(void **state)
{
	const struct mime_options options = { .no_decode = true };
	struct mime *m = mime_new(&options);
	struct buf out = { 0 };
	bool in_data = false;

	(void)state;
	push(m, &out, &in_data, B("Content-Transfer-Encoding: base64\n\naGk=\n"), 3);
	mime_end(m, true);
	pull(m, &out, &in_data);
	assert_string_equal(buf_cstr(&out), " 1 text/plain(\"aGk=\n\").");
	buf_fini(&out);
	mime_free(&m);
}

static bool says(const struct buf *out, const char *id)
{
	return bytes_find(buf_bytes(out), bytes_str(id)) < out->n;
}

static void limit_depth(void **state)
{
	struct buf in = { 0 }, out = { 0 };
	struct mime *m;

	(void)state;
	for (unsigned i = 0; i < 10000; i++)
		buf_printf(&in, "Content-Type: multipart/mixed; boundary=b%u\n\n--b%u\n", i, i);
	buf_adds(&in, "\nx\n");
	m = parsed(buf_bytes(&in), &out);
	assert_true(says(&out, "?depth"));
	assert_int_equal(mime_parts(m), LIMIT_MIME_DEPTH + 1);
	mime_free(&m);
	buf_fini(&in);
	buf_fini(&out);
}

static void limit_parts(void **state)
{
	struct buf in = { 0 }, out = { 0 };
	struct mime *m;

	(void)state;
	buf_adds(&in, "Content-Type: multipart/mixed; boundary=b\n\n");
	for (unsigned i = 0; i < LIMIT_MIME_PARTS + 10; i++)
		buf_adds(&in, "--b\n\nx\n");
	buf_adds(&in, "--b--\n");
	m = parsed(buf_bytes(&in), &out);
	assert_true(says(&out, "?parts_many"));
	assert_int_equal(mime_parts(m), LIMIT_MIME_PARTS);
	assert_true(mime_part(m, 0)->closed);
	mime_free(&m);
	buf_fini(&in);
	buf_fini(&out);
}

static void limit_headers(void **state)
{
	struct buf in = { 0 }, out = { 0 };
	struct mime *m;

	(void)state;
	for (unsigned i = 0; i < LIMIT_HEADERS + 10; i++)
		buf_adds(&in, "A: b\n");
	buf_adds(&in, "Subject: ");
	m = parsed(buf_bytes(&in), &out);
	assert_true(says(&out, "?header_many"));
	assert_int_equal(mime_summary(m)->headers, LIMIT_HEADERS);
	mime_free(&m);
	buf_clear(&in);
	buf_clear(&out);
	buf_adds(&in, "Subject: ");
	for (unsigned i = 0; i < LIMIT_HEADER_OCTETS; i++)
		buf_addc(&in, 'x');
	buf_adds(&in, "\n\n");
	m = parsed(buf_bytes(&in), &out);
	assert_true(says(&out, "?header_long"));
	assert_true(mime_summary(m)->subject.n < LIMIT_HEADER_OCTETS);
	mime_free(&m);
	buf_fini(&in);
	buf_fini(&out);
}

static void limit_boundary(void **state)
{
	struct buf in = { 0 }, out = { 0 };
	struct mime *m;

	(void)state;
	buf_adds(&in, "Content-Type: multipart/mixed; boundary=");
	for (unsigned i = 0; i < LIMIT_BOUNDARY + 1; i++)
		buf_addc(&in, 'b');
	buf_adds(&in, "\n\nx");
	m = parsed(buf_bytes(&in), &out);
	assert_true(says(&out, "?boundary_long"));
	assert_false(mime_part(m, 0)->is_multipart);
	mime_free(&m);
	buf_fini(&in);
	buf_fini(&out);
}

/* Long names in many parts stay within the memory of one message. */
static void limit_memory(void **state)
{
	struct buf in = { 0 }, out = { 0 };
	struct mime *m;

	(void)state;
	buf_adds(&in, "Content-Type: multipart/mixed; boundary=b\n\n");
	for (unsigned i = 0; i < 1500; i++) {
		buf_adds(&in, "--b\nContent-Type: text/plain; name=");
		for (unsigned k = 0; k < 5000; k++)
			buf_addc(&in, 'n');
		buf_adds(&in, "\n\n");
	}
	m = parsed(buf_bytes(&in), &out);
	assert_true(says(&out, "?memory"));
	assert_int_equal(mime_part(m, 1)->name.n, LIMIT_MIME_NAME);
	assert_null(mime_part(m, LIMIT_MIME_PARTS - 1)->name.p);
	mime_free(&m);
	buf_clear(&in);
	buf_clear(&out);
	buf_adds(&in, "Cc: a@b");
	for (unsigned i = 0; i < LIMIT_ADDRESSES; i++)
		buf_adds(&in, ",a@b");
	buf_adds(&in, "\n\n");
	m = parsed(buf_bytes(&in), &out);
	assert_true(says(&out, "?memory"));
	assert_int_equal(mime_summary(m)->cc.n, LIMIT_ADDRESSES);
	mime_free(&m);
	buf_fini(&in);
	buf_fini(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table),
		cmocka_unit_test(holes),
		cmocka_unit_test(what_a_header_says),
		cmocka_unit_test(two_names),
		cmocka_unit_test(text_is_utf8),
		cmocka_unit_test(summary),
		cmocka_unit_test(headers_as_they_are),
		cmocka_unit_test(a_boundary_behind_a_large_field),
		cmocka_unit_test(not_decoded),
		cmocka_unit_test(limit_depth),
		cmocka_unit_test(limit_parts),
		cmocka_unit_test(limit_headers),
		cmocka_unit_test(limit_boundary),
		cmocka_unit_test(limit_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
