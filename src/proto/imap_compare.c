/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * imap_compare.c - a message held against what the server said of it.
 *
 * In:   ENVELOPE and BODYSTRUCTURE, and the message as mime/ reads it
 * Out:  findings; the header of a part that was fetched without it
 * RFC:  9051 7.5.2
 *
 * The list of a mail client shows ENVELOPE, its window the message.  Where both differ, one
 * of the two misleads: the server's cache is stale, or two parsers were given something to
 * disagree about.
 */
#include "proto/imap_described.h"

#include "proto/imap_described_own.h"

#include "mime/mime.h"
#include "proto/finding.h"

/* The next octet that is no blank; -1 at the end. */
static int visible(struct bytes b, size_t *at)
{
	while (ascii_space(bytes_at(b, *at)))
		(*at)++;
	return bytes_at(b, (*at)++);
}

/* The same but for blanks: folding is undone in different ways. */
static bool same_text(struct bytes a, struct bytes b)
{
	size_t i = 0, k = 0;
	int c;

	do {
		c = visible(a, &i);
		if (c != visible(b, &k))
			return false;
	} while (c >= 0);
	return true;
}

/* An address that is one: servers write MISSING_DOMAIN and the like for what they cannot
   read. */
static bool is_real(const struct address *a)
{
	return a->local.n && a->domain.n && !a->invalid &&
	       bytes_chr(a->domain, 0, '.') < a->domain.n && bytes_at(a->domain, 0) != '.' &&
	       bytes_at(a->domain, 0) != '[';
}

static const struct address *next_real(const struct address_list *list, size_t *at)
{
	while (*at < list->n) {
		const struct address *a = &list->v[(*at)++];

		if (is_real(a))
			return a;
	}
	return NULL;
}

/* Sets the addresses that differ. */
static bool same_people(const struct address_list *said, const struct address_list *sent,
			struct bytes *said_out, struct bytes *sent_out)
{
	const struct address *a, *b;
	size_t i = 0, k = 0;

	do {
		a = next_real(said, &i);
		b = next_real(sent, &k);
		if (a && b && bytes_ieq(a->local, b->local) && bytes_ieq(a->domain, b->domain))
			continue;
		if (a == NULL && b == NULL)
			return true;
		*said_out = a ? a->addr : B("nobody");
		*sent_out = b ? b->addr : B("nobody");
		return false;
	} while (true);
}

struct difference {
	const char *what;
	struct bytes said, sent;
};

static bool people_differ(struct difference *d, const char *what,
			  const struct address_list *said, const struct address_list *sent)
{
	d->what = what;
	return !sent->invalid && !sent->cut && !said->cut &&
	       !same_people(said, sent, &d->said, &d->sent);
}

static bool envelope_differs(const struct imap_envelope *v, const struct mime_summary *s,
			     struct difference *d)
{
	struct date said, sent;

	*d = (struct difference){ "Subject", v->subject, s->subject };
	if (!same_text(v->subject, s->subject) && !same_text(v->subject_raw, s->subject_raw))
		return true;
	if (people_differ(d, "From", &v->from, &s->from) ||
	    people_differ(d, "To", &v->to, &s->to) || people_differ(d, "Cc", &v->cc, &s->cc))
		return true;
	*d = (struct difference){ "Message-ID", v->message_id, s->message_id };
	if (v->message_id.n && s->message_id.n && !same_text(v->message_id, s->message_id))
		return true;
	*d = (struct difference){ "Date", v->date, s->date_raw };
	said = date_parse(v->date.p ? v->date : B(""));
	sent = s->date;
	return said.ts_ns != NO_TIME && sent.ts_ns != NO_TIME && said.ts_ns != sent.ts_ns;
}

static void add_quoted(struct finding *f, struct bytes text)
{
	if (text.p == NULL) {
		finding_reason(f, "nothing");
		return;
	}
	finding_reason(f, "\"");
	finding_reason_text(f, bytes_head(text, 200));
	finding_reason(f, "\"");
}

