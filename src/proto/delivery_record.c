/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * delivery_record.c - the record of a message: envelope, header, parts, verdict.
 *
 * In:   what delivery.c collected and mime_summary() knows
 * Out:  the MESSAGE record
 */
#include "proto/delivery_own.h"

#include "proto/transaction.h"

#include <stdlib.h>

void delivery_fill(const struct delivery *d, const struct delivery_facts *facts,
		   struct ev_message *r)
{
	const struct session *s = d->session;
	const struct transaction *t = facts->envelope;

	r->id = d->id;
	r->direction = facts->from == DIR_CLIENT ? "submitted" : "fetched";
	r->command = facts->command;
	r->number = facts->number;
	r->uid = facts->uid;
	r->announced = facts->announced;
	r->headers_only = facts->headers_only;
	r->mailbox = facts->mailbox;
	r->flags = facts->flags;
	r->internal_date = facts->internal_date;
	r->section = facts->section;
	if (facts->pieces) {
		r->pieces = *facts->pieces;
		if (facts->pieces_total > r->pieces.n)
			r->pieces_total = facts->pieces_total;
	}
	if (s->user_proven)
		r->user = buf_bytes(&s->user);
	r->helo = session_text(s, TEXT_HELO);
	if (t && t->open) {
		r->mail_from = t->mail_from;
		r->mail_params = t->mail_params;
	}
	if (t == NULL)
		return;
	r->rcpt = (struct ev_rcpts){ t->rcpt, t->nrcpt };
	if (t->cut)
		r->rcpt_cut = t->cut;
}

/* Addresses, or with `names` the display names, of a list. */
static struct ev_texts people(struct arena *a, const struct address_list *list, bool names)
{
	struct ev_texts t = { NULL, 0 };
	size_t named = 0;

	if (list->n)
		t.v = arena_take(a, list->n * sizeof(*t.v));
	for (size_t i = 0; i < list->n; i++) {
		const struct address *of = &list->v[i];
		struct bytes text = names ? of->name : of->addr;

		if (of->addr.n == 0 && of->name.p == NULL)
			continue; /* an empty group, or "<>" */
		named += of->name.p != NULL;
		t.v[t.n++] = text.p ? text : B("");
	}
	if (names && named == 0)
		t.n = 0;
	return t;
}

/* Names of groups; a group stands in the list once for each of its members. */
static void groups(struct ev_texts *t, size_t *cap, const struct address_list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		struct bytes name = list->v[i].group;

		if (name.n && (t->n == 0 || !bytes_eq(t->v[t->n - 1], name)))
			ARRAY_PUSH(t->v, t->n, *cap) = name;
	}
}

static void fill_summary(struct delivery *d, struct ev_message *r)
{
	const struct mime_summary *s = mime_summary(d->mime);
	struct arena *a = &d->arena;
	size_t cap = 0;

	groups(&r->groups, &cap, &s->to);
	groups(&r->groups, &cap, &s->cc);
	r->from = people(a, &s->from, false);
	r->from_names = people(a, &s->from, true);
	r->sender = people(a, &s->sender, false);
	r->reply_to = people(a, &s->reply_to, false);
	r->to = people(a, &s->to, false);
	r->to_names = people(a, &s->to, true);
	r->cc = people(a, &s->cc, false);
	r->bcc = people(a, &s->bcc, false);
	r->subject = s->subject;
	r->raw_subject = s->subject_raw;
	r->rfc_message_id = s->message_id;
	r->date = s->date.ts_ns;
	r->raw_date = s->date_raw;
	r->mailer = s->x_mailer.p ? s->x_mailer : s->user_agent;
}

/* What follows the last dot of a file's name, when it looks like an extension. */
static struct bytes extension(struct bytes name)
{
	size_t dot = bytes_rchr(name, '.');
	struct bytes ext = bytes_from(name, dot + 1);

	if (dot == 0 || dot == name.n || ext.n == 0 || ext.n > 16)
		return (struct bytes){ NULL, 0 };
	return ext;
}

/* Rows of the parts, and the files among them. */
static void fill_parts(const struct delivery *d, struct ev_message *r)
{
	size_t cap = 0;

	r->parts = (struct ev_parts){ d->parts.v, d->parts.n };
	r->containers = (struct ev_parts){ d->containers.v, d->containers.n };
	for (size_t i = 0; i < d->parts.n; i++) {
		const struct ev_part *row = &d->parts.v[i];
		struct ev_file *f;

		if (!delivery_is_attachment(mime_part(d->mime, d->parts.index[i])))
			continue;
		f = &ARRAY_PUSH(r->attachments.v, r->attachments.n, cap);
		record_init(RECORD_FILE, f);
		f->name = row->name;
		f->extension = extension(row->name);
		f->mime_type = row->content_type;
		f->size = row->size;
		f->sha256 = row->sha256;
		f->sha256_partial = row->sha256_partial;
	}
}

static void fill_defects(const struct delivery *d, struct ev_message *r)
{
	size_t cap = 0;

	_Static_assert(MIME_DEFECT_COUNT <= 64, "one bit each");
	for (int i = 0; d->defects >> i; i++)
		if (d->defects >> i & 1)
			ARRAY_PUSH(r->defects.v, r->defects.n, cap) =
				bytes_str(mime_defect_id((enum mime_defect)i));
}

