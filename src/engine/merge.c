/* SPDX-License-Identifier: BSD-2-Clause */
/* merge.c - see merge.h. */
#include "engine/merge.h"

#include "engine/number_map.h"

#include <assert.h>
#include <stdlib.h>

/* Where the merge is in one worker's parcels of the batch. */
struct source {
	struct parcel *parcel;  /* NULL: it has not come yet, or */
	bool through;           /* the worker has told all about this batch */
	size_t turn;            /* the next one in the parcel */
	struct number_map numbers[NUMBER_KINDS];
};

struct merge {
	struct source *sources;
	unsigned nsources, waits_for;
	struct parcel_post post;
	struct fan *fan;
	struct events *out;
	uint64_t given[NUMBER_KINDS]; /* how many numbers so far */
};

struct merge *merge_new(unsigned nworkers, const struct parcel_post *post, struct fan *fan,
			struct events *out)
{
	struct merge *m = xcalloc(1, sizeof(*m));

	m->sources = xcalloc(nworkers, sizeof(*m->sources));
	m->nsources = nworkers;
	m->post = *post;
	m->fan = fan;
	m->out = out;
	return m;
}

void merge_free(struct merge **mp)
{
	struct merge *m = *mp;

	if (!m)
		return;
	for (unsigned i = 0; i < m->nsources; i++)
		for (int k = 0; k < NUMBER_KINDS; k++)
			number_map_fini(&m->sources[i].numbers[k]);
	free(m->sources);
	free(m);
	*mp = NULL;
}

/* Numbers. */

/* The first session is 1, the first stream 0. */
static uint64_t first_number(enum number_kind kind)
{
	return kind == NUMBER_STREAM ? 0 : 1;
}

static void number_taken(struct merge *m, struct source *s, const struct item *item)
{
	enum number_kind kind = item->number.kind;
	uint64_t before = 0;

	if (kind == NUMBER_MESSAGE) {
		struct number_entry *session =
			number_map_at(&s->numbers[NUMBER_SESSION], item->number.of);

		assert(session);
		before = session->link;
		session->link = item->number.number;
	}
	number_map_add(&s->numbers[kind], item->number.number,
		       first_number(kind) + m->given[kind]++, before);
}

static void number_done(struct source *s, const struct item *item)
{
	struct number_entry *e =
		number_map_at(&s->numbers[item->number.kind], item->number.number);

	if (item->number.kind == NUMBER_SESSION && e) {
		for (uint64_t next, id = e->link; id; id = next) {
			struct number_entry *message =
				number_map_at(&s->numbers[NUMBER_MESSAGE], id);

			next = message ? message->link : 0;
			number_map_done(&s->numbers[NUMBER_MESSAGE], id);
		}
	}
	number_map_done(&s->numbers[item->number.kind], item->number.number);
}

static uint64_t number_of(struct source *s, enum number_kind kind, uint64_t number)
{
	const struct number_entry *e;

	if (number == NO_U64)
		return number;
	e = number_map_at(&s->numbers[kind], number);
	assert(e);
	return e->global - 1;
}

/* Items. */

static void tell_text(struct merge *m, struct source *s, const struct item *item)
{
	const struct parcel *p = s->parcel;
	struct buf *out = fan_text(m->fan, item->text.sink);
	struct bytes text = buf_bytes(&p->text);
	size_t at = item->text.from;

	if (!out)
		return;
	buf_room(out, item->text.to - at);
	for (size_t i = item->text.slots_from; i < item->text.slots_to; i++) {
		const struct number_slot *slot = &p->slots.v[i];

		buf_add(out, bytes_sub(text, at, slot->at - at));
		buf_addu64(out, number_of(s, slot->kind, slot->number));
		at = slot->at;
	}
	buf_add(out, bytes_sub(text, at, item->text.to - at));
	fan_text_done(m->fan, item->text.sink);
}

/* The record is ours: its numbers are put right in place. */
static void tell_record(struct merge *m, struct source *s, struct item *item)
{
	enum record_kind kind;
	struct ev_head *head = (struct ev_head *)item->record.head;

	head->tcp_stream = number_of(s, NUMBER_STREAM, head->tcp_stream);
	head->session_id = number_of(s, NUMBER_SESSION, head->session_id);
	if (event_record(item->record.kind, &kind)) {
		uint64_t *message = record_message_id(kind, head);

		if (message)
			*message = number_of(s, NUMBER_MESSAGE, *message);
	}
	m->fan->written = &item->record;
	m->out->put(m->out, &item->record);
	m->fan->written = NULL;
}

static void tell_turn(struct merge *m, struct source *s)
{
	struct parcel *p = s->parcel;
	size_t end = s->turn + 1 < p->nturns ? p->turns[s->turn + 1].first : p->nitems;

	for (size_t i = p->turns[s->turn].first; i < end && !m->fan->failed; i++) {
		struct item *item = &p->items[i];

		switch (item->kind) {
		case ITEM_TAKEN:
			number_taken(m, s, item);
			break;
		case ITEM_DONE:
			number_done(s, item);
			break;
		case ITEM_TEXT:
			tell_text(m, s, item);
			break;
		case ITEM_RECORD:
			tell_record(m, s, item);
			break;
		}
	}
	s->turn++;
}

/* Order. */

/* Moves to the next turn that has not been told, taking further parcels.  False: there is
   none yet. */
static bool settle(struct merge *m, struct source *s)
{
	unsigned worker = (unsigned)(s - m->sources);

	while (!s->through) {
		if (!s->parcel) {
			s->parcel = m->post.take(m->post.ctx, worker);
			s->turn = 0;
		}
		if (!s->parcel) {
			m->waits_for = worker;
			return false;
		}
		if (s->turn < s->parcel->nturns)
			return true;
		s->through = !s->parcel->more;
		m->post.give_back(m->post.ctx, worker, s->parcel);
		s->parcel = NULL;
	}
	return true;
}

/* The connection as one engine would count it.  A connection can have a time-out or an end
   only after it was opened, and that was told before. */
static uint64_t stream_of(struct source *s, uint64_t stream)
{
	const struct number_entry *e = number_map_at(&s->numbers[NUMBER_STREAM], stream);

	return e ? e->global : 0;
}

static bool before(struct source *a, struct source *b)
{
	const struct turn_items *x = &a->parcel->turns[a->turn], *y = &b->parcel->turns[b->turn];

	if (x->moment != y->moment)
		return x->moment < y->moment;
	if (x->turn.due_ns != y->turn.due_ns)
		return x->turn.due_ns < y->turn.due_ns;
	return stream_of(a, x->turn.stream) < stream_of(b, y->turn.stream);
}

static struct source *next_source(struct merge *m)
{
	struct source *best = NULL;

	for (unsigned i = 0; i < m->nsources; i++) {
		struct source *s = &m->sources[i];

		if (s->parcel && (!best || before(s, best)))
			best = s;
	}
	return best;
}

bool merge_some(struct merge *m)
{
	struct source *s;

	for (unsigned i = 0; i < m->nsources; i++)
		if (!settle(m, &m->sources[i]))
			return false;
	while ((s = next_source(m)) != NULL) {
		tell_turn(m, s);
		if (m->fan->failed || !settle(m, s))
			return false;
	}
	for (unsigned i = 0; i < m->nsources; i++)
		m->sources[i].through = false;
	m->waits_for = 0;
	return true;
}

unsigned merge_waits_for(const struct merge *m)
{
	return m->waits_for;
}
