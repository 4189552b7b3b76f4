/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * crew.h - the threads that do the work of several workers, and merge.
 *
 * A hand is a thread; the calling one is the first.  None belongs to a worker: who has nothing
 * to do takes what can be done next, be it a worker's next batch or what can be merged.  With a
 * thread for each worker and one that reads and merges, a core waits as soon as another has
 * two threads with work, and the kernel does not move them for so short a time.
 *
 *	crew_batch() -> filled by the caller -> crew_give() -> worker_work() of every worker
 *	             -> parcels -> merge_some()
 *
 * One lock guards who does what and where the parcels are.  It is held for moments between
 * pieces of work of some 50 microseconds.
 */
#ifndef MW_ENGINE_CREW_H
#define MW_ENGINE_CREW_H

#include "engine/batch.h"
#include "engine/fan.h"
#include "engine/worker.h"

struct crew;

/* `n` workers and as many hands, of which about `cores` are awake at a time.  With fewer hands
   all could wait in the middle of a batch, for a worker that nobody is left to work for.
   `options` are the same for all workers.  `fan` gets text for its sinks, `out` the events. */
struct crew *crew_new(const struct worker_options *options, unsigned n, unsigned cores,
		      struct fan *fan, struct events *out);
/* An empty batch to fill.  Until there is one, the caller lends a hand.  NULL when a sink has
   failed. */
struct batch *crew_batch(struct crew *c);
/* The batch from crew_batch() is full. */
void crew_give(struct crew *c, struct batch *b);
/* Lends a hand as long as there is something to do: while nothing can be read. */
void crew_help(struct crew *c);
/* All sinks have what they need: nothing more has to be read. */
bool crew_done(struct crew *c);
/* Lends a hand until all that was given is told, or a sink has failed, and ends the other
   threads. */
void crew_finish(struct crew *c);
/* After crew_finish(): adds what all workers counted. */
void crew_stats(const struct crew *c, struct stream_stats *sum);
void crew_free(struct crew **c);

#endif
