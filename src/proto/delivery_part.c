/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * delivery_part.c - the parts of a message as they go by, and their rows for its record.
 *
 * In:   what mime/ says of parts
 * Out:  PART_OPEN, PART_OCTETS, PART_CLOSE and CONTAINER events
 *
 * One leaf part is open at a time, since what is inside a message part is told instead of it,
 * and in it at most one file of its own (TNEF, uuencode), whose events say `inner`.
 */
#include "proto/delivery_own.h"

#include "mime/plain.h"

#include <stdlib.h>

bool delivery_is_attachment(const struct mime_part *p)
{
	return p->name.p || bytes_eq(p->disposition, B("attachment")) ||
	       (p->inner && !bytes_eq(p->type, B("text")));
}

struct bytes delivery_type(struct arena *a, const struct mime_part *p)
{
	BUF_SHORT(b);
	struct bytes kept;

	buf_add(&b, p->type);
	if (p->subtype.n) {
		buf_addc(&b, '/');
		buf_add(&b, p->subtype);
	}
	kept = bytes_dup(a, buf_bytes(&b));
	buf_fini(&b);
	return kept;
}

/* Where an external body is: an address, or site and directory with the file's name. */
static struct bytes where(struct arena *a, const struct mime_part *p)
{
	const struct bytes pieces[] = { p->params->site, p->params->directory, p->name };
	BUF_SHORT(b);
	struct bytes kept;

	if (p->params->url.p)
		return p->params->url;
	for (size_t i = 0; i < 3; i++) {
		if (pieces[i].n && b.n)
			buf_addc(&b, '/');
		buf_add(&b, pieces[i]);
	}
	kept = b.n ? bytes_dup(a, buf_bytes(&b)) : (struct bytes){ NULL, 0 };
	buf_fini(&b);
	return kept;
}

static void fill_params(struct arena *a, const struct mime_part *p, struct ev_part *row)
{
	row->protocol = p->params->protocol.p ? p->params->protocol : p->params->report_type;
	row->micalg = p->params->micalg;
	if (p->role == MIME_ROLE_PARTIAL) {
		row->partial_id = p->params->id;
		row->partial_number = p->params->number;
		row->partial_total = p->params->total;
	}
	if (p->role == MIME_ROLE_EXTERNAL_BODY) {
		row->access_type = p->params->access_type;
		row->access = where(a, p);
	}
}

void delivery_fill_part(struct delivery *d, const struct mime_part *p, struct ev_part *row)
{
	record_init(RECORD_PART, row);
	row->path = bytes_str(p->path);
	row->content_type = delivery_type(&d->arena, p);
	row->charset = p->charset;
	row->encoding = p->encoding_raw.p ? p->encoding_raw
					  : bytes_str(mime_encoding_name(p->encoding));
	if (p->inner)
		row->encoding = (struct bytes){ NULL, 0 };
	if (p->format_flowed)
		row->flowed = 1;
	if (p->format_flowed && p->delsp)
		row->delsp = 1;
	row->disposition = p->disposition;
	row->name = p->name;
	row->name_other = p->name_other;
	row->description = p->description;
	row->content_id = p->content_id;
	if (p->role != MIME_ROLE_NONE)
		row->role = mime_role_name(p->role);
	if (p->inner)
		row->inner = 1;
	if (p->params)
		fill_params(&d->arena, p, row);
}

/* What plain text was found to hold, as words. */
static struct ev_texts found(struct delivery *d, unsigned flags)
{
	struct ev_texts t = { NULL, 0 };

	if (flags == 0)
		return t;
	t.v = arena_alloc(&d->arena, 8 * sizeof(*t.v));
	for (unsigned one = 1; one < PLAIN_FOUND_END; one <<= 1)
		if (flags & one)
			t.v[t.n++] = bytes_str(plain_found_name(one));
	return t;
}

/* What is known at its end. */
static void fill_end(struct delivery *d, const struct mime_part *p, struct ev_part *row)
{
	row->size = p->decoded_octets;
	if (!p->inner) {
		row->offset = p->body_offset;
		row->encoded = p->body_octets;
	}
	row->complete = p->complete;
	if (p->missing_octets)
		row->missing = p->missing_octets;
	row->summary = p->summary;
	row->holds = found(d, p->found);
	if (p->charset_note != MIME_CHARSET_AS_LABELLED)
		row->charset_note = mime_charset_note_text(p->charset_note);
	if (p->charset_found)
		row->charset_found = bytes_str(p->charset_found);
	if (p->inner) {
		row->name = p->name;
		row->content_type = delivery_type(&d->arena, p);
	}
}

/* A digest of some of the octets must not be taken for one of all. */
void delivery_digest(struct digest *d, bool complete, struct ev_digest *whole,
		     struct ev_digest *partial)
{
	struct ev_digest *into = complete ? whole : partial;

