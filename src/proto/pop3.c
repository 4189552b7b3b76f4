/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pop3.c - a POP3 session: both sides' octets, holes, and the end.
 *
 * In:   in-order octets of both directions
 * Out:  the client's lines to the dialogue; the server's octets to pop3_server.c
 * RFC:  1939, 2449, 2595, 5034, 6856
 *
 * After AUTH, STLS and XTND XMIT the client's octets wait for the reply.  When none can come (one
 * side captured, a hole, the end) they are judged by what they look like.
 */
#include "proto/pop3.h"

#include "base/limits.h"
#include "proto/telnet.h"

#include <stdlib.h>

static const char no_reply[] = "no reply seen";

static void pop3_open(struct session *s, void *state)
{
	struct pop3 *m = state;

	m->s = s;
	s->box = session_part(s, sizeof(*s->box));
	m->synced[DIR_CLIENT] = s->conn->half[DIR_CLIENT].syn;
	m->synced[DIR_SERVER] = true;
	mailbox_init(&m->box);
	if (s->conn->half[DIR_SERVER].syn) {
		m->greeting_due = true;
		m->phase = POP3_CONNECTED;
	}
}

/* The reply to m->deciding is not known and `rest` follows it: as smtp_decide(). */
static bool pop3_decide(struct pop3 *m, struct bytes rest)
{
	struct asked *a = m->deciding;
	size_t end = bytes_chr(rest, 0, '\n');
	struct bytes line = bytes_chomp(bytes_head(rest, end + 1));

	if (!a->doubtful && session_may_wait(m->s, DIR_CLIENT)) {
		m->s->wait[DIR_CLIENT] = true;
		return false;
	}
	if (end == rest.n && rest.n < LIMIT_LINE && !m->s->force && !pop3_is_tls(rest))
		return false;
	while (m->dialog.head != a)
		pop3_lose(m, m->dialog.head, no_reply);
	m->deciding = NULL;
	if (pop3_is_auth(a) && pop3_verb(bytes_word(&line)) == NULL) {
		m->word_due = true;
		return true;
	}
	if (pop3_is_xmit(a) && pop3_verb(bytes_word(&line)) == NULL)
		pop3_xmit_begin(m, a);
	pop3_lose(m, a, no_reply);
	return true;
}

static void pop3_word(struct pop3 *m, const struct line_item *item, uint64_t at)
{
	struct ev_line l = session_line_of(DIR_CLIENT, LINE_AUTH, item->text, at,
					   item->octets);
	struct asked *a = m->dialog.head;

	sasl_client_line(&m->sasl, m->s, bytes_from(item->text, telnet_skip(item->text)), &l,
			 &m->decoded);
	m->word_due = false;
	if (a && pop3_is_auth(a)) {
		l.command_seq = a->seq;
		m->deciding = a;
	}
	session_line(m->s, &l);
}

/* What was asked before a hole in the replies was answered in it, unless its reply is
   being told: the client goes on. */
static void pop3_settle(struct pop3 *m)
{
	pop3_client_went_on(m);
	while (m->server == POP3_STATUS && m->dialog.head && m->dialog.head->doubtful)
		pop3_lose(m, m->dialog.head, "its reply was not captured");
	while (dialog_full(&m->dialog))
		pop3_lose(m, m->dialog.head, "given up: too many commands wait for replies");
}

