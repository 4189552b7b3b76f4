/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * parallel.h - one capture, several workers: the same events as one engine.
 *
 *	          +-> worker 0 -+
 *	capture --+-> worker 1 -+--> merge -> judge (all sessions) -> fan -> sinks
 *	  net     +-> ...      -+
 *
 * The calling thread reads and decodes frames; it and the others of the crew (crew.h) do the
 * rest as it comes.  Sinks run in any of them, one at a time.
 */
#ifndef MW_ENGINE_PARALLEL_H
#define MW_ENGINE_PARALLEL_H

#include "engine/engine.h"
#include "engine/fan.h"

/* Whether these sinks can be served so: they want records, not octets or frames as they go
   by. */
bool parallel_can(unsigned wants);
/* As engine_run(), with o->cores threads, but for finishing the sinks. */
int parallel_run(struct capture *c, const struct engine_options *o, struct fan *fan,
		 struct engine_result *r, struct err *e);

#endif
