/* SPDX-License-Identifier: BSD-2-Clause */
/* charset.c - see charset.h: one conversion, by our own decoders and by iconv. */
#include "mime/charset.h"

#include "base/utf8.h"
#include "mime/charset_own.h"

#include <errno.h>

/* Converted at a time: what iconv needs to be offered as room. */
enum { ICONV_ROOM = 4096 };

bool charset_init(struct charset_conv *c, const struct charset *set)
{
	*c = (struct charset_conv){ .set = set };
	switch (set->how) {
	case CHARSET_UTF16BE: case CHARSET_UTF32BE:
		c->order = 1;
		break;
	case CHARSET_UTF16LE: case CHARSET_UTF32LE:
		c->order = 2;
		break;
	default:
		break;
	}
	if (!set->iconv)
		return true;
	c->cd = iconv_open("UTF-8", set->iconv);
	c->open = c->cd != (iconv_t)-1;
	return c->open;
}

void charset_fini(struct charset_conv *c)
{
	if (c->open)
		iconv_close(c->cd);
	buf_fini(&c->held);
	*c = (struct charset_conv){ 0 };
}

static void ascii_push(struct charset_conv *c, struct bytes in, struct buf *out)
{
	while (in.n) {
		size_t run = 0;

		while (run < in.n && in.p[run] < 0x80)
			run++;
		buf_add(out, bytes_head(in, run));
		in = bytes_from(in, run);
		if (in.n)
			charset_replace(c, out);
		in = bytes_from(in, 1);
	}
}

/* Where the C library's tables differ from what these names mean to everybody else (WHATWG
   Encoding Standard; Big5 of which HKSCS is a superset). */
static const struct patch {
	const char *iconv;
	uint16_t octets;     /* one octet, or two */
	uint16_t character;
} patches[] = {
	{ "MACINTOSH", 0xc6, 0x2206 },    /* increment, not Greek delta */
	{ "MAC-CYRILLIC", 0xff, 0x20ac }, /* euro sign, since Mac OS 9 */
	{ "BIG5-HKSCS", 0xa15a, 0x2574 },
	{ "BIG5-HKSCS", 0xa1c3, 0xffe3 }, /* fullwidth macron */
	{ "BIG5-HKSCS", 0xa1c5, 0x02cd },
};

/* The character that `octets` mean in `set`, or 0. */
static uint32_t patched(const struct charset *set, uint32_t octets)
{
	for (size_t i = 0; i < sizeof(patches) / sizeof(*patches); i++)
		if (patches[i].octets == octets && strcmp(patches[i].iconv, set->iconv) == 0)
			return patches[i].character;
	return 0;
}

/* The single octet of `set` that is patched, or 0. */
static uint8_t octet_patched(const struct charset *set)
{
	for (size_t i = 0; i < sizeof(patches) / sizeof(*patches); i++)
		if (patches[i].octets < 256 && strcmp(patches[i].iconv, set->iconv) == 0)
			return (uint8_t)patches[i].octets;
	return 0;
}

/* A converter that composes characters (Vietnamese, Hebrew, Hong Kong) may hold one. */
static void iconv_flush(struct charset_conv *c, struct buf *out)
{
	size_t room = ICONV_ROOM;
	char *o = (char *)buf_room(out, room);

	iconv(c->cd, NULL, NULL, &o, &room);
	out->n += ICONV_ROOM - room;
}

/* The invalid sequence at the start of `b`: one octet, or two when the second cannot be
   a character by itself.  0 = too few octets to tell. */
static size_t iconv_bad(const struct charset_conv *c, struct bytes b)
{
	if (c->set->how == CHARSET_ICONV)
		return 1;
	if (b.n < 2)
		return 0;
	return bytes_at(b, 1) < 0x80 ? 1 : 2;
}

