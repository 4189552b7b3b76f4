/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_watch.c - what is seen in content as it goes by: reports, calendars, character sets,
 * files inside plain text.  Each in pieces of every size.
 */
#include "mime/mime.h"
#include "mime/plain.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* A message with its empty line first, unless `head`; "path name size+ content |" of the files
   inside ("-" not complete), then what is held, noted and summarised, and the defects. */
static const struct {
	const char *head, *body, *out;
} rows[] = {
	{ "", "begin 644 a.txt\n#0V%T\n`\nend\n", "1.uu.1 a.txt 3+ Cat|uuencode" },
	{ "", "begin 644 a.txt\r\n#0V%T\r\n \r\nend\r\nafter", "1.uu.1 a.txt 3+ Cat|uuencode" },
	{ "", "text\nbegin 0755 =?utf-8?q?=C3=A4?=\n#0V%T\nend\nbegin 644 b\n#0V%T\nend\n",
	  "1.uu.1 ä 3+ Cat|1.uu.2 b 3+ Cat|uuencode" },
	{ "", "begin 644 empty\n`\nend\n", "1.uu.1 empty 0+ |uuencode" },
	/* no files: nothing uuencoded follows, no mode, no name, not at the start of a line */
	{ "", "begin 644 days ago\nI was there\n", "" },
	{ "", "begin at 5\n#0V%T\nend\n", "" },
	{ "", "begin 644 \n#0V%T\nend\n", "" },
	{ "", "> begin 644 a\n> #0V%T\n> end\n", "" },
	{ "", "begin 644 a\n\n", "" },
	/* without end, with a line that is none, with too many of these, ended by the part */
	{ "", "begin 644 a\n#0V%T", "1.uu.1 a 3- Cat|uuencode?uu_unterminated" },
	{ "", "begin 644 a\n#0V%T\nxx\n#0V%T\nend\n", "1.uu.1 a 6- CatCat|uuencode?uu_unterminated" },
	{ "", "begin 644 a\n#0V%T\nxx\nyy\nzz\n#0V%T\nend\n", "1.uu.1 a 3- Cat|uuencode?uu_unterminated" },
	/* PGP and yEnc are named */
	{ "", "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nx\n-----BEGIN PGP SIGNATURE-----\n",
	  "pgp-signed" },
	{ "", "a\n-----BEGIN PGP MESSAGE-----\n=ybegin line=128 size=1 name=x\n", "pgp-message yenc" },
	{ "", "-----BEGIN PGP PUBLIC KEY BLOCK-----", "pgp-key" },
	{ "", " -----BEGIN PGP MESSAGE-----\nx =ybegin line=1\n-----BEGIN CERTIFICATE-----\n", "" },
	{ "Content-Type: text/html\n", "-----BEGIN PGP MESSAGE-----\n", "" },
	/* character sets */
	{ "Content-Type: text/plain; charset=utf-8\n", "Gr\xc3\xbc\xc3\x9f" "e", "" },
	{ "", "plain", "" },
	{ "", "Gr\xc3\xbc\xc3\x9f" "e", "(no label: UTF-8)?charset_missing" },
	{ "Content-Type: text/plain; charset=x-none\n", "plain", "(unknown label: )?charset_unknown" },
	{ "Content-Type: text/plain; charset=x-none\n", "Gr\xc3\xbc\xc3\x9f" "e",
	  "(unknown label: UTF-8)?charset_unknown" },
	{ "Content-Type: text/plain; charset=us-ascii\n", "Gr\xc3\xbc\xc3\x9f" "e",
	  "(wrong label: UTF-8)?charset_wrong" },
	{ "Content-Type: text/plain; charset=iso-8859-1\n", "Gr\xc3\xbc\xc3\x9f" "e",
	  "(wrong label: UTF-8)?charset_wrong" },
	{ "Content-Type: text/plain; charset=iso-8859-1\n", "Gr\xfc\xdf" "e", "" },
	{ "Content-Type: text/plain; charset=utf-8\n", "\xc4\xe3\xba\xc3\xa3\xac\xca\xc0\xbd\xe7",
	  "(wrong label: GB18030)?charset_wrong" },
	{ "Content-Type: text/plain; charset=gb2312\n", "\xc4\xe3\xba\xc3\xa3\xac\xca\xc0\xbd\xe7", "" },
	{ "Content-Type: application/octet-stream\n", "\xff\xfe\xfd\xfc", "" },
	/* calendars */
	{ "Content-Type: text/calendar; charset=utf-8\n",
	  "BEGIN:VCALENDAR\nMETHOD:CANCEL\nBEGIN:VEVENT\nBEGIN:VALARM\nSUMMARY:alarm\nEND:VALARM\n"
	  "SUMMARY:a\\nb\\;c\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:second\nEND:VEVENT\nEND:VCALENDAR",
	  "{CANCEL: a b;c (+1 events)}" },
	{ "Content-Type: text/x-vcard; charset=utf-8\n",
	  "BEGIN:VCARD\nVERSION:3.0\nFN:A\n B\nTEL;TYPE=\"a:b\":+1 555\nEND:VCARD\nBEGIN:VCARD\nFN:C\nEND:VCARD",
	  "{AB, +1 555 (+1 cards)}" },
	{ "Content-Type: text/calendar\n", "nonsense\n::\n", "" },
	/* a damaged winmail.dat */
	{ "Content-Type: application/ms-tnef\n", "no TNEF", "?tnef_damaged" },
};

