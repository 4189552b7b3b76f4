/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * imap_mail.c - messages on their way to the client, put together again.
 *
 * In:   the octets of FETCH items: all of a message, its header, its text, parts, ranges
 * Out:  deliveries
 * RFC:  9051 6.4.5 and 7.5.2, 3516
 *
 * Clients fetch large messages in ranges, BODY[]<0.n>, <n.n>, ..., and some the header
 * first and then the text, or the header of a part and then the part.  What may go on is
 * parked until its continuation comes, several at a time, since clients ask for several
 * messages in turns; what comes before its turn waits in imap_ahead.c.
 *
 *	none --octets--> receiving --all of it-------------------> told
 *	                   ^   +--range, header--> parked --no room, mailbox closed--> told
 *	                   +----its continuation-----+
 */
#include "proto/imap_described.h"
#include "proto/imap_mail.h"

#include "base/arena.h"
#include "base/limits.h"

#include <stdlib.h>

static struct bytes known(const struct buf *b)
{
	return b->n ? buf_bytes(b) : (struct bytes){ NULL, 0 };
}

static bool is_all(const struct imap_mail *l)
{
	return l->part.n == 0 && l->origin == 0 &&
	       (l->kind == IMAP_WHOLE || (l->kind == IMAP_TEXT && l->joined));
}

/* "", "TEXT", "1.2", "1.2.MIME<0>": a range that turned out to be all is not told as one. */
static struct bytes section_told(struct imap_mail *l)
{
	struct buf *out = &l->section;
	const char *word = l->kind == IMAP_HEADER ? "HEADER"
			 : l->kind == IMAP_MIME	  ? "MIME"
			 : l->kind == IMAP_TEXT && !l->joined ? "TEXT" : "";

	buf_clear(out);
	buf_add(out, bytes_head(buf_bytes(&l->part), LIMIT_ENVELOPE_TEXT));
	if (out->n && *word)
		buf_addc(out, '.');
	buf_adds(out, word);
	if (l->partial && !(l->whole && l->origin == 0))
		buf_printf(out, "<%llu>", (unsigned long long)l->origin);
	return known(out);
}

static struct delivery_facts mail_facts(struct imap_mail *l)
{
	bool body = !l->joined && (l->kind == IMAP_TEXT || l->kind == IMAP_PART);

	return (struct delivery_facts){
		.command = "FETCH", .from = DIR_SERVER, .number = l->number,
		.uid = known(&l->uid), .announced = is_all(l) ? l->announced : NO_U64,
		.headers_only = imap_is_header(l->kind), .mailbox = known(&l->mailbox),
		.flags = l->has_flags ? buf_bytes(&l->flags) : (struct bytes){ NULL, 0 },
		.internal_date = known(&l->date), .section = section_told(l),
		.body_only = body || l->origin > 0, .header = known(&l->header),
	};
}

static struct imap_mail **mail_place(struct imap *m, const struct imap_mail *l)
{
	struct imap_mail **at = &m->mails;

	while (*at != l)
		at = &(*at)->next;
	return at;
}

/* Its record is told. */
static void mail_close(struct imap *m, struct imap_mail *l)
{
	struct delivery_facts facts;

	*mail_place(m, l) = l->next;
	m->nmails--;
	if (m->mail == l)
		m->mail = NULL;
	delivery_end(l->delivery, l->whole);
	imap_compare(m, l);
	facts = mail_facts(l);
	delivery_close(&l->delivery, &facts);
	buf_fini(&l->uid);
	buf_fini(&l->mailbox);
	buf_fini(&l->flags);
	buf_fini(&l->date);
	buf_fini(&l->part);
	buf_fini(&l->section);
	buf_fini(&l->header);
	free(l);
}

