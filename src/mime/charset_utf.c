/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * charset_utf.c - UTF-8, UTF-16, UTF-32 (Unicode 3.9) and UTF-7 (RFC 2152), streaming.
 */
#include "mime/charset_own.h"

#include "base/base64.h"
#include "base/utf8.h"

void charset_replace(struct charset_conv *c, struct buf *out)
{
	c->invalid++;
	utf8_add(out, UTF8_REPLACEMENT);
}

/* Octets a sequence that begins with `c0` has, as far as its first octet tells. */
static size_t utf8_need(int c0)
{
	return c0 >= 0xf0 ? 4 : c0 >= 0xe0 ? 3 : c0 >= 0xc0 ? 2 : 1;
}

/* Could `b`, shorter than its first octet asks for, still become a character? */
static bool utf8_open(struct bytes b)
{
	struct bytes at = b;
	bool ok;

	if (b.n >= utf8_need(bytes_at(b, 0)))
		return false;
	utf8_next(&at, &ok);
	return !ok && at.n == 0 && bytes_at(b, 0) >= 0xc2 && bytes_at(b, 0) <= 0xf4;
}

static void utf8_whole(struct charset_conv *c, struct bytes in, struct buf *out)
{
	if (utf8_valid(in)) {
		buf_add(out, in);
		return;
	}
	while (in.n) {
		struct bytes at = in;
		bool ok;

		utf8_next(&in, &ok);
		if (ok)
			buf_add(out, bytes_head(at, at.n - in.n));
		else
			charset_replace(c, out);
	}
}

void charset_utf8_push(struct charset_conv *c, struct bytes in, struct buf *out)
{
	struct bytes tail;
	size_t cut;

	/* A character begun in the last chunk. */
	while (c->nesc && in.n) {
		c->esc[c->nesc++] = in.p[0];
		if (utf8_open(bytes_of(c->esc, c->nesc))) {
			in = bytes_from(in, 1);
			continue;
		}
		tail = bytes_of(c->esc, c->nesc);
		utf8_next(&tail, NULL);
		/* Either it took the new octet, or that octet begins something else. */
		if (tail.n == 0)
			in = bytes_from(in, 1);
		utf8_whole(c, bytes_of(c->esc, c->nesc - tail.n), out);
		c->nesc = 0;
	}
	/* At most three octets at the end may be the beginning of a character. */
	cut = in.n;
	for (size_t back = 1; back <= 3 && back <= in.n; back++) {
		if (utf8_open(bytes_from(in, in.n - back))) {
			cut = in.n - back;
			break;
		}
	}
	utf8_whole(c, bytes_head(in, cut), out);
	for (in = bytes_from(in, cut); in.n; in = bytes_from(in, 1))
		c->esc[c->nesc++] = in.p[0];
}

/* One UTF-16 code unit. */
static void unit16(struct charset_conv *c, uint32_t u, struct buf *out)
{
	if (c->high && u >= 0xdc00 && u <= 0xdfff) {
		utf8_add(out, 0x10000 + ((c->high - 0xd800) << 10) + (u - 0xdc00));
		c->high = 0;
		return;
	}
	if (c->high)
		charset_replace(c, out);
	c->high = 0;
	if (u >= 0xd800 && u <= 0xdbff)
		c->high = u;
	else if (u >= 0xdc00 && u <= 0xdfff)
		charset_replace(c, out);
	else
		utf8_add(out, u);
}

enum { ORDER_UNKNOWN, ORDER_BE, ORDER_LE };

static uint32_t be_of(const struct charset_conv *c, size_t n)
{
	uint32_t v = 0;

	for (size_t i = 0; i < n; i++)
		v = v << 8 | c->esc[c->order == ORDER_LE ? n - 1 - i : i];
	return v;
}

