/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * imap_reply.c - which command a response answers.
 *
 * In:   the lines of the server
 * Out:  replies, paired with commands by tag; untagged data, given to the oldest command
 *       that can have caused it; the commands' records
 * RFC:  9051 7
 */
#include "proto/imap_finding.h"

#include "base/limits.h"

static void imap_tell(struct imap *m, enum line_kind kind, const struct line_item *item,
		      uint64_t at, const struct asked *a)
{
	struct ev_line l = session_line_of(DIR_SERVER, kind, item->text, at, item->octets);

	if (a) {
		dialog_reply_line(&m->dialog, m->s, &l, a);
		if (a->said.open)
			l.waited_ns = NO_TIME;
	}
	if (bytes_starts(item->text, B("+ ")) && imap_is_auth(a))
		sasl_line(&l, 2, &m->decoded);
	session_line(m->s, &l);
}

/* `a` leaves the dialogue. */
static void imap_forget(struct imap *m, const struct asked *a)
{
	bool waits = m->deciding == a;

	if (m->asking == a && waits)
		imap_client_stop(m);
	if (m->asking == a)
		m->asking = NULL;
	if (m->answers == a)
		m->answers = NULL;
	if (waits) {
		m->deciding = NULL;
		m->s->yield = true; /* the client's octets may have waited for this */
	}
}

static const char *imap_note(const struct imap *m, const struct asked *a)
{
	const struct imap_verb *v = a->row;

	if (a->note)
		return a->note;
	if (a->said.hole || m->dialog.reply.hole)
		return "octets of the reply are missing";
	if (v == NULL)
		return "unknown command";
	if (m->phase != IMAP_PHASE_UNKNOWN && !(v->phases & IMAP_IN(m->phase)))
		return "out of order";
	return NULL;
}

static void imap_answer(struct imap *m, struct asked *a, const struct imap_response_line *r)
{
	const struct imap_verb *v = a->row;
	struct answer how = { .status = m->positive ? "ok" : "error",
			      .word = imap_status_word(r->status),
			      .response_code = r->code };

	how.note = imap_note(m, a);
	how.mailbox = imap_mailbox_of(a, &m->named);
	imap_told_code(a, r->code);
	imap_append_close(m, a, &m->dialog.reply, r->code);
	if (v && v->answered)
		v->answered(m, a, &m->dialog.reply);
	imap_capabilities(m, r->code);
	imap_forget(m, a);
	dialog_reply_join(&m->dialog, a);
	dialog_answered(&m->dialog, m->s, a, &how);
}

void imap_lose(struct imap *m, struct asked *a, const char *note)
{
	const struct imap_verb *v = a->row;
	struct answer how = { .status = "none", .note = note };

	how.mailbox = imap_mailbox_of(a, &m->named);
	imap_append_close(m, a, NULL, B(""));
	if (v && v->answered)
		v->answered(m, a, NULL);
	imap_forget(m, a);
	if (!a->said.open) {
		dialog_unanswered(&m->dialog, m->s, a, note);
		return;
	}
	dialog_reply_join(&m->dialog, a);
	dialog_answered(&m->dialog, m->s, a, &how);
}

static void imap_tagged(struct imap *m, const struct imap_response_line *r,
			const struct line_item *item, uint64_t at)
{
	struct asked *a = dialog_find(&m->dialog, m->s, r->tag);
	struct answer how = { .note = "no command seen for it", .tag = r->tag,
			      .word = imap_status_word(r->status),
			      .response_code = r->code };

	imap_tell(m, LINE_REPLY, item, at, a);
	/* What was asked before it was answered in the hole. */
	while (a && !a->doubtful && m->dialog.head->doubtful)
		imap_lose(m, m->dialog.head, "its reply was not captured");
	dialog_reply_add(&m->dialog, m->s, NO_U64, r->text, at, item->octets);
	m->positive = r->status == IMAP_OK;
	if (a) {
		imap_answer(m, a, r);
		return;
	}
	imap_found_reply(m, item->text, at, item->octets);
	how.status = m->positive ? "ok" : "error";
	m->unasked_ok = m->positive;
	imap_capabilities(m, r->code);
	dialog_answered(&m->dialog, m->s, NULL, &how);
}

