/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * delivery_imf.c - what the header says, as rows of the message's record.
 *
 * In:   mime_trace(), mime_nested(), mime_summary(), the header fields that delivery.c kept
 * Out:  mailwire.imf.headers, .received, .list.*, .idn, mailwire.dkim, .arc, .auth_results
 */
#include "proto/delivery_own.h"

#include "base/limits.h"
#include "mime/header.h"
#include "mime/punycode.h"

#include <stdlib.h>

/* Does folding, an encoded word or an octet outside of UTF-8 make the two differ? */
static bool raw_differs(struct bytes raw, struct bytes value)
{
	return !bytes_eq(bytes_trim(raw), value);
}

void delivery_keep_header(struct delivery *d, const struct mime_header *h)
{
	struct ev_header_row *kept;
	BUF_SHORT(text);

	d->headers_total++;
	if (d->nheaders == LIMIT_HEADERS ||
	    arena_used(&d->header_arena) + h->value.n > LIMIT_HEADERS_KEPT)
		return;
	kept = &ARRAY_PUSH(d->headers, d->nheaders, d->capheaders);
	record_init(RECORD_HEADER, kept);
	kept->offset = h->offset;
	kept->octets = h->octets;
	kept->name = bytes_dup(&d->header_arena, h->name);
	if (h->plain) {
		kept->value = bytes_dup(&d->header_arena, h->line);
		return;
	}
	if (!h->text.p)
		header_text(&text, h->value);
	kept->value = bytes_dup(&d->header_arena, h->text.p ? h->text : buf_bytes(&text));
	if (raw_differs(h->value, kept->value))
		kept->raw = bytes_dup(&d->header_arena, h->value);
	buf_fini(&text);
}

void delivery_headers_of(struct delivery *d, const struct mime_part *p)
{
	for (; d->header_parts < d->nheaders; d->header_parts++)
		if (p->index)
			d->headers[d->header_parts].part = bytes_str(p->path);
}

static void fill_headers(const struct delivery *d, struct ev_message *r)
{
	r->headers = (struct ev_headers){ d->headers, d->nheaders };
	if (d->headers_total > d->nheaders)
		r->headers_total = d->headers_total;
}

/* Room for `more` rows of `list`. */
#define ROWS_MORE(list, more)                                                                       \
	((list).v = (more) ? xrealloc((list).v, ((list).n + (more)) * sizeof(*(list).v)) : (list).v)

/* The header of which message: the part whose header it is; absent for the message itself. */
static void fill_hops(const struct mime_trace *t, struct bytes part, struct ev_message *r)
{
	ROWS_MORE(r->received, t->nhop);
	for (size_t i = 0; i < t->nhop; i++) {
		const struct received *hop = &t->hop[i];
		struct ev_hop *row = &r->received.v[r->received.n++];

		record_init(RECORD_HOP, row);
		row->part = part;
		row->from = hop->from;
		row->from_info = hop->from_comment;
		row->ip = hop->ip;
		row->by = hop->by;
		row->via = hop->via;
		row->with = hop->with;
		row->tls = (int8_t)hop->tls;
		row->tls_version = hop->tls_version;
		row->tls_cipher = hop->tls_cipher;
		row->authenticated = (int8_t)hop->authenticated;
		row->id = hop->id;
		row->for_ = hop->for_;
		row->when = hop->date.ts_ns;
		row->date = hop->date_raw;
		row->delay = trace_delay(t, i);
		if (row->delay != NO_TIME && row->delay < 0)
			row->clock_skew = 1;
		row->offset = hop->offset;
	}
}

/* The answer about the body, and why there is none.  What was transferred on purpose only
   in part is no message whose body could be judged. */
static void fill_body_hash(const struct dkim *s, bool partial, int8_t *ok_out,
			   const char **note_out)
{
	enum dkim_body b = partial ? DKIM_BODY_CUT : s->body;

	if (b == DKIM_BODY_OK || b == DKIM_BODY_MISMATCH)
		*ok_out = b == DKIM_BODY_OK;
	else
		*note_out = dkim_body_text(b);
}

static void fill_dkim(const struct mime_trace *t, struct bytes part, struct ev_message *r,
		      bool partial)
{
	ROWS_MORE(r->dkim, t->ndkim);
	for (size_t i = 0; i < t->ndkim; i++) {
		const struct dkim *s = &t->dkim[i];
		struct ev_dkim *row = &r->dkim.v[r->dkim.n++];

		record_init(RECORD_DKIM, row);
		row->part = part;
		row->d = s->domain;
		row->s = s->selector;
		row->i = s->identity;
		row->a = s->algorithm;
		row->c = s->canon;
		row->h = s->headers;
		row->bh = s->body_hash;
		row->t = s->signed_ns;
		row->x = s->expires_ns;
		row->offset = s->offset;
		fill_body_hash(s, partial, &row->bh_ok, &row->bh_note);
		if (s->has_length) {
			row->l = s->length;
			if (row->bh_note == NULL)
				row->beyond = s->beyond;
		}
		if (s->invalid)
			row->invalid = 1;
	}
}