static void tell(struct imap *m, struct imap_mail *l, enum anomaly_id id,
		 const struct imap_said *said, const char *item, const struct difference *d)
{
	struct ev_evidence *row;
	struct finding f;

	session_finding(m->s, &f, id, CONFIDENCE_LIKELY);
	finding_reason(&f, "%s: ", d->what);
	finding_reason(&f, "%s says ", item);
	add_quoted(&f, d->said);
	finding_reason(&f, ", the message ");
	add_quoted(&f, d->sent);
	row = finding_evidence(&f, item, "server", buf_bytes(&said->text));
	row->offset = said->at;
	row->octets = said->octets;
	if (said->f.first) {
		row->first_frame = said->f.first;
		row->last_frame = said->f.last;
	}
	row = finding_evidence(&f, "message", "server", d->sent);
	if (delivery_frames(l->delivery).first) {
		row->first_frame = delivery_frames(l->delivery).first;
		row->last_frame = delivery_frames(l->delivery).last;
	}
	f.record.message_id = delivery_id(l->delivery);
	if (m->s->user_proven)
		f.record.user = buf_bytes(&m->s->user);
	finding_put(&f, m->s->out);
}

/* The next part without parts, or NULL. */
static const struct mime_part *next_leaf(const struct mime *mime, uint32_t *at)
{
	while (*at < mime_parts(mime)) {
		const struct mime_part *p = mime_part(mime, (*at)++);

		if (p && !p->is_multipart && !p->is_message)
			return p;
	}
	return NULL;
}

static bool same_type(struct bytes said, const struct mime_part *p)
{
	size_t slash = bytes_chr(said, 0, '/');

	return bytes_eq(bytes_head(said, slash), p->type) &&
	       bytes_eq(bytes_from(said, slash + 1), p->subtype);
}

static struct bytes text_of(struct arena *a, struct bytes path, struct bytes type,
			    struct bytes encoding, uint64_t octets)
{
	struct buf b = { 0 };
	struct bytes kept;

	buf_add(&b, path);
	buf_addc(&b, ' ');
	buf_add(&b, type);
	buf_adds(&b, ", ");
	buf_add(&b, encoding);
	buf_printf(&b, ", %llu octets", (unsigned long long)octets);
	kept = bytes_dup(a, buf_bytes(&b));
	buf_fini(&b);
	return kept;
}

static struct bytes leaf_text(struct arena *a, const struct imap_leaf *leaf)
{
	return leaf ? text_of(a, leaf->path, leaf->type, leaf->encoding, leaf->octets)
		    : B("no more parts");
}

static struct bytes part_text(struct arena *a, const struct mime_part *p)
{
	struct buf type = { 0 };
	struct bytes text;

	if (p == NULL)
		return B("no more parts");
	buf_add(&type, p->type);
	buf_addc(&type, '/');
	buf_add(&type, p->subtype);
	text = text_of(a, bytes_str(p->path), buf_bytes(&type),
		       bytes_str(mime_encoding_name(p->encoding)), p->body_octets);
	buf_fini(&type);
	return text;
}

static bool same_leaf(const struct imap_leaf *leaf, const struct mime_part *p)
{
	struct bytes encoding = p->encoding_raw.p ? p->encoding_raw
						  : bytes_str(mime_encoding_name(p->encoding));

	return bytes_eq(leaf->path, bytes_str(p->path)) &&
	       (same_type(leaf->type, p) || !p->type_declared) &&
	       (bytes_ieq(leaf->encoding, encoding) || p->encoding == MIME_ENCODING_UNKNOWN) &&
	       (leaf->octets == p->body_octets || leaf->octets == NO_U64);
}

/* What a server puts where it finds no part at all. */
static bool is_nothing(const struct imap_leaf *leaf)
{
	return leaf->octets == 0 && bytes_eq(leaf->type, B("text/plain"));
}

/* `p` is a part of the message that `leaf` is, which the server did not open. */
static bool is_inside(const struct imap_leaf *leaf, const struct mime_part *p)
{
	struct bytes path = bytes_str(p->path);

	return bytes_starts(leaf->type, B("message/")) && bytes_starts(path, leaf->path) &&
	       bytes_at(path, leaf->path.n) == '.';
}

