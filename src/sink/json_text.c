/* SPDX-License-Identifier: BSD-2-Clause */
/* json_text.c - see json_text.h. */
#include "sink/json_text.h"

#include "base/time.h"
#include "base/utf8.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* What may stand in a string as it is is called plain.  DEL is allowed by the RFC, but
   terminals take it for a command. */
static inline bool plain(uint8_t c)
{
	return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

enum { PIECE = 16 };

#ifdef __SSE2__
/* Which octets are not plain. */
static inline __m128i odd(__m128i v)
{
	__m128i o = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('"')),
				 _mm_cmpeq_epi8(v, _mm_set1_epi8('\\')));

	/* As signed numbers controls and what is not ASCII are all less than a blank. */
	o = _mm_or_si128(o, _mm_cmplt_epi8(v, _mm_set1_epi8(' ')));
	return _mm_or_si128(o, _mm_cmpeq_epi8(v, _mm_set1_epi8(0x7f)));
}

static inline __m128i copy_piece(uint8_t *to, const uint8_t *from)
{
	__m128i v = _mm_loadu_si128((const __m128i *)from);

	_mm_storeu_si128((__m128i *)to, v);
	return odd(v);
}

/* Copies PIECE octets; how many of them are plain before the first that is not. */
static inline size_t plain_piece(uint8_t *to, const uint8_t *from)
{
	return (size_t)__builtin_ctz((unsigned)_mm_movemask_epi8(copy_piece(to, from)) |
				     1u << PIECE);
}

/* Copies `b`; is all of it plain?  Its end is taken first, and may overlap what is before. */
static inline bool copy_plain(uint8_t *to, struct bytes b)
{
	uint64_t head = 0x2020202020202020, tail = head; /* blanks: plain */

	if (b.n >= PIECE) {
		size_t last = b.n - PIECE;
		__m128i o = copy_piece(to + last, b.p + last);

		for (size_t i = 0; i < last; i += PIECE)
			o = _mm_or_si128(o, copy_piece(to + i, b.p + i));
		return _mm_movemask_epi8(o) == 0;
	}
	if (b.n >= 8) {
		memcpy(&head, b.p, 8);
		memcpy(&tail, b.p + b.n - 8, 8);
		memcpy(to, &head, 8);
		memcpy(to + b.n - 8, &tail, 8);
	} else if (b.n >= 4) {
		memcpy(&head, b.p, 4);
		memcpy(&tail, b.p + b.n - 4, 4);
		memcpy(to, &head, 4);
		memcpy(to + b.n - 4, &tail, 4);
	} else {
		for (size_t i = 0; i < b.n; i++)
			if (!plain(to[i] = b.p[i]))
				return false;
		return true;
	}
	return _mm_movemask_epi8(odd(_mm_set_epi64x((long long)tail, (long long)head))) == 0;
}
#else
static inline size_t plain_piece(uint8_t *to, const uint8_t *from)
{
	size_t n = 0;

	memcpy(to, from, PIECE);
	while (n < PIECE && plain(from[n]))
		n++;
	return n;
}

static inline bool copy_plain(uint8_t *to, struct bytes b)
{
	for (size_t i = 0; i < b.n; i++)
		if (!plain(to[i] = b.p[i]))
			return false;
	return true;
}
#endif

uint8_t *json_plain(uint8_t *p, struct bytes b)
{
	if (!copy_plain(p + 1, b))
		return NULL;
	p[0] = p[1 + b.n] = '"';
	return p + b.n + 2;
}

/* Copies octets of `b` up to the first that is not plain, and tells how many; behind them up
   to PIECE more may be written. */
static inline size_t plain_run(uint8_t *to, struct bytes b)
{
	size_t n = 0;

	for (; n + PIECE <= b.n; n += PIECE) {
		size_t run = plain_piece(to + n, b.p + n);

		if (run < PIECE)
			return n + run;
	}
	for (; n < b.n && plain(b.p[n]); n++)
		to[n] = b.p[n];
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
		if (bytes_at(b, 0) > 0x7f) /* where one is, more are */
			continue;
		run = plain_run(buf_room(out, b.n + 1 + PIECE), b);
		out->n += run;
		b = bytes_from(b, run);
	}
}

void json_string_inside(struct buf *out, struct bytes b)
{
	size_t run = plain_run(buf_room(out, b.n + PIECE), b);

	out->n += run;
	inside_from(out, bytes_from(b, run));
}

void json_string(struct buf *out, struct bytes b)
{
	uint8_t *end = json_plain(buf_room(out, b.n + 2), b);

	if (end) {
		buf_end(out, end);
		return;
	}
	buf_addc(out, '"');
	json_string_inside(out, b);
	buf_addc(out, '"');
}

void json_i64(struct buf *out, int64_t v)
{
	out->n += json_i64_text(buf_room(out, JSON_I64_OCTETS), v);
}

size_t json_i64_text(uint8_t *p, int64_t v)
{
	p[0] = '-';
	return v < 0 ? 1 + u64_text(p + 1, -(uint64_t)v) : u64_text(p, (uint64_t)v);
}

void json_ms(struct buf *out, int64_t ns)
{
	out->n += json_ms_text(buf_room(out, JSON_MS_OCTETS), ns);
}

/* `micro` and `nano`: three digits each, without zeros at the end. */
static inline size_t ms_fraction(uint8_t *p, uint32_t micro, uint32_t nano)
{
	size_t n = 4;

	p[0] = '.';
	three_digits(p + 1, micro);
	if (nano) { /* most captures have microseconds */
		three_digits(p + n, nano);
		n += 3;
	}
	while (p[n - 1] == '0')
		n--;
	return n;
}

size_t json_ms_text(uint8_t *p, int64_t ns)
{
	uint64_t v = ns < 0 ? -(uint64_t)ns : (uint64_t)ns;
	uint32_t part;
	size_t n = 0;

	if ((uint64_t)ns < NS_PER_SEC) { /* most are: small numbers are divided faster */
		part = (uint32_t)ns % 1000000;
		n = short_text(p, (uint32_t)ns / 1000000);
	} else {
		part = (uint32_t)(v % 1000000);
		if (ns < 0)
			p[n++] = '-';
		n += u64_text(p + n, v / 1000000);
	}
	return part ? n + ms_fraction(p + n, part / 1000, part % 1000) : n;
}
