/* SPDX-License-Identifier: BSD-2-Clause */
/* message_text.c - see message_text.h. */
#include "sink/message_text.h"

#include "base/utf8.h"
#include "mime/charset.h"
#include "mime/flowed.h"
#include "mime/html.h"

/* A mark of the order of octets is no text. */
static struct bytes without_mark(struct bytes text)
{
	return bytes_starts(text, B("\xef\xbb\xbf")) ? bytes_from(text, 3) : text;
}

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

/* What joins letters in many scripts passes; all else that does not print is shown. */
static void show(struct buf *out, struct bytes text)
{
	size_t start = out->n;

	while (text.n) {
		struct bytes at = text;
		uint32_t c = utf8_next(&text, NULL);

		if (c == '\r' && bytes_at(text, 0) == '\n')
			continue;
		if (c == '\n' || c == '\t' || c == 0x200c || c == 0x200d)
			utf8_add(out, c);
		else
			utf8_show(out, bytes_head(at, at.n - text.n));
	}
	if (out->n > start && bytes_last(buf_bytes(out)) != '\n')
		buf_addc(out, '\n');
}

const char *message_text(struct buf *out, struct bytes octets, struct bytes charset,
			 enum text_form form)
{
	struct buf text = { 0 }, plain = { 0 };
	const char *guessed = to_utf8(&text, octets, charset);
	struct bytes is = without_mark(buf_bytes(&text));

	if (form == TEXT_HTML)
		html_text(&plain, is);
	else if (form != TEXT_PLAIN)
		flowed_text(&plain, is, form == TEXT_FLOWED_DELSP);
	show(out, form == TEXT_PLAIN ? is : buf_bytes(&plain));
	buf_fini(&text);
	buf_fini(&plain);
	return guessed;
}
