/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * stuck.h - a large segment that does not get through while small ones do.
 *
 * A path whose MTU is smaller than its ends believe, and whose routers do not say so (or are
 * not heard), lets every small segment pass and swallows the large ones: dialogues work and
 * messages hang (RFC 2923 2.1).  Told from the sender's side and from headers alone: the same
 * octets, the first that are not acknowledged, are sent again and again, are more than ever
 * arrived in one segment, and the other end is heard of meanwhile.
 */
#ifndef MW_STREAM_STUCK_H
#define MW_STREAM_STUCK_H

#include "stream/conn.h"

/* What is remembered of one direction; zeroed state is the start. */
struct stuck {
	uint32_t acked;          /* raw: what was acknowledged last, when `has_acked` */
	bool has_acked;
	uint32_t arrived;        /* the most octets of one segment that are known to have arrived */
	uint32_t waiting;        /* the most of one that was sent since all had arrived */
	struct conn_stuck *now;  /* the segment that is sent again; made at the first */
};

struct segment;
/* Octets go by.  `again`: they were sent before and not acknowledged; `acked`: what the other
   end acknowledged last, as far as it is known (`heard`). */
void stuck_sent(struct stuck *k, const struct segment *g, bool again, uint32_t acked, bool heard);
/* The other end acknowledges up to `g->ack`, which is all that was sent, or not. */
void stuck_acked(struct stuck *k, const struct segment *g, bool all);
void stuck_fini(struct stuck *k);

#endif
