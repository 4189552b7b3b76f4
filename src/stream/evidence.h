/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * evidence.h - the last octets of one direction that were passed on, and their frames.
 *
 * A retransmission must say what the first copy said.  Where it does not, somebody lies
 * (or a box in between is broken), and both readings are wanted.  The first copy has been
 * handed to the reader by then and is gone, so the last LIMIT_EVIDENCE_OCTETS stay here.
 */
#ifndef MW_STREAM_EVIDENCE_H
#define MW_STREAM_EVIDENCE_H

#include "base/bytes.h"

enum { EVIDENCE_FRAMES = 32 }; /* a power of two */

struct evidence {
	uint64_t end;    /* stream offset after the last octet kept */
	uint32_t n, cap; /* octets kept; room for them */
	uint32_t frames; /* how often a frame was noted */
	uint32_t capframes; /* room in frame[], a power of two; a ring once that is
			       EVIDENCE_FRAMES */
	struct evidence_frame {
		uint64_t from, frame; /* this frame's octets begin at stream offset `from` */
	} frame[];       /* the octets lie behind */
};

/* `b` was passed on from `offset`, out of `frame`.  `*e` may be NULL; it grows with what
   is passed on. */
void evidence_add(struct evidence **e, uint64_t offset, struct bytes b, uint64_t frame);
/* What is kept of the octets [from, to): the last part of them, as far as it is kept, at
   `*from_out`. */
struct bytes evidence_of(const struct evidence *e, uint64_t from, uint64_t to,
			 uint64_t *from_out);
/* The frame that carried the octet at `offset`, or 0 when that is not remembered. */
uint64_t evidence_frame(const struct evidence *e, uint64_t offset);
/* Into an image (base/pack.h), where it takes no more room than it needs, and out of it; `e` is
   freed.  Both may be NULL. */
struct pack;
void evidence_pack(struct evidence *e, struct pack *to);
struct evidence *evidence_unpack(struct pack *from);
static inline size_t evidence_octets(const struct evidence *e)
{
	return e ? sizeof(*e) + e->capframes * sizeof(*e->frame) + e->cap + 16 : 0;
}

#endif
