/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * budget.h - what connections may cost in time and memory.
 *
 * Time-outs are looked at when the clock moves, memory after every packet.  Over the
 * budget, the least valuable connections go first, in each class the one that was silent
 * for longest:
 *
 *	over       ended or ignored, kept for notes only
 *	silent     timed out, kept in case it goes on
 *	opening    no octet was passed on: scans and floods
 *	unknown    nobody has said what it is
 *	valued     mail, by the reader's word (conn.valued)
 *
 * Octets held for reordering have a budget of their own: reaching it declares the holes
 * they wait behind, of the connection that has waited for longest.
 */
#ifndef MW_STREAM_BUDGET_H
#define MW_STREAM_BUDGET_H

#include "stream/flow.h"

/* A new flow is listed, one that goes is not any more. */
void budget_enter(struct streams *s, struct flow *f);
void budget_leave(struct streams *s, struct flow *f);
/* It was seen, or its class may have changed; sets its timer if it is due earlier now. */
void budget_touch(struct streams *s, struct flow *f);
/* When time alone could change something about it. */
int64_t budget_due_ns(const struct flow *f);
/* Counts what `f` holds; makes room until the budgets are kept.  `f` itself stays unless
   it alone is too much; false when it is gone. */
bool budget_keep(struct streams *s, struct flow *f);
/* Lists it among those that wait, or not any more. */
void budget_note_waiting(struct streams *s, struct flow *f);
/* A compact record was seen. */
void budget_see_compact(const struct streams *s, struct compact *c);
/* What stays of a connection is too old to be taken for it: the next packet opens a new one.
   The same for both ways of keeping it, so that the numbers of connections do not depend on
   what is done with them. */
bool budget_compact_expired(const struct streams *s, const struct compact *c);
bool budget_over_expired(const struct streams *s, const struct flow *f);
/* Removes compact records that are too old, a few at a time, and one when there is no
   memory for another. */
void budget_sweep_compacts(struct streams *s);
/* The clock moved: whoever is due is looked at. */
void budget_tick(struct streams *s);
/* What connections take now, and the most they may take, in octets. */
uint64_t budget_memory(const struct streams *s);
uint64_t budget_limit(const struct streams *s);

#endif
