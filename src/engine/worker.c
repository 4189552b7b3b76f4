/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * worker.c - see worker.h.
 *
 *	worker_work(): batch -> streams -> protos -> judge (one session) -> tell() -> parcel
 */
#include "engine/worker.h"

#include "event/record_copy.h"
#include "judge/judge.h"
#include "proto/proto.h"
#include "sink/paper.h"

#include <stdlib.h>

enum {
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

	struct parcel_post post;
	struct parcel *parcel;  /* being filled; NULL: nobody wants it any more */
	size_t moment;          /* in the batch being worked on */
};

static struct item *item_new(struct worker *w, enum item_kind kind)
{
	return parcel_item(w->parcel, w->moment, streams_turn(w->streams), kind);
}

/* The parcel lends its buffers to the paper while it is filled. */
static void begin_parcel(struct worker *w, struct parcel *p)
{
	w->parcel = p;
	w->text_from = w->slots_from = 0;
	if (!p)
		return;
	parcel_clear(p);
	w->paper.text = p->text;
	w->paper.slots = p->slots;
	p->text = (struct buf){ 0 };
	p->slots = (struct number_slots){ 0 };
}

static struct parcel *end_parcel(struct worker *w, bool more)
{
	struct parcel *p = w->parcel;

	if (!p)
		return NULL;
	p->more = more;
	p->text = w->paper.text;
	p->slots = w->paper.slots;
	w->paper.text = (struct buf){ 0 };
	w->paper.slots = (struct number_slots){ 0 };
	w->parcel = NULL;
	return p;
}

/* Hands over what was filled, and goes on with an empty one. */
static void hand_over(struct worker *w)
{
	begin_parcel(w, w->post.swap(w->post.ctx, w->options.index, end_parcel(w, true)));
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
		hand_over(w);
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
	hand_over(w);
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
		hand_over(w);
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
		hand_over(w);
}

static void taken(struct numbers *self, enum number_kind kind, uint64_t number, uint64_t of)
{
	number_item(self, ITEM_TAKEN, kind, number, of);
}

static void done(struct numbers *self, enum number_kind kind, uint64_t number)
{
	number_item(self, ITEM_DONE, kind, number, 0);
}

struct parcel *worker_work(struct worker *w, const struct batch *b, struct parcel *p)
{
	unsigned own = w->options.index;
	const struct lane *l = b->lanes ? &b->lanes[own] : &(struct lane){ 0 };
	struct packet packet;
	struct frame f = { 0 };
	size_t next = 0;

	begin_parcel(w, p);
	for (w->moment = 0; w->moment < b->nmoments && w->parcel; w->moment++) {
		if (next < l->nsegments && l->segments[next].moment == w->moment) {
			batch_packet(b, own, next++, &packet, &f);
			streams_push(w->streams, &packet, NULL);
		} else {
			streams_tick(w->streams, b->moments_ns[w->moment]);
		}
	}
	if (b->last && w->parcel)
		streams_finish(w->streams);
	return end_parcel(w, false);
}

struct worker *worker_new(const struct worker_options *o)
{
	struct worker *w = xcalloc(1, sizeof(*w));

	w->options = *o;
	w->post = *o->post;
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
	return w;
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
	/* Without a parcel, closing the streams does not tell of what is still open. */
	streams_free(&w->streams);
	protos_free(&w->protos);
	judge_free(&w->judge);
	for (size_t i = 0; i < w->options.nsinks; i++)
		if (w->pens[i])
			w->pens[i]->free(w->pens[i]);
	free(w->pens);
	buf_fini(&w->paper.text);
	free(w->paper.slots.v);
	free(w);
	*wp = NULL;
}
