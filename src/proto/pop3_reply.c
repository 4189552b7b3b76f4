/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pop3_reply.c - the server's side of POP3: status lines, listings, messages.
 *
 * In:   the server's octets, and the commands that wait
 * Out:  commands with their replies, listings as rows, messages as deliveries
 * RFC:  1939 3 and 5
 *
 *   STATUS --+OK to LIST, UIDL, CAPA--> LISTING --"."------> STATUS
 *          --+OK to RETR, TOP---------> MESSAGE --CRLF.CRLF-> STATUS
 *          --+OK to what was not seen-> LOOSE: by the next line one of the three
 *
 * What a multi-line reply is, the command says; where it ends, the lone dot.  Announced
 * octet counts are told and never used to find the end.
 */
#include "proto/pop3.h"

#include "base/base64.h"
#include "base/limits.h"

#include <stdlib.h>

enum { TLS_HANDSHAKE = 0x16 };

static void pop3_forget(struct pop3 *m, const struct asked *a)
{
	if (m->deciding == a) {
		m->deciding = NULL;
		/* The client's octets may have waited for this. */
		m->s->yield = true;
	}
}

static void rows_clear(struct pop3 *m)
{
	m->nrows = 0;
	arena_reset(&m->row_text);
	if (m->caprows > 1024) {
		free(m->rows);
		m->rows = NULL;
		m->caprows = 0;
	}
}

/* "1234 octets": what the status line of RETR announces. */
static uint64_t announced_in(struct bytes text)
{
	uint64_t n;
	struct bytes word = bytes_word(&text);

	if (!bytes_u64(word, &n))
		return NO_U64;
	return bytes_istarts(text, B("octet")) || bytes_istarts(text, B("byte")) ? n : NO_U64;
}

/* What is known about the message that `a` (may be NULL) fetches. */
static struct delivery_facts pop3_facts(const struct pop3 *m, const struct asked *a)
{
	struct delivery_facts facts = { .from = DIR_SERVER, .command = "RETR",
					.number = NO_U64, .announced = NO_U64 };
	const struct mail *mail;
	struct bytes arg;

	if (m->dialog.reply.nends)
		facts.announced = announced_in(reply_line(&m->dialog.reply, 0));
	if (a == NULL)
		return facts;
	arg = asked_arg(a);
	facts.headers_only = bytes_eq(bytes_str(a->verb), B("TOP"));
	if (facts.headers_only)
		facts.command = "TOP";
	if (!bytes_u64(bytes_word(&arg), &facts.number))
		return facts;
	mail = mailbox_find(&m->box, m->s->shared->key, facts.number);
	facts.uid = mailbox_uid(&m->box, mail);
	if (mail && facts.announced == NO_U64)
		facts.announced = mail->octets;
	return facts;
}

/* The command whose message is being sent, or NULL. */
static struct asked *pop3_fetching(const struct pop3 *m)
{
	return pop3_shape(m->dialog.head) == POP3_MAIL ? m->dialog.head : NULL;
}

static struct delivery *pop3_delivery(struct pop3 *m)
{
	struct asked *a = pop3_fetching(m);
	struct delivery_facts facts = pop3_facts(m, a);

	if (m->delivery == NULL) {
		m->delivery = delivery_open(m->s, &facts);
		delivery_gap(m->delivery, m->missing);
		m->missing = 0;
	}
	if (a)
		a->message_id = delivery_id(m->delivery);
	return m->delivery;
}

static void pop3_delivery_close(struct pop3 *m)
{
	struct delivery_facts facts = pop3_facts(m, pop3_fetching(m));

	if (m->delivery)
		delivery_close(&m->delivery, &facts);
	m->missing = 0;
	m->held = 0;
	m->held_lenient = false;
}

static const char *pop3_note(const struct pop3 *m, const struct asked *a, const char *note)
{
	const struct pop3_verb *v = a->row;

	if (note || a->note)
		return note ? note : a->note;
	if (m->dialog.reply.hole || m->hole)
		return "octets of the reply are missing";
	if (a->doubtful && m->dialog.pending > 1)
		return "replies are missing: this one may belong to another command";
	if (v == NULL)
		return "unknown command";
	if (m->phase != POP3_UNKNOWN && !(v->phases & POP3_IN(m->phase)))
		return "out of order";
	return NULL;
}

/* The reply to the oldest command (or to none) is complete. */
static void pop3_answer(struct pop3 *m, const char *note)
{
	struct asked *a = m->dialog.head;
	const struct pop3_verb *v = a ? a->row : NULL;
	struct answer how = { .status = m->positive ? "ok" : "error" };

	how.note = a ? pop3_note(m, a, note) : "no command seen for it";
	if (v && v->answered)
		v->answered(m, a, &m->dialog.reply);
	how.listing = (struct ev_listing){ m->rows, m->nrows };
	if (a)
		pop3_forget(m, a);
	dialog_answered(&m->dialog, m->s, a, &how);
	rows_clear(m);
	m->server = POP3_STATUS;
	m->guessed = m->hole = m->asked_since = false;
}

