/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_watch.c - what is seen in content as it goes by: reports, calendars, character sets,
 * files inside plain text.  Each in pieces of every size.
 */
#include "base/limits.h"
#include "mime/folded.h"
#include "mime/mime.h"
#include "mime/plain.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define CALENDAR "Content-Type: text/calendar; charset=utf-8\n"
#define CARD "Content-Type: text/x-vcard\n"
#define EVENT "BEGIN:VEVENT\n"

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
	  "{CANCEL: a b;c (+1 event)}" },
	{ "Content-Type: text/x-vcard; charset=utf-8\n",
	  "BEGIN:VCARD\nVERSION:3.0\nFN:A\n B\nTEL;TYPE=\"a:b\":+1 555\nEND:VCARD\nBEGIN:VCARD\nFN:C\nEND:VCARD",
	  "{AB, +1 555 (+1 card)}" },
	{ "Content-Type: text/calendar\n", "nonsense\n::\n", "" },
	/* moments: in a zone, in UTC, local wherever they are read, whole days, none at all */
	{ CALENDAR, EVENT "DTSTART;TZID=Asia/Shanghai:20261125T090000\nDTEND:20261125T023015Z\n",
	  "{2026-11-25 09:00 Asia/Shanghai to 2026-11-25 02:30:15 UTC}" },
	{ CALENDAR, EVENT "DTSTART;TZID=\"(UTC+08:00) A; B\":20261125T090000\nDURATION:PT1H30M\n",
	  "{2026-11-25 09:00 (UTC+08:00) A; B, for 1 h 30 min}" },
	{ CALENDAR, EVENT "DTSTART:20261125T090000\nDURATION:P2W\n",
	  "{2026-11-25 09:00 (no time zone), for 2 weeks}" },
	{ CALENDAR, EVENT "DTSTART;TZID=Asia/Shanghai:20261125T010000Z\nDURATION:P1H\n",
	  "{2026-11-25 01:00 UTC, for 1 h}" },
	{ CALENDAR, EVENT "DTSTART;VALUE=DATE:20261125\nDTEND;VALUE=DATE:20261127\nDURATION:soon\n",
	  "{2026-11-25 (whole day) to 2026-11-27 (not included), for soon}" },
	{ CALENDAR, EVENT "DTEND;TZID=Z1:20261125T09000\nDURATION:PT5X",
	  "{until 20261125T09000 Z1, for PT5X}" },
	{ CALENDAR, "BEGIN:VCALENDAR\nVERSION:1.0\nTZ:-05:00\n" EVENT "DTSTART:19961125T090000\n"
	  "DTEND:19961125T150000Z\n", "{1996-11-25 09:00 UTC-05:00 to 1996-11-25 15:00 UTC}" },
	{ CALENDAR, "BEGIN:VCALENDAR\nVERSION:2.0\nTZ:-05:00\n" EVENT "DTSTART:19961125T090000\n",
	  "{1996-11-25 09:00 (no time zone)}" },
	{ CALENDAR, "BEGIN:VTODO\nSUMMARY:a\nDUE;TZID=Europe/Berlin:20261125T090000\nEND:VTODO\n",
	  "{a, due 2026-11-25 09:00 Europe/Berlin}" },
	{ CALENDAR, EVENT "RECURRENCE-ID:20261125T090000Z\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU\n",
	  "{of the series that of 2026-11-25 09:00 UTC, repeats FREQ=WEEKLY;BYDAY=MO,TU}" },
	/* people, and what they answered */
	{ CALENDAR, "BEGIN:VCALENDAR\nMETHOD:REPLY\n" EVENT
	  "ORGANIZER;CN=\"A; B: C\":mailto:a@example.org\n"
	  "ATTENDEE;CN=D ^'E^' ^^;PARTSTAT=NEEDS-ACTION:MAILTO:d@example.org\nATTENDEE:x\n",
	  "{REPLY: by A; B: C <a@example.org>, to D \"E\" ^ <d@example.org> (needs action) (+1)}" },
	{ CALENDAR, EVENT "ATTENDEE;CN=a@example.org;PARTSTAT=DECLINED:mailto:a@example.org\n",
	  "{to a@example.org (declined)}" },
	/* what a later event or card says is not about the first; nor what stands in one inside */
	{ CALENDAR, EVENT "SUMMARY:a\nATTENDEE:b\nEND:VEVENT\n" EVENT "LOCATION:c\nATTENDEE:d\n"
	  "END:VEVENT\n" EVENT, "{a, to b (+2 events)}" },
	{ CALENDAR, "SUMMARY:a\nEND:VEVENT\n" EVENT "LOCATION:c\n", "{a (+1 event)}" },
	{ CALENDAR, EVENT "BEGIN:VALARM\nEND:VEVENT\n" EVENT "BEGIN:X\nEND:X\n", "" },
	{ CARD, "BEGIN:VCARD\nFN:a\nAGENT:\nBEGIN:VCARD\nVERSION:2.1\nFN:b\nTEL:1\nEND:VCARD\n"
	  "TEL:2\nEND:VCARD\nBEGIN:VCARD\nEMAIL:c\n", "{a, 2 (+1 card)}" },
	/* escapes; a fold that cuts a character */
	{ CALENDAR, EVENT "SUMMARY:a\\, b\\; c\\nd\\\\e\\:f: \xe4\xbd\n \xa0\n\t\xe5\xa5\xbd\n",
	  "{a, b; c d\\e:f: 你好}" },
	/* cards of each version: components, URIs, what 2.1 does not escape, no pictures */
	{ CARD, "BEGIN:VCARD\nVERSION:4.0\nN:Li;Ming;;;\nORG:a\\;b;c;;d\nEMAIL:mailto:m@example.org\n"
	  "TEL;VALUE=uri:tel:+1-555;ext=2\nPHOTO:data:image/png;base64,QUJD\nEND:VCARD\n",
	  "{Li Ming, a;b, c, d, m@example.org, +1-555;ext=2}" },
	{ CARD, "BEGIN:VCARD\nVERSION:2.1\nN:a\\nb\\;c\nTEL;HOME;VOICE:1\nEND:VCARD\n", "{a\\nb;c, 1}" },
	{ CARD, "BEGIN:VCARD\nFN;ENCODING=b:QUJD\nORG;BASE64:QUJD\n  QUJD\n\nTEL;ENCODING=BASE64:QUJD\n"
	  "EMAIL;TYPE=B:a\nEND:VCARD\n", "{a}" },
	/* quoted-printable, which goes on behind a "=", in a set of its own */
	{ CARD, "BEGIN:VCARD\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=B6rg M=C3=BC=\nl= \t\r\n"
	  " er\nORG;quoted-printable;charset=iso-8859-1:Stra=DFe=\n\nTEL:1=\nEND:VCARD\n",
	  "{Jörg Mül er, Straße, 1=}" },
	{ CARD, "BEGIN:VCARD\nTEL:1\nFN;ENCODING=QUOTED-PRINTABLE:a=0D=0Ab;c=\n", "{a b;c, 1}" },
	{ CARD, "BEGIN:VCARD\nFN;QUOTED-PRINTABLE:=C4=E3=BA=C3=A3=AC=CA=C0=BD=E7\n",
	  "(no label: GB18030){你好，世界}?charset_missing" },
	{ "Content-Type: text/vcard; charset=us-ascii\n", "BEGIN:VCARD\nFN;QUOTED-PRINTABLE:J=C3=B6rg\n",
	  "(wrong label: UTF-8){Jörg}?charset_wrong" },
	{ "Content-Type: text/vcard; charset=x-none\n", "BEGIN:VCARD\nFN;QUOTED-PRINTABLE:J=C3=B6rg\n",
	  "(unknown label: UTF-8){Jörg}?charset_unknown" },
	{ CARD, "BEGIN:VCARD\nFN;CHARSET=x-none;QUOTED-PRINTABLE:a\n", "{a}" },
	/* the set of the part, the one that its content has, that of the property before both */
	{ "Content-Type: text/calendar; charset=gb2312\n",
	  EVENT "SUMMARY:\xc4\xe3\xba\xc3\nORGANIZER;CN=\x81\x5c:mailto:a\nLOCATION;CHARSET=utf-8:\xc3\xb6\n",
	  "{你好, at ö, by 乗 <a>}" },
	{ "Content-Type: text/calendar; charset=iso-2022-jp\n",
	  EVENT "SUMMARY:\x1b$B$3$s\x1b(B\nORGANIZER;CN=\"\x1b$B$3$\"$:\x1b(B\":mailto:a\n",
	  "{こん, by こあず <a>}" },
	{ "Content-Type: text/vcard\n", "BEGIN:VCARD\nFN:\xc4\xe3\xba\xc3\xa3\xac\xca\xc0\xbd\xe7\n",
	  "(no label: GB18030){你好，世界}?charset_missing" },
	{ "Content-Type: text/calendar; charset=utf-8\n", EVENT "SUMMARY:\xc4\xe3\xba\xc3\xa3\xac\xca\xc0\xbd\xe7\n",
	  "(wrong label: GB18030){你好，世界}?charset_wrong" },
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

