/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * smtp_reply.c - which command a reply answers.
 *
 * In:   the server's lines
 * Out:  replies, paired with commands; the commands' records
 * RFC:  5321 4.2, 4.3.2, 2920 3.2
 *
 * Replies come in the order of the commands.  Three of them say more: 354 answers only
 * DATA, 334 only AUTH, and the first of a connection is the greeting; with these the
 * pairing finds its way back after octets were lost.
 */
#include "proto/smtp.h"

#include "proto/smtp_syntax.h"

static const char *smtp_status(uint64_t code)
{
	switch (code / 100) {
	case 1:
	case 2:
		return "ok";
	case 3:
		return "continue";
	case 4:
		return "transient";
	default:
		return "error";
	}
}

void smtp_unsure(struct smtp *m)
{
	if (m->phase != SMTP_DATA)
		m->phase = SMTP_UNKNOWN;
}

static void smtp_forget(struct smtp *m, const struct asked *a)
{
	if (m->deciding == a)
		m->deciding = NULL;
	if (m->chunk == a)
		m->chunk = NULL;
	if (m->unsettled == a)
		m->unsettled = NULL;
}

void smtp_lose(struct smtp *m, struct asked *a, const char *note)
{
	const struct smtp_verb *v = a->row;

	if (v && v->answered && !smtp_is_data(a))
		v->answered(m, a, NULL);
	smtp_unsure(m);
	smtp_forget(m, a);
	dialog_unanswered(&m->dialog, m->s, a, note);
}

void smtp_lose_until(struct smtp *m, const struct asked *last, const char *note)
{
	struct asked *a;

	while ((a = m->dialog.head) != NULL) {
		bool stop = a == last;

		smtp_lose(m, a, note);
		if (stop)
			break;
	}
}

/* The command that a reply with this code answers, or NULL. */
static struct asked *smtp_find(const struct smtp *m, uint64_t code)
{
	struct asked *a = m->dialog.head;

	if (code == 354)
		while (a && !smtp_is_data(a))
			a = a->next;
	else if (code == 334)
		while (a && !smtp_is_auth(a))
			a = a->next;
	return a;
}

/* The first reply of a server, also where the capture began just before it.  A client that
   talks first gets it in front of its own reply, and 220 answers nothing but STARTTLS. */
static bool smtp_is_greeting(const struct smtp *m, uint64_t code)
{
	const struct asked *a = m->dialog.head;
	bool greets = code == 220 || code == 554 || code == 521;

	if (m->replied)
		return false;
	if (a == NULL)
		return m->greeting_due || greets;
	return code == 220 || (m->greeting_due && greets);
}

static void smtp_greeting(struct smtp *m)
{
	const struct reply *r = &m->dialog.reply;
	struct answer how = { .status = smtp_status(r->code), .greeting = true };
	BUF_SHORT(banner);

	m->greeting_due = false;
	smtp_judge_early(m);
	if (smtp_accepted(r))
		m->phase = SMTP_GREETED;
	for (size_t i = 0; i < r->nends; i++) {
		if (i)
			buf_addc(&banner, '\n');
		buf_add(&banner, reply_line(r, i));
	}
	session_text_set(m->s, TEXT_BANNER, buf_bytes(&banner));
	buf_fini(&banner);
	dialog_answered(&m->dialog, m->s, NULL, &how);
}

static bool smtp_out_of_order(const struct smtp *m, const struct smtp_verb *v)
{
	return m->phase != SMTP_UNKNOWN && !(v->phases & SMTP_IN(m->phase));
}

static const char *smtp_answer_note(const struct smtp *m, const struct asked *a)
{
	const struct smtp_verb *v = a->row;

	if (a->note)
		return a->note;
	if (m->dialog.reply.hole)
		return "octets of the reply are missing";
	if (a->doubtful && m->dialog.pending > 1)
		return "replies are missing: this one may belong to another command";
	if (v == NULL)
		return "unknown command";
	if (smtp_out_of_order(m, v))
		return "out of order";
	return NULL;
}

static void smtp_answer(struct smtp *m, struct asked *a)
{
	const struct reply *r = &m->dialog.reply;
	const struct smtp_verb *v = a->row;
	struct answer how = { .status = smtp_status(r->code),
			      .note = smtp_answer_note(m, a) };

	/* LMTP: one reply for each recipient that was accepted, RFC 2033 4.2. */
	if (m->lmtp && (a->delivery || smtp_chunk_is_message(m, a)) &&
	    transaction_told(smtp_tx(m), r)) {
		dialog_reply_step(&m->dialog, m->s, a);
		return;
	}
	(void)smuggled_reply(m, r, a);
	if (v && smtp_out_of_order(m, v) && !r->hole)
		smtp_judge_order(m, a);
	if (v)
		smtp_judge_offer(m, a);
	if (v && v->answered)
		v->answered(m, a, r);
	smtp_forget(m, a);
	how.nobody = smtp_says_nobody(a, r);
	dialog_answered(&m->dialog, m->s, a, &how);
}

/* A challenge.  Without the AUTH it answers (lost, or before the capture began) the
   exchange is still followed. */
static void smtp_challenge(struct smtp *m, struct asked *a)
{
	struct reply *r = &m->dialog.reply;
	struct answer how = { .status = "continue", .note = "no command seen for it" };

	if (!m->sasl.active)
		sasl_begin(&m->sasl, B(""), &r->f);
	sasl_server(&m->sasl, bytes_trim(reply_line(r, 0)), &r->f);
	m->client = SMTP_WORD;
	m->deciding = NULL;
	if (a)
		dialog_reply_step(&m->dialog, m->s, a);
	else
		dialog_answered(&m->dialog, m->s, NULL, &how);
}

