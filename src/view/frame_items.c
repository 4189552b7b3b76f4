/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * frame_items.c - see frame_items.h.
 *
 * A message is kept from its first octet until the frame that ends it has been shown:
 * its header fields, part names and frames, never its body.
 */
#include "view/frame_items.h"

#include "base/limits.h"

#include <stdlib.h>

struct frame_items {
	struct policy policy;
	struct arena arena;         /* of the texts of this frame */
	struct item *items;
	size_t nitems, cap_items;
	struct item_message **open; /* going by, in no order */
	size_t nopen, cap_open;
	struct item_message **ended;/* to be freed when the frame was shown */
	size_t nended, cap_ended;
};

struct frame_items *frame_items_new(const struct policy *policy)
{
	struct frame_items *f = xcalloc(1, sizeof(*f));

	f->policy = *policy;
	return f;
}

static struct item *add(struct frame_items *f, enum item_kind kind, bool from_client,
			const struct ev_head *head)
{
	struct item *it;

	ARRAY_PUSH(f->items, f->nitems, f->cap_items) = (struct item){ 0 };
	it = &f->items[f->nitems - 1];
	it->kind = kind;
	it->from_client = from_client;
	it->protocol = head->protocol ? head->protocol : "";
	it->code = NO_U64;
	it->command_seq = NO_U64;
	return it;
}

static struct item_message *find(struct frame_items *f, uint64_t id)
{
	for (size_t i = 0; i < f->nopen; i++)
		if (f->open[i]->id == id)
			return f->open[i];
	return NULL;
}

static void message_free(struct item_message *m)
{
	arena_fini(&m->arena);
	free(m->headers);
	free(m->parts);
	free(m->spans);
	free(m);
}

static void message_open(struct frame_items *f, const struct ev_message *ev)
{
	struct item_message *m = xcalloc(1, sizeof(*m));

	m->id = ev->id;
	m->session_id = ev->head.session_id;
	ARRAY_PUSH(f->open, f->nopen, f->cap_open) = m;
}

/* Off the open list; it lives on until the frame was shown. */
static void message_close(struct frame_items *f, struct item_message *m)
{
	for (size_t i = 0; i < f->nopen; i++) {
		if (f->open[i] == m) {
			f->open[i] = f->open[--f->nopen];
			break;
		}
	}
	ARRAY_PUSH(f->ended, f->nended, f->cap_ended) = m;
}

static void take_line(struct frame_items *f, const struct ev_line *l)
{
	struct item *it = add(f, ITEM_LINE, l->from_client, l->head);
	bool hide = l->secret_n && !f->policy.show_secrets;
	struct buf text = { 0 };

	policy_line(&f->policy, l, &text);
	it->line = l->kind;
	it->text = bytes_dup(&f->arena, buf_bytes(&text));
	it->verb = bytes_dup(&f->arena, l->verb);
	it->arg = hide ? B("[hidden]") : bytes_dup(&f->arena, l->arg);
	if (l->decoded.n && (!l->decoded_secret || f->policy.show_secrets))
		it->decoded = bytes_dup(&f->arena, l->decoded);
	it->code = l->code;
	it->command_seq = l->command_seq;
	it->offset = l->offset;
	it->octets = l->octets;
	it->inflated = l->inflated;
	if (hide) {
		it->secret_at = l->offset + l->secret_at;
		it->secret_n = l->secret_n;
	}
	buf_fini(&text);
}

static void take_data(struct frame_items *f, const struct ev_data *d)
{
	struct item_message *m = find(f, d->message_id);
	struct item *it = f->nitems ? &f->items[f->nitems - 1] : NULL;
	struct span *last;

	if (d->span.frame && !d->again) {
		if (it && it->kind == ITEM_DATA && it->offset + it->octets == d->span.offset &&
		    it->from_client == d->from_client) {
			it->octets += d->span.octets;
		} else {
			it = add(f, ITEM_DATA, d->from_client, d->head);
			it->offset = d->span.offset;
			it->inflated = d->inflated;
			it->octets = d->span.octets;
		}
	}
	if (!m)
		return;
	m->octets += d->span.octets;
	last = m->nspans ? &m->spans[m->nspans - 1] : NULL;
	if (last && last->frame == d->span.frame)
		last->octets += d->span.octets;
	else if (m->nspans < LIMIT_VIEW_FRAMES)
		ARRAY_PUSH(m->spans, m->nspans, m->cap_spans) = d->span;
	else
		m->more = true;
}

