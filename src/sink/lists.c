/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * lists.c - sessions, messages and logins, one line each.
 */
#include "sink/choice.h"
#include "sink/sink.h"
#include "sink/table.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <inttypes.h>
#include <stdlib.h>

struct list;

struct list_kind {
	struct sink_ops ops;
	enum event_kind event;
	const struct column *columns;
	size_t ncolumns;
	const char *none;
	void (*row)(struct list *l, const struct event *ev);
	/* Their numbers; 0 where they have none. */
	uint64_t (*number)(const struct event *ev);
};

struct list {
	struct sink sink;
	const struct list_kind *kind;
	const struct list_filter *which;
	struct choice *choice;
	struct column columns[TABLE_COLUMNS]; /* those of the kind, and what was asked about */
	size_t ncolumns;
	struct policy policy;
	struct out out;
	struct table *table;
};

/* Cells. */

static void cell_text(struct list *l, struct bytes text)
{
	utf8_show(table_cell(l->table), text);
	table_cell_end(l->table, PLAIN);
}

static void cell_word(struct list *l, const char *word)
{
	cell_text(l, bytes_str(word));
}

static void cell_count(struct list *l, uint64_t v)
{
	struct buf *cell = table_cell(l->table);

	if (v != NO_U64)
		text_count(cell, v);
	table_cell_end(l->table, PLAIN);
}

/* A number that names something is not grouped by commas. */
static void cell_number(struct list *l, uint64_t v)
{
	struct buf *cell = table_cell(l->table);

	if (v != NO_U64)
		buf_addu64(cell, v);
	table_cell_end(l->table, PLAIN);
}

static void cell_time(struct list *l, int64_t ts)
{
	struct buf *cell = table_cell(l->table);

	if (ts != NO_TIME)
		time_human(cell, ts, 0);
	table_cell_end(l->table, PLAIN);
}

static void cell_endpoint(struct list *l, const struct ip *ip, uint64_t port)
{
	text_endpoint(table_cell(l->table), ip, port);
	table_cell_end(l->table, PLAIN);
}

static void cell_texts(struct list *l, const struct ev_texts *t)
{
	text_list(table_cell(l->table), t);
	table_cell_end(l->table, PLAIN);
}

static void cell_span(struct list *l, int64_t ns)
{
	struct buf *cell = table_cell(l->table);

	if (ns != NO_TIME)
		time_span(cell, ns);
	table_cell_end(l->table, PLAIN);
}

/* "1.61 s RCPT" */
static void cell_slowest(struct list *l, const struct ev_session *s)
{
	struct buf *cell = table_cell(l->table);
	int64_t ns;
	struct bytes what = choice_slowest(s, &ns);

	if (ns != NO_TIME) {
		time_span(cell, ns);
		buf_addc(cell, ' ');
		utf8_show(cell, bytes_eq(what, B(".")) ? B("message") : what);
	}
	table_cell_end(l->table, YELLOW);
}

/* Sessions. */

static const struct column session_columns[] = {
	{ .title = "#", .right = true },
	{ .title = "CLIENT", .middle = true, .cut = 21, .least = 13 },
	{ .title = "SERVER", .middle = true, .cut = 19, .least = 13 },
	{ .title = "PROTO" },
	{ .title = "USER", .cut = 12, .least = 6 },
	{ .title = "CMDS", .right = true, .drop = 4 },
	{ .title = "MSGS", .right = true, .drop = 1 },
	{ .title = "SENT", .right = true, .drop = 6 },
	{ .title = "RECEIVED", .right = true, .drop = 6 },
	{ .title = "START (UTC)", .drop = 5 },
	{ .title = "DURATION", .right = true, .drop = 3 },
	{ .title = "ENDED", .cut = 13, .least = 6 },
};

/* The heading says that it ended: "by server". */
static void ended_cell(struct buf *cell, const struct ev_session *s)
{
	if (s->ended && s->closed_by && strcmp(s->ended, "fin") == 0)
		buf_printf(cell, "by %s", s->closed_by);
	else
		text_ended(cell, s);
}

static void session_row(struct list *l, const struct event *ev)
{
	const struct ev_session *s = ev->session;
	struct buf *cell;

	cell_number(l, s->head.session_id);
	cell_endpoint(l, &s->head.client_ip, s->head.client_port);
	cell_endpoint(l, &s->head.server_ip, s->head.server_port);
	cell_word(l, s->head.protocol);
	cell_text(l, s->user);
	cell_count(l, s->commands);
	cell_count(l, s->messages);
	cell_count(l, s->client_octets);
	cell_count(l, s->server_octets);
	cell_time(l, s->head.start);
	cell = table_cell(l->table);
	if (s->head.duration != NO_TIME)
		time_span(cell, s->head.duration);
	table_cell_end(l->table, PLAIN);
	cell = table_cell(l->table);
	ended_cell(cell, s);
	if (s->encrypted == 1)
		buf_adds(cell, ", in TLS");
	table_cell_end(l->table, s->head.outcome && strcmp(s->head.outcome, "failure") == 0 ? RED
											   : PLAIN);
	if (l->which->refused)
		cell_text(l, s->refusal);
	if (l->which->slow_ns)
		cell_slowest(l, s);
}

