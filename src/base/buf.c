/* SPDX-License-Identifier: BSD-2-Clause */
/* buf.c - see buf.h. */
#include "base/buf.h"

#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>

void buf_fini(struct buf *b)
{
	free(b->p);
	*b = (struct buf){ 0 };
}

uint8_t *buf_room(struct buf *b, size_t n)
{
	if (!b->p || n > b->cap - b->n) {
		size_t cap = b->cap ? b->cap : 128;

		while (cap - b->n < n)
			cap *= 2;
		b->p = xrealloc(b->p, cap);
		b->cap = cap;
	}
	return b->p + b->n;
}

void buf_add(struct buf *b, struct bytes what)
{
	if (what.n == 0)
		return;
	memcpy(buf_room(b, what.n), what.p, what.n);
	b->n += what.n;
}

void buf_addc(struct buf *b, uint8_t c)
{
	*buf_room(b, 1) = c;
	b->n++;
}

void buf_adds(struct buf *b, const char *s)
{
	buf_add(b, bytes_str(s));
}

void buf_addu64(struct buf *b, uint64_t v)
{
	uint8_t d[20];
	size_t i = sizeof(d);

	do
		d[--i] = (uint8_t)('0' + v % 10);
	while (v /= 10);
	buf_add(b, bytes_of(d + i, sizeof(d) - i));
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
