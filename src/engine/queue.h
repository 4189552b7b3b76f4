/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * queue.h - things handed from one thread to another, a few at a time, in order.
 *
 * A lock and a condition: what goes through is a batch of hundreds of frames or the text of
 * as many records, so the lock costs nothing, and it is plain to read and to check.  Waking
 * somebody does cost: with a thread more than cores, who is woken takes a core from who woke
 * it.  So a queue wakes for a few things together, unless it is told not to wait for more.
 */
#ifndef MW_ENGINE_QUEUE_H
#define MW_ENGINE_QUEUE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

enum { QUEUE_MAX = 8 };

struct queue {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	void *items[QUEUE_MAX];
	size_t first, n, max, few;
	bool closed;
};

/* At most `max` (up to QUEUE_MAX) things wait in it; who waits for one is woken when there
   are `few`. */
void queue_init(struct queue *q, size_t max, size_t few);
void queue_fini(struct queue *q);
/* Waits for room; `now`: who waits for it is woken though there are not yet a few.  False, and
   not taken, when the queue was closed. */
bool queue_put(struct queue *q, void *item, bool now);
/* Waits for the next one; NULL when the queue was closed and is empty. */
void *queue_take(struct queue *q);
/* Whoever waits or comes later gets an end. */
void queue_close(struct queue *q);

#endif
