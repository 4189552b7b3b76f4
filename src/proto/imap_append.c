/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * imap_append.c - messages on their way to the server: APPEND, REPLACE.
 *
 * In:   the words and literals of the command
 * Out:  deliveries, closed when the tagged reply tells what became of them
 * RFC:  9051 6.3.12, 3502 (several in one command), 6855 4 ("UTF8 (" literal ")"), 8508
 *
 * CATENATE (RFC 4469), which puts a message together out of pieces, is in imap_catenate.c.
 */
#include "proto/imap.h"

#include "base/arena.h"
#include "base/limits.h"

#include <stdlib.h>

static void sent_free(struct imap_mail *s)
{
	buf_fini(&s->uid);
	buf_fini(&s->mailbox);
	buf_fini(&s->flags);
	buf_fini(&s->date);
	imap_catenate_fini(s);
	free(s);
}

static struct bytes known(const struct buf *b)
{
	return b->n ? buf_bytes(b) : (struct bytes){ NULL, 0 };
}

static struct delivery_facts append_facts(const struct imap_mail *s)
{
	struct delivery_facts facts = {
		.command = s->command, .from = DIR_CLIENT, .number = NO_U64,
		.announced = s->announced, .uid = known(&s->uid),
		.mailbox = known(&s->mailbox), .internal_date = known(&s->date),
		.flags = s->has_flags ? buf_bytes(&s->flags) : (struct bytes){ NULL, 0 },
	};

	imap_catenate_facts(s, &facts);
	return facts;
}

/* The message that is being described or sent: the last one.  NULL: none. */
static struct imap_mail *sent_last(struct imap *m)
{
	struct imap_mail *s = m->sent;

	while (s && s->next)
		s = s->next;
	return s;
}

static void sent_close(struct imap *m, struct imap_mail **at, const struct reply *r)
{
	struct imap_mail *s = *at;
	struct delivery_facts facts = append_facts(s);

	*at = s->next;
	m->nsent--;
	if (s->delivery) {
		facts.reply = r;
		if (r)
			facts.outcome = m->positive ? "success" : "failure";
		delivery_close(&s->delivery, &facts);
	}
	sent_free(s);
}

/* What the next literal of m->asking is told with. */
static struct imap_mail *sent_open(struct imap *m)
{
	struct imap_mail *last = sent_last(m), *s;

	if (last && last->asked == m->asking && last->delivery == NULL)
		return last;
	while (m->nsent >= LIMIT_IMAP_SENT)
		sent_close(m, &m->sent, NULL);
	s = xcalloc(1, sizeof(*s));
	if (last && last->asked == m->asking)
		buf_add(&s->mailbox, buf_bytes(&last->mailbox));
	s->asked = m->asking;
	s->command = bytes_eq(bytes_str(m->asking->verb), B("APPEND")) ? "APPEND" : "REPLACE";
	s->announced = NO_U64;
	last = sent_last(m);
	if (last)
		last->next = s;
	else
		m->sent = s;
	m->nsent++;
	return s;
}

/* The flags up to the closing parenthesis. */
static void read_flags(struct imap_mail *s, struct bytes text, size_t from)
{
	struct bytes list = bytes_from(text, from);

	list = bytes_head(list, bytes_chr(list, 0, ')'));
	if (bytes_at(list, 0) == '~' || bytes_at(list, 0) == '{')
		return; /* of "UTF8 (~{12}": the message */
	buf_clear(&s->flags);
	buf_add(&s->flags, bytes_head(list, LIMIT_ENVELOPE_TEXT));
	buf_cstr(&s->flags);
	s->has_flags = true;
}

static void read_mailbox(struct imap_mail *s, struct bytes name)
{
	buf_clear(&s->mailbox);
	imap_mailbox_name(bytes_head(name, LIMIT_ENVELOPE_TEXT), &s->mailbox);
}

/* APPEND mailbox; REPLACE number mailbox */
static unsigned mailbox_arg(const struct imap_mail *s)
{
	return bytes_eq(bytes_str(s->command), B("APPEND")) ? 0 : 1;
}

void imap_append_token(struct imap *m, const struct imap_token *t, struct bytes text)
{
	struct imap_mail *s;
	struct buf name = { 0 };
	unsigned i = m->args;

	if (m->catenate) {
		imap_catenate_token(m, t);
		return;
	}
	if (t->kind == IMAP_OPEN || t->kind == IMAP_CLOSE) {
		if (t->kind == IMAP_OPEN && m->depth == 0 && i > 0)
			read_flags(sent_open(m), text, t->at + 1);
		if (t->kind == IMAP_OPEN)
			m->depth++;
		else if (m->depth)
			m->depth--;
		return;
	}
	if (m->depth || (t->kind == IMAP_LITERAL && t->text.p == NULL))
		return;
	m->args++;
	s = sent_open(m);
	if (i == mailbox_arg(s)) {
		imap_token_value(t, &name);
		read_mailbox(s, buf_bytes(&name));
		buf_fini(&name);
	} else if (t->kind == IMAP_QUOTED) {
		buf_clear(&s->date);
		buf_add(&s->date, bytes_head(t->text, LIMIT_ENVELOPE_TEXT));
	} else if (bytes_ieq(t->text, B("CATENATE"))) {
		m->catenate = true;
		imap_catenate_begin(s);
	}
}

