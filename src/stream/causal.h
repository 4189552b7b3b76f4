/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * causal.h - the order between the two directions, and when a hole is given up.
 *
 * Octets that a segment acknowledges are delivered before the octets it carries: its sender
 * had them.  So a segment waits as long as they are missing, for they may just be late.
 * After the grace (LIMIT_GRACE_FRAMES further frames of the connection, or LIMIT_GRACE_MS)
 * what is still missing of acknowledged octets is a gap: the receiver has it, the capture
 * has not.  A hole that nobody acknowledges waits for its retransmission.
 */
#ifndef MW_STREAM_CAUSAL_H
#define MW_STREAM_CAUSAL_H

#include "stream/flow.h"

/* May octets of `d` go that come after `need` octets of the other side? */
bool causal_ready(const struct flow *f, enum dir d, uint64_t need);
/* Nothing waits, is missing or is about to end. */
bool causal_quiet(const struct flow *f);
/* Delivers everything whose turn it is.  True when there was nothing to do and nothing is
   missing (nearly always): causal_age() would find that too. */
bool causal_pump(struct streams *s, struct flow *f);
/* A packet was worked on, or time went on: what is missing grows older; delivers what need
   not wait any longer. */
void causal_age(struct streams *s, struct flow *f);
/* When causal_age() could change something; INT64_MAX when only a packet can. */
int64_t causal_due_ns(const struct flow *f);
/* Octets of `d` wait. */
bool causal_waiting(const struct flow *f);

#endif
