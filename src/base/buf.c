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

/* Less than 100; most numbers are. */
static inline size_t short_text(uint8_t *p, uint32_t v)
{
	if (v < 10) {
		p[0] = (uint8_t)('0' + v);
		return 1;
	}
	memcpy(p, digit_pairs + 2 * v, 2);
	return 2;
}

enum { HALF = 100000000 }; /* eight digits */

/* A function of its own, so that the short ones need not save registers for it. */
static __attribute__((noinline)) size_t long_text(uint8_t *p, uint64_t v)
{
	size_t n = u64_text(p, v / HALF);

	digits_padded(p + n, (uint32_t)(v % HALF), 8);
	return n + 8;
}

size_t u64_text(uint8_t *p, uint64_t v)
{
	uint32_t w = (uint32_t)v;
	size_t n;

	if (v >= HALF)
		return long_text(p, v);
	if (w < 100)
		return short_text(p, w);
	if (w < 10000) {
		n = short_text(p, w / 100);
		digits_padded(p + n, w, 2);
		return n + 2;
	}
	if (w < 1000000) {
		n = short_text(p, w / 10000);
		digits_padded(p + n, w, 4);
		return n + 4;
	}
	n = short_text(p, w / 1000000);
	digits_padded(p + n, w, 6);
	return n + 6;
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
