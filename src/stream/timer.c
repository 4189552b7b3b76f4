/* SPDX-License-Identifier: BSD-2-Clause */
/* timer.c - see timer.h.  A binary heap; every timer knows its place in it. */
#include "stream/timer.h"

#include "base/arena.h"

#include <stdlib.h>

void timers_fini(struct timers *ts)
{
	free(ts->heap);
	*ts = (struct timers){ 0 };
}

static bool before(struct timer_entry a, struct timer_entry b)
{
	return a.due_ns != b.due_ns ? a.due_ns < b.due_ns : a.timer->order < b.timer->order;
}

static void place(struct timers *ts, size_t i, struct timer_entry t)
{
	ts->heap[i] = t;
	t.timer->at = i + 1;
}

static void sift_up(struct timers *ts, size_t i, struct timer_entry t)
{
	while (i && before(t, ts->heap[(i - 1) / 2])) {
		place(ts, i, ts->heap[(i - 1) / 2]);
		i = (i - 1) / 2;
	}
	place(ts, i, t);
}

static void sift_down(struct timers *ts, size_t i, struct timer_entry t)
{
	for (;;) {
		size_t child = 2 * i + 1;

		if (child >= ts->n)
			break;
		if (child + 1 < ts->n && before(ts->heap[child + 1], ts->heap[child]))
			child++;
		if (!before(ts->heap[child], t))
			break;
		place(ts, i, ts->heap[child]);
		i = child;
	}
	place(ts, i, t);
}

void timer_set(struct timers *ts, struct timer *t, int64_t due_ns)
{
	bool later = t->at && due_ns > t->due_ns;
	struct timer_entry entry = { due_ns, t };

	t->due_ns = due_ns;
	if (!t->at) {
		ARRAY_PUSH(ts->heap, ts->n, ts->cap) = entry;
		t->at = ts->n;
	}
	if (later)
		sift_down(ts, t->at - 1, entry);
	else
		sift_up(ts, t->at - 1, entry);
}

void timer_stop(struct timers *ts, struct timer *t)
{
	size_t i = t->at - 1;
	struct timer_entry last;

	if (!t->at)
		return;
	t->at = 0;
	last = ts->heap[--ts->n];
	if (last.timer == t)
		return;
	place(ts, i, last);
	sift_up(ts, i, last);
	sift_down(ts, last.timer->at - 1, last);
}

struct timer *timers_due(struct timers *ts, int64_t now_ns)
{
	struct timer *t;

	if (!timers_any_due(ts, now_ns))
		return NULL;
	t = ts->heap[0].timer;
	timer_stop(ts, t);
	return t;
}
