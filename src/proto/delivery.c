/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * delivery.c - one message that crosses the wire: the one place where it meets mime/.
 *
 * In:   the message's octets, its holes, and where they lay in the stream
 * Out:  MESSAGE_OPEN, OCTETS, DATA, HEADER and PART_* events, and the MESSAGE record
 *       (delivery_record.c)
 */
#include "proto/delivery_own.h"

#include "base/limits.h"
#include "mime/header.h"
#include "proto/dialog.h"

#include <stdlib.h>

/* What needs the message to be parsed; octets and frames do without. */
#define WANT_MIME \
	(EV_BIT(EV_MESSAGE) | EV_BIT(EV_FINDING) | EV_BIT(EV_HEADER) | EV_BIT(EV_PART_OPEN) | \
	 EV_BIT(EV_PART_OCTETS) | EV_BIT(EV_PART_CLOSE) | EV_BIT(EV_CONTAINER) | \
	 EV_BIT(EV_DEFECT))

#define STALL_NS (LIMIT_STALL_MS * (NS_PER_SEC / 1000))

void delivery_head(const struct delivery *d, struct ev_head *h)
{
	const struct conn *c = d->session->conn;
	struct conn_frames now = { c->now_frame, c->now_frame, c->now_ns, c->now_ns };

	*h = d->session->head;
	session_head(d->session, h, &now);
}

struct delivery *delivery_open(struct session *s, const struct delivery_facts *facts)
{
	struct delivery *d = delivery_take(s->shared);

	d->session = s;
	d->from = facts->from;
	d->id = ++s->shared->messages;
	numbers_taken(s->shared->numbers, NUMBER_MESSAGE, d->id, s->id);
	d->f = (struct conn_frames){ 0, 0, NO_TIME, NO_TIME };
	d->early_code = NO_U64;
	s->messages++;
	if (s->out->wants & WANT_MIME && !d->mime)
		d->mime = mime_new(NULL);
	d->headless = facts->body_only;
	d->header = bytes_dup(&d->arena, facts->header);
	if (delivery_wants_digests(s))
		digest_start(&d->digest, DIGEST_SHA256);
	if (events_want(s->out, EV_MESSAGE_OPEN)) {
		struct ev_message r;

		record_init(RECORD_MESSAGE, &r);
		delivery_fill(d, facts, &r);
		delivery_head(d, &r.head);
		session_put(s, (struct event){ .kind = EV_MESSAGE_OPEN, .message = &r });
	}
	return d;
}

const struct mime *delivery_mime(const struct delivery *d)
{
	return d->mime;
}

uint64_t delivery_missing(const struct delivery *d)
{
	return d->missing;
}

struct conn_frames delivery_frames(const struct delivery *d)
{
	return d->f;
}

uint64_t delivery_id(const struct delivery *d)
{
	return d->id;
}

uint64_t delivery_size(const struct delivery *d)
{
	return d->size;
}

uint64_t delivery_whole(const struct delivery *d)
{
	return d->end_seen && d->missing == 0 ? d->size : NO_U64;
}

static void header_event(struct delivery *d, const struct mime_item *item)
{
	const struct mime_header *h = item->header;
	struct ev_header e = { .message_id = d->id, .name = h->name, .raw = h->value,
			       .offset = h->offset, .octets = h->octets };
	struct ev_head head;
	BUF_SHORT(text);
	BUF_SHORT(section);

	delivery_head(d, &head);
	e.head = &head;
	e.part = item->part->index;
	mime_section(d->mime, item->part, &section);
	e.section = buf_bytes(&section);
	header_text(&text, h->value);
	e.value = buf_bytes(&text);
	session_put(d->session, (struct event){ .kind = EV_HEADER, .header = &e });
	buf_fini(&text);
	buf_fini(&section);
}

static void defect_event(struct delivery *d, const struct mime_item *item)
{
	struct ev_defect e = { .message_id = d->id, .id = mime_defect_id(item->defect.what),
			       .offset = item->defect.offset };
	struct ev_head head;

	if (!events_want(d->session->out, EV_DEFECT))
		return;
	delivery_head(d, &head);
	e.head = &head;
	session_put(d->session, (struct event){ .kind = EV_DEFECT, .defect = &e });
}