void charset_utf16_push(struct charset_conv *c, struct bytes in, struct buf *out)
{
	for (; in.n; in = bytes_from(in, 1)) {
		uint32_t u;

		c->esc[c->nesc++] = in.p[0];
		if (c->nesc < 2)
			continue;
		c->nesc = 0;
		u = be_of(c, 2);
		/* Without a byte order mark it is big-endian (RFC 2781 4.3), unless the first
		   character then is none of a Latin text but its mirror image is. */
		if (c->order == ORDER_UNKNOWN) {
			c->order = u == 0xfffe || (u & 0xff) == 0 ? ORDER_LE : ORDER_BE;
			if (u == 0xfffe || u == 0xfeff)
				continue;
			u = be_of(c, 2);
		}
		unit16(c, u, out);
	}
}

void charset_utf32_push(struct charset_conv *c, struct bytes in, struct buf *out)
{
	for (; in.n; in = bytes_from(in, 1)) {
		uint32_t u;

		c->esc[c->nesc++] = in.p[0];
		if (c->nesc < 4)
			continue;
		c->nesc = 0;
		u = be_of(c, 4);
		if (c->order == ORDER_UNKNOWN) {
			c->order = u == 0xfffe0000 ? ORDER_LE : ORDER_BE;
			if (u == 0xfffe0000 || u == 0xfeff)
				continue;
		}
		if (u > 0x10ffff || (u >= 0xd800 && u <= 0xdfff))
			charset_replace(c, out);
		else
			utf8_add(out, u);
	}
}

enum { UTF7_DIRECT, UTF7_PLUS, UTF7_SHIFTED };

static int utf7_value(uint8_t o)
{
	if (ascii_upper(o))
		return o - 'A';
	if (ascii_lower(o))
		return o - 'a' + 26;
	if (ascii_digit(o))
		return o - '0' + 52;
	return o == '+' ? 62 : o == '/' ? 63 : -1;
}

/* Leaves the shifted state: a lone surrogate, or more than 5 bits or any 1 bit left over,
   is damage. */
static void utf7_unshift(struct charset_conv *c, struct buf *out)
{
	if (c->high || c->nbits >= 6 || (c->bits & ((1u << c->nbits) - 1)))
		charset_replace(c, out);
	c->high = 0;
	c->bits = 0;
	c->nbits = 0;
	c->mode = UTF7_DIRECT;
}

static void utf7_direct(struct charset_conv *c, uint8_t o, struct buf *out)
{
	if (o == '+')
		c->mode = UTF7_PLUS;
	else if (o < 0x80)
		buf_addc(out, o);
	else
		charset_replace(c, out);
}

void charset_utf7_push(struct charset_conv *c, struct bytes in, struct buf *out)
{
	for (; in.n; in = bytes_from(in, 1)) {
		uint8_t o = in.p[0];
		int v = utf7_value(o);

		if (c->mode == UTF7_DIRECT) {
			utf7_direct(c, o, out);
		} else if (v >= 0) {
			c->mode = UTF7_SHIFTED;
			c->bits = c->bits << 6 | (uint32_t)v;
			c->nbits = (uint8_t)(c->nbits + 6);
			if (c->nbits >= 16) {
				c->nbits = (uint8_t)(c->nbits - 16);
				unit16(c, c->bits >> c->nbits & 0xffff, out);
				c->bits &= (1u << c->nbits) - 1;
			}
		} else if (c->mode == UTF7_PLUS) {
			/* "+-" is a plus sign; a "+" before anything else is one too, as
			   senders forget to write it so. */
			c->mode = UTF7_DIRECT;
			buf_addc(out, '+');
			if (o != '-')
				utf7_direct(c, o, out);
		} else {
			utf7_unshift(c, out);
			if (o != '-')
				utf7_direct(c, o, out);
		}
	}
}

void charset_utf_end(struct charset_conv *c, struct buf *out)
{
	if (c->set->how == CHARSET_UTF7) {
		if (c->mode == UTF7_PLUS)
			buf_addc(out, '+');
		else if (c->mode == UTF7_SHIFTED)
			utf7_unshift(c, out);
		c->mode = UTF7_DIRECT;
		return;
	}
	if (c->nesc || c->high)
		charset_replace(c, out);
	c->nesc = 0;
	c->high = 0;
}
