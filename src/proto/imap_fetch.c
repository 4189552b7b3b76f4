/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * imap_fetch.c - what FETCH tells about a message, item by item.
 *
 * In:   the pieces of a FETCH response between its literals
 * Out:  unique id, flags, date, size; octets of messages to imap_mail.c
 * RFC:  9051 7.5.2, 3516, 7162
 *
 *	"(" item value item value ... ")"; a value is a token or a list in parentheses
 */
#include "proto/imap_described.h"

#include "base/limits.h"

enum { LOST = 1u << 30 }; /* depth of a response whose structure is not known any more */

void imap_fetch_begin(struct imap *m, uint64_t number)
{
	m->response = IMAP_RESPONSE_FETCH;
	m->number = number;
	m->fetched.depth = 0;
	m->fetched.value_due = false;
	buf_clear(&m->uid);
	buf_clear(&m->flags);
	buf_clear(&m->date);
	m->has_flags = false;
}

static enum imap_item item_of(struct bytes name)
{
	static const struct {
		const char *name;
		enum imap_item item;
	} rows[] = {
		{ "UID", IMAP_ITEM_UID },           { "FLAGS", IMAP_ITEM_FLAGS },
		{ "INTERNALDATE", IMAP_ITEM_DATE }, { "RFC822.SIZE", IMAP_ITEM_SIZE },
		{ "ENVELOPE", IMAP_ITEM_ENVELOPE }, { "BODYSTRUCTURE", IMAP_ITEM_STRUCTURE },
		{ "BODY", IMAP_ITEM_STRUCTURE },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (bytes_ieq(name, bytes_str(rows[i].name)))
			return rows[i].item;
	return IMAP_ITEM_OTHER;
}

static void read_item(struct imap *m, struct bytes name)
{
	struct imap_fetched *f = &m->fetched;

	f->value_due = true;
	f->item = item_of(name);
	f->section = imap_read_section(name);
	if (f->section.kind == IMAP_NO_MESSAGE) {
		if (bytes_istarts(f->section.name, B("HEADER.FIELDS")))
			f->item = IMAP_ITEM_FIELDS; /* and .NOT; of the message, not of a part */
		return;
	}
	f->item = IMAP_ITEM_SECTION;
	buf_clear(&f->name);
	buf_add(&f->name, f->section.name);
	f->section.name = buf_bytes(&f->name);
	f->section.part = bytes_head(f->section.name, f->section.part.n);
}

static void read_size(struct imap *m, struct bytes text)
{
	struct ev_row row;

	record_init(RECORD_ROW, &row);
	row.number = m->number;
	if (m->number != NO_U64 && bytes_u64(text, &row.octets))
		mailbox_row(&m->box, m->s->shared->key, &row);
}

/* The UID is remembered too: a later FETCH may leave it out. */
static void read_uid(struct imap *m, struct bytes text)
{
	struct ev_row row;

	buf_clear(&m->uid);
	buf_add(&m->uid, bytes_head(text, LIMIT_ENVELOPE_TEXT));
	record_init(RECORD_ROW, &row);
	row.number = m->number;
	row.uid = buf_bytes(&m->uid);
	if (m->number != NO_U64 && row.uid.n)
		mailbox_row(&m->box, m->s->shared->key, &row);
}

/* A message short enough for quotes. */
static void read_quoted(struct imap *m, const struct imap_token *t, uint64_t base)
{
	struct imap_fetched *f = &m->fetched;
	struct buf octets = { 0 };

	if (t->kind == IMAP_ATOM && !bytes_ieq(t->text, B("NIL")))
		return;
	if (t->kind == IMAP_QUOTED)
		imap_token_value(t, &octets);
	if (t->kind == IMAP_ATOM && !f->section.partial)
		return; /* there is no such part */
	imap_mail_begin(m, &f->section, octets.n);
	if (octets.n)
		imap_mail_value(m, buf_bytes(&octets), base + t->at + 1, t->text.n);
	imap_mail_end(m, !t->cut);
	buf_fini(&octets);
}

static void read_value(struct imap *m, const struct imap_token *t, uint64_t base)
{
	switch (m->fetched.item) {
	case IMAP_ITEM_UID:
		read_uid(m, t->text);
		break;
	case IMAP_ITEM_DATE:
		buf_clear(&m->date);
		buf_add(&m->date, bytes_head(t->text, LIMIT_ENVELOPE_TEXT));
		break;
	case IMAP_ITEM_SIZE:
		read_size(m, t->text);
		break;
	case IMAP_ITEM_SECTION:
		read_quoted(m, t, base);
		break;
	case IMAP_ITEM_FLAGS:
	case IMAP_ITEM_ENVELOPE:
	case IMAP_ITEM_STRUCTURE:
	case IMAP_ITEM_FIELDS:
	case IMAP_ITEM_OTHER:
		break;
	}
}

static void read_flags(struct imap *m, struct bytes text, size_t from)
{
	struct bytes list = bytes_from(text, from);

	list = bytes_head(list, bytes_chr(list, 0, ')'));
	buf_clear(&m->flags);
	buf_add(&m->flags, bytes_head(list, LIMIT_ENVELOPE_TEXT));
	m->has_flags = true;
}

static bool is_described(const struct imap_fetched *f)
{
	return f->item == IMAP_ITEM_ENVELOPE || f->item == IMAP_ITEM_STRUCTURE;
}

static void read_open(struct imap *m, struct bytes text, const struct imap_token *t)
{
	struct imap_fetched *f = &m->fetched;

	if (f->depth == 1 && f->value_due && f->item == IMAP_ITEM_FLAGS)
		read_flags(m, text, t->at + 1);
	if (f->depth == 1 && f->value_due && is_described(f)) {
		imap_description_begin(m, f->item == IMAP_ITEM_ENVELOPE ? IMAP_ENVELOPE
									: IMAP_STRUCTURE);
		f->described_at = t->at;
	}
	if (f->depth < LOST)
		f->depth++;
}

static void read_close(struct imap *m, struct bytes text, const struct imap_token *t,
		       uint64_t base)
{
	struct imap_fetched *f = &m->fetched;
	size_t from = f->described_at;

	if (f->depth && f->depth < LOST)
		f->depth--;
	if (f->depth != 1)
		return;
	if (f->value_due && is_described(f)) {
		imap_description_add(m, bytes_sub(text, from, t->at + 1 - from), base + from);
		imap_description_end(m);
	}
	f->value_due = false;
}

static void read_token(struct imap *m, struct bytes text, const struct imap_token *t,
		       uint64_t base)
{
	struct imap_fetched *f = &m->fetched;

	if (t->kind == IMAP_OPEN) {
		read_open(m, text, t);
		return;
	}
	if (t->kind == IMAP_CLOSE) {
		read_close(m, text, t, base);
		return;
	}
	if (f->depth != 1 || (t->kind == IMAP_LITERAL && t->text.p == NULL))
		return;
	if (!f->value_due) {
		read_item(m, t->text);
		return;
	}
	f->value_due = false;
	read_value(m, t, base);
}

void imap_fetch_text(struct imap *m, struct bytes text, uint64_t base)
{
	struct imap_fetched *f = &m->fetched;
	struct imap_tokens tokens = { .all = text };
	struct imap_token t;

	f->described_at = 0;
	while (imap_token_next(&tokens, &t))
		read_token(m, text, &t, base);
	if (f->depth > 1 && f->depth < LOST && f->value_due && is_described(f)) {
		/* A literal follows. */
		imap_description_add(m, bytes_from(text, f->described_at), base + f->described_at);
		imap_description_add(m, B("\r\n"), base + text.n);
	}
}

void imap_fetch_octets(struct imap *m, struct bytes octets, uint64_t at, bool over)
{
	imap_description_add(m, octets, at);
	if (over && m->fetched.item == IMAP_ITEM_FIELDS && m->fetched.depth == 1)
		imap_description_end(m);
}

void imap_fetch_lost(struct imap *m)
{
	m->fetched.depth = LOST;
	imap_description_lost(m);
}

void imap_fetch_hole(struct imap *m)
{
	imap_description_lost(m);
}

bool imap_fetch_literal(struct imap *m, uint64_t octets)
{
	struct imap_fetched *f = &m->fetched;

	if (f->depth != 1 || !f->value_due)
		return false;
	f->value_due = false;
	if (f->item == IMAP_ITEM_FIELDS)
		imap_description_begin(m, IMAP_FIELDS);
	if (f->item != IMAP_ITEM_SECTION)
		return false;
	imap_mail_begin(m, &f->section, octets);
	return true;
}

void imap_fetch_end(struct imap *m)
{
	imap_described_tell(m);
	imap_mail_settle(m);
}
