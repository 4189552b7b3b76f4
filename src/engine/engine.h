/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * engine.h - the only code that knows all stages: frames in, events to the sinks.
 *
 *   capture -> net -> stream -> proto (-> mime) -> event -> sinks
 */
#ifndef MW_ENGINE_ENGINE_H
#define MW_ENGINE_ENGINE_H

#include "base/hash.h"
#include "capture/capture.h"
#include "net/packet.h"
#include "sink/sink.h"
#include "stream/stream.h"

struct engine_options {
	struct net_options net;
	struct stream_options stream;
	struct hmac_key hmac_key; /* of mailwire.auth.secret_hmac; n == 0: a random one */
	bool no_digests; /* of messages and parts: nobody needs them */
	bool show_secrets; /* also where the text of a server's reply repeats one; what else is
			      shown, each sink decides */
	/* Cores to use, by the calling thread and others.  0 or 1: by the calling one alone.
	   More are used where they can be: for files, and sinks that want whole records; the
	   sinks then run in any of the threads, one at a time. */
	unsigned cores;
	/* NULL, or called for every frame before it is decoded (saving what is captured).
	   0 to go on, 1 to end after this frame, or -1 and `e`. */
	int (*on_frame)(void *ctx, const struct capture *c, const struct frame *f,
			struct err *e);
	/* NULL, or called now and then (about every 100 ms); true asks the capture to stop:
	   what a device's ring still holds is worked on first. */
	bool (*on_tick)(void *ctx, const struct capture *c);
	void *ctx;
};

struct engine_result {
	struct net_stats net;
	struct stream_stats stream;
	bool interrupted; /* on_tick asked to stop */
};

/* Runs `c` to its end, or until every sink is done.  What the sinks get does not depend on
   `cores`, as long as no budget of the streams is reached: each worker of a crew has its
   share of it.  Every sink that was begun is finished, also when something failed, so that written output is whole.
   0, or -1 and `e`. */
int engine_run(struct capture *c, const struct engine_options *o, struct sink *const *sinks,
	       size_t nsinks, struct engine_result *result_out, struct err *e);

#endif