/* What this response and those before said about the message. */
static void mail_note(struct imap *m, struct imap_mail *l)
{
	const struct mail *mail = mailbox_find(&m->box, m->s->shared->key, m->number);
	struct bytes uid = imap_uid_now(m);

	if (l->number == NO_U64)
		l->number = m->number;
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

/* One that `of` begins anew, or replaces, is over. */
static void mail_replace(struct imap *m, const struct imap_piece_of *of)
{
	struct imap_mail *next;

	for (struct imap_mail *l = m->mails; l; l = next) {
		next = l->next;
		if (l->parked && l->kind == of->section.kind && imap_same_part(l, &of->section) &&
		    of->section.origin <= l->origin &&
		    imap_same_message(l->number, buf_bytes(&l->uid), of->number, of->uid))
			mail_close(m, l);
	}
}

struct imap_mail *imap_mail_open(struct imap *m, const struct imap_piece_of *of)
{
	struct imap_mail *l = xcalloc(1, sizeof(*l)), **end = &m->mails;
	struct delivery_facts facts;

	mail_replace(m, of);
	while (m->nmails >= LIMIT_IMAP_PARKED)
		mail_close(m, m->mails);
	l->kind = of->section.kind;
	l->partial = of->section.partial;
	l->binary = of->section.binary;
	l->origin = of->section.origin;
	l->number = of->number;
	l->announced = NO_U64;
	buf_add(&l->part, of->section.part);
	buf_add(&l->uid, of->uid);
	buf_add(&l->mailbox, buf_bytes(&m->mailbox));
	if (of->number == m->number)
		mail_note(m, l);
	if (l->kind == IMAP_PART && l->origin == 0)
		imap_part_header(m, l);
	while (*end)
		end = &(*end)->next;
	*end = l;
	m->nmails++;
	facts = mail_facts(l);
	l->delivery = delivery_open(m->s, &facts);
	return l;
}

void imap_mail_join(struct imap_mail *l, const struct imap_section *s, uint64_t octets)
{
	uint64_t end = l->origin + l->octets;

	l->skip = 0;
	if (imap_is_header(l->kind) && s->kind != l->kind) {
		l->joined = true;
		l->kind = s->kind;
		l->partial = s->partial;
		l->octets = 0;
	} else if (l->partial && s->origin < end) {
		l->skip = end - s->origin;
	}
	l->due = octets;
	l->parked = l->whole = false;
}

void imap_mail_begin(struct imap *m, const struct imap_section *s, uint64_t octets)
{
	struct imap_piece_of of = { .section = *s, .number = m->number,
				    .uid = imap_uid_now(m), .asked = imap_asked_octets(m, s) };
	const struct imap_mail *parked;
	struct imap_mail *l = imap_mail_before(m, &of, octets);

	m->mail = NULL;
	if (l == NULL && imap_ahead_begin(m, &of, octets)) {
		parked = imap_mail_of(m, &of);
		if (parked && m->answers && m->answers->message_id == NO_U64)
			m->answers->message_id = delivery_id(parked->delivery);
		return;
	}
	if (l == NULL)
		l = imap_mail_open(m, &of);
	imap_mail_join(l, s, octets);
	l->asked_octets = of.asked;
	m->mail = l;
	if (m->answers && m->answers->message_id == NO_U64)
		m->answers->message_id = delivery_id(l->delivery);
}

void imap_mail_add(struct imap_mail *l, struct bytes run, const struct span *spans, size_t n,
		   bool again)
{
	size_t skip = l->skip < run.n ? (size_t)l->skip : run.n;

	l->skip -= skip;
	run = bytes_from(run, skip);
	delivery_octets(l->delivery, run);
	l->octets += run.n;
	for (size_t i = 0; i < n; i++) {
		struct span s = spans[i];

		if (skip >= s.octets) {
			skip -= (size_t)s.octets;
			continue;
		}
		s.offset += skip;
		s.octets -= skip;
		skip = 0;
		delivery_wire_span(l->delivery, &s, again);
	}
}

void imap_mail_octets(struct imap *m, struct bytes run, uint64_t at)
{
	if (m->answers)
		dialog_said(m->s, m->answers, (struct bytes){ NULL, 0 }, at, run.n);
	while (run.n) {
		struct span spans[16];
		size_t n = session_spans(m->s, DIR_SERVER, at, run.n, spans, 16);
		struct bytes now = run;

		if (n > 16)
			n = 16;
		if (n)
			now = bytes_head(run, (size_t)(spans[n - 1].offset +
						       spans[n - 1].octets - at));
		if (m->mail)
			imap_mail_add(m->mail, now, spans, n, false);
		else
			imap_ahead_add(m, now, spans, n);
		at += now.n;
		run = bytes_from(run, now.n);
	}
}

void imap_mail_value(struct imap *m, struct bytes octets, uint64_t at, uint64_t wire)
{
	struct span spans[16];
	size_t n = session_spans(m->s, DIR_SERVER, at, wire, spans, 16);

	if (n > 16)
		n = 16;
	if (m->mail && m->mail->skip == 0) {
		delivery_octets(m->mail->delivery, octets);
		m->mail->octets += octets.n;
		for (size_t i = 0; i < n; i++)
			delivery_wire_span(m->mail->delivery, &spans[i], false);
	} else if (m->mail) {
		imap_mail_add(m->mail, octets, NULL, 0, false);
	} else if (n) {
		/* All in the frame of its end: where escapes lie does not matter that much. */
		spans[0] = spans[n - 1];
		spans[0].octets = octets.n;
		imap_ahead_add(m, octets, spans, 1);
	}
}

void imap_mail_gap(struct imap *m, uint64_t missing)
{
	struct imap_mail *l;

	if (m->answers)
		m->answers->said.hole = true;
	if (m->mail == NULL)
		m->mail = imap_ahead_stop(m);
	l = m->mail;
	if (l == NULL)
		return;
	if (l->skip >= missing) {
		l->skip -= missing;
		return;
	}
	missing -= l->skip;
	l->skip = 0;
	delivery_gap(l->delivery, missing);
	l->octets += missing;
}

/* The octets of one item are all there: is that all there is? */
static void mail_judge(struct imap_mail *l)
{
	if (!l->partial) {
		l->whole = true;
		l->parked = imap_is_header(l->kind);
		return;
	}
	/* Less than what was asked for: the end of the section. */
	l->whole = l->asked_octets != NO_U64 && l->due < l->asked_octets;
	if (is_all(l) && !l->joined && l->octets == l->announced)
		l->whole = true;
	l->parked = !l->whole || imap_is_header(l->kind);
	l->whole = l->whole && l->origin == 0;
}

void imap_mail_advance(struct imap *m, struct imap_mail *l)
{
	mail_judge(l);
	while (l->parked && imap_ahead_take(m, l))
		mail_judge(l);
	if (!l->parked)
		delivery_end(l->delivery, l->whole);
}

void imap_mail_end(struct imap *m, bool whole)
{
	struct imap_mail *l = m->mail;

	m->mail = NULL;
	if (l == NULL && !whole) {
		l = imap_ahead_stop(m);
		whole = false;
	} else if (l == NULL) {
		imap_ahead_end(m);
		return;
	}
	if (l == NULL)
		return;
	if (!whole) {
		l->parked = false;
		delivery_end(l->delivery, false);
		return;
	}
	imap_mail_advance(m, l);
}

void imap_mail_settle(struct imap *m)
{
	struct imap_mail *next;

	imap_ahead_note(m);
	for (struct imap_mail *l = m->mails; l; l = next) {
		next = l->next;
		if (imap_same_message(l->number, buf_bytes(&l->uid), m->number, imap_uid_now(m)))
			mail_note(m, l);
		if (l->partial && l->parked && is_all(l) && !l->joined &&
		    l->octets == l->announced) {
			l->whole = true;
			l->parked = false;
		}
		if (!l->parked)
			mail_close(m, l);
	}
}

void imap_mail_expunged(struct imap *m, uint64_t number)
{
	struct imap_mail *next;

	imap_ahead_expunged(m, number);
	imap_described_expunged(m, number);
	for (struct imap_mail *l = m->mails; l; l = next) {
		next = l->next;
		if (l->number == number || (number == NO_U64 && l->uid.n == 0))
			mail_close(m, l);
		else if (number == NO_U64)
			l->number = NO_U64;
		else if (l->number > number && l->number != NO_U64)
			l->number--;
	}
}

void imap_mail_close(struct imap *m)
{
	m->mail = NULL;
	while (m->mails)
		mail_close(m, m->mails);
	imap_ahead_close(m);
	while (m->mails)
		mail_close(m, m->mails);
}
