/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * timer.h - who wants to be looked at next: a heap of moments, with the owner's reference.
 *
 * A timer may be early: whoever is woken looks whether it is really due, and sets it anew
 * if not.  So activity does not touch the heap.
 */
#ifndef MW_STREAM_TIMER_H
#define MW_STREAM_TIMER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Embedded in the owner; zeroed state is not set. */
struct timer {
	int64_t due_ns;
	uint64_t order;   /* decides between equal moments */
	size_t at;        /* place in the heap, from 1; 0 = not set */
};

/* With the moment beside it, most comparisons need not look into the owner. */
struct timer_entry {
	int64_t due_ns;
	struct timer *timer;
};

struct timers {
	struct timer_entry *heap;
	size_t n, cap;
};

void timers_fini(struct timers *ts);
/* Sets or moves it. */
void timer_set(struct timers *ts, struct timer *t, int64_t due_ns);
void timer_stop(struct timers *ts, struct timer *t);
/* It lies somewhere else now. */
static inline void timer_moved(struct timers *ts, struct timer *t)
{
	if (t->at)
		ts->heap[t->at - 1].timer = t;
}
/* Takes out the earliest one that is due, or NULL. */
struct timer *timers_due(struct timers *ts, int64_t now_ns);
static inline bool timers_any_due(const struct timers *ts, int64_t now_ns)
{
	return ts->n && ts->heap[0].due_ns <= now_ns;
}

#endif