	into->known = digest_end(d, into->octets) != 0;
}

static struct delivery_open *slot(struct delivery *d, const struct mime_part *p)
{
	return p->inner ? &d->inner : &d->leaf;
}

/* An event of a part that is open. */
static void part_event(struct delivery *d, const struct delivery_open *o, enum event_kind kind,
		       struct bytes octets, uint64_t missing)
{
	struct ev_part_event e = {
		.message_id = d->id, .part = &o->row, .octets = octets, .missing = missing,
		.depth = o->part->depth, .offset = o->part->body_offset,
		.attachment = delivery_is_attachment(o->part), .inner = o->part->inner,
	};
	struct ev_head head;

	if (!events_want(d->session->out, kind))
		return;
	delivery_head(d, &head);
	e.head = &head;
	session_put(d->session, (struct event){ .kind = kind, .part = &e });
}

/* A part that holds parts. */
static void container_event(struct delivery *d, const struct mime_part *p)
{
	struct ev_part row;
	struct ev_part_event e = { .message_id = d->id, .part = &row, .depth = p->depth };
	struct ev_head head;

	if (!events_want(d->session->out, EV_CONTAINER))
		return;
	delivery_fill_part(d, p, &row);
	delivery_head(d, &head);
	e.head = &head;
	session_put(d->session, (struct event){ .kind = EV_CONTAINER, .part = &e });
}

/* One row more, at place `at`. */
static void insert(struct delivery_rows *rows, size_t at, const struct ev_part *row, uint32_t index)
{
	size_t behind = rows->n - at;

	if (rows->n == rows->cap) {
		rows->cap = rows->cap ? rows->cap * 2 : 8;
		rows->v = xrealloc(rows->v, rows->cap * sizeof(*rows->v));
		rows->index = xrealloc(rows->index, rows->cap * sizeof(*rows->index));
	}
	memmove(rows->v + at + 1, rows->v + at, behind * sizeof(*rows->v));
	memmove(rows->index + at + 1, rows->index + at, behind * sizeof(*rows->index));
	rows->v[at] = *row;
	rows->index[at] = index;
	rows->n++;
}

/* The row goes in front of those of the files inside, which ended before. */
static void keep_row(struct delivery *d, const struct delivery_open *o)
{
	if (events_want(d->session->out, EV_MESSAGE))
		insert(&d->parts, o->first_row, &o->row, o->part->index);
}

void delivery_part_begin(struct delivery *d, const struct mime_part *p)
{
	struct delivery_open *o = slot(d, p);

	if (p->is_multipart || p->is_message) {
		container_event(d, p);
		return;
	}
	o->part = p;
	o->first_row = d->parts.n;
	delivery_fill_part(d, p, &o->row);
	if (delivery_wants_digests(d->session))
		digest_start(&o->digest, DIGEST_SHA256);
	part_event(d, o, EV_PART_OPEN, (struct bytes){ NULL, 0 }, 0);
}

void delivery_part_data(struct delivery *d, const struct mime_part *p, struct bytes octets)
{
	struct delivery_open *o = slot(d, p);

	if (o->part != p)
		return;
	if (delivery_wants_digests(d->session))
		digest_push(&o->digest, octets);
	part_event(d, o, EV_PART_OCTETS, octets, 0);
}

void delivery_part_gap(struct delivery *d, uint64_t missing)
{
	if (d->leaf.part)
		part_event(d, &d->leaf, EV_PART_OCTETS, (struct bytes){ NULL, 0 }, missing);
}

/* A container ended: its row goes in front of those of its parts. */
static void container_row(struct delivery *d, const struct mime_part *p)
{
	size_t at = d->containers.n;
	struct ev_part row;

	if (!events_want(d->session->out, EV_MESSAGE))
		return;
	delivery_fill_part(d, p, &row);
	fill_end(d, p, &row);
	row.size = NO_U64;
	while (at > 0 && d->containers.index[at - 1] > p->index)
		at--;
	insert(&d->containers, at, &row, p->index);
}

void delivery_part_end(struct delivery *d, const struct mime_part *p)
{
	struct delivery_open *o = slot(d, p);

	if (p->is_multipart || p->is_message) {
		container_row(d, p);
		return;
	}
	if (o->part != p)
		return;
	fill_end(d, p, &o->row);
	if (delivery_wants_digests(d->session))
		delivery_digest(&o->digest, o->row.complete == 1, &o->row.sha256,
				&o->row.sha256_partial);
	part_event(d, o, EV_PART_CLOSE, (struct bytes){ NULL, 0 }, 0);
	keep_row(d, o);
	o->part = NULL;
}
