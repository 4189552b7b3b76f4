/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ticker.h - now and then, about every 100 ms, while frames are worked on.
 */
#ifndef MW_ENGINE_TICKER_H
#define MW_ENGINE_TICKER_H

#include <stdbool.h>
#include <stdint.h>

/* Zeroed state is the start. */
struct ticker {
	unsigned frames;
	int64_t last_ns;
};

/* Call it for each frame, and with `idle` when the source has none: the clock is looked at
   every 4,096 frames, and whenever the source idles. */
bool ticker_due(struct ticker *t, bool idle);

#endif
