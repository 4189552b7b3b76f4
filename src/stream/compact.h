/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * compact.h - what stays of a connection that nobody reads: enough to know its packets.
 *
 * 44 octets a record, in chunks; with its slot in the table (8 octets, at least 7/16 of
 * them in use) less than 64.  It keeps the packets of an ignored connection from opening a
 * new one, and those of an ended one from looking like one begun in the middle.
 */
#ifndef MW_STREAM_COMPACT_H
#define MW_STREAM_COMPACT_H

#include "stream/key.h"

struct compact {
	uint8_t addr[2][16];
	uint16_t port[2];
	uint32_t isn;           /* raw, of the SYN that opened it; or link to the next free */
	uint32_t seen_s : 27;   /* second of the capture's clock, from its beginning */
	uint32_t ip6 : 1;
	uint32_t has_isn : 1, isn_from : 1; /* a SYN was seen, sent by end 0 or 1 */
	uint32_t ended : 1;
	uint32_t live : 1;      /* in use */
};

struct compacts {
	struct compact **chunks;
	size_t nchunks, cap;
	size_t n;               /* in use */
	uint32_t top, free;     /* references: never used from here; first free, or 0 */
	uint32_t hand;          /* compacts_stale() goes on from here */
};

void compacts_fini(struct compacts *cs);
/* A new record and its reference (1, 2, ...), or 0 when there are 2^31 - 1 of them. */
uint32_t compact_new(struct compacts *cs, const struct flow_key *key);
struct compact *compact_at(const struct compacts *cs, uint32_t ref);
bool compact_is(const struct compact *c, const struct flow_key *key);
struct flow_key compact_key(const struct compact *c);
void compact_drop(struct compacts *cs, uint32_t ref);
/* Looks at the next `look` records in turn: the reference of one that has not been seen
   since `second` (or `ended_second`, for an ended one), or 0. */
uint32_t compacts_stale(struct compacts *cs, uint32_t second, uint32_t ended_second,
			unsigned look);
/* True when the next compact_new() needs no more memory. */
static inline bool compacts_room(const struct compacts *cs) { return cs->n < cs->top; }
/* One of those known for longest, roughly, when there is no room: to be dropped. */
uint32_t compacts_oldest(struct compacts *cs);
size_t compacts_octets(const struct compacts *cs);

#endif
