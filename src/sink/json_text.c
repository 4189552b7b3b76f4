/* SPDX-License-Identifier: BSD-2-Clause */
/* json_text.c - see json_text.h. */
#include "sink/json_text.h"

#include "base/utf8.h"

/* ASCII that may stand in a string as it is.  DEL is allowed by the RFC, but terminals
   take it for a command. */
static bool plain(uint8_t c)
{
	return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

enum { WORD = sizeof(uint64_t) };

/* Is every one of these eight octets plain?  No may be wrong, yes is not. */
static bool plain_word(uint64_t w)
{
	const uint64_t ones = UINT64_MAX / 255, high = ones * 0x80;
	uint64_t quote = w ^ ones * '"', backslash = w ^ ones * '\\';

	/* The high bit of an octet tells: taking 1 from 0, or 0x20 from less, borrows into it;
	   adding 1 to DEL carries into it; what is not ASCII has it. */
	return (((w - ones * 0x20) | (quote - ones) | (backslash - ones) | w | (w + ones)) &
		high) == 0;
}

/* Octets at the beginning of `b` that are plain. */
static size_t plain_run(struct bytes b)
{
	size_t n = 0;
	uint64_t w;

	for (; n + WORD <= b.n; n += WORD) {
		memcpy(&w, b.p + n, WORD);
		if (!plain_word(w))
			break;
	}
	while (n < b.n && plain(b.p[n]))
		n++;
	return n;
}

/* C1 controls, line and paragraph separators, and what changes direction. */
static bool harmful(uint32_t c)
{
	return c < 0xa0 || c == 0x61c || c == 0x200e || c == 0x200f ||
	       (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static void escape(struct buf *out, uint32_t c)
{
	static const char hex[] = "0123456789abcdef";
	uint8_t *p;

	switch (c) {
	case '"':
		buf_add(out, B("\\\""));
		return;
	case '\\':
		buf_add(out, B("\\\\"));
		return;
	case '\n':
		buf_add(out, B("\\n"));
		return;
	case '\r':
		buf_add(out, B("\\r"));
		return;
	case '\t':
		buf_add(out, B("\\t"));
		return;
	default:
		p = buf_room(out, 6);
		p[0] = '\\';
		p[1] = 'u';
		for (int i = 0; i < 4; i++)
			p[2 + i] = (uint8_t)hex[c >> (12 - 4 * i) & 15];
		out->n += 6;
	}
}

void json_string(struct buf *out, struct bytes b)
{
	uint8_t *p = buf_room(out, b.n + 2);

	*p++ = '"';
	out->n++;
	while (b.n) {
		size_t run = plain_run(b);
		struct bytes at;
		uint32_t c;
		bool ok;

		memcpy(p, b.p, run);
		out->n += run;
		at = b = bytes_from(b, run);
		if (b.n == 0)
			break;
		c = utf8_next(&b, &ok);
		if (!ok)
			buf_add(out, B("\xef\xbf\xbd"));
		else if (harmful(c))
			escape(out, c);
		else
			buf_add(out, bytes_head(at, at.n - b.n));
		p = buf_room(out, b.n + 1);
	}
	buf_addc(out, '"');
}

void json_i64(struct buf *out, int64_t v)
{
	if (v < 0)
		buf_addc(out, '-');
	buf_addu64(out, v < 0 ? -(uint64_t)v : (uint64_t)v);
}

void json_ms(struct buf *out, int64_t ns)
{
	uint64_t v = ns < 0 ? -(uint64_t)ns : (uint64_t)ns;
	uint64_t part = v % 1000000;

	if (ns < 0)
		buf_addc(out, '-');
	buf_addu64(out, v / 1000000);
	if (part == 0)
		return;
	buf_addc(out, '.');
	for (uint64_t unit = 100000; part; unit /= 10) {
		buf_addc(out, (uint8_t)('0' + part / unit));
		part %= unit;
	}
}