struct seen {
	struct buf out, data, defects;
};

static void item(struct seen *s, const struct mime_item *it)
{
	const struct mime_part *p = it->part;

	if (it->kind == MIME_DATA && p->inner)
		buf_add(&s->data, it->data);
	if (it->kind == MIME_DEFECT)
		buf_printf(&s->defects, "?%s", mime_defect_id(it->defect.what));
	if (it->kind != MIME_PART_END)
		return;
	if (p->inner) {
		buf_printf(&s->out, "%s ", p->path);
		buf_add(&s->out, p->name);
		buf_printf(&s->out, " %u%c ", (unsigned)p->decoded_octets, p->complete ? '+' : '-');
		buf_add(&s->out, buf_bytes(&s->data));
		buf_addc(&s->out, '|');
		buf_clear(&s->data);
		return;
	}
	for (unsigned one = 1, n = 0; one < PLAIN_FOUND_END; one <<= 1)
		if (p->found & one)
			buf_printf(&s->out, "%s%s", n++ ? " " : "", plain_found_name(one));
	if (p->charset_note != MIME_CHARSET_AS_LABELLED)
		buf_printf(&s->out, "(%s: %s)", mime_charset_note_text(p->charset_note),
			   p->charset_found ? p->charset_found : "");
	if (p->summary.p) {
		buf_addc(&s->out, '{');
		buf_add(&s->out, p->summary);
		buf_addc(&s->out, '}');
	}
}

static void check(size_t row, size_t step)
{
	struct mime *m = mime_new(NULL);
	struct buf message = { 0 };
	struct seen s = { 0 };
	struct mime_item it;
	struct bytes in;

	buf_printf(&message, "%s\n%s", rows[row].head, rows[row].body);
	for (in = buf_bytes(&message); in.n; in = bytes_from(in, step)) {
		mime_push(m, bytes_head(in, step));
		while (mime_next(m, &it) == STEP_ITEM)
			item(&s, &it);
	}
	mime_end(m, true);
	while (mime_next(m, &it) == STEP_ITEM)
		item(&s, &it);
	buf_add(&s.out, buf_bytes(&s.defects));
	assert_string_equal(buf_cstr(&s.out), rows[row].out);
	mime_free(&m);
	buf_fini(&message);
	buf_fini(&s.out);
	buf_fini(&s.data);
	buf_fini(&s.defects);
}

static void table(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		for (size_t step = 1; step < 40; step += 1 + step / 4)
			check(i, step);
}

