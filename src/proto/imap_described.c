/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * imap_described.c - ENVELOPE, BODYSTRUCTURE, fields of headers: collected, told, kept.
 *
 * In:   the octets of these values, and what else a FETCH response says
 * Out:  DESCRIBED records; what imap_compare.c needs later
 * RFC:  9051 7.5.2
 */
#include "proto/imap_described.h"

#include "proto/imap_described_own.h"

#include "base/arena.h"
#include "base/limits.h"

#include <stdlib.h>

static struct imap_descriptions *state(struct imap *m)
{
	if (m->described == NULL)
		m->described = xcalloc(1, sizeof(*m->described));
	return m->described;
}

static void text_fini(struct imap_said *s)
{
	buf_fini(&s->text);
	*s = (struct imap_said){ 0 };
}

static void described_free(struct imap_descriptions *d, struct imap_described *e)
{
	struct imap_described **at = &d->head;

	while (*at != e)
		at = &(*at)->next;
	*at = e->next;
	d->n--;
	d->octets -= e->envelope.text.n + e->structure.text.n;
	if (d->now == e)
		d->now = NULL;
	text_fini(&e->envelope);
	text_fini(&e->structure);
	imap_envelope_fini(&e->parsed_envelope);
	imap_structure_fini(&e->parsed_structure);
	arena_fini(&e->arena);
	buf_fini(&e->uid);
	free(e);
}

struct imap_described *imap_described_find(const struct imap *m, uint64_t number,
					   struct bytes uid)
{
	for (struct imap_described *e = m->described ? m->described->head : NULL; e; e = e->next)
		if (imap_same_message(e->number, buf_bytes(&e->uid), number, uid))
			return e;
	return NULL;
}

/* The entry of the message that the response is about. */
static struct imap_described *described_now(struct imap *m)
{
	struct imap_descriptions *d = state(m);
	struct imap_described *e = imap_described_find(m, m->number, imap_uid_now(m)), **end;

	if (e == NULL) {
		while (d->n >= LIMIT_IMAP_DESCRIBED)
			described_free(d, d->head);
		e = xcalloc(1, sizeof(*e));
		e->number = m->number;
		for (end = &d->head; *end; end = &(*end)->next)
			;
		*end = e;
		d->n++;
	}
	d->now = e;
	return e;
}

void imap_description_begin(struct imap *m, enum imap_description what)
{
	struct imap_descriptions *d = state(m);

	d->open = what;
	d->said.at = NO_U64;
	d->said.f = (struct conn_frames){ 0, 0, NO_TIME, NO_TIME };
	buf_clear(&d->said.text);
}

void imap_description_add(struct imap *m, struct bytes octets, uint64_t at)
{
	struct imap_descriptions *d = m->described;
	struct conn_frames f;

	if (d == NULL || d->open == IMAP_NOT_DESCRIBED || octets.n == 0)
		return;
	if (octets.n > LIMIT_IMAP_DESCRIPTION - d->said.text.n) {
		imap_description_lost(m);
		return;
	}
	f = session_frames(m->s, DIR_SERVER, at, octets.n);
	if (d->said.at == NO_U64) {
		d->said.at = at;
		d->said.f = f;
	} else if (f.last) {
		d->said.f.last = f.last;
	}
	d->said.octets = at + octets.n - d->said.at;
	buf_add(&d->said.text, octets);
}

void imap_description_lost(struct imap *m)
{
	if (m->described)
		m->described->open = IMAP_NOT_DESCRIBED;
}

/* Makes room for `octets` more; the entry `keep` stays. */
static void described_room(struct imap_descriptions *d, size_t octets,
			   const struct imap_described *keep)
{
	struct imap_described *next;

	for (struct imap_described *e = d->head; e; e = next) {
		next = e->next;
		if (d->octets + octets <= LIMIT_IMAP_DESCRIBED_OCTETS)
			return;
		if (e != keep)
			described_free(d, e);
	}
}

