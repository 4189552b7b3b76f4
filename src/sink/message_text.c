/* SPDX-License-Identifier: BSD-2-Clause */
/* message_text.c - see message_text.h. */
#include "sink/message_text.h"

#include "base/utf8.h"
#include "mime/charset.h"
#include "mime/flowed.h"
#include "mime/html.h"

enum { PIECE_OCTETS = 64 << 10 };

/* In UTF-8; the name of the set when it had to be guessed. */
static const char *to_utf8(struct buf *text, struct bytes octets, struct bytes charset)
{
	const struct charset *guess;
	struct charset_conv c;

	if (charset_decode(text, charset.n ? charset : B("us-ascii"), octets))
		return NULL;
	guess = charset_guess(octets);
	charset_init(&c, guess);
	charset_push(&c, octets, text);
	charset_end(&c, text);
	charset_fini(&c);
	return guess->name;
}

const char *message_text(struct buf *out, struct bytes octets, struct bytes charset,
			 enum text_form form)
{
	struct buf text = { 0 };
	const char *guessed = to_utf8(&text, octets, charset);

	/* A mark of the order of octets is no text. */
	if (bytes_starts(buf_bytes(&text), B("\xef\xbb\xbf")))
		buf_drop(&text, 3);
	if (form == TEXT_PLAIN) {
		struct buf before = *out;

		*out = text;
		text = before;
	} else {
		buf_clear(out);
		if (form == TEXT_HTML)
			html_text(out, buf_bytes(&text));
		else
			flowed_text(out, buf_bytes(&text), form == TEXT_FLOWED_DELSP);
	}
	buf_fini(&text);
	return guessed;
}

/* Adds the next character of a text.  What joins letters in many scripts passes; all else that
   does not print is shown. */
static void show_next(struct buf *out, struct bytes *text, bool *open_line)
{
	struct bytes at = *text;
	uint32_t c = utf8_next(text, NULL);

	if (c == '\r' && bytes_at(*text, 0) == '\n')
		return;
	if (c == '\n' || c == '\t' || c == 0x200c || c == 0x200d)
		utf8_add(out, c);
	else
		utf8_show(out, bytes_head(at, at.n - text->n));
	*open_line = c != '\n';
}

int message_text_show(struct out *o, struct bytes text, struct err *e)
{
	bool open_line = false;

	while (text.n) {
		show_next(&o->text, &text, &open_line);
		if (o->text.n >= PIECE_OCTETS && out_done(o, e) < 0)
			return -1;
	}
	if (open_line)
		buf_addc(&o->text, '\n');
	return 0;
}

void message_text_add(struct buf *out, struct bytes octets, struct bytes charset,
		      enum text_form form)
{
	struct buf text = { 0 };
	struct bytes rest;
	bool open_line = false;

	message_text(&text, octets, charset, form);
	rest = buf_bytes(&text);
	while (rest.n)
		show_next(out, &rest, &open_line);
	if (open_line)
		buf_addc(out, '\n');
	buf_fini(&text);
}
