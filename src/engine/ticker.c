/* SPDX-License-Identifier: BSD-2-Clause */
/* ticker.c - see ticker.h. */
#include "engine/ticker.h"

#include "base/time.h"

#include <time.h>

enum { TICK_FRAMES = 4096 };
#define TICK_NS (100 * 1000 * 1000)

static int64_t monotonic_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * NS_PER_SEC + t.tv_nsec;
}

bool ticker_due(struct ticker *t, bool idle)
{
	int64_t now;

	if (!idle && ++t->frames < TICK_FRAMES)
		return false;
	t->frames = 0;
	now = monotonic_ns();
	if (!idle && now - t->last_ns < TICK_NS)
		return false;
	t->last_ns = now;
	return true;
}
