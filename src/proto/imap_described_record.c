/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * imap_described_record.c - the record of what FETCH said of a message without sending it.
 *
 * In:   ENVELOPE, BODYSTRUCTURE, fields of the header, as imap_described.c has them
 * Out:  the DESCRIBED record
 * RFC:  9051 7.5.2
 */
#include "proto/imap_described.h"
#include "proto/imap_described_own.h"

#include "base/arena.h"

#include <stdlib.h>

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

void imap_described_record(struct imap *m, struct imap_described *e)
{
	struct imap_fields fields = { 0 };
	const struct mail *mail = mailbox_find(&m->box, m->s->shared->key, m->number);
	struct conn_frames f = said_frames(m->described, e);
	struct ev_described r;

	f.last_ns = m->s->conn->now_ns;
	session_record_init(m->s, RECORD_DESCRIBED, &r, "imap-described", &f);
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
