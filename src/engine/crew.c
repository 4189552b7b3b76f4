/* SPDX-License-Identifier: BSD-2-Clause */
/* crew.c - see crew.h. */
#include "engine/crew.h"

#include "engine/desk.h"
#include "engine/merge.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

enum {
	AT_HOME = 2,      /* batches: see ready_desk() */
	ON_THEIR_WAY = 6, /* batches: what bridges the time in which nobody reads */
	HEAP_PIECES = 16, /* what a thread's heap has from the start: */
	HEAP_PIECE = 96 << 10, /* octets, less than malloc() asks the kernel for each time */
};

/* One thread. */
struct hand {
	struct crew *crew;
	unsigned index;
	bool waits;       /* in the middle of a batch, for a parcel */
	bool asleep;
	pthread_cond_t wake;
	pthread_t thread; /* not of the first, which is the caller's */
};

struct crew {
	pthread_mutex_t lock;
	struct desk *desks;
	struct hand *hands;
	unsigned n;                  /* of each */
	unsigned cores;              /* at most about so many hands are to be awake at a time */
	unsigned awake;
	struct batch batches[ON_THEIR_WAY];
	unsigned given, merged;      /* batches so far */
	struct merge *merge;
	struct fan *fan;
	unsigned merge_waits;        /* the desk whose parcel has to be merged next */
	bool merging;                /* somebody does */
	bool failed, done;           /* what the fan said last */
	bool over;                   /* the hands may go */
};

/* What there is to do.  With the lock held. */

static bool can_merge(const struct crew *c)
{
	return !c->merging && !c->failed && c->desks[c->merge_waits].nfull;
}

/* Where a batch waits and nobody works: the one that is furthest behind.  One at which the hand
   works most times counts as if it was further, since the caches of its core know it. */
static struct desk *ready_desk(const struct crew *c, unsigned hand)
{
	struct desk *best = NULL;
	unsigned most = 0;

	for (unsigned i = 0; i < c->n && !c->failed; i++) {
		struct desk *d = &c->desks[i];
		unsigned behind = c->given - d->begun;

		if (d->hand || behind == 0 || d->nempty == 0)
			continue;
		if (i % c->cores == hand % c->cores)
			behind += AT_HOME;
		if (behind > most) {
			best = d;
			most = behind;
		}
	}
	return best;
}

static void wake(struct hand *h)
{
	if (!h->asleep)
		return;
	h->asleep = false;
	h->crew->awake++;
	pthread_cond_signal(&h->wake);
}

/* When there is something to do that the caller does not do itself, somebody who sleeps gets
   it; who waits in the middle of a batch can only merge. */
static void call_somebody(struct crew *c)
{
	bool merge, work;

	if (c->awake >= c->cores)
		return;
	merge = can_merge(c);
	work = ready_desk(c, 0) != NULL;
	for (unsigned i = 0; (merge || work) && i < c->n; i++) {
		struct hand *h = &c->hands[i];

		if (h->asleep && (merge || !h->waits)) {
			wake(h);
			return;
		}
	}
}

static void sleep_until_woken(struct hand *h)
{
	h->asleep = true;
	h->crew->awake--;
	call_somebody(h->crew);
	while (h->asleep)
		pthread_cond_wait(&h->wake, &h->crew->lock);
}

/* Doing it.  With the lock held, but for the work itself. */

static void merge(struct crew *c)
{
	bool through;

	c->merging = true;
	call_somebody(c);
	pthread_mutex_unlock(&c->lock);
	through = merge_some(c->merge);
	pthread_mutex_lock(&c->lock);
	c->merging = false;
	c->merge_waits = merge_waits_for(c->merge);
	c->failed = c->fan->failed;
	c->done = fan_done(c->fan);
	if (through) {
		c->merged++;
		wake(&c->hands[0]); /* there is a batch to fill, or all is done */
	}
	for (unsigned i = 0; c->failed && i < c->n; i++)
		wake(&c->hands[i]);
}

static void work(struct crew *c, struct hand *h, struct desk *d)
{
	struct batch *b = &c->batches[d->begun++ % ON_THEIR_WAY];
	struct parcel *p = desk_empty(d);

	d->hand = h;
	call_somebody(c);
	pthread_mutex_unlock(&c->lock);
	p = worker_work(d->worker, b, p);
	pthread_mutex_lock(&c->lock);
	d->hand = NULL;
	if (p)
		desk_full(d, p);
}

/* False when there is nothing to do, or enough hands for it. */
static bool do_something(struct hand *h)
{
	struct crew *c = h->crew;
	struct desk *d;

	if (c->awake > c->cores)
		return false;
	if (can_merge(c))
		merge(c);
	else if ((d = ready_desk(c, h->index)) != NULL)
		work(c, h, d);
	else
		return false;
	return true;
}

/* The GNU allocator lets the heap of a thread that is not the first grow a page at a time, each
   with a system call that stops the page faults of all threads.  What it had once is kept. */
static void grow_heap(void)
{
	void *piece[HEAP_PIECES];

	for (int i = 0; i < HEAP_PIECES; i++)
		piece[i] = malloc(HEAP_PIECE);
	for (int i = 0; i < HEAP_PIECES; i++)
		free(piece[i]);
}

static void *hand_run(void *arg)
{
	struct hand *h = arg;
	struct crew *c = h->crew;

	if (h->index < c->cores)
		grow_heap();
	pthread_mutex_lock(&c->lock);
	while (!c->over)
		if (!do_something(h))
			sleep_until_woken(h);
	pthread_mutex_unlock(&c->lock);
	return NULL;
}

