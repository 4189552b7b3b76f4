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
#include "sink/paper.h"

#include <stdlib.h>

enum {
	PARCELS = 4, /* one being filled, one being merged; the rest bridge the time in which the
			other workers are behind */
	FEW_PARCELS = 2, /* for which who waits is woken: at least so many of a worker's wait to be
			merged, or are empty again, before it and the merge could wait for each
			other */
	BATCHES = QUEUE_MAX,
	COPIED_OCTETS = 128 << 10, /* of a record's lists; one with more is lent */
};

struct worker {
	struct events events;   /* first: tell() gets a pointer to it */
	struct numbers numbers;
	struct paper paper;     /* text of the parcel being filled: pens write it */
	size_t text_from, slots_from; /* what of it belongs to no item yet */
	unsigned writing;       /* the sink whose pen writes */
	struct worker_options options;
	struct pen **pens;      /* one for each sink, NULL where there is none */
	struct judge *judge;
	struct protos *protos;
	struct streams *streams;

	struct queue batches, full, empty;
	struct queue told;      /* the parcel whose records are ours, when they were told */
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
	p->text = w->paper.text;
	p->slots = w->paper.slots;
	if (!queue_put(&w->full, p, !more || p->lent))
		w->parcel = NULL;
	else
		w->parcel = queue_take(p->lent ? &w->told : &w->empty);
	w->paper.text = (struct buf){ 0 };
	w->paper.slots = (struct number_slots){ 0 };
	w->text_from = w->slots_from = 0;
	if (!w->parcel)
		return;
	parcel_clear(w->parcel);
	w->paper.text = w->parcel->text;
	w->paper.slots = w->parcel->slots;
	w->parcel->text = (struct buf){ 0 };
	w->parcel->slots = (struct number_slots){ 0 };
}

static bool full(const struct worker *w)
{
	return parcel_full(w->parcel, w->paper.text.n);
}

/* What the pen wrote since the last item becomes one. */
static void text_item(struct worker *w)
{
	struct item *item = item_new(w, ITEM_TEXT);

	item->text.sink = w->writing;
	item->text.from = w->text_from;
	item->text.slots_from = w->slots_from;
	w->text_from = item->text.to = w->paper.text.n;
	w->slots_from = item->text.slots_to = w->paper.slots.n;
}

/* A piece of a long text is there. */
static void text_piece(struct paper *paper)
{
	struct worker *w = (struct worker *)(void *)((char *)paper - offsetof(struct worker, paper));

	if (!w->parcel) {
		buf_clear(&paper->text);
		paper->slots.n = 0;
		return;
	}
	text_item(w);
	if (full(w))
		hand_over(w, true);
}

static void tell_text(struct worker *w, unsigned sink, const struct event *ev)
{
	w->writing = sink;
	w->pens[sink]->write(w->pens[sink], ev, &w->paper);
	if (w->parcel)
		text_item(w);
}

/* A record with long lists is not copied: it is told while its maker waits, and what it points
   to is where it was. */
static void lend_record(struct worker *w, const struct event *ev, enum record_kind kind)
{
	struct item *item = item_new(w, ITEM_RECORD);
	size_t size = record_size(kind);

	item->record.kind = ev->kind;
	item->record.head = memcpy(arena_alloc(&w->parcel->arena, size), ev->head, size);
	w->parcel->lent = true;
	hand_over(w, true);
}

static void tell_record(struct worker *w, const struct event *ev)
{
	struct arena *a = &w->parcel->arena;
	enum record_kind kind;
	struct item *item;

	if (event_record(ev->kind, &kind)) {
		if (record_list_octets(kind, ev->head) > COPIED_OCTETS) {
			lend_record(w, ev, kind);
			return;
		}
		item = item_new(w, ITEM_RECORD);
		item->record.head = record_copy(a, kind, ev->head);
	} else {
		item = item_new(w, ITEM_RECORD);
		item->record.head = head_copy(a, ev->head);
	}
	item->record.kind = ev->kind;
}

static void tell(struct events *self, const struct event *ev)
{
	struct worker *w = (struct worker *)self;

	if (!w->parcel)
		return;
	for (unsigned i = 0; i < w->options.nsinks; i++)
		if (w->parcel && w->pens[i] && w->options.sinks[i]->wants & EV_BIT(ev->kind))
			tell_text(w, i, ev);
	if (w->parcel && w->options.wants & EV_BIT(ev->kind))
		tell_record(w, ev);
	if (w->parcel && full(w))
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
	if (full(w))
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
	w->paper.piece = text_piece;
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
	queue_init(&w->batches, BATCHES, 1);
	queue_init(&w->full, PARCELS, FEW_PARCELS);
	queue_init(&w->empty, PARCELS, FEW_PARCELS);
	queue_init(&w->told, 1, 1);
	for (size_t i = 1; i < PARCELS; i++)
		queue_put(&w->empty, &w->parcels[i], false);
	w->parcel = &w->parcels[0];
	if (pthread_create(&w->thread, NULL, run, w) != 0)
		abort(); /* no thread: as little to be done about as no memory */
	return w;
}

void worker_give(struct worker *w, struct batch *b)
{
	queue_put(&w->batches, b, true);
}

struct parcel *worker_take(struct worker *w)
{
	return queue_take(&w->full);
}

void worker_return(struct worker *w, struct parcel *p)
{
	queue_put(p->lent ? &w->told : &w->empty, p, false);
}

void worker_stop(struct worker *w)
{
	queue_close(&w->batches);
	queue_close(&w->full);
	queue_close(&w->empty);
	queue_close(&w->told);
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
	queue_fini(&w->told);
	buf_fini(&w->paper.text);
	free(w->paper.slots.v);
	free(w);
	*wp = NULL;
}
