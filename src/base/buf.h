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

struct buf {
	uint8_t *p;
	size_t n, cap;
};

void buf_fini(struct buf *b);
/* Empties it, keeping the memory. */
static inline void buf_clear(struct buf *b) { b->n = 0; }
/* Room for `n` more; the address of the first free octet. */
uint8_t *buf_room(struct buf *b, size_t n);
void buf_add(struct buf *b, struct bytes what);
void buf_addc(struct buf *b, uint8_t c);
void buf_adds(struct buf *b, const char *s);
void buf_addu64(struct buf *b, uint64_t v);
void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *b, const char *fmt, va_list ap);
/* Drops the first `n` octets, moving the rest down. */
void buf_drop(struct buf *b, size_t n);
/* What is in it; valid until the next change. */
static inline struct bytes buf_bytes(const struct buf *b)
{
	return bytes_of(b->p, b->n);
}
/* As a NUL-terminated string (the NUL is not counted); valid until the next change. */
const char *buf_cstr(struct buf *b);

#endif
