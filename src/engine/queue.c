/* SPDX-License-Identifier: BSD-2-Clause */
/* queue.c - see queue.h. */
#include "engine/queue.h"

#include <assert.h>

void queue_init(struct queue *q, size_t max, size_t few)
{
	assert(max && max <= QUEUE_MAX && few <= max);
	*q = (struct queue){ .max = max, .few = few };
	pthread_mutex_init(&q->lock, NULL);
	pthread_cond_init(&q->changed, NULL);
}

void queue_fini(struct queue *q)
{
	pthread_cond_destroy(&q->changed);
	pthread_mutex_destroy(&q->lock);
}

bool queue_put(struct queue *q, void *item, bool now)
{
	bool put, wake;

	pthread_mutex_lock(&q->lock);
	while (q->n == q->max && !q->closed)
		pthread_cond_wait(&q->changed, &q->lock);
	put = !q->closed;
	if (put)
		q->items[(q->first + q->n++) % QUEUE_MAX] = item;
	wake = put && (now || q->n >= q->few);
	pthread_mutex_unlock(&q->lock);
	if (wake) /* not sooner: who is woken wants the lock */
		pthread_cond_broadcast(&q->changed);
	return put;
}

void *queue_take(struct queue *q)
{
	void *item = NULL;

	pthread_mutex_lock(&q->lock);
	while (q->n == 0 && !q->closed)
		pthread_cond_wait(&q->changed, &q->lock);
	if (q->n) {
		item = q->items[q->first];
		q->first = (q->first + 1) % QUEUE_MAX;
		q->n--;
	}
	pthread_mutex_unlock(&q->lock);
	if (item)
		pthread_cond_broadcast(&q->changed);
	return item;
}

void queue_close(struct queue *q)
{
	pthread_mutex_lock(&q->lock);
	q->closed = true;
	pthread_cond_broadcast(&q->changed);
	pthread_mutex_unlock(&q->lock);
}
