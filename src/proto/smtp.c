/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * smtp.c - an SMTP session: both sides' octets, holes, and the end.
 *
 * In:   in-order octets of both directions
 * Out:  lines to the dialogue (smtp_reply.c, smtp_verbs.c), message octets to the body
 *       (smtp_body.c)
 * RFC:  5321, 2920, 4954, 3207
 *
 *   client   COMMANDS --DATA, 354--> BODY --CRLF.CRLF--> COMMANDS
 *                     --AUTH, 334--> WORD --line-------> COMMANDS until the next 334
 *                     --STARTTLS, 220--> TLS, or COMMANDS: by the next octet
 *
 * After DATA, AUTH and STARTTLS the client's octets wait for the reply.  When none can
 * come (one side captured, a hole, the end) they are judged by what they look like.
 */
#include "proto/smtp.h"

#include "proto/smtp_syntax.h"

#include "base/limits.h"

#include <stdlib.h>

static const char no_reply[] = "no reply seen";

static void smtp_open(struct session *s, void *state)
{
	uint16_t port = s->conn->half[DIR_SERVER].ep.port;
	struct smtp *m = state;

	m->s = s;
	m->synced[DIR_CLIENT] = s->conn->half[DIR_CLIENT].syn;
	m->synced[DIR_SERVER] = true;
	if (s->conn->half[DIR_SERVER].syn) {
		m->greeting_due = true;
		m->phase = SMTP_CONNECTED;
	}
	smtp_watch_open(m);
	/* RFC 6409, 8314; RFC 2033 5: the usual ports tell what the words do not. */
	if (port == 587 || port == 465)
		s->head.protocol = "submission";
	if (port == 24) {
		m->lmtp = true;
		s->head.protocol = "lmtp";
	}
}

bool smtp_looks_like_command(struct bytes b)
{
	struct bytes line = bytes_chomp(bytes_head(b, bytes_chr(b, 0, '\n') + 1));
	struct smtp_command_line c = smtp_read_command(line);
	struct bytes arg = bytes_from(line, c.arg_at);

	if (bytes_ieq(c.verb, B("MAIL")))
		return bytes_istarts(arg, B("FROM:"));
	if (bytes_ieq(c.verb, B("RCPT")))
		return bytes_istarts(arg, B("TO:"));
	if (bytes_ieq(c.verb, B("EHLO")) || bytes_ieq(c.verb, B("HELO")) ||
	    bytes_ieq(c.verb, B("AUTH")))
		return arg.n > 0;
	return bytes_ieq(line, B("QUIT")) || bytes_ieq(line, B("RSET")) ||
	       bytes_ieq(line, B("DATA")) || bytes_ieq(line, B("NOOP"));
}

/* The reply to m->deciding is not known and `rest` follows it.  False: wait.  True: it was
   decided, by what the octets look like. */
static bool smtp_decide(struct smtp *m, struct bytes rest)
{
	struct asked *a = m->deciding;
	bool command;

	if (!a->doubtful && session_may_wait(m->s, DIR_CLIENT)) {
		m->s->wait[DIR_CLIENT] = true;
		return false;
	}
	if (bytes_chr(rest, 0, '\n') == rest.n && rest.n < LIMIT_LINE && !m->s->force &&
	    bytes_at(rest, 0) != TLS_HANDSHAKE)
		return false;
	command = smtp_looks_like_command(rest);
	while (m->dialog.head != a)
		smtp_lose(m, m->dialog.head, no_reply);
	m->deciding = NULL;
	if (smtp_is_auth(a) && !command) {
		m->client = SMTP_WORD;
		return true;
	}
	if (smtp_is_data(a) && !command) {
		m->phase = SMTP_DATA;
		smtp_body_begin(m, a);
	}
	smtp_lose(m, a, no_reply);
	return true;
}

