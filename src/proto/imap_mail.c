/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * imap_mail.c - messages on their way to the client, put together again.
 *
 * In:   the octets of FETCH items: all of a message, its header, its text, parts, ranges
 * Out:  deliveries
 * RFC:  9051 6.4.5 and 7.5.2, 3516
 *
 * Clients fetch large messages in ranges, BODY[]<0.n>, <n.n>, ..., and some the header
 * first and then the text.  What may go on is kept open until the next octets of a message
 * show whether they continue it:
 *
 *	none --octets--> open --all of it------------------> told
 *	                   ^--range, header--> parked --other octets, the end--> told
 *	                   +--its continuation----+
 */
#include "proto/imap.h"

#include "base/limits.h"

static struct bytes known(const struct buf *b)
{
	return b->n ? buf_bytes(b) : (struct bytes){ NULL, 0 };
}

static bool is_all(const struct imap_mail *l)
{
	return (l->kind == IMAP_WHOLE || l->joined) && l->origin == 0;
}

/* "TEXT", "1.2", "1.2<0>" */
static void section_text(const struct imap_mail *l, struct bytes name, struct buf *out)
{
	buf_clear(out);
	if (l->kind == IMAP_HEADER)
		buf_adds(out, "HEADER");
	else if (l->kind == IMAP_TEXT)
		buf_adds(out, "TEXT");
	else
		buf_add(out, bytes_head(name, LIMIT_ENVELOPE_TEXT));
	if (l->partial)
		buf_printf(out, "<%llu>", (unsigned long long)l->origin);
}

/* A range that turned out to be all is not told as one. */
static struct bytes section_told(const struct imap_mail *l)
{
	struct bytes s = buf_bytes(&l->section);

	if (is_all(l) && (!l->partial || l->whole))
		return (struct bytes){ NULL, 0 };
	return l->whole && l->origin == 0 ? bytes_head(s, bytes_chr(s, 0, '<')) : s;
}

static struct delivery_facts mail_facts(const struct imap_mail *l)
{
	return (struct delivery_facts){
		.command = "FETCH", .from = DIR_SERVER, .number = l->number,
		.uid = known(&l->uid), .announced = is_all(l) ? l->announced : NO_U64,
		.headers_only = l->kind == IMAP_HEADER, .mailbox = known(&l->mailbox),
		.flags = l->has_flags ? buf_bytes(&l->flags) : (struct bytes){ NULL, 0 },
		.internal_date = known(&l->date), .section = section_told(l),
		.body_only = l->kind == IMAP_TEXT || l->kind == IMAP_PART || l->origin > 0,
	};
}

/* The octets of `s` follow those that the parked message has. */
static bool continues(const struct imap *m, const struct imap_section *s, struct bytes name)
{
	const struct imap_mail *l = &m->mail;
	struct bytes told = buf_bytes(&l->section);

	if (l->delivery == NULL || !l->parked || l->number != m->number)
		return false;
	if (m->uid.n && l->uid.n && !bytes_eq(buf_bytes(&m->uid), buf_bytes(&l->uid)))
		return false;
	if (l->kind == IMAP_HEADER && l->whole)
		return s->kind == IMAP_TEXT && s->origin == 0;
	return l->kind == s->kind && l->partial && s->partial &&
	       s->origin == l->origin + l->octets &&
	       (s->kind != IMAP_PART || bytes_eq(bytes_head(told, bytes_chr(told, 0, '<')), name));
}

/* "BODY.PEEK[]<0.2048>": how many octets the command asks for; NO_U64: all. */
static uint64_t asked_octets(const struct imap *m)
{
	struct bytes arg = m->answers ? asked_arg(m->answers) : B("");
	size_t open = bytes_find(arg, B("]<"));
	struct bytes range = bytes_from(arg, open + 2);
	uint64_t n;

	range = bytes_head(range, bytes_chr(range, 0, '>'));
	range = bytes_from(range, bytes_chr(range, 0, '.') + 1);
	return bytes_u64(range, &n) ? n : NO_U64;
}