static void fill_arc(const struct mime_trace *t, struct bytes part, struct ev_message *r,
		     bool partial)
{
	ROWS_MORE(r->arc, t->arc.highest);
	for (unsigned i = 0; i < t->arc.highest; i++) {
		const struct arc_set *set = &t->arc.set[i];
		struct ev_arc *row = &r->arc.v[r->arc.n++];

		record_init(RECORD_ARC, row);
		row->part = part;
		row->i = i + 1;
		row->complete = set->results == 1 && set->signatures == 1 && set->seals == 1;
		row->cv = set->cv;
		if (set->seals) {
			row->d = set->seal.domain;
			row->s = set->seal.selector;
			row->a = set->seal.algorithm;
			row->t = set->seal.signed_ns;
		}
		if (set->signatures) {
			row->c = set->message.canon;
			if (set->message.has_length)
				row->l = set->message.length;
			fill_body_hash(&set->message, partial, &row->bh_ok, &row->bh_note);
		}
	}
}

/* Borrowed: `t->v` stays with the parser. */
static struct ev_texts texts(const struct texts *t)
{
	return (struct ev_texts){ t->v, t->n };
}

static void fill_results(const struct mime_trace *t, struct bytes part, struct ev_message *r)
{
	ROWS_MORE(r->auth_results, t->results.n);
	for (size_t i = 0; i < t->results.n; i++) {
		const struct authres *a = &t->results.v[i];
		struct ev_authres *row = &r->auth_results.v[r->auth_results.n++];

		record_init(RECORD_AUTHRES, row);
		row->part = part;
		row->field = authres_field_name(a->field);
		row->server = a->server;
		row->method = a->method;
		row->result = a->result;
		row->reason = a->reason;
		row->props = texts(&a->properties);
		row->offset = a->offset;
	}
}

static void fill_list(const struct list_fields *l, struct ev_message *r)
{
	r->list_id = l->id;
	r->list_label = l->label;
	r->list_unsubscribe = texts(&l->uri[LIST_UNSUBSCRIBE]);
	r->list_post = texts(&l->uri[LIST_POST]);
	r->list_subscribe = texts(&l->uri[LIST_SUBSCRIBE]);
	r->list_help = texts(&l->uri[LIST_HELP]);
	r->list_owner = texts(&l->uri[LIST_OWNER]);
	r->list_archive = texts(&l->uri[LIST_ARCHIVE]);
	if (l->uri[LIST_UNSUBSCRIBE].n)
		r->list_one_click = list_one_click(l);
}

/* One domain in both forms, each once. */
static void fill_domain(struct delivery *d, struct ev_message *r, struct bytes domain,
			size_t *cap)
{
	BUF_SHORT(unicode);
	BUF_SHORT(ascii);
	bool differ = idn_unicode(&unicode, domain);
	struct ev_idn row;

	record_init(RECORD_IDN, &row);
	differ |= idn_ascii(&ascii, domain);
	if (differ) {
		row.ascii = bytes_dup(&d->arena, buf_bytes(&ascii));
		row.unicode = bytes_dup(&d->arena, buf_bytes(&unicode));
		for (size_t i = 0; i < r->idn.n; i++)
			if (bytes_ieq(r->idn.v[i].ascii, row.ascii))
				row.ascii.p = NULL;
		if (row.ascii.p)
			ARRAY_PUSH(r->idn.v, r->idn.n, *cap) = row;
	}
	buf_fini(&unicode);
	buf_fini(&ascii);
}

static void fill_idn(struct delivery *d, struct ev_message *r)
{
	const struct mime_summary *s = mime_summary(d->mime);
	const struct address_list *lists[] = { &s->from, &s->sender, &s->reply_to, &s->to,
					       &s->cc, &s->bcc };
	size_t cap = 0;

	for (size_t k = 0; k < sizeof(lists) / sizeof(*lists); k++)
		for (size_t i = 0; i < lists[k]->n && r->idn.n < LIMIT_IDN; i++) {
			struct bytes domain = lists[k]->v[i].domain;

			if (!bytes_ascii(domain) || bytes_ifind(domain, B("xn--")) < domain.n)
				fill_domain(d, r, domain, &cap);
		}
}

/* The way and the signatures of the message, or of one inside. */
static void fill_trace(const struct mime_trace *t, struct bytes part, struct ev_message *r,
		       bool partial)
{
	fill_hops(t, part, r);
	fill_dkim(t, part, r, partial);
	fill_arc(t, part, r, partial);
	fill_results(t, part, r);
}

void delivery_fill_imf(struct delivery *d, struct ev_message *r, bool partial)
{
	const struct mime_trace *t = mime_trace(d->mime);
	const struct mime_summary *s = mime_summary(d->mime);
	const struct mime_nested *const *nested;
	size_t n;

	r->return_path = s->return_path;
	r->auto_submitted = s->auto_submitted;
	r->originating_ip = s->x_originating_ip;
	r->precedence = t->precedence;
	r->in_reply_to = texts(&t->in_reply_to);
	r->references = texts(&t->references);
	fill_headers(d, r);
	fill_trace(t, (struct bytes){ NULL, 0 }, r, partial);
	nested = mime_nested(d->mime, &n);
	for (size_t i = 0; i < n; i++)
		fill_trace(&nested[i]->trace, bytes_str(nested[i]->part->path), r, partial);
	fill_list(&t->list, r);
	fill_idn(d, r);
}

void delivery_free_imf(struct ev_message *r)
{
	free(r->received.v);
	free(r->dkim.v);
	free(r->arc.v);
	free(r->auth_results.v);
	free(r->idn.v);
}
