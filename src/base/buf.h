/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * buf.h - a growing run of octets that we write: output lines, held partial input.
 *
 * Zeroed state is empty.  Growth doubles.  Callers cap what traffic can put in.
 */
#ifndef MW_BASE_BUF_H
#define MW_BASE_BUF_H

#include "base/bytes.h"

#include <stdarg.h>
#include <stdlib.h>

struct buf {
	uint8_t *p;
	size_t n, cap;
};

/*
 * A buffer of a function's own, for a text that nearly always is short: it begins with memory on
 * the stack, and asks malloc() when that does not last.  Used and ended (buf_fini()) as any
 * other; it and what it holds end with the function.  Its p is never NULL.
 *	BUF_SHORT(text);
 */
enum { BUF_SHORT_CAP = 255 }; /* odd, as malloc()'s never are: so buf.c tells them apart */
#define BUF_SHORT(name)                      \
	uint8_t name##_short[BUF_SHORT_CAP]; \
	struct buf name = { name##_short, 0, BUF_SHORT_CAP }
static inline void buf_fini(struct buf *b)
{
	if (b->p && b->cap != BUF_SHORT_CAP)
		free(b->p);
	*b = (struct buf){ 0 };
}
/* Empties it, keeping the memory. */
static inline void buf_clear(struct buf *b) { b->n = 0; }
/* Makes room for `n` more, and for one octet behind them. */
void buf_grow(struct buf *b, size_t n);
/* Room for `n` more; the address of the first free octet. */
static inline uint8_t *buf_room(struct buf *b, size_t n)
{
	if (n >= b->cap - b->n)
		buf_grow(b, n);
	return b->p + b->n;
}
static inline void buf_add(struct buf *b, struct bytes what)
{
	if (what.n == 0)
		return;
	memcpy(buf_room(b, what.n), what.p, what.n);
	b->n += what.n;
}
static inline void buf_addc(struct buf *b, uint8_t c)
{
	*buf_room(b, 1) = c;
	b->n++;
}
void buf_adds(struct buf *b, const char *s);
/* Decimal digits; u64_text() writes them to `p`, which has room for U64_OCTETS, and returns
   how many there are.  Behind them it may have written one that is none. */
enum { U64_OCTETS = 20 + 1 };
size_t u64_text(uint8_t *p, uint64_t v);
/* The last `digits` of `v`, zeros in front.  Two digits a division; inline, as the compiler
   unrolls it for the numbers of digits that there are. */
extern const char digit_pairs[];
static inline void digits_padded(uint8_t *p, uint32_t v, size_t digits)
{
	for (; digits >= 2; v /= 100)
		memcpy(p + (digits -= 2), digit_pairs + v % 100 * 2, 2);
	if (digits)
		p[0] = (uint8_t)('0' + v % 10);
}
/* The same of three digits, less than 1000, by one look-up and one store: the octet behind
   them is overwritten. */
enum { TRIPLE_OCTETS = 4 };
extern const uint8_t digit_triples[];
static inline void three_digits(uint8_t *p, uint32_t v)
{
	memcpy(p, digit_triples + TRIPLE_OCTETS * v, TRIPLE_OCTETS);
}
/* u64_text() of a number less than 1000.  Behind one that has zeros in front a digit of the
   next number is written; 999 has none. */
static inline size_t short_text(uint8_t *p, uint32_t v)
{
	const uint8_t *t = digit_triples + TRIPLE_OCTETS * v;

	memcpy(p, t + t[3], TRIPLE_OCTETS);
	return 3u - t[3];
}
static inline void buf_addu64(struct buf *b, uint64_t v)
{
	b->n += u64_text(buf_room(b, U64_OCTETS), v);
}
void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *b, const char *fmt, va_list ap);
/* Drops the first `n` octets, moving the rest down. */
void buf_drop(struct buf *b, size_t n);
/* What was written from buf_room() on is part of it, up to `end`. */
static inline void buf_end(struct buf *b, const uint8_t *end)
{
	b->n = (size_t)(end - b->p);
}
/* Octets that may be written from there on. */
static inline size_t buf_left(const struct buf *b, const uint8_t *end)
{
	return b->cap - (size_t)(end - b->p);
}
/* What is in it; valid until the next change. */
static inline struct bytes buf_bytes(const struct buf *b)
{
	return bytes_of(b->p, b->n);
}
/* As a NUL-terminated string (the NUL is not counted); valid until the next change. */
const char *buf_cstr(struct buf *b);

#endif
