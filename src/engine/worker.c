/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * worker.c - see worker.h.
 *
 *	batch -> streams -> protos -> judge (one session) -> tell() -> parcel
 */
#include "engine/worker.h"

#include "event/record_copy.h"
#include "judge/judge.h"
#include "proto/proto.h"

#include <stdlib.h>

enum {
	PARCELS = 6, /* one being filled, one being merged; the rest bridge the time in which the
			other workers are behind */
	BATCHES = QUEUE_MAX,
};

struct worker {
	struct events events;   /* first: tell() gets a pointer to it */
	struct numbers numbers;
	struct worker_options options;
	struct pen **pens;      /* one for each sink, NULL where there is none */
	struct judge *judge;
	struct protos *protos;
	struct streams *streams;

	struct queue batches, full, empty;
	struct parcel parcels[PARCELS];
	struct parcel *parcel;  /* being filled; NULL: nobody wants it any more */
	size_t moment;          /* in the batch being worked on */
	pthread_t thread;
};

static struct item *item_new(struct worker *w, enum item_kind kind)
{
	return parcel_item(w->parcel, w->moment, streams_turn(w->streams), kind);
}

/* Hands over what was filled, and goes on with an empty one. */
static void hand_over(struct worker *w, bool more)
{
	struct parcel *p = w->parcel;

	p->more = more;
	w->parcel = queue_put(&w->full, p) ? queue_take(&w->empty) : NULL;
	if (w->parcel)
		parcel_clear(w->parcel);
}

static void tell_text(struct worker *w, unsigned sink, const struct event *ev)
{
	struct parcel *p = w->parcel;
	struct item *item = item_new(w, ITEM_TEXT);

	item->text.sink = sink;
	item->text.from = p->text.n;
	item->text.slots_from = p->slots.n;
	w->pens[sink]->write(w->pens[sink], ev, &p->text, &p->slots);
	item->text.to = p->text.n;
	item->text.slots_to = p->slots.n;
}

static void tell_record(struct worker *w, const struct event *ev)
{
	struct item *item = item_new(w, ITEM_RECORD);
	struct arena *a = &w->parcel->arena;
	enum record_kind kind;

	item->record.kind = ev->kind;
	if (event_record(ev->kind, &kind))
		item->record.head = record_copy(a, kind, ev->head);
	else
		item->record.head = head_copy(a, ev->head);
}

static void tell(struct events *self, const struct event *ev)
{
	struct worker *w = (struct worker *)self;

	if (!w->parcel)
		return;
	for (unsigned i = 0; i < w->options.nsinks; i++)
		if (w->pens[i] && w->options.sinks[i]->wants & EV_BIT(ev->kind))
			tell_text(w, i, ev);
	if (w->options.wants & EV_BIT(ev->kind))
		tell_record(w, ev);
	if (parcel_full(w->parcel))
		hand_over(w, true);
}

static struct worker *worker_of(struct numbers *n)
{
	return (struct worker *)(void *)((char *)n - offsetof(struct worker, numbers));
}

static void number_item(struct numbers *self, enum item_kind item_kind,
			enum number_kind kind, uint64_t number, uint64_t of)
{
	struct worker *w = worker_of(self);
	struct item *item;

	if (!w->parcel)
		return;
	item = item_new(w, item_kind);
	item->number.kind = kind;
	item->number.number = number;
	item->number.of = of;
	if (parcel_full(w->parcel))
		hand_over(w, true);
}

static void taken(struct numbers *self, enum number_kind kind, uint64_t number, uint64_t of)
{
	number_item(self, ITEM_TAKEN, kind, number, of);
}

static void done(struct numbers *self, enum number_kind kind, uint64_t number)
{
	number_item(self, ITEM_DONE, kind, number, 0);
}

static void work(struct worker *w, const struct batch *b)
{
	struct packet p;
	struct frame f = { 0 };

	for (w->moment = 0; w->moment < b->nmoments && w->parcel; w->moment++) {
		const struct moment *m = &b->moments[w->moment];

		if (m->segment == NO_SEGMENT || m->worker != w->options.index) {
			streams_tick(w->streams, m->ts_ns);
			continue;
		}
		batch_packet(b, w->moment, &p, &f);
		streams_push(w->streams, &p, NULL);
	}
	if (b->last && w->parcel)
		streams_finish(w->streams);
}

static void *run(void *arg)
{
	struct worker *w = arg;
	struct batch *b;

	while (w->parcel && (b = queue_take(&w->batches))) {
		work(w, b);
		if (w->parcel)
			hand_over(w, false);
	}
	return NULL;
}

struct worker *worker_new(const struct worker_options *o)
{
	struct worker *w = xcalloc(1, sizeof(*w));

	w->options = *o;
	w->events = (struct events){ .wants = o->wants, .put = tell };
	w->numbers = (struct numbers){ taken, done };
	w->pens = xcalloc(o->nsinks, sizeof(*w->pens));
	for (size_t i = 0; i < o->nsinks; i++) {
		struct sink *s = o->sinks[i];

		w->events.wants |= s->wants;
		w->pens[i] = s->text ? s->text->pen(s) : NULL;
	}
	w->judge = judge_new(JUDGE_ONE_SESSION, &w->events);
	w->protos = protos_new(judge_events(w->judge));
	protos_hmac_key(w->protos, &o->hmac_key);
	if (o->no_digests)
		protos_no_digests(w->protos);
	if (o->show_secrets)
		protos_show_secrets(w->protos);
	protos_numbers(w->protos, &w->numbers);
	w->streams = streams_new(&o->stream, &protos_ops, w->protos);
	queue_init(&w->batches, BATCHES);
	queue_init(&w->full, PARCELS);
	queue_init(&w->empty, PARCELS);
	for (size_t i = 1; i < PARCELS; i++)
		queue_put(&w->empty, &w->parcels[i]);
	w->parcel = &w->parcels[0];
	if (pthread_create(&w->thread, NULL, run, w) != 0)
		abort(); /* no thread: as little to be done about as no memory */
	return w;
}

void worker_give(struct worker *w, struct batch *b)
{
	queue_put(&w->batches, b);
}

struct parcel *worker_take(struct worker *w)
{
	return queue_take(&w->full);
}

void worker_return(struct worker *w, struct parcel *p)
{
	queue_put(&w->empty, p);
}

void worker_stop(struct worker *w)
{
	queue_close(&w->batches);
	queue_close(&w->full);
	queue_close(&w->empty);
	pthread_join(w->thread, NULL);
}

const struct stream_stats *worker_stats(const struct worker *w)
{
	return streams_stats(w->streams);
}

void worker_free(struct worker **wp)
{
	struct worker *w = *wp;

	if (!w)
		return;
	w->parcel = NULL; /* closing the streams would tell of what is still open */
	streams_free(&w->streams);
	protos_free(&w->protos);
	judge_free(&w->judge);
	for (size_t i = 0; i < w->options.nsinks; i++)
		if (w->pens[i])
			w->pens[i]->free(w->pens[i]);
	free(w->pens);
	for (size_t i = 0; i < PARCELS; i++)
		parcel_fini(&w->parcels[i]);
	queue_fini(&w->batches);
	queue_fini(&w->full);
	queue_fini(&w->empty);
	free(w);
	*wp = NULL;
}