/* There may be several lists of fields in a response: each without its empty line. */
static void fields_end(struct imap *m, struct imap_descriptions *d)
{
	struct imap_said *all = &d->fields;
	struct bytes text = bytes_trim(buf_bytes(&d->said.text));

	d->open = IMAP_NOT_DESCRIBED;
	if (text.n == 0 || text.n + 2 > LIMIT_IMAP_DESCRIPTION - all->text.n)
		return;
	described_now(m);
	d->told_something = true;
	if (all->text.n)
		all->f.last = d->said.f.last;
	else
		all->f = d->said.f;
	buf_add(&all->text, text);
	buf_adds(&all->text, "\r\n");
}

void imap_description_end(struct imap *m)
{
	struct imap_descriptions *d = m->described;
	struct imap_described *e;
	struct imap_said *said;

	if (d == NULL || d->open == IMAP_NOT_DESCRIBED)
		return;
	if (d->open == IMAP_FIELDS) {
		fields_end(m, d);
		return;
	}
	e = described_now(m);
	said = d->open == IMAP_ENVELOPE ? &e->envelope : &e->structure;
	d->octets -= said->text.n;
	said->text.n = 0;
	described_room(d, d->said.text.n, e);
	buf_add(&said->text, buf_bytes(&d->said.text));
	d->octets += said->text.n;
	said->at = d->said.at;
	said->octets = d->said.octets;
	said->f = d->said.f;
	said->judged = false;
	/* All of it is read again: the arena is one. */
	imap_envelope_fini(&e->parsed_envelope);
	imap_structure_fini(&e->parsed_structure);
	arena_reset(&e->arena);
	e->parsed = false;
	d->open = IMAP_NOT_DESCRIBED;
	d->told_something = true;
}

void imap_described_parse(struct imap_described *e)
{
	if (e->parsed)
		return;
	e->parsed = true;
	e->envelope_ok = e->envelope.text.n &&
			 imap_read_envelope(buf_bytes(&e->envelope.text), &e->arena,
					    &e->parsed_envelope);
	e->structure_ok = e->structure.text.n &&
			  imap_read_structure(buf_bytes(&e->structure.text), &e->arena,
					      &e->parsed_structure);
}

static struct bytes known(const struct buf *b)
{
	return b->n ? buf_bytes(b) : (struct bytes){ NULL, 0 };
}

/* Addresses, or with `names` the display names; freed by the caller. */
static struct ev_texts people(const struct address_list *list, bool names)
{
	struct ev_texts t = { NULL, 0 };
	size_t cap = 0, named = 0;

	for (size_t i = 0; i < list->n; i++) {
		struct bytes text = names ? list->v[i].name : list->v[i].addr;

		named += list->v[i].name.p != NULL;
		ARRAY_PUSH(t.v, t.n, cap) = text.p ? text : B("");
	}
	if (names && named == 0)
		t.n = 0;
	return t;
}

static void fill_envelope(struct ev_described *r, const struct imap_envelope *v)
{
	r->from = people(&v->from, false);
	r->from_names = people(&v->from, true);
	r->sender = people(&v->sender, false);
	r->reply_to = people(&v->reply_to, false);
	r->to = people(&v->to, false);
	r->to_names = people(&v->to, true);
	r->cc = people(&v->cc, false);
	r->bcc = people(&v->bcc, false);
	r->subject = v->subject;
	r->raw_subject = v->subject_raw;
	r->rfc_message_id = v->message_id;
	r->in_reply_to = v->in_reply_to;
	r->raw_date = v->date;
	if (v->date.p)
		r->date = date_parse(v->date).ts_ns;
}

static void fill_structure(struct ev_described *r, const struct imap_structure *s)
{
	r->parts.v = xcalloc(s->n + 1, sizeof(*r->parts.v));
	for (size_t i = 0; i < s->n; i++) {
		const struct imap_leaf *leaf = &s->v[i];
		struct ev_part *p = &r->parts.v[r->parts.n++];

		record_init(RECORD_PART, p);
		p->path = leaf->path;
		p->content_type = leaf->type;
		p->charset = leaf->charset;
		p->encoding = leaf->encoding;
		p->disposition = leaf->disposition;
		p->name = leaf->name;
		p->encoded = leaf->octets;
	}
}