static void imap_greeting(struct imap *m, const struct imap_response_line *r,
			  const struct line_item *item, uint64_t at)
{
	struct answer how = { .status = r->status == IMAP_BYE ? "error" : "ok",
			      .greeting = true, .word = imap_status_word(r->status),
			      .response_code = r->code };

	m->greeting_due = false;
	if (r->status == IMAP_PREAUTH)
		imap_found_preauth(m, item->text, at, item->octets);
	m->phase = r->status == IMAP_PREAUTH ? IMAP_AUTHENTICATED
		 : r->status == IMAP_BYE     ? IMAP_LOGOUT : IMAP_NOT_AUTHENTICATED;
	session_text_set(m->s, TEXT_BANNER, r->text);
	imap_capabilities(m, r->code);
	imap_tell(m, LINE_REPLY, item, at, NULL);
	dialog_reply_add(&m->dialog, m->s, NO_U64, r->text, at, item->octets);
	dialog_answered(&m->dialog, m->s, NULL, &how);
}

/* Numbers of messages are not what they were.  What VANISHED (EARLIER) had none (RFC 7162
   3.2.10.1). */
static void imap_renumbered(struct imap *m, const struct imap_response_line *r)
{
	bool expunge = bytes_ieq(r->word, B("EXPUNGE"));

	if (!expunge && bytes_ifind(r->text, B("(EARLIER)")) < r->text.n)
		return;
	imap_mail_expunged(m, expunge ? r->number : NO_U64);
	mailbox_fini(&m->box);
	mailbox_init(&m->box);
}

static void imap_data(struct imap *m, const struct imap_response_line *r,
		      const struct imap_piece *p, uint64_t at)
{
	m->answers = imap_cause(m, r);
	m->literals = true;
	imap_tell(m, LINE_LISTING, &p->item, at, m->answers);
	if (m->answers)
		dialog_said(m->s, m->answers, r->text, at, p->item.octets);
	imap_told(m, r, bytes_from(p->item.text, r->rest_at));
	if (bytes_ieq(r->word, B("FETCH"))) {
		imap_fetch_begin(m, r->number);
		imap_fetch_text(m, bytes_from(p->item.text, r->rest_at), at + r->rest_at);
	} else if (bytes_ieq(r->word, B("EXPUNGE")) || bytes_ieq(r->word, B("VANISHED"))) {
		imap_renumbered(m, r);
	} else {
		imap_capabilities(m, r->text);
	}
}

/* A capture may begin just before the greeting: then it must look like one. */
static bool imap_is_greeting(const struct imap *m, const struct imap_response_line *r)
{
	static const char *const words[] = { "imap", "ready", "welcome", "server" };

	if (m->greeting_due)
		return true;
	if (m->replied || m->dialog.seq || r->status == IMAP_NO || r->status == IMAP_BAD)
		return false;
	if (r->status == IMAP_PREAUTH)
		return true;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (bytes_ifind(r->text, bytes_str(words[i])) < r->text.n)
			return true;
	return false;
}

static void imap_status(struct imap *m, const struct imap_response_line *r,
			const struct line_item *item, uint64_t at)
{
	struct asked *a;

	if (imap_is_greeting(m, r)) {
		imap_greeting(m, r, item, at);
		return;
	}
	a = imap_cause(m, r);
	imap_tell(m, LINE_LISTING, item, at, a);
	if (a) {
		dialog_said(m->s, a, bytes_from(item->text, 2), at, item->octets);
		imap_told_code(a, r->code);
		imap_append_code(m, a, r->code);
	}
	imap_capabilities(m, r->code);
}

