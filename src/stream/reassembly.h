/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * reassembly.h - one direction of a connection: pieces in any order, octets in order.
 *
 * In:   pieces (offset, octets), late, twice, overlapping, cut by the snap length
 * Out:  either the new part of the piece itself, untouched and uncopied, when it comes
 *       right next; or it is held, and reassembly_next() gives it when its turn comes
 *
 * It knows nothing about acknowledgements and time: when a hole is given up is the
 * caller's business (causal.c), who then skips it.  Stream offsets are 64 bits wide, so a
 * stream may be longer than its sequence numbers.
 */
#ifndef MW_STREAM_REASSEMBLY_H
#define MW_STREAM_REASSEMBLY_H

#include "stream/evidence.h"
#include "stream/held.h"
#include "stream/stream.h"

/* What one segment carries for its direction. */
struct piece {
	uint64_t offset;
	struct bytes data;  /* octets captured */
	uint64_t cut;       /* octets after them that the snap length cut off */
	uint64_t need;      /* the fields of struct held_run */
	uint64_t frame;
	int64_t ts_ns, clock_ns;
	uint32_t arrival;
	bool suspect;
};

/* Zeroed state is the start of a stream. */
struct reassembly {
	uint64_t next;           /* stream offset of the next octet to pass on */
	struct held *held;       /* NULL when nothing waits */
	struct evidence *past;   /* NULL before anything was passed on, and when all of it was
				    acknowledged at the end */
};

/* How overlaps are decided and who is told. */
struct overlap_rules {
	enum overlap_policy policy;
	uint64_t seed;           /* for held_new() */
	/* As conn_ops.conflict; `differing` counts the octets in the run that differ. */
	void (*conflict)(void *ctx, uint64_t offset, struct bytes kept, struct bytes other,
			 uint64_t frame_kept, uint64_t frame_other, size_t differing);
	void *ctx;
};

void reassembly_fini(struct reassembly *r);
/* Who sent the octets will not send them again, having been told that all arrived, or given
   up: frees what was kept to compare them with. */
void reassembly_settled(struct reassembly *r);
/* Cuts off what was passed on before (comparing it with what is remembered).  False when
   nothing of `p` is new. */
bool reassembly_trim(struct reassembly *r, const struct overlap_rules *rules,
		     struct piece *p);
/* A trimmed piece comes right next and overlaps nothing that is held. */
bool reassembly_direct(const struct reassembly *r, const struct piece *p);
/* Copies what is new of a trimmed piece, and decides about what is held already. */
void reassembly_hold(struct reassembly *r, const struct overlap_rules *rules,
		     const struct piece *p);
/* The run that comes right next, or NULL: there is a hole, or nothing is held. */
struct held_run *reassembly_next(const struct reassembly *r);
/* `b`, of `frame`, is passed on: it begins at r->next. */
void reassembly_pass(struct reassembly *r, struct bytes b, uint64_t frame);
/* A hole is passed over. */
void reassembly_skip(struct reassembly *r, uint64_t octets);
/* The run is done with. */
void reassembly_drop(struct reassembly *r, struct held_run *run);

static inline size_t reassembly_held_octets(const struct reassembly *r)
{
	return r->held ? r->held->octets : 0;
}

#endif
