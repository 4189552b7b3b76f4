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
#include "engine/worker.h"

struct merge;

/* `out` gets events, `fan` text for its sinks. */
struct merge *merge_new(struct worker *const *workers, unsigned nworkers, struct fan *fan,
			struct events *out);
/* Takes the parcels of the next batch from all workers and tells what is in them.  Ends
   early when the fan has failed. */
void merge_batch(struct merge *m);
void merge_free(struct merge **m);

#endif