/* The octets that need a label stand behind the sample's size. */
static void a_long_text(void **state)
{
	struct mime *m = mime_new(NULL);
	struct buf message = { 0 };
	struct mime_item it;

	(void)state;
	buf_adds(&message, "\n");
	for (int i = 0; i < 2000; i++)
		buf_adds(&message, "plain\n");
	buf_adds(&message, "Gr\xc3\xbc\xc3\x9f" "e");
	for (struct bytes in = buf_bytes(&message); in.n; in = bytes_from(in, 999)) {
		mime_push(m, bytes_head(in, 999));
		while (mime_next(m, &it) == STEP_ITEM)
			;
	}
	mime_end(m, true);
	while (mime_next(m, &it) == STEP_ITEM)
		;
	assert_string_equal(mime_part(m, 0)->charset_found, "UTF-8");
	mime_free(&m);
	buf_fini(&message);
}

/* Attributes of a winmail.dat: level, id, length, value, checksum. */
#define TNEF "\x78\x9f\x3e\x22\x01\x00"
#define RENDDATA "\x02\x02\x90\x06\x00\x00\x00\x00\x00\x00\x00"
#define DATA_AB "\x02\x0f\x80\x06\x00\x02\x00\x00\x00" "ab" "\xc3\x00"
#define TITLE_X "\x02\x10\x80\x01\x00\x02\x00\x00\x00" "x\0" "\x78\x00"
#define BODY_HI "\x01\x0c\x80\x02\x00\x03\x00\x00\x00" "Hi\0" "\xb1\x00"

/* The text stands behind the first attachment, which is open then: it comes after it. */
static void winmail(void **state)
{
	static const struct bytes content =
		B(TNEF RENDDATA DATA_AB BODY_HI TITLE_X RENDDATA DATA_AB);

	(void)state;
	for (size_t step = 1; step < 60; step++) {
		struct mime *m = mime_new(NULL);
		struct seen s = { 0 };
		struct mime_item it;

		mime_push(m, B("Content-Type: application/ms-tnef\r\n\r\n"));
		while (mime_next(m, &it) == STEP_ITEM)
			item(&s, &it);
		for (struct bytes in = content; in.n; in = bytes_from(in, step)) {
			mime_push(m, bytes_head(in, step));
			while (mime_next(m, &it) == STEP_ITEM)
				item(&s, &it);
		}
		mime_end(m, true);
		while (mime_next(m, &it) == STEP_ITEM)
			item(&s, &it);
		assert_string_equal(buf_cstr(&s.out),
				    "1.tnef.1 x 2+ ab|1.tnef.text  2+ Hi|1.tnef.2  2+ ab|");
		assert_int_equal(s.defects.n, 0);
		mime_free(&m);
		buf_fini(&s.out);
		buf_fini(&s.data);
		buf_fini(&s.defects);
	}
}

/* A hole makes the lengths behind it worthless. */
static void winmail_with_a_hole(void **state)
{
	struct mime *m = mime_new(NULL);
	struct seen s = { 0 };
	struct mime_item it;

	(void)state;
	mime_push(m, B("Content-Type: application/ms-tnef\r\n\r\n" TNEF RENDDATA DATA_AB RENDDATA
		       "\x02\x0f\x80\x06\x00\x02\x00\x00\x00" "a"));
	while (mime_next(m, &it) == STEP_ITEM)
		item(&s, &it);
	mime_gap(m, 5);
	while (mime_next(m, &it) == STEP_ITEM)
		item(&s, &it);
	mime_push(m, B(RENDDATA DATA_AB));
	while (mime_next(m, &it) == STEP_ITEM)
		item(&s, &it);
	mime_end(m, true);
	while (mime_next(m, &it) == STEP_ITEM)
		item(&s, &it);
	assert_string_equal(buf_cstr(&s.out), "1.tnef.1  2+ ab|1.tnef.2  1- a|");
	assert_string_equal(buf_cstr(&s.defects), "?tnef_damaged");
	mime_free(&m);
	buf_fini(&s.out);
	buf_fini(&s.data);
	buf_fini(&s.defects);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table), cmocka_unit_test(winmail),
		cmocka_unit_test(winmail_with_a_hole), cmocka_unit_test(a_long_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