void pop3_lose(struct pop3 *m, struct asked *a, const char *note)
{
	const struct pop3_verb *v = a->row;

	if (v && v->answered)
		v->answered(m, a, NULL);
	if (v && v->shape == POP3_MAIL)
		pop3_delivery_close(m);
	pop3_forget(m, a);
	dialog_unanswered(&m->dialog, m->s, a, note);
}

/* The listing or message ended; `note` when its end was not seen. */
static void pop3_over(struct pop3 *m, const char *note)
{
	bool guessed = m->guessed && m->dialog.reply.octets == 0;
	bool loose = !m->guessed && !m->dialog.reply.open;

	if (m->server == POP3_MESSAGE)
		pop3_delivery_close(m);
	m->server = POP3_STATUS;
	m->guessed = false;
	if (guessed)
		pop3_lose(m, m->dialog.head, "its reply was not captured");
	else if (!loose)
		pop3_answer(m, note);
	m->hole = m->asked_since = false;
}

static void pop3_greeting(struct pop3 *m)
{
	const struct reply *r = &m->dialog.reply;
	struct answer how = { .status = m->positive ? "ok" : "error", .greeting = true };
	struct bytes text = reply_line(r, 0);
	size_t open = bytes_rchr(text, '<'), close = bytes_rchr(text, '>');

	m->greeting_due = false;
	if (m->positive)
		m->phase = POP3_AUTHORIZATION;
	buf_clear(&m->s->banner);
	buf_add(&m->s->banner, text);
	if (open < close && close < text.n)
		buf_add(&m->timestamp, bytes_sub(text, open, close - open + 1));
	dialog_answered(&m->dialog, m->s, NULL, &how);
}

/* Nothing was asked, as far as seen, and this is what servers say first. */
static bool pop3_is_greeting(const struct pop3 *m, struct bytes text)
{
	if (m->greeting_due)
		return true;
	return !m->replied && m->dialog.head == NULL && m->positive &&
	       (bytes_ifind(text, B("pop")) < text.n || bytes_ifind(text, B("ready")) < text.n);
}

static void pop3_status(struct pop3 *m, struct bytes text)
{
	struct asked *a = m->dialog.head;

	m->server = POP3_STATUS;
	if (pop3_is_greeting(m, text)) {
		pop3_greeting(m);
		return;
	}
	if (!m->positive) {
		pop3_answer(m, NULL);
		return;
	}
	switch (pop3_shape(a)) {
	case POP3_ONE_LINE:
		pop3_answer(m, NULL);
		break;
	case POP3_LINES:
	case POP3_LINES_IF_BARE:
		m->server = POP3_LISTING;
		break;
	case POP3_MAIL:
		m->server = POP3_MESSAGE;
		m->dot = (struct dot){ 0 };
		break;
	case POP3_ANY:
		pop3_answer(m, NULL);
		m->server = POP3_LOOSE;
		break;
	}
}

/* "+ challenge" (RFC 5034 4) */
static void pop3_challenge(struct pop3 *m)
{
	struct reply *r = &m->dialog.reply;
	struct asked *a = m->dialog.head;
	struct answer how = { .status = "continue", .note = "no command seen for it" };

	if (!m->sasl.active)
		sasl_begin(&m->sasl, B(""), &r->f);
	sasl_server(&m->sasl, bytes_trim(reply_line(r, 0)), &r->f, NULL);
	m->word_due = true;
	m->deciding = NULL;
	m->s->yield = true;
	if (a && pop3_is_auth(a))
		dialog_reply_step(&m->dialog, a);
	else
		dialog_answered(&m->dialog, m->s, NULL, &how);
}

enum status_kind { STATUS_NONE, STATUS_OK, STATUS_ERR, STATUS_CHALLENGE };

/* What a line says, and the text after it. */
static enum status_kind status_of(struct bytes line, struct bytes *text_out)
{
	struct bytes rest = line, word = bytes_word(&rest);
	enum status_kind kind = STATUS_NONE;

	if (bytes_ieq(word, B("+OK")))
		kind = STATUS_OK;
	else if (bytes_ieq(word, B("-ERR")))
		kind = STATUS_ERR;
	else if (bytes_eq(word, B("+")))
		kind = STATUS_CHALLENGE;
	*text_out = bytes_from(line, word.n + 1);
	return kind;
}

