/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * held.h - octets of one direction that arrived before they could be passed on.
 *
 * Runs in order of their stream offset, never overlapping, in a skip list: thousands of
 * tiny segments in any order cost O(log n) each.  Runs that were cut share the copied
 * octets they came from.
 */
#ifndef MW_STREAM_HELD_H
#define MW_STREAM_HELD_H

#include "base/bytes.h"

enum { HELD_LEVELS = 12 };

struct held_copy; /* octets of one segment, counted references */

struct held_run {
	uint64_t offset;        /* stream offset of the first octet */
	uint64_t octets;
	const uint8_t *p;       /* NULL: octets that the snap length cut off */
	struct held_copy *copy; /* what `p` points into */
	uint64_t seg_from, seg_to; /* the whole segment this run belongs to */
	uint64_t need;          /* octets of the other direction that come before it */
	uint64_t frame;
	int64_t ts_ns;
	int64_t clock_ns;       /* when it came, by the streams' clock, */
	uint32_t arrival;       /* and by the packets of its connection */
	bool suspect;           /* outside of any window seen: likely not accepted */
	uint8_t levels;
	struct held_run *next[];
};

struct held {
	struct held_run *head[HELD_LEVELS];
	uint64_t random;        /* chooses levels; not predictable from outside */
	size_t runs;
	size_t octets;          /* memory of all runs */
};

static inline uint64_t held_run_end(const struct held_run *r)
{
	return r->offset + r->octets;
}

/* `seed` should be unknown to the sender of the traffic. */
struct held *held_new(uint64_t seed);
void held_free(struct held **h);

/* One reference to a copy of `b`; held_copy_drop() gives it back. */
struct held_copy *held_copy_new(struct held *h, struct bytes b);
void held_copy_keep(struct held_copy *c); /* one more reference */
void held_copy_drop(struct held *h, struct held_copy **c);
const uint8_t *held_copy_bytes(const struct held_copy *c);

/* The first run, or NULL. */
static inline struct held_run *held_first(const struct held *h)
{
	return h ? h->head[0] : NULL;
}
/* The first run that ends after `offset`, or NULL. */
struct held_run *held_from(struct held *h, uint64_t offset);
/* Adds a copy of `like` (its levels and links are not looked at; its copy gains a
   reference); it must not overlap any run. */
struct held_run *held_add(struct held *h, const struct held_run *like);
void held_remove(struct held *h, struct held_run *r);

#endif