/* A reply to nothing that was seen. */
static void smtp_unasked(struct smtp *m)
{
	const struct reply *r = &m->dialog.reply;
	struct answer how = { .status = smtp_status(r->code),
			      .note = "no command seen for it" };
	bool owed = m->watch->owed != NULL; /* then it is not about this message */

	if (m->client == SMTP_BODY && m->delivery == NULL)
		m->client = SMTP_COMMANDS; /* only the server was captured */
	if (m->client == SMTP_BODY && r->code != 354 && smtp_body_over(m)) {
		smtp_answer(m, m->dialog.head);
		return;
	}
	if (smuggled_reply(m, r, NULL)) {
		how.note = "to a command that the server read in the message";
		if (m->client == SMTP_BODY && m->delivery && !owed)
			smtp_body_judged(m, r);
	} else if (m->client == SMTP_BODY) {
		smtp_body_judged(m, r);
		how.note = "before the end of the message";
	} else if (r->code == 354) {
		m->phase = SMTP_DATA;
		smtp_body_begin(m, NULL);
	} else if (!m->sasl.active) {
		smtp_judge_unasked(m);
	} else {
		m->client = SMTP_COMMANDS;
		sasl_end(&m->sasl, m->s, r->code == 235 ? "ok" : "error", r,
			 "the beginning of the exchange was not captured");
	}
	dialog_answered(&m->dialog, m->s, NULL, &how);
}

static void smtp_replied(struct smtp *m)
{
	uint64_t code = m->dialog.reply.code;
	struct asked *a;

	if (smtp_is_greeting(m, code)) {
		smtp_greeting(m);
	} else {
		if (m->greeting_due)
			smtp_unsure(m); /* a server that does not greet */
		m->greeting_due = false;
		a = smtp_find(m, code);
		if (a && smuggled_before_quit(m, a, code))
			a = NULL;
		if (a)
			while (m->dialog.head != a)
				smtp_lose(m, m->dialog.head, "its reply was not captured");
		if (code == 334)
			smtp_challenge(m, a);
		else if (a)
			smtp_answer(m, a);
		else
			smtp_unasked(m);
	}
	m->replied = true;
	/* Octets of the client may have waited for this. */
	if (!hold_empty(&m->s->hold[DIR_CLIENT]))
		m->s->yield = true;
}

void smtp_reply_cut(struct smtp *m)
{
	if (!m->dialog.reply.open)
		return;
	m->dialog.reply.hole = true;
	smtp_replied(m);
}

/* Tells the line; `rl` is NULL when it is none of a reply. */
static void smtp_tell_line(struct smtp *m, const struct line_item *item, uint64_t at,
			   const struct smtp_reply_line *rl)
{
	enum line_kind kind = !rl ? LINE_OTHER : rl->more ? LINE_REPLY_MORE : LINE_REPLY;
	struct ev_line l;

	if (!session_line_matters(m->s, item->text))
		return;
	l = session_line_of(DIR_SERVER, kind, item->text, at, item->octets);
	if (rl) {
		l.code = rl->code;
		if (!smtp_is_greeting(m, rl->code))
			dialog_reply_line(&m->dialog, m->s, &l, smtp_find(m, rl->code));
		if (rl->code == 334)
			sasl_line(&l, item->text.n - rl->text.n, &m->decoded);
	}
	session_line(m->s, &l);
}

void smtp_server_line(struct smtp *m, const struct line_item *item, uint64_t at)
{
	struct reply *r = &m->dialog.reply;
	struct smtp_reply_line rl;

	if (item->tail) {
		if (r->open)
			dialog_reply_octets(&m->dialog, m->s, at, item->octets);
		return;
	}
	if (!smtp_read_reply(item->text, &rl)) {
		if (!r->open || !m->synced[DIR_SERVER]) {
			smtp_tell_line(m, item, at, NULL);
			m->synced[DIR_SERVER] = true;
			return;
		}
		/* Some servers put bare text between the lines of a reply. */
		rl = (struct smtp_reply_line){ .code = r->code, .more = true,
					       .text = item->text };
	}
	m->synced[DIR_SERVER] = true;
	if (r->open && r->hole && rl.code != r->code)
		smtp_reply_cut(m);
	smtp_tell_line(m, item, at, &rl);
	if (m->dialog.head == NULL)
		smtp_judge_clear(m, DIR_SERVER, item->text, at, item->octets);
	dialog_reply_add(&m->dialog, m->s, rl.code, rl.text, at, item->octets);
	if (!rl.more)
		smtp_replied(m);
}

void smtp_server_gap(struct smtp *m, struct bytes rest)
{
	struct line_item item = { .text = rest, .octets = rest.n };

	/* `rest` begins a line; its end is in the hole, or after it. */
	m->dialog.reply.hole = m->dialog.reply.open || rest.n;
	if (rest.n)
		smtp_server_line(m, &item, m->s->at[DIR_SERVER]);
	m->dialog.reply.hole = m->dialog.reply.open;
	m->greeting_due = false;
	smtp_unsure(m);
	m->synced[DIR_SERVER] = false;
	line_reset(&m->line[DIR_SERVER]);
	dialog_doubt(&m->dialog);
	if (m->client == SMTP_WORD)
		m->sasl.hole = true;
}