static void fill_mime(struct delivery *d, struct ev_message *r)
{
	const struct mime_part *root = mime_part(d->mime, 0);

	fill_summary(d, r);
	fill_parts(d, r);
	delivery_fill_reports(d, r);
	fill_defects(d, r);
	if (root && root->type_declared)
		r->content_type = delivery_type(&d->arena, root);
}

static void fill_verdict(const struct delivery *d, struct ev_message *r,
			 const struct delivery_facts *facts)
{
	const struct reply *reply = facts->reply;

	if (reply == NULL) {
		r->reply_code = d->early_code;
		r->reply_text = d->early_text;
		return;
	}
	r->reply_code = reply->code;
	r->reply_text = reply_line(reply, 0);
	r->reply_enhanced = reply_enhanced(reply);
	if (facts->envelope && facts->envelope->queue_id.p) /* LMTP: perhaps in another one */
		r->local_id = facts->envelope->queue_id;
	else if (reply->code / 100 == 2)
		r->local_id = transaction_queue_id(reply);
}

static int64_t spent(int64_t ns)
{
	return ns ? ns : NO_TIME;
}

static void fill_stalls(const struct delivery *d, struct ev_message *r)
{
	const int64_t *ns = d->stall_ns;
	int64_t sum = 0;

	for (int i = 0; i < PAUSE_COUNT; i++)
		sum += ns[i];
	r->stalls = d->stalls;
	if (d->stalls == 0)
		return;
	r->stalled_time = sum;
	r->stall_longest = d->stall_longest_ns;
	r->stall_frame = d->stall_frame;
	r->stall_window = spent(ns[PAUSE_WINDOW]);
	r->stall_loss = spent(ns[PAUSE_LOSS]);
	r->stall_round_trip = spent(ns[PAUSE_ROUND_TRIP]);
	r->stall_client = spent(d->from == DIR_CLIENT ? ns[PAUSE_SENDER] : 0);
	r->stall_server = spent(d->from == DIR_SERVER ? ns[PAUSE_SENDER] : 0);
	r->stall_unknown = spent(ns[PAUSE_UNKNOWN]);
}

/* From its first octet to its last, to the verdict, and how fast. */
static void fill_timing(const struct delivery *d, struct ev_message *r,
			const struct reply *reply)
{
	int64_t span;

	fill_stalls(d, r);
	if (d->f.first == 0 || d->f.first_ns == NO_TIME || d->latest_ns < d->f.first_ns)
		return;
	span = d->latest_ns - d->f.first_ns;
	r->transfer_time = span;
	if (span > 0) /* in parts, so that no product overflows */
		r->throughput = d->size / (uint64_t)span * NS_PER_SEC +
				(uint64_t)((double)(d->size % (uint64_t)span) * (double)NS_PER_SEC /
					   (double)span);
	if (d->from == DIR_CLIENT && reply && reply->f.first_ns != NO_TIME &&
	    reply->f.first_ns >= d->latest_ns)
		r->verdict_time = reply->f.first_ns - d->latest_ns;
}

static const char *outcome(const struct delivery *d, const struct ev_message *r)
{
	if (d->from == DIR_SERVER)
		return r->complete == 1 ? "success" : "unknown";
	if (r->reply_code == NO_U64)
		return "unknown";
	return r->reply_code / 100 == 2 ? "success" : "failure";
}

void delivery_record(struct delivery *d, const struct delivery_facts *facts)
{
	struct session *s = d->session;
	struct ev_message r;

	if (!events_want(s->out, EV_MESSAGE))
		return;
	session_record_init(s, RECORD_MESSAGE, &r, "message-transferred", &d->f);
	delivery_fill(d, facts, &r);
	if (facts->reply && facts->reply->f.last_ns != NO_TIME)
		r.head.ts = facts->reply->f.last_ns;
	r.size = d->size;
	r.complete = d->end_seen && d->missing == 0;
	if (delivery_wants_digests(d->session))
		delivery_digest(&d->digest, r.complete == 1, &r.sha256,
			&r.sha256_partial);
	r.missing = d->missing;
	r.holes = (struct ev_holes){ d->holes, d->nholes };
	if (d->holes_total > d->nholes)
		r.holes_total = d->holes_total;
	r.frames = (struct ev_spans){ d->frames, d->nframes };
	if (d->frames_total > d->nframes)
		r.frames_total = d->frames_total;
	fill_timing(d, &r, facts->reply);
	fill_mime(d, &r);
	delivery_fill_imf(d, &r, facts->headers_only || facts->section.p);
	fill_verdict(d, &r, facts);
	r.head.outcome = facts->outcome ? facts->outcome : outcome(d, &r);
	session_put(s, (struct event){ .kind = EV_MESSAGE, .message = &r });

	free(r.groups.v);
	free(r.defects.v);
	delivery_free_imf(&r);
	delivery_free_reports(&r);
	free(r.attachments.v);
}
