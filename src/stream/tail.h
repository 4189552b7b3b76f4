/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tail.h - octets that the reader left unused, until more come behind them.
 *
 * They are copied once, when they are left, and never moved for each segment that comes
 * behind them: a line that arrives in single octets costs one octet each.  With them, the
 * frames that brought them.
 */
#ifndef MW_STREAM_TAIL_H
#define MW_STREAM_TAIL_H

#include "base/buf.h"
#include "base/span.h"

struct tail {
	struct buf octets;
	size_t used;          /* octets at the front of `octets` that are used up */
	size_t shown;         /* octets that the reader was shown and left */
	struct span *spans;   /* in order, without holes; spans[first] covers the front */
	size_t first, nspans, cap;
};

void tail_free(struct tail **t);
/* `b` comes behind what is there; `s` says where it is from (s->octets == b.n). */
void tail_add(struct tail **t, struct bytes b, const struct span *s);
struct bytes tail_bytes(const struct tail *t);
/* The first `n` octets are used. */
void tail_use(struct tail *t, size_t n);
/* Everything is gone; the memory is kept when it is little. */
void tail_clear(struct tail **t);
/* The spans that touch [offset, offset + octets), cut to it; see conn_spans(). */
size_t tail_spans(const struct tail *t, uint64_t offset, uint64_t octets, struct span *out,
		  size_t max);
size_t tail_octets(const struct tail *t); /* memory */

#endif