static void pop3_tell_line(struct pop3 *m, enum line_kind kind, struct bytes text,
			   uint64_t at, uint64_t octets)
{
	struct ev_line l = session_line_of(DIR_SERVER, kind, text, at, octets);
	bool greeting = kind == LINE_REPLY && pop3_is_greeting(m, text);

	if (kind != LINE_OTHER && !greeting)
		dialog_reply_line(&m->dialog, m->s, &l, m->dialog.head);
	if (kind == LINE_REPLY && bytes_starts(text, B("+ "))) {
		buf_clear(&m->decoded);
		base64_decode(&m->decoded, bytes_trim(bytes_from(text, 2)));
		l.decoded = buf_bytes(&m->decoded);
	}
	session_line(m->s, &l);
}

static void pop3_status_line(struct pop3 *m, const struct line_item *item, uint64_t at)
{
	struct bytes text;
	enum status_kind kind = status_of(item->text, &text);

	if (kind == STATUS_NONE ||
	    (kind == STATUS_CHALLENGE && !m->sasl.active && m->dialog.head)) {
		pop3_tell_line(m, LINE_OTHER, item->text, at, item->octets);
		m->synced[DIR_SERVER] = true;
		return;
	}
	m->synced[DIR_SERVER] = true;
	m->positive = kind != STATUS_ERR;
	pop3_tell_line(m, LINE_REPLY, item->text, at, item->octets);
	dialog_reply_add(&m->dialog, m->s, NO_U64, text, at, item->octets);
	if (kind == STATUS_CHALLENGE)
		pop3_challenge(m);
	else
		pop3_status(m, text);
	m->replied = true;
}

/* A listing may hold lines of its own that look like anything; but when octets of it are
   missing and the client has gone on, a status line begins the next reply. */
static bool pop3_next_reply(const struct pop3 *m, struct bytes b)
{
	return m->hole && m->asked_since &&
	       (bytes_starts(b, B("+OK")) || bytes_starts(b, B("-ERR")));
}

static void pop3_listing_line(struct pop3 *m, const struct line_item *item, uint64_t at)
{
	struct asked *a = m->dialog.head;
	const struct pop3_verb *v = a ? a->row : NULL;
	struct bytes text = item->text;
	bool loose = !m->guessed && !m->dialog.reply.open;

	if (pop3_next_reply(m, text)) {
		pop3_over(m, "the end of the reply was not captured");
		pop3_status_line(m, item, at);
		return;
	}
	if (bytes_eq(text, B("."))) {
		pop3_tell_line(m, LINE_END, text, at, item->octets);
		if (!loose)
			dialog_reply_octets(&m->dialog, m->s, at, item->octets);
		pop3_over(m, NULL);
		return;
	}
	if (!m->synced[DIR_SERVER]) {
		/* After a hole this may be the end of a line. */
		m->synced[DIR_SERVER] = true;
		pop3_tell_line(m, LINE_OTHER, text, at, item->octets);
		return;
	}
	pop3_tell_line(m, LINE_LISTING, text, at, item->octets);
	if (loose)
		return;
	if (bytes_at(text, 0) == '.')
		text = bytes_from(text, 1);
	dialog_reply_add(&m->dialog, m->s, NO_U64, text, at, item->octets);
	if (v && v->row)
		v->row(m, text);
}

/* "Name: value", as the first line of a message. */
static bool looks_like_header(struct bytes line)
{
	size_t colon = bytes_chr(line, 0, ':');

	if (colon == 0 || colon == line.n)
		return false;
	for (size_t i = 0; i < colon; i++)
		if (!ascii_print(bytes_at(line, i)) || bytes_at(line, i) == ' ')
			return false;
	return true;
}

/* One line; returns false when it turned out to be the first of a message. */
static bool pop3_server_line(struct pop3 *m, const struct line_item *item, uint64_t at)
{
	struct bytes text;

	if (item->tail) {
		if (m->dialog.reply.open)
			dialog_reply_octets(&m->dialog, m->s, at, item->octets);
		return true;
	}
	if (m->server == POP3_LOOSE && status_of(item->text, &text) == STATUS_NONE) {
		m->dot = (struct dot){ 0 };
		m->server = looks_like_header(item->text) ? POP3_MESSAGE : POP3_LISTING;
		if (m->server == POP3_MESSAGE)
			return false;
	}
	if (m->server == POP3_LISTING)
		pop3_listing_line(m, item, at);
	else
		pop3_status_line(m, item, at);
	return true;
}

/* The octets of a message; those used count for the reply. */
static size_t pop3_message(struct pop3 *m, struct bytes b, uint64_t at)
{
	struct delivery *d = pop3_delivery(m);
	struct bytes in = b, run;
	enum step step;
	size_t used;

	while ((step = dot_next(&m->dot, &in, &run)) == STEP_ITEM)
		delivery_octets(d, run);
	used = b.n - in.n;
	delivery_wire(d, at, step == STEP_END ? used - 3 : used);
	if ((m->dialog.reply.open || m->guessed) && used)
		dialog_reply_octets(&m->dialog, m->s, at, used);
	m->held_at = at + used;
	m->held = in.n;
	m->held_lenient = step != STEP_END && dot_lenient_end(&m->dot, in);
	if (step == STEP_END) {
		pop3_tell_line(m, LINE_END, B("."), at + used - 3, 3);
		delivery_end(d, true);
		pop3_over(m, NULL);
	}
	return used;
}

