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
	buf_addc(out, '"');
	while (b.n) {
		struct bytes at = b;
		size_t run = 0;
		uint32_t c;
		bool ok;

		while (run < b.n && plain(b.p[run]))
			run++;
		buf_add(out, bytes_head(b, run));
		b = at = bytes_from(b, run);
		if (b.n == 0)
			break;
		c = utf8_next(&b, &ok);
		if (!ok)
			buf_add(out, B("\xef\xbf\xbd"));
		else if (harmful(c))
			escape(out, c);
		else
			buf_add(out, bytes_head(at, at.n - b.n));
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
