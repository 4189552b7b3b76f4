/* SPDX-License-Identifier: BSD-2-Clause */
/* buf.c - see buf.h. */
#include "base/buf.h"

#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>

enum { CAP_LEAST = 64 };

void buf_grow(struct buf *b, size_t n)
{
	bool on_stack = b->cap == BUF_SHORT_CAP;
	size_t cap = on_stack ? BUF_SHORT_CAP + 1 : b->cap ? b->cap : CAP_LEAST;
	uint8_t *p;

	while (cap - b->n <= n)
		cap *= 2;
	p = xrealloc(on_stack ? NULL : b->p, cap);
	if (on_stack && b->n)
		memcpy(p, b->p, b->n);
	b->p = p;
	b->cap = cap;
}

void buf_adds(struct buf *b, const char *s)
{
	buf_add(b, bytes_str(s));
}

const char digit_pairs[] =
	"00010203040506070809" "10111213141516171819" "20212223242526272829"
	"30313233343536373839" "40414243444546474849" "50515253545556575859"
	"60616263646566676869" "70717273747576777879" "80818283848586878889"
	"90919293949596979899";

/* 000 to 999, each with how many zeros stand in front of the number. */
#define TRIPLE(a, b, c) '0' + (a), '0' + (b), '0' + (c), (a) ? 0 : (b) ? 1 : 2
#define TRIPLES_10(a, b)                                                            \
	TRIPLE(a, b, 0), TRIPLE(a, b, 1), TRIPLE(a, b, 2), TRIPLE(a, b, 3),         \
	TRIPLE(a, b, 4), TRIPLE(a, b, 5), TRIPLE(a, b, 6), TRIPLE(a, b, 7),         \
	TRIPLE(a, b, 8), TRIPLE(a, b, 9)
#define TRIPLES_100(a)                                                              \
	TRIPLES_10(a, 0), TRIPLES_10(a, 1), TRIPLES_10(a, 2), TRIPLES_10(a, 3),     \
	TRIPLES_10(a, 4), TRIPLES_10(a, 5), TRIPLES_10(a, 6), TRIPLES_10(a, 7),     \
	TRIPLES_10(a, 8), TRIPLES_10(a, 9)
const uint8_t digit_triples[TRIPLE_OCTETS * 1000] = {
	TRIPLES_100(0), TRIPLES_100(1), TRIPLES_100(2), TRIPLES_100(3), TRIPLES_100(4),
	TRIPLES_100(5), TRIPLES_100(6), TRIPLES_100(7), TRIPLES_100(8), TRIPLES_100(9),
};

enum { MILLION = 1000000 };

/* A function of its own, so that the short ones need not save registers for it. */
static __attribute__((noinline)) size_t long_text(uint8_t *p, uint64_t v)
{
	size_t n = u64_text(p, v / MILLION);
	uint32_t rest = (uint32_t)(v % MILLION);

	three_digits(p + n, rest / 1000);
	three_digits(p + n + 3, rest % 1000);
	return n + 6;
}

size_t u64_text(uint8_t *p, uint64_t v)
{
	uint32_t w = (uint32_t)v;
	size_t n;

	if (v < 1000)
		return short_text(p, w);
	if (v >= MILLION)
		return long_text(p, v);
	n = short_text(p, w / 1000);
	three_digits(p + n, w % 1000);
	return n + 3;
}

void buf_vprintf(struct buf *b, const char *fmt, va_list ap)
{
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n <= 0)
		return;
	vsnprintf((char *)buf_room(b, (size_t)n + 1), (size_t)n + 1, fmt, ap);
	b->n += (size_t)n;
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(b, fmt, ap);
	va_end(ap);
}

void buf_drop(struct buf *b, size_t n)
{
	if (n >= b->n) {
		b->n = 0;
		return;
	}
	memmove(b->p, b->p + n, b->n - n);
	b->n -= n;
}

const char *buf_cstr(struct buf *b)
{
	*buf_room(b, 1) = 0;
	return (const char *)b->p;
}
