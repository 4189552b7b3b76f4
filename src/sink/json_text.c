/* SPDX-License-Identifier: BSD-2-Clause */
/* json_text.c - see json_text.h. */
#include "sink/json_text.h"

#include "base/utf8.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* What may stand in a string as it is is called plain. */
#ifdef __SSE2__
enum { PIECE = sizeof(__m128i) };

static inline size_t plain_vector(uint8_t *to, __m128i v)
{
	__m128i odd = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('"')),
				   _mm_cmpeq_epi8(v, _mm_set1_epi8('\\')));

	/* As signed numbers controls and what is not ASCII are all less than a blank. */
	odd = _mm_or_si128(odd, _mm_cmplt_epi8(v, _mm_set1_epi8(' ')));
	odd = _mm_or_si128(odd, _mm_cmpeq_epi8(v, _mm_set1_epi8(0x7f)));
	_mm_storeu_si128((__m128i *)to, v);
	return (size_t)__builtin_ctz((unsigned)_mm_movemask_epi8(odd) | 1u << PIECE);
}

/* Copies PIECE octets; how many of them are plain before the first that is not. */
static inline size_t plain_piece(uint8_t *to, const uint8_t *from)
{
	return plain_vector(to, _mm_loadu_si128((const __m128i *)from));
}

/* The same for `n`, from 1 to PIECE - 1: put together in registers, as reading back what was
   just written piece by piece would wait. */
static inline size_t plain_rest(uint8_t *to, const uint8_t *from, size_t n)
{
	uint64_t low = 0, high = 0;
	uint32_t a, b;

	if (n >= 8) {
		memcpy(&low, from, 8);
		memcpy(&high, from + n - 8, 8);
		high = n == 8 ? 0 : high >> 8 * (PIECE - n);
	} else if (n >= 4) {
		memcpy(&a, from, 4);
		memcpy(&b, from + n - 4, 4);
		low = a | (uint64_t)b << 8 * (n - 4);
	} else {
		low = from[0] | (uint64_t)from[n / 2] << 8 * (n / 2) |
		      (uint64_t)from[n - 1] << 8 * (n - 1);
	}
	return plain_vector(to, _mm_set_epi64x((long long)high, (long long)low));
}
#else
enum { PIECE = 16 };

/* ASCII that may stand in a string as it is.  DEL is allowed by the RFC, but terminals
   take it for a command. */
static bool plain(uint8_t c)
{
	return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

static inline size_t plain_piece(uint8_t *to, const uint8_t *from)
{
	size_t n = 0;

	memcpy(to, from, PIECE);
	while (n < PIECE && plain(from[n]))
		n++;
	return n;
}

static inline size_t plain_rest(uint8_t *to, const uint8_t *from, size_t n)
{
	size_t i = 0;

	for (; i < n && plain(from[i]); i++)
		to[i] = from[i];
	return i;
}
#endif

/* Copies octets of `b` up to the first that is not plain, and tells how many; behind them up
   to PIECE more may be written. */
static inline size_t plain_copy(uint8_t *to, struct bytes b)
{
	size_t n = 0;

	for (; n + PIECE <= b.n; n += PIECE) {
		size_t plain = plain_piece(to + n, b.p + n);

		if (plain < PIECE)
			return n + plain;
	}
	if (n < b.n) {
		size_t left = b.n - n, plain = plain_rest(to + n, b.p + n, left);

		n += plain < left ? plain : left;
	}
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

/* From the first octet on that is not plain. */
static void inside_from(struct buf *out, struct bytes b)
{
	while (b.n) {
		struct bytes at = b;
		size_t run;
		bool ok;
		uint32_t c = utf8_next(&b, &ok);

		if (!ok)
			buf_add(out, B("\xef\xbf\xbd"));
		else if (harmful(c))
			escape(out, c);
		else
			buf_add(out, bytes_head(at, at.n - b.n));
		run = plain_copy(buf_room(out, b.n + 1 + PIECE), b);
		out->n += run;
		b = bytes_from(b, run);
	}
}

void json_string_inside(struct buf *out, struct bytes b)
{
	size_t run = plain_copy(buf_room(out, b.n + PIECE), b);

	out->n += run;
	inside_from(out, bytes_from(b, run));
}

void json_string(struct buf *out, struct bytes b)
{
	uint8_t *p = buf_room(out, b.n + 2 + PIECE);
	size_t run = plain_copy(p + 1, b);

	p[0] = '"';
	out->n += 1 + run;
	if (run == b.n) {
		p[1 + run] = '"';
		out->n++;
		return;
	}
	inside_from(out, bytes_from(b, run));
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
	uint8_t *p;
	size_t digits = 6;

	if (ns < 0)
		buf_addc(out, '-');
	buf_addu64(out, v / 1000000);
	if (part == 0)
		return;
	p = buf_room(out, 1 + digits);
	p[0] = '.';
	u64_padded(p + 1, part, digits);
	while (p[digits] == '0')
		digits--;
	out->n += 1 + digits;
}
