/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pop3_reply.c - which command a reply answers, and when it is complete.
 *
 * In:   status lines, and the ends of what follows them
 * Out:  replies, paired with commands; the commands' records
 * RFC:  1939 3, 5034 4
 *
 * Replies come in the order of the commands.  Whether more than the status line follows a
 * "+OK", the command says.
 */
#include "proto/pop3.h"

#include "proto/telnet.h"

#include <stdlib.h>

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

/* "[IN-USE] try later" (RFC 2449 8); p == NULL when the text begins otherwise. */
static struct bytes pop3_response_code(struct bytes text)
{
	size_t end = bytes_chr(text, 0, ']');

	if (bytes_at(text, 0) != '[' || !ascii_alpha(bytes_at(text, 1)) || end == text.n ||
	    bytes_chr(bytes_head(text, end), 0, ' ') < end)
		return (struct bytes){ NULL, 0 };
	return bytes_sub(text, 1, end - 1);
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
	struct answer how = { .status = m->positive ? "ok" : "error",
			      .response_code = pop3_response_code(reply_line(&m->dialog.reply, 0)) };

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
		pop3_mail_close(m);
	pop3_forget(m, a);
	dialog_unanswered(&m->dialog, m->s, a, note);
}

void pop3_over(struct pop3 *m, const char *note)
{
	bool guessed = m->guessed && m->dialog.reply.octets == 0;
	bool loose = !m->guessed && !m->dialog.reply.open;

	if (m->server == POP3_MESSAGE)
		pop3_mail_close(m);
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
	struct bytes text = reply_line(r, 0);
	struct answer how = { .status = m->positive ? "ok" : "error", .greeting = true,
			      .response_code = pop3_response_code(text) };

	pop3_timestamp(m, text);
	m->greeting_due = false;
	if (m->positive)
		m->phase = POP3_AUTHORIZATION;
	session_text_set(m->s, TEXT_BANNER, text);
	dialog_answered(&m->dialog, m->s, NULL, &how);
}

/* The first reply of a server.  A client that talks first gets it in front of its own
   reply, and a capture may begin just before it: then it must look like one. */
static bool pop3_is_greeting(const struct pop3 *m, struct bytes text)
{
	static const char *const words[] = { "pop", "ready", "welcome", "hello", "server" };

	if (m->replied)
		return false;
	if (m->greeting_due && m->dialog.head == NULL)
		return true;
	if (!m->greeting_due && (m->dialog.head || !m->positive))
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (bytes_ifind(text, bytes_str(words[i])) < text.n)
			return true;
	return bytes_chr(text, 0, '<') < bytes_rchr(text, '>');
}

static void pop3_status(struct pop3 *m, struct bytes text)
{
	struct asked *a = m->dialog.head;

	m->server = POP3_STATUS;
	if (pop3_is_greeting(m, text)) {
		pop3_greeting(m);
		return;
	}
	if (m->greeting_due)
		m->phase = POP3_UNKNOWN; /* a server that does not greet */
	m->greeting_due = false;
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
	case POP3_BY_WORD:
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
	sasl_server(&m->sasl, bytes_trim(reply_line(r, 0)), &r->f);
	m->word_due = true;
	m->deciding = NULL;
	m->s->yield = true;
	if (a && pop3_is_auth(a))
		dialog_reply_step(&m->dialog, m->s, a);
	else
		dialog_answered(&m->dialog, m->s, NULL, &how);
}

enum pop3_says pop3_read_status(struct bytes line, struct bytes *text_out)
{
	struct bytes rest = bytes_from(line, telnet_skip(line)), word = bytes_word(&rest);
	enum pop3_says kind = POP3_SAYS_NONE;

	if (bytes_ieq(word, B("+OK")))
		kind = POP3_SAYS_OK;
	else if (bytes_ieq(word, B("-ERR")))
		kind = POP3_SAYS_ERR;
	else if (bytes_eq(word, B("+")))
		kind = POP3_SAYS_CHALLENGE;
	*text_out = bytes_from(line, telnet_skip(line) + word.n + 1);
	return kind;
}

void pop3_tell_line(struct pop3 *m, enum line_kind kind, struct bytes text,
			   uint64_t at, uint64_t octets)
{
	struct ev_line l = session_line_of(DIR_SERVER, kind, text, at, octets);
	bool greeting = kind == LINE_REPLY && pop3_is_greeting(m, text);

	if (kind != LINE_OTHER && !greeting)
		dialog_reply_line(&m->dialog, m->s, &l, m->dialog.head);
	if (kind == LINE_REPLY && bytes_starts(text, B("+ ")))
		sasl_line(&l, 2, &m->decoded);
	session_line(m->s, &l);
}

void pop3_status_line(struct pop3 *m, const struct line_item *item, uint64_t at)
{
	struct bytes text;
	enum pop3_says kind = pop3_read_status(item->text, &text);

	if (kind == POP3_SAYS_NONE ||
	    (kind == POP3_SAYS_CHALLENGE && !m->sasl.active && m->dialog.head)) {
		pop3_tell_line(m, LINE_OTHER, item->text, at, item->octets);
		m->synced[DIR_SERVER] = true;
		return;
	}
	m->synced[DIR_SERVER] = true;
	if (m->xmit.delivery && m->dialog.head == NULL)
		pop3_xmit_over(m);
	m->positive = kind != POP3_SAYS_ERR;
	pop3_tell_line(m, LINE_REPLY, item->text, at, item->octets);
	dialog_reply_add(&m->dialog, m->s, NO_U64, text, at, item->octets);
	if (kind == POP3_SAYS_CHALLENGE)
		pop3_challenge(m);
	else
		pop3_status(m, text);
	m->replied = true;
}