/* What this response and those before said about the message. */
static void mail_note(struct imap *m)
{
	struct imap_mail *l = &m->mail;
	const struct mail *mail = mailbox_find(&m->box, m->s->shared->key, m->number);
	struct bytes uid = mailbox_uid(&m->box, mail);

	if (m->uid.n)
		uid = buf_bytes(&m->uid);
	if (uid.n && l->uid.n == 0)
		buf_add(&l->uid, uid);
	if (m->has_flags) {
		buf_clear(&l->flags);
		buf_add(&l->flags, buf_bytes(&m->flags));
		buf_cstr(&l->flags);
		l->has_flags = true;
	}
	if (m->date.n && l->date.n == 0)
		buf_add(&l->date, buf_bytes(&m->date));
	if (mail && mail->octets != NO_U64)
		l->announced = mail->octets;
}

static void mail_open(struct imap *m, const struct imap_section *s, struct bytes name)
{
	struct imap_mail *l = &m->mail;
	struct delivery_facts facts;

	imap_mail_close(m);
	l->kind = s->kind;
	l->partial = s->partial;
	l->origin = s->origin;
	l->number = m->number;
	l->announced = NO_U64;
	section_text(l, name, &l->section);
	buf_add(&l->mailbox, buf_bytes(&m->mailbox));
	mail_note(m);
	facts = mail_facts(l);
	l->delivery = delivery_open(m->s, &facts);
}

void imap_mail_begin(struct imap *m, const struct imap_section *s, struct bytes name,
		     uint64_t octets)
{
	struct imap_mail *l = &m->mail;

	if (!continues(m, s, name)) {
		mail_open(m, s, name);
	} else if (l->kind == IMAP_HEADER) {
		l->joined = true;
		l->kind = IMAP_TEXT;
		l->partial = s->partial;
		l->octets = 0;
	}
	l->parked = l->whole = false;
	l->due = octets;
	if (m->answers && m->answers->message_id == NO_U64)
		m->answers->message_id = delivery_id(l->delivery);
}

void imap_mail_octets(struct imap *m, struct bytes run, uint64_t at)
{
	if (m->answers)
		dialog_said(m->s, m->answers, (struct bytes){ NULL, 0 }, at, run.n);
	if (m->mail.delivery == NULL)
		return;
	delivery_octets(m->mail.delivery, run);
	delivery_wire(m->mail.delivery, at, run.n);
	m->mail.octets += run.n;
}

void imap_mail_gap(struct imap *m, uint64_t missing)
{
	if (m->answers)
		m->answers->said.hole = true;
	if (m->mail.delivery == NULL)
		return;
	delivery_gap(m->mail.delivery, missing);
	m->mail.octets += missing;
}

void imap_mail_end(struct imap *m, bool whole)
{
	struct imap_mail *l = &m->mail;
	uint64_t asked;

	if (l->delivery == NULL)
		return;
	if (!whole) {
		delivery_end(l->delivery, false);
		return;
	}
	asked = l->partial ? asked_octets(m) : NO_U64;
	if (!l->partial) {
		l->whole = true;
		l->parked = l->kind == IMAP_HEADER;
	} else {
		/* Less than what was asked for: the end of the section. */
		l->whole = asked != NO_U64 && l->due < asked;
		if (is_all(l) && !l->joined && l->octets == l->announced)
			l->whole = true;
		l->parked = !l->whole;
		l->whole = l->whole && l->origin == 0;
	}
	if (!l->parked)
		delivery_end(l->delivery, l->whole);
}

void imap_mail_settle(struct imap *m)
{
	struct imap_mail *l = &m->mail;

	if (l->delivery == NULL || l->number != m->number)
		return;
	mail_note(m);
	if (l->partial && l->parked && is_all(l) && !l->joined && l->octets == l->announced) {
		l->whole = true;
		l->parked = false;
	}
	if (!l->parked)
		imap_mail_close(m);
}

void imap_mail_close(struct imap *m)
{
	struct imap_mail *l = &m->mail;
	struct delivery_facts facts;

	if (l->delivery) {
		delivery_end(l->delivery, l->whole);
		facts = mail_facts(l);
		delivery_close(&l->delivery, &facts);
	}
	buf_fini(&l->uid);
	buf_fini(&l->mailbox);
	buf_fini(&l->flags);
	buf_fini(&l->date);
	buf_fini(&l->section);
	*l = (struct imap_mail){ 0 };
}
