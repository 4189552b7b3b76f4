/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fan.h - events to the sinks that want them.
 *
 * The first sink that fails ends it: nothing more is handed on.
 */
#ifndef MW_ENGINE_FAN_H
#define MW_ENGINE_FAN_H

#include "sink/sink.h"

struct fan {
	struct events events; /* put here; first */
	struct sink *const *sinks;
	size_t nsinks;
	/* An event that sinks with pens have had as text already. */
	const struct event *written;
	bool failed;
	bool shut;            /* nothing more is to be told */
	struct err *e;        /* what the first failure fills */
};

void fan_init(struct fan *f, struct sink *const *sinks, size_t nsinks, struct err *e);
/* Where to add text that a pen of sink `i` wrote, or NULL: it wants no more.
   Then comes fan_text_done(). */
struct buf *fan_text(struct fan *f, size_t i);
void fan_text_done(struct fan *f, size_t i);
/* Every sink has all it needs. */
bool fan_done(const struct fan *f);
/* Every sink finishes, also when something failed before (`rc` < 0).  The first failure is
   the one told.  0 or -1. */
int fan_finish(struct fan *f, int rc);

#endif
