/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * merge.h - the parcels of several workers become the events of one engine.
 *
 * In:   for each batch, the parcels of every worker
 * Out:  events to the sinks, in the order and with the numbers that one engine would give
 *
 *	order    the frame; within it the time-outs by the moment they were due, then by
 *	         connection; then what the segment brought
 *	numbers  of connections, sessions and messages, given as their items come by
 */
#ifndef MW_ENGINE_MERGE_H
#define MW_ENGINE_MERGE_H

#include "engine/fan.h"
#include "engine/parcel.h"

struct merge;

/* `out` gets events, `fan` text for its sinks. */
struct merge *merge_new(unsigned nworkers, const struct parcel_post *post, struct fan *fan,
			struct events *out);
/* Tells what can be told of the oldest batch.  True when that was all of it.  Otherwise a
   parcel has to come first, or the fan has failed. */
bool merge_some(struct merge *m);
/* The worker whose parcel has to come before merge_some() can tell more. */
unsigned merge_waits_for(const struct merge *m);
void merge_free(struct merge **m);

#endif