static void fill_fields(struct ev_described *r, const struct imap_fields *f)
{
	const struct mime_summary *s = &f->summary;

	r->from = people(&s->from, false);
	r->from_names = people(&s->from, true);
	r->sender = people(&s->sender, false);
	r->reply_to = people(&s->reply_to, false);
	r->to = people(&s->to, false);
	r->to_names = people(&s->to, true);
	r->cc = people(&s->cc, false);
	r->bcc = people(&s->bcc, false);
	r->subject = s->subject;
	r->raw_subject = s->subject_raw;
	r->rfc_message_id = s->message_id;
	r->in_reply_to = s->in_reply_to;
	r->raw_date = s->date_raw;
	if (s->date_raw.p)
		r->date = s->date.ts_ns;
}

/* The frames of all that was said. */
static struct conn_frames said_frames(const struct imap_descriptions *d,
				      const struct imap_described *e)
{
	const struct imap_said *all[] = { &e->envelope, &e->structure, &d->fields };
	struct conn_frames f = { 0, 0, NO_TIME, NO_TIME };

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		if (all[i]->text.n == 0)
			continue;
		if (f.first == 0)
			f = all[i]->f;
		else if (all[i]->f.last > f.last)
			f.last = all[i]->f.last;
	}
	return f;
}

static void described_record(struct imap *m, struct imap_described *e)
{
	struct imap_fields fields = { 0 };
	const struct mail *mail = mailbox_find(&m->box, m->s->shared->key, m->number);
	struct conn_frames f = said_frames(m->described, e);
	struct ev_described r;

	record_init(RECORD_DESCRIBED, &r);
	r.head.action = "imap-described";
	f.last_ns = m->s->conn->now_ns;
	session_head(m->s, &r.head, &f);
	r.number = m->number;
	r.uid = known(&e->uid);
	r.mailbox = known(&m->mailbox);
	if (m->has_flags)
		r.flags = m->flags.p ? buf_bytes(&m->flags) : B("");
	r.internal_date = known(&m->date);
	if (mail)
		r.size = mail->octets;
	if (m->answers)
		r.command_seq = m->answers->seq;
	if (m->s->user_proven)
		r.user = buf_bytes(&m->s->user);
	imap_described_parse(e);
	imap_read_fields(buf_bytes(&m->described->fields.text), &fields);
	r.headers = fields.rows;
	if (e->envelope.text.n)
		fill_envelope(&r, &e->parsed_envelope);
	else
		fill_fields(&r, &fields);
	if (e->structure.text.n)
		fill_structure(&r, &e->parsed_structure);
	if ((e->envelope.text.n && !e->envelope_ok) || (e->structure.text.n && !e->structure_ok))
		r.note = "not by the grammar";
	else if (e->parsed_structure.cut)
		r.note = "nested too deep, or too many parts";
	session_put(m->s, (struct event){ .kind = EV_DESCRIBED, .described = &r });

	struct ev_texts *lists[] = { &r.from, &r.from_names, &r.sender, &r.reply_to, &r.to,
				     &r.to_names, &r.cc, &r.bcc };
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		free(lists[i]->v);
	free(r.parts.v);
	imap_fields_fini(&fields);
}

void imap_described_tell(struct imap *m)
{
	struct imap_descriptions *d = m->described;
	struct bytes uid;

	if (d == NULL)
		return;
	d->open = IMAP_NOT_DESCRIBED;
	uid = imap_uid_now(m);
	if (d->now && uid.n && d->now->uid.n == 0)
		buf_add(&d->now->uid, uid);
	if (d->now && d->told_something && events_want(m->s->out, EV_DESCRIBED))
		described_record(m, d->now);
	d->now = NULL;
	d->told_something = false;
	buf_clear(&d->fields.text);
}

void imap_described_expunged(struct imap *m, uint64_t number)
{
	struct imap_described *next;

	for (struct imap_described *e = m->described ? m->described->head : NULL; e; e = next) {
		next = e->next;
		if (e->number == number || (number == NO_U64 && e->uid.n == 0))
			described_free(m->described, e);
		else if (number == NO_U64)
			e->number = NO_U64;
		else if (e->number > number && e->number != NO_U64)
			e->number--;
	}
}

void imap_described_close(struct imap *m)
{
	struct imap_descriptions *d = m->described;

	if (d == NULL)
		return;
	while (d->head)
		described_free(d, d->head);
	buf_fini(&d->said.text);
	buf_fini(&d->fields.text);
	free(d);
	m->described = NULL;
}