static uint64_t session_number(const struct event *ev)
{
	return ev->session->head.session_id;
}

/* Messages. */

static const struct column message_columns[] = {
	{ .title = "#", .right = true },
	{ .title = "SESSION", .right = true, .drop = 7 },
	{ .title = "WAY", .drop = 6 },
	{ .title = "ENVELOPE", .cut = 24, .drop = 9 },
	{ .title = "FROM", .cut = 16, .least = 8 },
	{ .title = "TO", .cut = 16, .drop = 4 },
	{ .title = "SUBJECT", .cut = 18, .least = 10 },
	{ .title = "DATE (UTC)", .drop = 5 },
	{ .title = "OCTETS", .right = true },
	{ .title = "PARTS", .right = true, .drop = 8 },
	{ .title = "STATE", .cut = 8 },
};

static void cell_envelope(struct list *l, const struct ev_message *m)
{
	struct buf *cell = table_cell(l->table);

	if (m->mail_from.p || m->rcpt.n) {
		/* The null reverse-path is written as on the wire. */
		if (m->mail_from.p && m->mail_from.n == 0)
			buf_adds(cell, "<>");
		utf8_show(cell, m->mail_from);
		buf_adds(cell, " \xe2\x86\x92 ");
		for (size_t i = 0; i < m->rcpt.n; i++) {
			if (i)
				buf_adds(cell, ", ");
			utf8_show(cell, m->rcpt.v[i].address);
		}
	}
	table_cell_end(l->table, PLAIN);
}

/* Who was refused and with what words, or the reply to the whole. */
static void cell_why(struct list *l, const struct ev_message *m)
{
	struct buf *cell = table_cell(l->table);
	bool any = false;

	for (size_t i = 0; i < m->rcpt.n; i++) {
		const struct ev_rcpt *r = &m->rcpt.v[i];

		if (!r->verdict || strcmp(r->verdict, "accepted") == 0 || r->code == NO_U64)
			continue;
		buf_adds(cell, any ? "; " : "");
		utf8_show(cell, r->address);
		buf_printf(cell, ": %" PRIu64 " ", r->code);
		utf8_show(cell, r->text);
		any = true;
	}
	if (!any && m->reply_code != NO_U64) {
		buf_printf(cell, "%" PRIu64 " ", m->reply_code);
		utf8_show(cell, m->reply_text);
	}
	table_cell_end(l->table, RED);
}

static void message_row(struct list *l, const struct event *ev)
{
	const struct ev_message *m = ev->message;

	cell_number(l, m->id);
	cell_number(l, m->head.session_id);
	cell_word(l, m->direction);
	cell_envelope(l, m);
	cell_texts(l, &m->from);
	/* "undisclosed-recipients", when there is nobody else. */
	cell_texts(l, m->to.n ? &m->to : &m->groups);
	text_unfolded(table_cell(l->table), m->subject);
	table_cell_end(l->table, PLAIN);
	cell_time(l, m->date);
	cell_count(l, m->size);
	cell_count(l, m->parts.n);
	text_state(table_cell(l->table), m);
	table_cell_end(l->table, m->complete == 1 ? PLAIN : RED);
	if (l->which->refused)
		cell_why(l, m);
	if (l->which->slow_ns) {
		cell_span(l, m->transfer_time);
		cell_span(l, m->stalled_time);
		cell_span(l, m->verdict_time);
	}
}

static uint64_t message_number(const struct event *ev)
{
	return ev->message->id;
}

/* Logins. */

static const struct column login_columns[] = {
	{ .title = "PROTO" },
	{ .title = "MECHANISM" },
	{ .title = "USER", .cut = 10 },
	{ .title = "SECRET", .cut = 8 },
	{ .title = "OUTCOME" },
	{ .title = "ENCRYPTED" },
	{ .title = "FRAMES", .drop = 2 },
	{ .title = "SESSION", .right = true, .drop = 1 },
	{ .title = "CLIENT", .middle = true, .cut = 21, .drop = 4 },
	{ .title = "SERVER", .middle = true, .cut = 19, .drop = 3 },
};

enum { HMAC_SHOWN = 8 }; /* digits of the hash: in one run two secrets differ in them */