/* A word of a login exchange. */
static void smtp_word(struct smtp *m, const struct line_item *item, uint64_t at)
{
	struct ev_line l = session_line_of(DIR_CLIENT, LINE_AUTH, item->text, at,
					   item->octets);
	struct asked *a = m->dialog.head;

	sasl_client_line(&m->sasl, m->s, item->text, &l, &m->decoded);
	if (a && smtp_is_auth(a)) {
		l.command_seq = a->seq;
		m->deciding = a;
	}
	m->client = SMTP_COMMANDS;
	session_line(m->s, &l);
}

static void smtp_tell_other(struct smtp *m, const struct line_item *item, uint64_t at)
{
	struct ev_line l = session_line_of(DIR_CLIENT, LINE_OTHER, item->text, at,
					   item->octets);

	session_line(m->s, &l);
}

/* What was asked before a hole in the replies was answered in it: the client goes on. */
static void smtp_settle(struct smtp *m)
{
	while (m->dialog.head && m->dialog.head->doubtful)
		smtp_lose(m, m->dialog.head, "its reply was not captured");
	while (dialog_full(&m->dialog))
		smtp_lose(m, m->dialog.head, "given up: too many commands wait for replies");
}

static void smtp_command(struct smtp *m, const struct line_item *item, uint64_t at,
			 const char *note)
{
	struct smtp_command_line c = smtp_read_command(item->text);
	const struct smtp_verb *v = smtp_verb(c.verb);
	struct ev_line l = session_line_of(DIR_CLIENT, LINE_COMMAND, item->text, at,
					   item->octets);
	const struct asked *before;
	struct asked *a;

	if (v == NULL && !m->synced[DIR_CLIENT]) {
		smtp_tell_other(m, item, at);
		return;
	}
	m->synced[DIR_CLIENT] = true;
	smtp_settle(m);
	/* A server that forgets the line end of its greeting is none that was not waited for. */
	m->half_greeted |= !m->replied && !m->dialog.reply.open &&
			   m->line[DIR_SERVER].scanned > 0;
	before = m->dialog.last;
	if (v == NULL && m->auth_refused && sasl_is_word(item->text)) {
		l.kind = LINE_AUTH;
		l.secret_n = item->text.n;
		a = dialog_ask(&m->dialog, m->s, NULL, B(""), B(""), 0, at, item->octets);
		a->note = "a login's word after its refusal, hidden";
	} else {
		a = dialog_ask(&m->dialog, m->s, v, c.verb, item->text, c.arg_at, at,
			       item->octets);
		a->note = note;
		a->cut = note != NULL;
		m->s->commands++;
	}
	if (v)
		m->auth_refused = false;
	smuggled_asked(m, before != NULL);
	smtp_judge_ahead(m, before, a);
	smtp_judge_length(m, a, item->octets);
	smtp_judge_clear(m, DIR_CLIENT, item->text, at, item->octets);
	buf_clear(&m->decoded);
	if (v && v->asked)
		v->asked(m, a);
	if (v && v->decides)
		m->deciding = a;
	l.verb = c.verb;
	l.arg = bytes_from(item->text, c.arg_at);
	l.command_seq = a->seq;
	l.waited_ns = a->client_ns;
	if (a->secret_at) {
		l.secret_at = a->secret_at;
		l.secret_n = item->text.n - a->secret_at;
		l.decoded_secret = true;
	}
	l.decoded = buf_bytes(&m->decoded);
	session_line(m->s, &l);
}

static void smtp_client_line(struct smtp *m, const struct line_item *item, uint64_t at,
			     const char *note)
{
	if (item->tail)
		return;
	/* Who waited for one reply and goes on has seen its end, though it is missing here. */
	if (m->dialog.reply.hole && m->dialog.pending <= 1)
		smtp_reply_cut(m);
	if (m->client == SMTP_WORD)
		smtp_word(m, item, at);
	else
		smtp_command(m, item, at, item->cut ? "line too long, cut" : note);
}

