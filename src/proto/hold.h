/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * hold.h - octets of one direction that must wait for a word of the other side.
 *
 * What a client says after DATA, AUTH or STARTTLS means one thing when the server accepts
 * and another when it refuses.  Usually the client waits; when it does not, or when the
 * capture shows its octets first, they wait here, with the frames that carried them.
 */
#ifndef MW_PROTO_HOLD_H
#define MW_PROTO_HOLD_H

#include "base/buf.h"
#include "stream/conn.h"

/* Zeroed state is empty. */
struct hold {
	struct buf octets;
	size_t from;        /* octets at the front that were dropped already */
	size_t hidden;      /* octets at the end that are not to be shown yet */
	uint64_t offset;    /* stream offset of the first octet in `octets` */
	struct span *spans;
	size_t nspans, capspans;
};

void hold_fini(struct hold *h);
/* What is held and not hidden, and the stream offset of its first octet. */
struct bytes hold_bytes(const struct hold *h);
uint64_t hold_offset(const struct hold *h);
static inline bool hold_empty(const struct hold *h) { return h->octets.n == h->from; }
/* LIMIT_HOLD_OCTETS or LIMIT_HOLD_SPANS is reached: a decision cannot wait any longer. */
bool hold_full(const struct hold *h);
/* Adds octets that follow those held; `offset` is the stream offset of the first.  Only
   while the connection still knows their frames (see conn_spans). */
void hold_add(struct hold *h, const struct conn *c, enum dir d, uint64_t offset,
	      struct bytes b);
/* The same for octets that all came in one frame: `from` says which. */
void hold_add_from(struct hold *h, const struct span *from, uint64_t offset, struct bytes b);
/* Drops `n` octets from the front. */
void hold_drop(struct hold *h, size_t n);
/* Frees the memory of an empty one; where it stands in the stream stays. */
void hold_trim(struct hold *h);
void hold_clear(struct hold *h);
/* As conn_spans(), for octets that are held. */
size_t hold_spans(const struct hold *h, uint64_t offset, uint64_t octets, struct span *out,
		  size_t max);
size_t hold_memory(const struct hold *h); /* octets it takes */

#endif
