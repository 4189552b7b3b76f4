/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * settle.h - where the two streams of a connection begin.
 *
 * A SYN says so exactly.  A capture begun in the middle, or one that is out of order in its
 * first packets, does not: then segments wait for a grace (LIMIT_GRACE_FRAMES or
 * LIMIT_GRACE_MS), and stream offset 0 is the lowest sequence number seen by then.
 */
#ifndef MW_STREAM_SETTLE_H
#define MW_STREAM_SETTLE_H

#include "stream/flow.h"

/* Takes from `g` what it says about the beginnings; may make f->settled true. */
void settle_learn(struct flow *f, const struct segment *g);
/* The beginning of a half that nothing was known about: `g` is its first segment, or
   acknowledges it first. */
void settle_late(struct flow *f, const struct segment *g);
/* Keeps a copy of `g` until the flow is settled. */
void settle_wait(struct flow *f, const struct segment *g);
/* The grace is over. */
bool settle_due(const struct streams *s, const struct flow *f);
/* Decides with what is known now. */
void settle_decide(struct flow *f);
/* What waited goes its way; f->settled must be true. */
void settle_replay(struct streams *s, struct flow *f);
void settle_fini(struct flow *f);
size_t settle_octets(const struct settle *w); /* memory */

#endif