static void pop3_command(struct pop3 *m, const struct line_item *item, uint64_t at,
			 const char *note)
{
	struct bytes rest = bytes_from(item->text, telnet_skip(item->text));
	struct bytes name = bytes_word(&rest);
	const struct pop3_verb *v = pop3_verb(name);
	struct ev_line l = session_line_of(DIR_CLIENT, LINE_COMMAND, item->text, at,
					   item->octets);
	struct asked *a;

	if (v == NULL && !m->synced[DIR_CLIENT]) {
		l.kind = LINE_OTHER;
		session_line(m->s, &l);
		return;
	}
	m->synced[DIR_CLIENT] = true;
	pop3_settle(m);
	if (v == NULL && m->auth_refused && sasl_is_word(item->text)) {
		l.kind = LINE_AUTH;
		l.secret_n = item->text.n;
		a = dialog_ask(&m->dialog, m->s, NULL, B(""), B(""), 0, at, item->octets);
		a->note = "a login's word after its refusal, hidden";
	} else {
		a = dialog_ask(&m->dialog, m->s, v, name, item->text,
			       item->text.n - rest.n, at, item->octets);
		a->note = note;
		m->s->commands++;
	}
	if (v)
		m->auth_refused = false;
	buf_clear(&m->decoded);
	if (v && v->asked)
		v->asked(m, a);
	l.verb = name;
	l.arg = rest;
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

static void pop3_client_line(struct pop3 *m, const struct line_item *item, uint64_t at,
			     const char *note)
{
	if (item->tail)
		return;
	if (m->word_due)
		pop3_word(m, item, at);
	else
		pop3_command(m, item, at, item->cut ? "line too long, cut" : note);
}

static size_t pop3_client(struct pop3 *m, struct bytes b)
{
	uint64_t at = m->s->at[DIR_CLIENT];
	struct line_item item;
	size_t used = m->client_skip < b.n ? m->client_skip : b.n;

	m->client_skip -= used;
	while (used < b.n) {
		struct bytes rest = bytes_from(b, used);
		size_t n;

		if (m->deciding && !pop3_decide(m, rest))
			break;
		if (m->tls_agreed && !m->xmit.delivery && pop3_is_tls(rest)) {
			pop3_stls_begins(m);
			return b.n;
		}
		if (m->xmit.delivery) {
			n = pop3_xmit(m, rest, at + used);
			used += n;
			if (n == 0)
				break;
			continue;
		}
		if (line_next(&m->line[DIR_CLIENT], rest, &item) != STEP_ITEM)
			break;
		pop3_stls_plain(m, DIR_CLIENT, bytes_head(rest, item.octets), at + used);
		pop3_client_line(m, &item, at + used, NULL);
		used += item.octets;
	}
	return used;
}

static size_t pop3_data(struct session *s, void *state, enum dir d, struct bytes b)
{
	if (s->encrypted)
		return b.n;
	return d == DIR_CLIENT ? pop3_client(state, b) : pop3_server(state, b, s->at[d]);
}

/* Octets of a client's line whose end is missing. */
static void pop3_piece(struct pop3 *m, struct bytes rest, const char *note)
{
	struct line_item item = { .text = bytes_chomp(rest), .octets = rest.n };

	if (rest.n == 0)
		return;
	m->synced[DIR_CLIENT] = false;
	pop3_client_line(m, &item, m->s->at[DIR_CLIENT], note);
}

/* What is left of `rest`, which will not come back, after what was judged already. */
static struct bytes pop3_skipped(struct pop3 *m, struct bytes rest)
{
	size_t skip = m->client_skip < rest.n ? m->client_skip : rest.n;

	m->client_skip = 0;
	m->s->at[DIR_CLIENT] += skip;
	return bytes_from(rest, skip);
}

static void pop3_gap(struct session *s, void *state, enum dir d, uint64_t missing,
		     struct bytes rest)
{
	struct pop3 *m = state;

	if (s->encrypted)
		return;
	m->phase = POP3_UNKNOWN;
	if (d == DIR_SERVER) {
		pop3_server_gap(m, missing, rest, s->at[d]);
		return;
	}
	rest = pop3_skipped(m, rest);
	if (m->xmit.delivery) {
		pop3_xmit_gap(m, missing, rest, m->s->at[d]);
		return;
	}
	if (m->deciding && pop3_is_xmit(m->deciding))
		m->xmit_missing += missing;
	if (m->sasl.active)
		m->sasl.hole = true;
	pop3_piece(m, rest, "octets of it are missing");
	line_reset(&m->line[d]);
	m->synced[d] = false;
}

static void pop3_eof(struct session *s, void *state, enum dir d, struct bytes rest)
{
	struct pop3 *m = state;

	if (s->encrypted)
		return;
	if (d == DIR_SERVER) {
		pop3_server_end(m, rest, s->at[d]);
		return;
	}
	rest = pop3_skipped(m, rest);
	if (m->xmit.delivery)
		pop3_xmit_gap(m, 0, rest, s->at[d]);
	else
		pop3_piece(m, rest, "its line end is missing");
}

static void pop3_close(struct session *s, void *state, enum close_why why,
		       const struct bytes rest[2])
{
	struct pop3 *m = state;

	pop3_eof(s, state, DIR_CLIENT, rest[DIR_CLIENT]);
	pop3_eof(s, state, DIR_SERVER, rest[DIR_SERVER]);
	pop3_server_cut(m);
	while (m->dialog.head)
		pop3_lose(m, m->dialog.head, no_reply);
	if (m->sasl.active)
		sasl_end(&m->sasl, s, "none", NULL, NULL);
	pop3_xmit_close(m);
	pop3_box_close(m, why);
	dialog_fini(&m->dialog, s->shared);
	sasl_fini(&m->sasl);
	mailbox_fini(&m->box);
	arena_fini(&m->row_text);
	free(m->rows);
	buf_fini(&m->user);
	buf_fini(&m->timestamp);
	buf_fini(&m->plain[DIR_CLIENT].text);
	buf_fini(&m->plain[DIR_SERVER].text);
	buf_fini(&m->decoded);
}

static bool pop3_may_sleep(const void *state)
{
	const struct pop3 *m = state;

	return !m->delivery && !m->xmit.delivery && !m->sizes.finding &&
	       dialog_may_sleep(&m->dialog);
}

static size_t pop3_sleep(void *state, struct pack *p)
{
	struct pop3 *m = state;

	dialog_sleep(&m->dialog);
	buf_fini(&m->decoded);
	if (m->nrows == 0) { /* no listing is being told */
		free(m->rows);
		m->rows = NULL;
		m->caprows = 0;
		arena_fini(&m->row_text);
	}
	pack_buf(p, &m->user);
	pack_buf(p, &m->timestamp);
	m->s = NULL;
	pack_struct(p, m, sizeof(*m));
	return 0;
}

static void pop3_wake(struct session *s, void *state, struct pack *p)
{
	struct pop3 *m = state;

	unpack_struct(p, m, sizeof(*m));
	unpack_buf(p, &m->user);
	unpack_buf(p, &m->timestamp);
	m->s = s;
}

static const uint16_t pop3_ports[] = { 110, 995, 0 };

const struct proto proto_pop3 = {
	.name = "pop3",
	.label = "POP",
	.command_action = "pop3-command",
	.login_action = "pop3-login",
	.ports = pop3_ports,
	.number = PROTO_pop3,
	.state_octets = sizeof(struct pop3),
	.probe = pop3_probe,
	.open = pop3_open,
	.data = pop3_data,
	.gap = pop3_gap,
	.eof = pop3_eof,
	.close = pop3_close,
	.may_sleep = pop3_may_sleep,
	.sleep = pop3_sleep,
	.wake = pop3_wake,
};