bool imap_append_begin(struct imap *m, uint64_t octets)
{
	struct imap_mail *s;

	if (m->catenate)
		return imap_catenate_literal(m, octets);
	s = sent_open(m);
	if (m->args <= mailbox_arg(s)) {
		m->args++;
		m->naming = true;
		return false;
	}
	s->announced = octets;
	return true;
}

void imap_append_name(struct imap *m, struct bytes literal, bool over)
{
	struct imap_mail *s;
	struct buf name = { 0 };

	if (m->catenate) {
		imap_catenate_url(m, literal, over);
		return;
	}
	s = sent_open(m);
	buf_add(&s->mailbox, bytes_head(literal, LIMIT_ENVELOPE_TEXT - s->mailbox.n));
	m->naming = !over;
	if (!over)
		return;
	buf_add(&name, buf_bytes(&s->mailbox));
	read_mailbox(s, buf_bytes(&name));
	buf_fini(&name);
}

struct imap_mail *imap_append_now(struct imap *m)
{
	struct imap_mail *s = sent_last(m);

	return s && s->asked == m->asking ? s : NULL;
}

/* One that is announced and refused never begins. */
struct delivery *imap_append_delivery(struct imap *m)
{
	struct imap_mail *s = sent_last(m);
	struct delivery_facts facts;

	if (s == NULL)
		return NULL;
	if (s->delivery == NULL && (s->announced != NO_U64 || s->catenated)) {
		facts = append_facts(s);
		s->delivery = delivery_open(m->s, &facts);
		if (m->asking && m->asking->message_id == NO_U64)
			m->asking->message_id = delivery_id(s->delivery);
	}
	return s->delivery;
}

void imap_append_octets(struct imap *m, struct bytes run, uint64_t at)
{
	struct delivery *d = imap_append_delivery(m);

	if (m->asking)
		dialog_more(&m->dialog, m->s, m->asking, (struct bytes){ NULL, 0 }, at, run.n);
	if (d == NULL)
		return;
	delivery_octets(d, run);
	delivery_wire(d, at, run.n);
}

void imap_append_gap(struct imap *m, uint64_t missing)
{
	struct delivery *d = imap_append_delivery(m);

	if (d)
		delivery_gap(d, missing);
}

void imap_append_end(struct imap *m, bool whole)
{
	struct imap_mail *s = sent_last(m);
	struct delivery *d = whole ? imap_append_delivery(m) : s ? s->delivery : NULL;

	if (d && !(whole && s->catenated)) /* more pieces follow */
		delivery_end(d, whole);
}

/* The next unique id of "3955,3960:3961"; p == NULL when there is none. */
static struct bytes next_uid(struct bytes *set, struct buf *text)
{
	size_t end = bytes_chr(*set, 0, ',');
	struct bytes range = bytes_head(*set, end), last;
	size_t colon = bytes_chr(range, 0, ':');
	uint64_t a, b;

	buf_clear(text);
	if (!bytes_u64(bytes_head(range, colon), &a))
		return (struct bytes){ NULL, 0 };
	buf_addu64(text, a);
	last = bytes_from(range, colon + 1);
	if (last.n && bytes_u64(last, &b) && a < b) {
		/* The rest of the range is next: made in the buffer behind the id. */
		buf_addc(text, ' ');
		buf_addu64(text, a + 1);
		buf_addc(text, ':');
		buf_add(text, bytes_from(*set, colon + 1));
		*set = bytes_from(buf_bytes(text), bytes_chr(buf_bytes(text), 0, ' ') + 1);
		return bytes_head(buf_bytes(text), bytes_chr(buf_bytes(text), 0, ' '));
	}
	*set = bytes_from(*set, end + 1);
	return buf_bytes(text);
}

void imap_append_code(struct imap *m, const struct asked *a, struct bytes code)
{
	struct buf text[2] = { { 0 }, { 0 } };
	struct bytes set, uid;
	int turn = 0;

	if (!bytes_ieq(bytes_word(&code), B("APPENDUID")))
		return;
	bytes_word(&code);
	set = bytes_word(&code);
	for (struct imap_mail *s = m->sent; s; s = s->next) {
		if (s->asked != a || s->uid.n)
			continue;
		uid = next_uid(&set, &text[turn]);
		turn = 1 - turn;
		if (uid.n == 0)
			break;
		buf_add(&s->uid, uid);
	}
	buf_fini(&text[0]);
	buf_fini(&text[1]);
}

void imap_append_close(struct imap *m, const struct asked *a, const struct reply *r,
		       struct bytes code)
{
	struct imap_mail **at = &m->sent;

	imap_append_code(m, a, code);
	while (*at) {
		if ((*at)->asked != a)
			at = &(*at)->next;
		else
			sent_close(m, at, r);
	}
}

void imap_append_fini(struct imap *m)
{
	while (m->sent)
		sent_close(m, &m->sent, NULL);
}