static void imap_continue(struct imap *m, const struct imap_response_line *r,
			  const struct line_item *item, uint64_t at)
{
	struct conn_frames f = session_frames(m->s, DIR_SERVER, at, item->octets);
	struct asked *a = m->deciding;

	if (a == NULL) {
		a = imap_idle(m);
		if (a)
			a->idle_from = f.last_ns != NO_TIME ? f.last_ns : 0;
	}
	imap_tell(m, LINE_REPLY, item, at, a);
	if (a)
		dialog_said(m->s, a, (struct bytes){ NULL, 0 }, at, item->octets);
	if (a == NULL || a != m->deciding)
		return;
	m->deciding = NULL;
	m->s->yield = true;
	if (imap_is_auth(a) && m->sasl.active) {
		sasl_server(&m->sasl, bytes_trim(r->text), &f);
		m->word_due = true;
	}
}

/* After a hole, or where the capture begins, it may be the end of anything. */
static bool imap_is_response(const struct imap *m, const struct imap_response_line *r)
{
	if (r->kind == IMAP_SAYS_NONE)
		return false;
	if (m->side[DIR_SERVER].synced)
		return true;
	if (r->kind == IMAP_SAYS_CONTINUE)
		return m->deciding || imap_idle(m);
	return r->kind != IMAP_SAYS_DATA || imap_data_of(r->word) != 0;
}

void imap_response_line(struct imap *m, const struct imap_piece *p, uint64_t at)
{
	struct imap_response_line r = imap_read_response(p->item.text);

	m->answers = NULL;
	m->literals = false;
	m->response = IMAP_RESPONSE_OTHER;
	if (!imap_is_response(m, &r)) {
		imap_tell(m, LINE_OTHER, &p->item, at, NULL);
		return;
	}
	m->side[DIR_SERVER].synced = true;
	switch (r.kind) {
	case IMAP_SAYS_TAGGED:
		imap_tagged(m, &r, &p->item, at);
		break;
	case IMAP_SAYS_STATUS:
		imap_status(m, &r, &p->item, at);
		break;
	case IMAP_SAYS_DATA:
		imap_data(m, &r, p, at);
		break;
	case IMAP_SAYS_CONTINUE:
		imap_continue(m, &r, &p->item, at);
		break;
	case IMAP_SAYS_NONE:
		break;
	}
	m->replied = true;
}

/* A piece of a line that is cut.  A literal may have made it so long: what follows the literal
   is read when its end is there.  A cut through that is not followed. */
static void response_tail(struct imap *m, const struct imap_piece *p, uint64_t at)
{
	if (p->literal.n) {
		buf_clear(&m->behind);
		m->behind_at = at + p->literal.n;
		m->is_behind = true;
	}
	if (!p->has_code)
		return;
	if (!m->is_behind || p->code.n > LIMIT_LINE - m->behind.n) {
		m->is_behind = false;
		imap_fetch_lost(m);
		return;
	}
	buf_add(&m->behind, p->code);
	if (!p->ended)
		return;
	m->is_behind = false;
	imap_fetch_text(m, bytes_trim(buf_bytes(&m->behind)), m->behind_at);
}

void imap_response_more(struct imap *m, const struct imap_piece *p, uint64_t at)
{
	if (m->response == IMAP_RESPONSE_FETCH && p->literal.n)
		imap_fetch_octets(m, p->literal, at, p->literal_over);
	imap_told_more(m, p->code);
	if (!p->item.tail)
		m->is_behind = false;
	if (p->item.tail) {
		if (m->answers)
			dialog_said(m->s, m->answers, (struct bytes){ NULL, 0 }, at,
				    p->item.octets);
		if (m->response == IMAP_RESPONSE_FETCH)
			response_tail(m, p, at);
		return;
	}
	imap_tell(m, LINE_MORE, &p->item, at, m->answers);
	if (m->answers)
		dialog_said(m->s, m->answers, p->item.text, at, p->item.octets);
	if (p->has_code && m->response == IMAP_RESPONSE_FETCH)
		imap_fetch_text(m, p->code, at + p->code_at);
}