/* Parcels, for workers and the merge. */

/* A worker in the middle of a batch hands one over, and wants an empty one, or the same when
   it was lent.  Until there is one, its hand merges, if somebody must.  NULL: nobody wants
   it any more. */
static struct parcel *swap(void *ctx, unsigned index, struct parcel *p)
{
	struct crew *c = ctx;
	struct desk *d = &c->desks[index];
	bool lent = p->lent;

	pthread_mutex_lock(&c->lock);
	desk_full(d, p);
	call_somebody(c);
	d->hand->waits = true;
	while (!c->failed && !(lent ? d->told : d->nempty != 0)) {
		if (can_merge(c))
			merge(c);
		else
			sleep_until_woken(d->hand);
	}
	d->hand->waits = false;
	if (c->failed)
		p = NULL;
	else if (!lent)
		p = desk_empty(d);
	call_somebody(c);
	pthread_mutex_unlock(&c->lock);
	return p;
}

static struct parcel *take(void *ctx, unsigned index)
{
	struct crew *c = ctx;
	struct parcel *p;

	pthread_mutex_lock(&c->lock);
	p = desk_merge(&c->desks[index]);
	pthread_mutex_unlock(&c->lock);
	return p;
}

static void give_back(void *ctx, unsigned index, struct parcel *p)
{
	struct crew *c = ctx;
	struct desk *d = &c->desks[index];

	pthread_mutex_lock(&c->lock);
	desk_merged(d, p);
	if (d->hand && d->hand->waits)
		wake(d->hand);
	pthread_mutex_unlock(&c->lock);
}

/* The caller. */

struct crew *crew_new(const struct worker_options *options, unsigned n, unsigned cores,
		      struct fan *fan, struct events *out)
{
	struct crew *c = xcalloc(1, sizeof(*c));
	struct parcel_post post = { c, swap, take, give_back };
	struct worker_options o = *options;

	pthread_mutex_init(&c->lock, NULL);
	c->fan = fan;
	c->desks = xcalloc(n, sizeof(*c->desks));
	for (o.post = &post, o.index = 0; o.index < n; o.index++)
		desk_init(&c->desks[o.index], worker_new(&o));
	c->merge = merge_new(n, &post, fan, out);
	c->n = c->awake = n;
	c->cores = cores;
	c->hands = xcalloc(n, sizeof(*c->hands));
	for (unsigned i = 0; i < n; i++) {
		struct hand *h = &c->hands[i];

		*h = (struct hand){ .crew = c, .index = i };
		pthread_cond_init(&h->wake, NULL);
	}
	for (unsigned i = 1; i < n; i++)
		if (pthread_create(&c->hands[i].thread, NULL, hand_run, &c->hands[i]) != 0)
			abort(); /* no thread: as little to be done about as no memory */
	return c;
}

struct batch *crew_batch(struct crew *c)
{
	struct batch *b;

	pthread_mutex_lock(&c->lock);
	while (c->given - c->merged == ON_THEIR_WAY && !c->failed)
		if (!do_something(&c->hands[0]))
			sleep_until_woken(&c->hands[0]);
	b = c->failed ? NULL : &c->batches[c->given % ON_THEIR_WAY];
	call_somebody(c);
	pthread_mutex_unlock(&c->lock);
	if (b)
		batch_clear(b);
	return b;
}

void crew_give(struct crew *c, struct batch *b)
{
	assert(b == &c->batches[c->given % ON_THEIR_WAY]);
	pthread_mutex_lock(&c->lock);
	c->given++;
	call_somebody(c);
	pthread_mutex_unlock(&c->lock);
}

void crew_help(struct crew *c)
{
	pthread_mutex_lock(&c->lock);
	while (do_something(&c->hands[0]))
		continue;
	pthread_mutex_unlock(&c->lock);
}

bool crew_done(struct crew *c)
{
	bool done;

	pthread_mutex_lock(&c->lock);
	done = c->done;
	pthread_mutex_unlock(&c->lock);
	return done;
}

void crew_finish(struct crew *c)
{
	pthread_mutex_lock(&c->lock);
	while (c->merged != c->given && !c->failed)
		if (!do_something(&c->hands[0]))
			sleep_until_woken(&c->hands[0]);
	c->over = true;
	for (unsigned i = 0; i < c->n; i++)
		wake(&c->hands[i]);
	pthread_mutex_unlock(&c->lock);
	for (unsigned i = 1; i < c->n; i++)
		pthread_join(c->hands[i].thread, NULL);
}

void crew_stats(const struct crew *c, struct stream_stats *sum)
{
	for (unsigned i = 0; i < c->n; i++)
		stream_stats_add(sum, worker_stats(c->desks[i].worker));
}

void crew_free(struct crew **cp)
{
	struct crew *c = *cp;

	if (!c)
		return;
	merge_free(&c->merge);
	for (unsigned i = 0; i < c->n; i++)
		desk_fini(&c->desks[i]);
	for (unsigned i = 0; i < ON_THEIR_WAY; i++)
		batch_fini(&c->batches[i]);
	for (unsigned i = 0; i < c->n; i++)
		pthread_cond_destroy(&c->hands[i].wake);
	pthread_mutex_destroy(&c->lock);
	free(c->hands);
	free(c->desks);
	free(c);
	*cp = NULL;
}
