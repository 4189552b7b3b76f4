/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * inflate.h - one direction's octets out of DEFLATE (RFC 1951), as IMAP's COMPRESS has them
 * (RFC 4978): one stream that never ends, flushed after every line or so.
 *
 *	n = inflater_push(i, octets, &out)	until all are used and nothing is pending
 *	inflater_state(i)			INFLATER_ON, or why nothing more comes
 */
#ifndef MW_PROTO_INFLATE_H
#define MW_PROTO_INFLATE_H

#include "base/buf.h"

enum inflater_state {
	INFLATER_ON,
	INFLATER_ENDED,   /* the stream said that it ends: RFC 4978 3 does not allow it */
	INFLATER_DAMAGED, /* it is no DEFLATE */
	INFLATER_CAPPED,  /* LIMIT_INFLATE_FREE and LIMIT_INFLATE_RATIO are reached */
};

struct inflater;

/* Those that were used last, LIMIT_INFLATERS_WARM of them, have all that zlib wants (40 KiB).
   Of the others only what DEFLATE must remember is kept, at most 32 KiB and never more than
   they gave so far: zlib's state can be made from that where a block ends, as after each
   flush.  One whose sender does not flush stays as it is.  Zeroed state is the start. */
struct inflater_pool {
	struct inflater *newest, *oldest;
	size_t n;
};

/* `pool` must outlive it. */
struct inflater *inflater_new(struct inflater_pool *pool);
void inflater_free(struct inflater **i);
/* Uses octets of `b` and adds what they give to `out`, at most 16 KiB: memory does not depend
   on how far they expand.  Returns how many were used; take `out` and come back with the
   rest, and as long as anything is pending also without any.  When the state is no longer ON
   all are used and give nothing. */
size_t inflater_push(struct inflater *i, struct bytes b, struct buf *out);
bool inflater_pending(const struct inflater *i);
/* The next octet begins a block: so it is behind what a sender flushed. */
bool inflater_between(const struct inflater *i);
enum inflater_state inflater_state(const struct inflater *i);
/* Nothing more can be read of it: octets are missing (RFC 1951 2: each block may refer to
   what came before it). */
void inflater_give_up(struct inflater *i);
/* Octets of memory it takes. */
size_t inflater_memory(const struct inflater *i);
/* Octets given so far. */
uint64_t inflater_octets(const struct inflater *i);
/* Why not all was read, as a sentence; NULL when it was.  An end that nothing follows, as some
   servers write it behind LOGOUT, is none. */
const char *inflater_note(const struct inflater *i);

#endif
