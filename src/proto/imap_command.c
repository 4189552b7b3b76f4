/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * imap_command.c - the client's lines: commands, what goes on behind literals, words of a login.
 *
 * In:   lines
 * Out:  commands to the dialogue, lines to the events, with secrets marked
 * RFC:  9051 2.2.1, 6, 2177, 4959
 */
#include "proto/imap_finding.h"

void imap_word(struct imap *m, const struct line_item *item, uint64_t at)
{
	struct ev_line l = session_line_of(DIR_CLIENT, LINE_AUTH, item->text, at,
					   item->octets);
	struct asked *a = NULL;

	for (a = m->dialog.head; a && !imap_is_auth(a); a = a->next)
		;
	sasl_client_line(&m->sasl, m->s, item->text, &l, &m->decoded);
	m->word_due = false;
	if (a) {
		l.command_seq = a->seq;
		m->deciding = a;
	}
	session_line(m->s, &l);
}

/* The end of an IDLE (RFC 2177 3): no command, a word of one. */
bool imap_done(struct imap *m, const struct line_item *item, uint64_t at)
{
	struct conn_frames f = session_frames(m->s, DIR_CLIENT, at, item->octets);
	struct ev_line l = session_line_of(DIR_CLIENT, LINE_COMMAND, item->text, at,
					   item->octets);
	struct asked *a;

	if (!bytes_ieq(bytes_trim(item->text), B("DONE")))
		return false;
	a = imap_idle(m);
	l.verb = bytes_trim(item->text);
	if (a) {
		l.command_seq = a->seq;
		if (a->idle_from && f.last_ns != NO_TIME)
			a->idle_ns += f.last_ns - a->idle_from;
		a->idle_from = 0;
	}
	session_line(m->s, &l);
	return true;
}

/* The words of a LOGIN or APPEND in `text`, which stands at `base` in the command's.
   Returns where a secret begins in `text`; text.n when none does. */
static size_t imap_words(struct imap *m, struct bytes text, size_t base)
{
	struct imap_tokens words = { .all = text };
	struct asked *a = m->asking;
	size_t secret_at = text.n;
	struct imap_token t;

	while (secret_at == text.n && imap_token_next(&words, &t)) {
		if (imap_is_append(a)) {
			imap_append_token(m, &t, text);
			continue;
		}
		if (t.kind == IMAP_LITERAL && t.text.p == NULL)
			continue;
		if (m->args++ > 0 || t.cut)
			secret_at = t.at;
	}
	if (secret_at < text.n && a->secret_at == 0)
		a->secret_at = base + secret_at;
	return secret_at;
}

static void tell_secret(struct ev_line *l, size_t from)
{
	l->secret_at = from;
	l->secret_n = l->text.n - from;
	l->decoded_secret = true;
}

/* A line that is no command: of a login that was refused, or nothing known. */
static void imap_stray(struct imap *m, const struct line_item *item, uint64_t at)
{
	struct ev_line l = session_line_of(DIR_CLIENT, LINE_OTHER, item->text, at,
					   item->octets);

	if (m->auth_refused) {
		l.kind = LINE_AUTH;
		tell_secret(&l, 0);
	}
	session_line(m->s, &l);
}

void imap_command(struct imap *m, const struct imap_piece *p, uint64_t at,
		  const char *note)
{
	const struct line_item *item = &p->item;
	struct imap_command_line c = imap_read_command(item->text);
	const struct imap_verb *v = imap_verb(c.name);
	struct ev_line l = session_line_of(DIR_CLIENT, LINE_COMMAND, item->text, at,
					   item->octets);
	size_t secret_at = item->text.n;
	struct asked *a;

	if (v == NULL && (c.tag.n == 0 || m->auth_refused || !m->side[DIR_CLIENT].synced)) {
		imap_stray(m, item, at);
		return;
	}
	m->side[DIR_CLIENT].synced = true;
	while (dialog_full(&m->dialog)) {
		m->gave_up = true;
		imap_lose(m, m->dialog.head, "given up: too many commands wait for replies");
	}
	a = dialog_ask(&m->dialog, m->s, v, c.verb, item->text, c.arg_at, at, item->octets);
	dialog_tag(&m->dialog, m->s, a, c.tag.n);
	a->note = item->cut ? "line too long, cut" : note;
	m->s->commands++;
	m->asking = a;
	m->args = m->depth = 0;
	m->catenate = m->hiding = m->naming = false;
	m->line_end = item->bare_lf ? "\n" : "\r\n";
	if (v)
		m->auth_refused = false;
	buf_clear(&m->decoded);
	if (imap_is_login(a) || imap_is_append(a))
		secret_at = c.arg_at + imap_words(m, asked_arg(a), c.arg_at);
	if (v && v->asked)
		v->asked(m, a);
	imap_found_command(m, a, at);
	if (v && v->answered && bytes_eq(bytes_str(v->name), B("STARTTLS")))
		imap_found_starttls_late(m, a, at);
	if (a->secret_at)
		secret_at = a->secret_at;
	l.verb = c.verb;
	l.arg = bytes_from(item->text, c.arg_at);
	l.command_seq = a->seq;
	l.waited_ns = a->client_ns;
	if (secret_at < item->text.n)
		tell_secret(&l, secret_at);
	l.decoded = buf_bytes(&m->decoded);
	session_line(m->s, &l);
}

/* A line of a literal, what follows one, or both. */
void imap_command_more(struct imap *m, const struct imap_piece *p, uint64_t at)
{
	const struct line_item *item = &p->item;
	struct ev_line l = session_line_of(DIR_CLIENT, LINE_MORE, item->text, at,
					   item->octets);
	struct asked *a = m->asking;
	size_t secret_at = m->hiding ? 0 : item->text.n, base;
	struct buf text = { 0 };

	if (a) {
		buf_adds(&text, m->line_end ? m->line_end : "");
		base = a->line.n + text.n;
		buf_add(&text, item->text);
		dialog_more(&m->dialog, m->s, a, buf_bytes(&text), at, item->octets);
		buf_fini(&text);
		m->line_end = item->bare_lf ? "\n" : "\r\n";
		l.command_seq = a->seq;
		if (m->naming)
			imap_append_name(m, p->literal, p->literal_over);
		if (m->hiding && a->secret_at == 0)
			a->secret_at = base;
		if (p->has_code && (imap_is_login(a) || imap_is_append(a)) && !m->hiding)
			secret_at = p->code_at + imap_words(m, p->code, base + p->code_at);
	}
	if (secret_at < item->text.n)
		tell_secret(&l, secret_at);
	if (!item->tail)
		session_line(m->s, &l);
}