/* The other way round: a message in base64, which only some open. */
static bool is_opened(const struct imap_leaf *leaf, const struct mime_part *p)
{
	struct bytes path = bytes_str(p->path);

	return bytes_eq(p->type, B("message")) && bytes_starts(leaf->path, path) &&
	       bytes_at(leaf->path, path.n) == '.';
}

static bool structure_differs(const struct imap_structure *s, const struct mime *mime,
			      struct arena *a, struct difference *d)
{
	uint32_t at = 0;
	const struct mime_part *p = next_leaf(mime, &at);
	size_t i = 0;

	while (i < s->n || p) {
		const struct imap_leaf *leaf = i < s->n ? &s->v[i] : NULL;

		if (leaf && p && same_leaf(leaf, p)) {
			i++;
			p = next_leaf(mime, &at);
		} else if (leaf && p && is_inside(leaf, p)) {
			while (p && is_inside(leaf, p))
				p = next_leaf(mime, &at);
			i++;
		} else if (leaf && p && is_opened(leaf, p)) {
			while (i < s->n && is_opened(&s->v[i], p))
				i++;
			p = next_leaf(mime, &at);
		} else if (leaf && is_nothing(leaf)) {
			i++;
		} else if (p && p->body_octets == 0) {
			p = next_leaf(mime, &at);
		} else {
			*d = (struct difference){ "Parts", leaf_text(a, leaf), part_text(a, p) };
			return true;
		}
	}
	return false;
}

void imap_compare(struct imap *m, struct imap_mail *l)
{
	struct imap_described *e = imap_described_find(m, l->number, buf_bytes(&l->uid));
	const struct mime *mime = delivery_mime(l->delivery);
	bool message = l->part.n == 0 && l->origin == 0 && l->whole;
	bool all = message && (l->kind == IMAP_WHOLE || (l->kind == IMAP_TEXT && l->joined));
	struct arena a = { 0 };
	struct difference d;

	if (e == NULL || mime == NULL || !message || delivery_missing(l->delivery))
		return;
	imap_described_parse(e);
	if ((all || l->kind == IMAP_HEADER) && e->envelope_ok && !e->envelope.judged) {
		e->envelope.judged = true;
		if (envelope_differs(&e->parsed_envelope, mime_summary(mime), &d))
			tell(m, l, ANOMALY_IMAP_ENVELOPE_DISAGREES, &e->envelope, "ENVELOPE", &d);
	}
	if (all && e->structure_ok && !e->structure.judged && !e->parsed_structure.cut) {
		e->structure.judged = true;
		if (structure_differs(&e->parsed_structure, mime, &a, &d))
			tell(m, l, ANOMALY_IMAP_BODYSTRUCTURE_DISAGREES, &e->structure,
			     "BODYSTRUCTURE", &d);
	}
	arena_fini(&a);
}

static bool is_word(struct bytes b)
{
	for (size_t i = 0; i < b.n; i++)
		if (!ascii_alnum(bytes_at(b, i)) && bytes_at(b, i) != '-')
			return false;
	return b.n > 0;
}

void imap_part_header(struct imap *m, struct imap_mail *l)
{
	enum { LOOK_AT = 1000 };
	struct imap_described *e = imap_described_find(m, l->number, buf_bytes(&l->uid));

	if (e == NULL || e->structure.text.n == 0)
		return;
	imap_described_parse(e);
	for (size_t i = 0; i < e->parsed_structure.n && i < LOOK_AT; i++) {
		const struct imap_leaf *leaf = &e->parsed_structure.v[i];

		if (!bytes_eq(leaf->path, buf_bytes(&l->part)))
			continue;
		buf_add(&l->header, leaf->fields);
		buf_adds(&l->header, "Content-Transfer-Encoding: ");
		buf_add(&l->header, !l->binary && is_word(leaf->encoding) ? leaf->encoding
									  : B("binary"));
		buf_adds(&l->header, "\r\n\r\n");
		return;
	}
}
