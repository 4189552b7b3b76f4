/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * worker.h - one of several engines: streams and protocols of its own, in its own thread.
 *
 * In:   batches (batch.h), the same for all workers
 * Out:  parcels (parcel.h), one or more for each batch, in order
 */
#ifndef MW_ENGINE_WORKER_H
#define MW_ENGINE_WORKER_H

#include "base/hash.h"
#include "engine/batch.h"
#include "engine/parcel.h"
#include "engine/queue.h"
#include "sink/sink.h"

struct worker_options {
	unsigned index;                  /* 0, 1, ... */
	struct stream_options stream;
	struct hmac_key hmac_key;
	bool no_digests, show_secrets;
	struct sink *const *sinks;       /* only asked for pens */
	size_t nsinks;
	unsigned wants;                  /* EV_BIT()s of records that are wanted as such */
};

struct worker;

/* Starts its thread. */
struct worker *worker_new(const struct worker_options *o);
/* A batch for it; it must live until the last parcel for it was taken. */
void worker_give(struct worker *w, struct batch *b);
/* Waits for its next parcel. */
struct parcel *worker_take(struct worker *w);
/* A parcel that is not needed any more comes back. */
void worker_return(struct worker *w, struct parcel *p);
/* Ends its thread.  What it was given and did not do yet is left undone. */
void worker_stop(struct worker *w);
/* After worker_stop(). */
const struct stream_stats *worker_stats(const struct worker *w);
void worker_free(struct worker **w);

#endif
