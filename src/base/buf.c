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

/* 100 pairs of digits: half the divisions. */
static const char pairs[] =
	"00010203040506070809" "10111213141516171819" "20212223242526272829"
	"30313233343536373839" "40414243444546474849" "50515253545556575859"
	"60616263646566676869" "70717273747576777879" "80818283848586878889"
	"90919293949596979899";

/* log10(2) is 1233/4096, near enough for 64 bits: n may be one too small. */
static size_t digits_of(uint64_t v)
{
	static const uint64_t powers[U64_DIGITS] = {
		0, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000,
		10000000000, 100000000000, 1000000000000, 10000000000000, 100000000000000,
		1000000000000000, 10000000000000000, 100000000000000000, 1000000000000000000,
		10000000000000000000u,
	};
	size_t bits = 64 - (size_t)__builtin_clzll(v | 1), n = bits * 1233 >> 12;

	return n + (v >= powers[n]);
}

size_t u64_text(uint8_t *p, uint64_t v)
{
	size_t n = digits_of(v), i = n;

	for (; v >= 100; v /= 100)
		memcpy(p + (i -= 2), pairs + v % 100 * 2, 2);
	if (v >= 10)
		memcpy(p, pairs + v * 2, 2);
	else
		p[0] = (uint8_t)('0' + v);
	return n;
}

void u64_padded(uint8_t *p, uint64_t v, size_t digits)
{
	if (v <= UINT32_MAX) { /* half the price */
		uint32_t w = (uint32_t)v;

		for (; digits >= 2; w /= 100)
			memcpy(p + (digits -= 2), pairs + w % 100 * 2, 2);
		v = w;
	}
	for (; digits >= 2; v /= 100)
		memcpy(p + (digits -= 2), pairs + v % 100 * 2, 2);
	if (digits)
		p[0] = (uint8_t)('0' + v % 10);
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