static size_t smtp_client(struct smtp *m, struct bytes b)
{
	uint64_t at = m->s->at[DIR_CLIENT];
	struct line_item item;
	size_t used = m->skip < b.n ? m->skip : b.n;

	m->skip -= used;
	while (used < b.n && !m->s->encrypted) {
		struct bytes rest = bytes_from(b, used);
		size_t n;

		if (m->deciding && !smtp_decide(m, rest))
			break;
		if (m->tls_agreed && m->client == SMTP_COMMANDS &&
		    bytes_at(rest, 0) == TLS_HANDSHAKE) {
			smtp_judge_tls(m);
			session_encrypted(m->s);
			break;
		}
		if (m->client == SMTP_BODY || m->client == SMTP_CHUNK) {
			n = m->client == SMTP_BODY ? smtp_body(m, rest, at + used)
						   : smtp_chunk(m, rest, at + used);
			used += n;
			if (n == 0 && (m->client == SMTP_BODY || m->client == SMTP_CHUNK))
				break;
			continue;
		}
		if (line_next(&m->line[DIR_CLIENT], rest, &item) != STEP_ITEM)
			break;
		smtp_client_line(m, &item, at + used, NULL);
		used += item.octets;
	}
	return m->s->encrypted ? b.n : used;
}

static size_t smtp_server(struct smtp *m, struct bytes b)
{
	uint64_t at = m->s->at[DIR_SERVER];
	struct line_item item;
	size_t used = 0;

	while (used < b.n && !m->s->encrypted && !m->s->yield) {
		struct bytes rest = bytes_from(b, used);

		if (m->tls_agreed && bytes_at(rest, 0) == TLS_HANDSHAKE) {
			smtp_judge_tls(m);
			session_encrypted(m->s);
		}
		if (line_next(&m->line[DIR_SERVER], rest, &item) != STEP_ITEM)
			break;
		if (m->s->encrypted)
			break;
		smtp_server_line(m, &item, at + used);
		used += item.octets;
	}
	return m->s->encrypted ? b.n : used;
}

static size_t smtp_data(struct session *s, void *state, enum dir d, struct bytes b)
{
	if (s->encrypted)
		return b.n;
	return d == DIR_CLIENT ? smtp_client(state, b) : smtp_server(state, b);
}

/* Octets of a line whose end is missing. */
static void smtp_piece(struct smtp *m, struct bytes rest, const char *note)
{
	struct line_item item = { .text = bytes_chomp(rest), .octets = rest.n };
	uint64_t at = m->s->at[DIR_CLIENT];

	if (rest.n == 0)
		return;
	if (m->client == SMTP_WORD ||
	    smtp_verb(smtp_read_command(item.text).verb) != NULL)
		smtp_client_line(m, &item, at, note);
	else
		smtp_tell_other(m, &item, at);
}

/* What is left of `rest`, which will not come back, after what was judged already. */
static struct bytes smtp_skipped(struct smtp *m, struct bytes rest)
{
	size_t skip = m->skip < rest.n ? m->skip : rest.n;

	m->skip = 0;
	m->s->at[DIR_CLIENT] += skip;
	return bytes_from(rest, skip);
}

static void smtp_client_gap(struct smtp *m, uint64_t missing, struct bytes rest)
{
	rest = smtp_skipped(m, rest);
	if (m->client == SMTP_BODY) {
		smtp_body_gap(m, missing, rest, m->s->at[DIR_CLIENT]);
	} else if (m->client == SMTP_CHUNK) {
		smtp_chunk_gap(m, missing, rest, m->s->at[DIR_CLIENT]);
	} else if (m->deciding && smtp_is_data(m->deciding)) {
		m->body_missing += missing;
	} else {
		if (m->client == SMTP_WORD || m->sasl.active)
			m->sasl.hole = true;
		smtp_piece(m, rest, "octets of it are missing");
	}
	smuggled_gap(m);
	smtp_unsure(m);
	line_reset(&m->line[DIR_CLIENT]);
	m->synced[DIR_CLIENT] = false;
}