/* Converts `b`, returns what must wait for more input. */
static struct bytes iconv_run(struct charset_conv *c, struct bytes b, struct buf *out)
{
	while (b.n) {
		size_t room = b.n * 2 < ICONV_ROOM ? ICONV_ROOM : b.n * 2, left = b.n, bad;
		size_t offered = room;
		uint32_t known;
		char *o = (char *)buf_room(out, room), *i = (char *)(uintptr_t)b.p;
		size_t r = iconv(c->cd, &i, &left, &o, &room);
		int why = errno;

		out->n += offered - room;
		b = bytes_from(b, b.n - left);
		if (r != (size_t)-1 || why == EINVAL)
			break;
		if (why == E2BIG)
			continue;
		bad = iconv_bad(c, b);
		if (bad == 0)
			break;
		iconv_flush(c, out);
		known = b.n > 1 ? patched(c->set, (uint32_t)(b.p[0] << 8 | b.p[1])) : 0;
		if (known)
			utf8_add(out, known);
		else
			charset_replace(c, out);
		b = bytes_from(b, known ? 2 : bad);
	}
	return b;
}

static void iconv_push(struct charset_conv *c, struct bytes in, struct buf *out)
{
	struct bytes rest;
	uint8_t one;

	if (!c->open) {
		ascii_push(c, in, out);
		return;
	}
	/* These sets have one octet a character and never hold any back. */
	for (one = octet_patched(c->set); one && in.n; in = bytes_from(in, 1)) {
		size_t run = bytes_chr(in, 0, one);

		(void)iconv_run(c, bytes_head(in, run), out);
		in = bytes_from(in, run);
		if (in.n)
			utf8_add(out, patched(c->set, one));
	}
	if (c->held.n) {
		buf_add(&c->held, in);
		rest = iconv_run(c, buf_bytes(&c->held), out);
		buf_drop(&c->held, c->held.n - rest.n);
	} else {
		buf_add(&c->held, iconv_run(c, in, out));
	}
}

void charset_push(struct charset_conv *c, struct bytes in, struct buf *out)
{
	struct buf octets = { 0 };

	switch (c->set->how) {
	case CHARSET_ICONV: case CHARSET_ICONV_WIDE:
		iconv_push(c, in, out);
		break;
	case CHARSET_ASCII:
		ascii_push(c, in, out);
		break;
	case CHARSET_UTF8:
		charset_utf8_push(c, in, out);
		break;
	case CHARSET_UTF7:
		charset_utf7_push(c, in, out);
		break;
	case CHARSET_UTF16: case CHARSET_UTF16BE: case CHARSET_UTF16LE:
		charset_utf16_push(c, in, out);
		break;
	case CHARSET_UTF32: case CHARSET_UTF32BE: case CHARSET_UTF32LE:
		charset_utf32_push(c, in, out);
		break;
	case CHARSET_HZ:
		charset_hz_push(c, in, &octets);
		break;
	case CHARSET_ISO2022JP: case CHARSET_ISO2022KR:
		charset_iso2022_push(c, in, &octets);
		break;
	}
	if (octets.n)
		iconv_push(c, buf_bytes(&octets), out);
	buf_fini(&octets);
}

void charset_end(struct charset_conv *c, struct buf *out)
{
	struct buf octets = { 0 };

	if (!c->set->iconv) {
		charset_utf_end(c, out);
		return;
	}
	charset_7bit_end(c, &octets);
	iconv_push(c, buf_bytes(&octets), out);
	buf_fini(&octets);
	/* Each round takes at least one octet: what held it up is no character. */
	while (c->held.n) {
		struct bytes rest;

		charset_replace(c, out);
		buf_drop(&c->held, 1);
		rest = iconv_run(c, buf_bytes(&c->held), out);
		buf_drop(&c->held, c->held.n - rest.n);
	}
	if (c->open)
		iconv_flush(c, out);
}

bool charset_decode(struct buf *out, struct bytes label, struct bytes in)
{
	const struct charset *set = charset_find(label);
	struct charset_conv c;

	if (!set)
		return false;
	if (set->how == CHARSET_ASCII && !bytes_ascii(in))
		set = charset_guess(in);
	charset_init(&c, set);
	charset_push(&c, in, out);
	charset_end(&c, out);
	charset_fini(&c);
	return true;
}