static void take_header(struct frame_items *f, const struct ev_header *h)
{
	struct item_message *m = find(f, h->message_id);

	if (!m)
		return;
	if (h->part == 0 && bytes_ieq(h->name, B("From")) && !m->from.p)
		m->from = bytes_dup(&m->arena, h->value);
	if (h->part == 0 && bytes_ieq(h->name, B("Subject")) && !m->subject.p)
		m->subject = bytes_dup(&m->arena, h->value);
	if (arena_used(&m->arena) > LIMIT_VIEW_OCTETS) {
		m->more = true;
		return;
	}
	ARRAY_PUSH(m->headers, m->nheaders, m->cap_headers) = (struct item_header){
		.part = h->part,
		.name = bytes_dup(&m->arena, h->name),
		.value = bytes_dup(&m->arena, h->value),
	};
}

static void take_part(struct frame_items *f, const struct ev_part_event *p)
{
	struct item_message *m = find(f, p->message_id);

	if (!m)
		return;
	if (m->nparts >= LIMIT_MIME_PARTS || arena_used(&m->arena) > 2 * LIMIT_VIEW_OCTETS) {
		m->more = true;
		return;
	}
	ARRAY_PUSH(m->parts, m->nparts, m->cap_parts) = (struct item_part){
		.path = bytes_dup(&m->arena, p->part->path),
		.content_type = bytes_dup(&m->arena, p->part->content_type),
		.name = bytes_dup(&m->arena, p->part->name),
		.size = p->part->size,
		.depth = p->depth,
	};
}

/* The lone dot after message octets: this frame shows the whole message. */
static void end_of_data(struct frame_items *f, const struct ev_line *l)
{
	for (size_t i = 0; i < f->nopen; i++) {
		struct item_message *m = f->open[i];

		if (m->session_id != l->head->session_id)
			continue;
		add(f, ITEM_MESSAGE, l->from_client, l->head)->message = m;
		message_close(f, m);
		return;
	}
}

void frame_items_put(struct frame_items *f, const struct event *ev)
{
	struct item_message *m;

	switch (ev->kind) {
	case EV_LINE:
		take_line(f, ev->line);
		if (ev->line->kind == LINE_END)
			end_of_data(f, ev->line);
		break;
	case EV_DATA:
		take_data(f, ev->data);
		break;
	case EV_MESSAGE_OPEN:
		message_open(f, ev->message);
		break;
	case EV_HEADER:
		take_header(f, ev->header);
		break;
	case EV_PART_CLOSE:
		take_part(f, ev->part);
		break;
	case EV_MESSAGE:
		/* Its end was not seen: it never had a frame of its own. */
		m = find(f, ev->message->id);
		if (m)
			message_close(f, m);
		break;
	default:
		break;
	}
}

const struct item *frame_items_get(const struct frame_items *f, size_t *n_out)
{
	*n_out = f->nitems;
	return f->items;
}

void frame_items_clear(struct frame_items *f)
{
	f->nitems = 0;
	arena_reset(&f->arena);
	for (size_t i = 0; i < f->nended; i++)
		message_free(f->ended[i]);
	f->nended = 0;
}

void frame_items_free(struct frame_items **fp)
{
	struct frame_items *f = *fp;

	if (!f)
		return;
	for (size_t i = 0; i < f->nopen; i++)
		message_free(f->open[i]);
	frame_items_clear(f);
	arena_fini(&f->arena);
	free(f->items);
	free(f->open);
	free(f->ended);
	free(f);
	*fp = NULL;
}