static void delivery_pull(struct delivery *d)
{
	struct mime_item item;

	while (mime_next(d->mime, &item) == STEP_ITEM) {
		switch (item.kind) {
		case MIME_HEADER:
			if (d->unsaid)
				break;
			if (events_want(d->session->out, EV_HEADER))
				header_event(d, &item);
			if (events_want(d->session->out, EV_MESSAGE))
				delivery_keep_header(d, item.header);
			break;
		case MIME_PART_BEGIN:
			delivery_headers_of(d, item.part);
			delivery_part_begin(d, item.part);
			break;
		case MIME_DATA:
			delivery_part_data(d, item.part, item.data);
			break;
		case MIME_GAP:
			delivery_part_gap(d, item.gap.octets);
			break;
		case MIME_PART_END:
			delivery_part_end(d, item.part);
			break;
		case MIME_DEFECT:
			if (!d->unsaid)
				d->defects |= UINT64_C(1) << item.defect.what;
			defect_event(d, &item);
			break;
		case MIME_END:
			break;
		}
	}
}

/* Octets that begin behind the header: an empty one in front of them, or their first lines
   would be read as header fields. */
static void delivery_begin(struct delivery *d)
{
	if (d->mime && d->headless) {
		d->unsaid = true;
		mime_push(d->mime, d->header.n ? d->header : B("\r\n"));
		delivery_pull(d);
		d->unsaid = false;
	}
	d->headless = false;
}

static void octets_event(struct delivery *d, struct bytes octets, uint64_t missing)
{
	struct ev_octets e = { .message_id = d->id, .offset = d->size, .octets = octets,
			       .missing = missing };
	struct ev_head head;

	if (!events_want(d->session->out, EV_OCTETS))
		return;
	delivery_head(d, &head);
	e.head = &head;
	session_put(d->session, (struct event){ .kind = EV_OCTETS, .octets = &e });
}

void delivery_octets(struct delivery *d, struct bytes run)
{
	if (run.n == 0)
		return;
	delivery_begin(d);
	if (delivery_wants_digests(d->session))
		digest_push(&d->digest, run);
	octets_event(d, run, 0);
	d->size += run.n;
	if (d->mime) {
		mime_push(d->mime, run);
		delivery_pull(d);
	}
}

static void data_event(struct session *s, struct ev_data e)
{
	struct conn_frames f = { e.span.frame, e.span.frame, e.span.ts_ns, e.span.ts_ns };
	struct ev_head head;

	if (!events_want(s->out, EV_DATA))
		return;
	head = s->head;
	session_head(s, &head, &f);
	e.head = &head;
	e.inflated = s->inflate != NULL;
	session_put(s, (struct event){ .kind = EV_DATA, .data = &e });
}

void delivery_wire_before(struct session *s, enum dir from, const struct span *span)
{
	data_event(s, (struct ev_data){ .from_client = from == DIR_CLIENT,
					.message_id = NO_U64, .span = *span });
}

/* The frames of the message, one entry each however many pieces it came in. */
static void delivery_frame(struct delivery *d, const struct span *s, uint64_t message_offset)
{
	struct ev_span *last = d->nframes ? &d->frames[d->nframes - 1] : NULL;

	if (d->f.first == 0 || s->frame < d->f.first) {
		d->f.first = s->frame;
		d->f.first_ns = s->ts_ns;
	}
	if (s->frame >= d->f.last) {
		d->f.last = s->frame;
		d->f.last_ns = s->ts_ns;
	}
	if (last && last->frame == s->frame) {
		last->octets += s->octets;
		return;
	}
	if (d->last_frame == s->frame)
		return; /* over the limit, and counted already */
	d->last_frame = s->frame;
	d->frames_total++;
	if (d->nframes < LIMIT_MESSAGE_SPANS)
		ARRAY_PUSH(d->frames, d->nframes, d->capframes) =
			(struct ev_span){ .frame = s->frame, .octets = s->octets,
					  .offset = message_offset };
}

/* A pause before this span, when the transfer went on in it: what a chunk or a part of a
   message that was asked for by itself begins with was not waited for by the sender. */
