/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * charset_7bit.c - HZ (RFC 1843), ISO-2022-JP (RFC 1468, 2237) and ISO-2022-KR (RFC 1557).
 *
 * These announce two-octet characters by escapes and write them in seven bits.  They are
 * turned into the 8-bit form of the same tables (GB 2312 as EUC-CN, JIS as EUC-JP, KS X
 * 1001 as EUC-KR), which a stateless converter decodes.
 *
 *   HZ           ASCII --"~{"--> GB --"~}" or LF--> ASCII
 *   ISO-2022-JP  ASCII --ESC $ B--> X0208 --ESC ( B or LF--> ASCII    (and X0201, X0212)
 *   ISO-2022-KR  ASCII --SO--> KS --SI or LF--> ASCII
 */
#include "mime/charset_own.h"

enum { MODE_ASCII, MODE_KANA, MODE_WIDE, MODE_WIDE2 };
enum { ESC = 0x1b, SO = 0x0e, SI = 0x0f, SS2 = 0x8e, SS3 = 0x8f };

/* Octets held in `esc` are no character.  A broken escape goes on as it is; half a
   character goes on in its 8-bit form, for the converter to find it invalid. */
void charset_7bit_end(struct charset_conv *c, struct buf *out)
{
	if (c->nesc == 1 && c->esc[0] != ESC && c->esc[0] != '~')
		c->esc[0] |= 0x80;
	buf_add(out, bytes_of(c->esc, c->nesc));
	c->nesc = 0;
}

/* One octet that is no escape, in the present mode. */
static void put(struct charset_conv *c, uint8_t o, struct buf *out)
{
	if (o == '\n' || o == '\r') {
		charset_7bit_end(c, out);
		c->mode = MODE_ASCII;
		buf_addc(out, o);
	} else if (c->mode == MODE_ASCII || o <= ' ' || o > 0x7e) {
		charset_7bit_end(c, out);
		buf_addc(out, o);
	} else if (c->mode == MODE_KANA) {
		buf_addc(out, SS2);
		buf_addc(out, o | 0x80);
	} else if (c->nesc == 0) {
		c->esc[c->nesc++] = o;
	} else {
		if (c->mode == MODE_WIDE2)
			buf_addc(out, SS3);
		buf_addc(out, c->esc[0] | 0x80);
		buf_addc(out, o | 0x80);
		c->nesc = 0;
	}
}

/* Is an escape sequence being collected, and not the first half of a character? */
static bool escaping(const struct charset_conv *c, uint8_t mark)
{
	return c->nesc && c->esc[0] == mark;
}

void charset_hz_push(struct charset_conv *c, struct bytes in, struct buf *out)
{
	for (; in.n; in = bytes_from(in, 1)) {
		uint8_t o = in.p[0];

		/* The first octet of a character is never "~" (RFC 1843: up to 0x77). */
		if (escaping(c, '~')) {
			c->nesc = 0;
			if (o == '{')
				c->mode = MODE_WIDE;
			else if (o == '}')
				c->mode = MODE_ASCII;
			else if (o == '~')
				buf_addc(out, '~');
			else if (o != '\n') {
				buf_addc(out, '~');
				put(c, o, out);
			}
		} else if (o == '~' && c->nesc == 0) {
			c->esc[c->nesc++] = o;
		} else {
			put(c, o, out);
		}
	}
}

struct escape {
	const char *text;
	uint8_t mode;
};

static const struct escape jp_escapes[] = {
	{ "\x1b(B", MODE_ASCII },  { "\x1b(J", MODE_ASCII },  { "\x1b(H", MODE_ASCII },
	{ "\x1b(I", MODE_KANA },   { "\x1b$@", MODE_WIDE },   { "\x1b$B", MODE_WIDE },
	{ "\x1b$(@", MODE_WIDE },  { "\x1b$(B", MODE_WIDE },  { "\x1b$(D", MODE_WIDE2 },
	{ NULL, 0 },
};
/* The designation stands once at the beginning; SO and SI do the shifting. */
static const struct escape kr_escapes[] = {
	{ "\x1b$)C", MODE_ASCII }, { NULL, 0 },
};

/* Takes one more octet of an escape sequence. */
static void escape(struct charset_conv *c, const struct escape *table, uint8_t o,
		   struct buf *out)
{
	struct bytes seq;
	bool prefix = false;

	c->esc[c->nesc++] = o;
	seq = bytes_of(c->esc, c->nesc);
	for (; table->text; table++) {
		struct bytes want = bytes_str(table->text);

		if (bytes_eq(want, seq)) {
			c->mode = table->mode;
			c->nesc = 0;
			return;
		}
		prefix |= bytes_starts(want, seq);
	}
	if (!prefix) {
		c->mode = MODE_ASCII;
		charset_7bit_end(c, out);
	}
}

void charset_iso2022_push(struct charset_conv *c, struct bytes in, struct buf *out)
{
	bool kr = c->set->how == CHARSET_ISO2022KR;

	for (; in.n; in = bytes_from(in, 1)) {
		uint8_t o = in.p[0];

		if (escaping(c, ESC)) {
			escape(c, kr ? kr_escapes : jp_escapes, o, out);
		} else if (o == ESC) {
			charset_7bit_end(c, out);
			c->esc[c->nesc++] = ESC;
		} else if (kr && (o == SO || o == SI)) {
			charset_7bit_end(c, out);
			c->mode = o == SO ? MODE_WIDE : MODE_ASCII;
		} else {
			put(c, o, out);
		}
	}
}