static void login_row(struct list *l, const struct event *ev)
{
	const struct ev_auth *a = ev->auth;
	const char *outcome = a->head.outcome ? a->head.outcome : "unknown";

	cell_word(l, a->head.protocol);
	cell_word(l, a->mechanism);
	cell_text(l, a->user);
	if (a->secret.p)
		utf8_show(table_cell(l->table), policy_secret(&l->policy, a->secret));
	/* So that equal ones are seen to be equal. */
	if (a->secret_hmac.p && !l->policy.show_secrets) {
		buf_addc(table_cell(l->table), ' ');
		buf_add(table_cell(l->table), bytes_head(a->secret_hmac, HMAC_SHOWN));
	}
	table_cell_end(l->table, l->policy.show_secrets ? PLAIN : DIM);
	utf8_show(table_cell(l->table), bytes_str(outcome));
	table_cell_end(l->table, strcmp(outcome, "success") == 0 ? GREEN :
				 strcmp(outcome, "failure") == 0 ? RED : YELLOW);
	buf_adds(table_cell(l->table), a->encrypted == 1 ? "yes" : a->encrypted == 0 ? "no" : "");
	table_cell_end(l->table, PLAIN);
	text_frames(table_cell(l->table), a->head.first_frame, a->head.last_frame);
	table_cell_end(l->table, PLAIN);
	cell_number(l, a->head.session_id);
	cell_endpoint(l, &a->head.client_ip, a->head.client_port);
	cell_endpoint(l, &a->head.server_ip, a->head.server_port);
	if (l->which->refused)
		cell_text(l, a->reply_text);
}

static uint64_t login_number(const struct event *ev)
{
	(void)ev;
	return 0;
}

/* The sink. */

static int put(struct sink *s, const struct event *ev, struct err *e)
{
	struct list *l = (struct list *)s;
	uint64_t number;

	if (!choice_takes(l->choice, ev)) {
		if (ev->kind != l->kind->event)
			return 0;
		number = l->kind->number(ev);
		return number ? table_row_skip(l->table, number, e) : 0;
	}
	l->kind->row(l, ev);
	return table_row_end(l->table, l->kind->number(ev), e);
}

static int finish(struct sink *s, struct err *e)
{
	struct list *l = (struct list *)s;

	return table_finish(l->table, choice_is_all(l->which) ? l->kind->none :
							       "none of that kind", e);
}

static void list_free(struct sink *s)
{
	struct list *l = (struct list *)s;

	table_free(&l->table);
	choice_free(&l->choice);
	out_fini(&l->out);
	free(l);
}

static void add_columns(struct list *l, const struct column *columns, size_t n)
{
	for (size_t i = 0; i < n && l->ncolumns < TABLE_COLUMNS; i++)
		l->columns[l->ncolumns++] = columns[i];
}

static struct sink *list_new(const struct list_kind *kind, FILE *out,
			     const struct list_filter *which, const struct look *look,
			     const struct policy *p)
{
	static const struct column refused[] = { { .title = "REFUSED WITH", .cut = 36, .least = 16 } };
	static const struct column slow[] = { { .title = "SLOWEST", .cut = 16, .least = 11 } };
	static const struct column times[] = {
		{ .title = "TRANSFER", .right = true }, { .title = "STALLED", .right = true },
		{ .title = "VERDICT", .right = true },
	};
	struct list *l = xcalloc(1, sizeof(*l));

	l->sink.ops = &kind->ops;
	l->kind = kind;
	l->which = which;
	l->choice = choice_new(which);
	l->sink.wants = EV_BIT(kind->event) | choice_wants(l->choice, kind->event);
	l->policy = *p;
	add_columns(l, kind->columns, kind->ncolumns);
	/* How a session ended is not what was asked. */
	if (kind->event == EV_SESSION && !choice_is_all(which))
		l->columns[l->ncolumns - 1].drop = 7;
	if (which->refused)
		add_columns(l, refused, 1);
	if (which->slow_ns && kind->event == EV_SESSION)
		add_columns(l, slow, 1);
	if (which->slow_ns && kind->event == EV_MESSAGE)
		add_columns(l, times, 3);
	out_init(&l->out, out);
	l->table = table_new(l->columns, l->ncolumns, &l->out, look);
	return &l->sink;
}

#define COLUMNS(c) (c), sizeof(c) / sizeof(*(c))

struct sink *sink_sessions_new(FILE *out, const struct list_filter *which,
			       const struct look *look, const struct policy *p)
{
	static const struct list_kind kind = { { "sessions", put, finish, list_free }, EV_SESSION,
		COLUMNS(session_columns), "no mail sessions", session_row, session_number };

	return list_new(&kind, out, which, look, p);
}

struct sink *sink_messages_new(FILE *out, const struct list_filter *which,
			       const struct look *look, const struct policy *p)
{
	static const struct list_kind kind = { { "messages", put, finish, list_free }, EV_MESSAGE,
		COLUMNS(message_columns), "no messages", message_row, message_number };

	return list_new(&kind, out, which, look, p);
}

struct sink *sink_credentials_new(FILE *out, const struct list_filter *which,
			          const struct look *look, const struct policy *p)
{
	static const struct list_kind kind = { { "credentials", put, finish, list_free }, EV_AUTH,
		COLUMNS(login_columns), "no logins", login_row, login_number };

	return list_new(&kind, out, which, look, p);
}