static void delivery_pace(struct delivery *d, const struct span *s)
{
	const struct conn *c = d->session->conn;
	int64_t round_trips = c->half[DIR_CLIENT].rtt_ns + c->half[DIR_SERVER].rtt_ns;
	int64_t pause = d->frames_total ?
			(int64_t)((uint64_t)s->ts_ns - (uint64_t)d->latest_ns) : 0;

	if (s->offset == d->wire_end && pause >= STALL_NS + round_trips) {
		d->stalls++;
		d->session->stalled_ns += pause;
		d->stall_ns[conn_pause(c, d->from, d->latest_ns, s->ts_ns)] += pause;
		if (pause > d->stall_longest_ns) {
			d->stall_longest_ns = pause;
			d->stall_frame = s->frame;
		}
	}
	if (d->frames_total == 0 || pause > 0)
		d->latest_ns = s->ts_ns;
	d->wire_end = s->offset + s->octets;
}

/* `in_message`: where in the message it begins. */
static void wire_span(struct delivery *d, const struct span *s, uint64_t in_message, bool again)
{
	if (!again)
		delivery_pace(d, s);
	delivery_frame(d, s, in_message < d->size ? in_message : d->size);
	data_event(d->session, (struct ev_data){ .from_client = d->from == DIR_CLIENT,
						 .message_id = d->id, .again = again,
						 .span = *s });
}

void delivery_wire_span(struct delivery *d, const struct span *s, bool again)
{
	wire_span(d, s, d->wired, again);
	d->wired += s->octets < d->size - d->wired ? s->octets : d->size - d->wired;
}

void delivery_wire(struct delivery *d, uint64_t offset, uint64_t octets)
{
	uint64_t begin = offset, end = offset + octets;
	struct span spans[16];

	while (offset < end) {
		size_t n = session_spans(d->session, d->from, offset, end - offset, spans, 16);

		if (n == 0)
			break;
		for (size_t i = 0; i < n && i < 16; i++) {
			wire_span(d, &spans[i], d->wired + (spans[i].offset - begin), false);
			offset = spans[i].offset + spans[i].octets;
		}
	}
	d->wired = d->size;
}

/* Two holes side by side are one. */
static void delivery_hole(struct delivery *d, uint64_t missing)
{
	struct ev_hole *last = d->nholes ? &d->holes[d->nholes - 1] : NULL;

	if (last && d->holes_total == d->nholes && last->offset + last->octets == d->size) {
		last->octets += missing;
		return;
	}
	d->holes_total++;
	if (d->nholes < LIMIT_HOLES)
		ARRAY_PUSH(d->holes, d->nholes, d->capholes) =
			(struct ev_hole){ .offset = d->size, .octets = missing };
}

void delivery_gap(struct delivery *d, uint64_t missing)
{
	struct span hole = { .octets = missing, .ts_ns = d->session->conn->now_ns };

	if (missing == 0)
		return;
	delivery_begin(d);
	octets_event(d, (struct bytes){ NULL, 0 }, missing);
	data_event(d->session, (struct ev_data){ .from_client = d->from == DIR_CLIENT,
						 .message_id = d->id, .span = hole });
	delivery_hole(d, missing);
	d->missing += missing;
	d->size += missing;
	d->wired = d->size;
	if (d->mime) {
		mime_gap(d->mime, missing);
		delivery_pull(d);
	}
}

void delivery_end(struct delivery *d, bool end_seen)
{
	if (d->ended)
		return;
	delivery_begin(d);
	d->ended = true;
	d->end_seen = end_seen;
	if (d->mime) {
		mime_end(d->mime, end_seen);
		delivery_pull(d);
	}
}

void delivery_early_reply(struct delivery *d, const struct reply *r)
{
	d->early_code = r->code;
	d->early_text = bytes_dup(&d->arena, bytes_head(reply_line(r, 0), LIMIT_ENVELOPE_TEXT));
}

void delivery_close(struct delivery **dp, const struct delivery_facts *facts)
{
	struct delivery *d = *dp;

	delivery_end(d, false);
	delivery_record(d, facts);
	delivery_give(d->session->shared, d);
	*dp = NULL;
}