/* UTF-16 has line ends and colons of two octets. */
static void a_wide_calendar(void **state)
{
	static const char text[] = "BEGIN:VEVENT\r\nSUMMARY;X=\"\":a\r\n b\r\nDTSTART:20261125\r\n";

	(void)state;
	for (size_t step = 1; step < 40; step += 3) {
		struct mime *m = mime_new(NULL);
		struct buf message = { 0 };
		struct mime_item it;

		buf_adds(&message, "Content-Type: text/calendar; charset=utf-16le\n"
				   "Content-Transfer-Encoding: binary\n\n");
		for (size_t i = 0; i + 1 < sizeof(text); i++) {
			buf_addc(&message, (uint8_t)text[i]);
			buf_addc(&message, 0);
		}
		for (struct bytes in = buf_bytes(&message); in.n; in = bytes_from(in, step)) {
			mime_push(m, bytes_head(in, step));
			while (mime_next(m, &it) == STEP_ITEM)
				;
		}
		mime_end(m, true);
		while (mime_next(m, &it) == STEP_ITEM)
			;
		assert_true(bytes_eq(mime_part(m, 0)->summary, B("ab, 2026-11-25 (whole day)")));
		mime_free(&m);
		buf_fini(&message);
	}
}

/* More of a quoted-printable value than is kept: its lines are still one. */
static void a_long_value(void **state)
{
	(void)state;
	for (size_t step = 1; step < 9000; step *= 3) {
		struct folded f = { .cards = true };
		struct buf text = { 0 };
		struct bytes l;
		size_t n = 0;

		buf_adds(&text, "FN;QUOTED-PRINTABLE:");
		for (int i = 0; i < 2000; i++)
			buf_adds(&text, "TEL=\r\n");
		buf_adds(&text, "\nTEL:1\nX=\n");
		for (struct bytes all = buf_bytes(&text); all.n; all = bytes_from(all, step)) {
			struct bytes in = bytes_head(all, step);

			while (folded_next(&f, &in, &l)) {
				assert_int_equal(l.n, n++ ? 5 : LIMIT_FOLDED);
				assert_true(f.cut);
			}
		}
		assert_int_equal(n, 2);
		assert_true(folded_end(&f, &l) && bytes_eq(l, B("X=")));
		folded_fini(&f);
		buf_fini(&text);
	}
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
		cmocka_unit_test(a_wide_calendar), cmocka_unit_test(a_long_value),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
