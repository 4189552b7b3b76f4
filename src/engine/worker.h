/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * worker.h - one of several engines: streams and protocols of its own.
 *
 * In:   batches (batch.h), the same for all workers
 * Out:  parcels (parcel.h), one or more for each batch, in order
 *
 * It has no thread of its own: one at a time works for it (crew.h).
 */
#ifndef MW_ENGINE_WORKER_H
#define MW_ENGINE_WORKER_H

#include "base/hash.h"
#include "engine/batch.h"
#include "engine/parcel.h"
#include "sink/sink.h"

struct worker_options {
	unsigned index;                  /* 0, 1, ... */
	struct stream_options stream;
	struct hmac_key hmac_key;
	bool no_digests, show_secrets;
	struct sink *const *sinks;       /* only asked for pens */
	size_t nsinks;
	unsigned wants;                  /* EV_BIT()s of records that are wanted as such */
	const struct parcel_post *post;
};

struct worker;

struct worker *worker_new(const struct worker_options *o);
/* Works on a batch and fills parcels, the first of them `p`.  The last is returned, those
   before go by post.  NULL when nobody wants them any more. */
struct parcel *worker_work(struct worker *w, const struct batch *b, struct parcel *p);
const struct stream_stats *worker_stats(const struct worker *w);
void worker_free(struct worker **w);

#endif