static void smtp_gap(struct session *s, void *state, enum dir d, uint64_t missing,
		     struct bytes rest)
{
	struct smtp *m = state;

	if (s->encrypted)
		return;
	if (d == DIR_CLIENT) {
		smtp_client_gap(m, missing, rest);
		return;
	}
	smtp_server_gap(m, rest);
}

static void smtp_eof(struct session *s, void *state, enum dir d, struct bytes rest)
{
	struct smtp *m = state;
	struct line_item item = { .text = bytes_chomp(rest), .octets = rest.n };

	if (s->encrypted)
		return;
	if (d == DIR_SERVER) {
		if (rest.n)
			smtp_server_line(m, &item, s->at[d]);
		smtp_reply_cut(m);
		return;
	}
	rest = smtp_skipped(m, rest);
	if (m->client == SMTP_BODY)
		smtp_body_break(m, rest, s->at[d]);
	else if (m->client == SMTP_CHUNK)
		smtp_chunk_gap(m, 0, rest, s->at[d]);
	else
		smtp_piece(m, rest, "its line end is missing");
}

static void smtp_close(struct session *s, void *state, enum close_why why,
		       const struct bytes rest[2])
{
	struct smtp *m = state;

	(void)why;
	smtp_eof(s, state, DIR_CLIENT, rest[DIR_CLIENT]);
	smtp_eof(s, state, DIR_SERVER, rest[DIR_SERVER]);
	smtp_lose_until(m, NULL, no_reply);
	if (m->sasl.active)
		sasl_end(&m->sasl, s, "none", NULL, NULL);
	smtp_body_close(m, &m->delivery, NULL, m->sending);
	smtp_reset(m, "closed");
	smtp_watch_close(m);
	free(m->clear);
	dialog_fini(&m->dialog, s->shared);
	if (m->tx) {
		s->part_octets -= sizeof(*m->tx);
		transaction_give(s->shared, m->tx);
	}
	sasl_fini(&m->sasl);
	buf_fini(&m->decoded);
}

static bool smtp_may_sleep(const void *state)
{
	const struct smtp *m = state;

	return !m->delivery && smtp_watch_idle(m->watch) && dialog_may_sleep(&m->dialog);
}

static size_t smtp_sleep(void *state, struct pack *p)
{
	struct smtp *m = state;
	struct smtp_watch *watch = m->watch != &smtp_no_watch ? m->watch : NULL;
	struct transaction *tx = m->tx && transaction_trim(m->tx) ? m->tx : NULL;

	dialog_sleep(&m->dialog);
	buf_fini(&m->decoded);
	m->s = NULL;
	if (watch)
		m->watch = NULL;
	if (tx)
		m->tx = NULL;
	pack_struct(p, m, sizeof(*m));
	pack_block(p, watch, sizeof(*watch));
	pack_block(p, tx, sizeof(*tx));
	return tx ? sizeof(*tx) : 0;
}

static void smtp_wake(struct session *s, void *state, struct pack *p)
{
	struct smtp *m = state;
	struct smtp_watch *watch;
	struct transaction *tx;

	unpack_struct(p, m, sizeof(*m));
	m->s = s;
	watch = unpack_block(p, sizeof(*watch));
	if (watch)
		m->watch = watch;
	tx = unpack_block(p, sizeof(*tx));
	if (tx)
		m->tx = tx;
}

static const uint16_t smtp_ports[] = { 25, 587, 465, 2525, 24, 0 };

const struct proto proto_smtp = {
	.name = "smtp",
	.label = "SMTP",
	.command_action = "smtp-command",
	.login_action = "smtp-login",
	.ports = smtp_ports,
	.number = PROTO_smtp,
	.state_octets = sizeof(struct smtp),
	.probe = smtp_probe,
	.open = smtp_open,
	.data = smtp_data,
	.gap = smtp_gap,
	.eof = smtp_eof,
	.close = smtp_close,
	.may_sleep = smtp_may_sleep,
	.sleep = smtp_sleep,
	.wake = smtp_wake,
};