void pop3_client_went_on(struct pop3 *m)
{
	m->asked_since = true;
	if (m->server != POP3_MESSAGE || !m->held_lenient || m->delivery == NULL)
		return;
	pop3_tell_line(m, LINE_END, B("."), m->held_at, m->held);
	m->skip = m->held;
	delivery_end(m->delivery, true);
	pop3_over(m, m->hole ? NULL : "a lone dot with a bare line end was taken for the end");
}

/* The same at the start of a line of a message, when `b` may be cut. */
static bool pop3_may_be_over(const struct pop3 *m, struct bytes b)
{
	bool line_start = m->dot.seen == DOT_SEEN_CRLF || m->dot.seen == DOT_SEEN_LF;

	return m->hole && m->asked_since && line_start &&
	       (bytes_starts(B("-ERR"), bytes_head(b, 4)) ||
		bytes_starts(B("+OK"), bytes_head(b, 3)));
}

size_t pop3_server(struct pop3 *m, struct bytes b, uint64_t at)
{
	size_t used = m->skip < b.n ? m->skip : b.n;

	m->skip -= used;
	while (used < b.n && !m->s->yield) {
		struct bytes rest = bytes_from(b, used);
		struct line_item item;
		size_t n;

		if (m->tls_agreed && bytes_at(rest, 0) == TLS_HANDSHAKE) {
			session_encrypted(m->s);
			return b.n;
		}
		if (m->server == POP3_MESSAGE && pop3_may_be_over(m, rest)) {
			if (rest.n < 4)
				break;
			if (pop3_next_reply(m, rest))
				pop3_over(m, "the end of the message was not captured");
		}
		if (m->server == POP3_MESSAGE) {
			n = pop3_message(m, rest, at + used);
			used += n;
			if (n == 0)
				break;
			continue;
		}
		if (line_next(&m->line[DIR_SERVER], rest, &item) != STEP_ITEM)
			break;
		if (pop3_server_line(m, &item, at + used))
			used += item.octets;
	}
	return used;
}

/* The status line was in the hole.  When one command waits and its reply has many lines,
   what follows is most likely these. */
static void pop3_guess(struct pop3 *m)
{
	struct asked *a = m->dialog.head;

	if (a == NULL || a->next || m->server != POP3_STATUS)
		return;
	m->positive = true;
	if (pop3_shape(a) == POP3_MAIL) {
		m->server = POP3_MESSAGE;
		m->dot = (struct dot){ 0 };
	} else if (pop3_shape(a) == POP3_LINES) {
		m->server = POP3_LISTING;
	}
	m->guessed = m->server != POP3_STATUS;
}

void pop3_server_cut(struct pop3 *m)
{
	if (m->server == POP3_MESSAGE || m->dialog.reply.open)
		pop3_over(m, "the end of the reply was not captured");
}

void pop3_server_gap(struct pop3 *m, uint64_t missing, struct bytes rest, uint64_t at)
{
	if (m->server != POP3_MESSAGE)
		pop3_server_end(m, rest, at);
	m->greeting_due = false;
	pop3_guess(m);
	if (m->server == POP3_MESSAGE) {
		pop3_server_end(m, rest, at);
		if (m->delivery)
			delivery_gap(m->delivery, missing);
		else
			m->missing += missing;
		dot_gap(&m->dot);
	}
	m->held = 0;
	m->held_lenient = false;
	m->hole = m->server != POP3_STATUS;
	m->asked_since = false;
	m->synced[DIR_SERVER] = false;
	line_reset(&m->line[DIR_SERVER]);
	dialog_doubt(&m->dialog);
	if (m->sasl.active)
		m->sasl.hole = true;
}

void pop3_server_end(struct pop3 *m, struct bytes rest, uint64_t at)
{
	size_t skip = m->skip < rest.n ? m->skip : rest.n;
	struct line_item item;

	m->skip = 0;
	at += skip;
	rest = bytes_from(rest, skip);
	item = (struct line_item){ .text = bytes_chomp(rest), .octets = rest.n };
	if (rest.n == 0)
		return;
	if (m->server == POP3_MESSAGE) {
		delivery_wire(pop3_delivery(m), at, rest.n);
		delivery_octets(m->delivery, dot_flush(&m->dot, rest));
		return;
	}
	if (!pop3_server_line(m, &item, at))
		pop3_server_end(m, rest, at);
}
