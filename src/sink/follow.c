/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * follow.c - the dialogue of one session, as it was spoken.
 *
 * In:   EV_LINE and EV_DATA (or EV_OCTETS) of that session, its records and findings
 * Out:  each line with its time, the time since the line before, its frames and speaker;
 *       message bodies in one line that says how much and where, or in full; and what is
 *       wrong where it is: findings, long waits, stalls, what was odd about a command
 *
 *	   0.031412  +0.000210  #8         -> RETR 1
 *	   0.034417  +0.003005  #9        <-  +OK 2048 octets
 *	   0.034417             #9-11     <-  … 2,048 octets of message 1 …
 */
#include "sink/out.h"
#include "sink/sink.h"

#include "base/arena.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "view/dialogue.h"
#include "view/finding_text.h"
#include "view/timing.h"

#include <inttypes.h>
#include <stdlib.h>

enum { DATE_WIDTH = 32 };

/* Octets of a message, or in TLS, that go by, told when something else is said. */
enum body_kind { BODY_MESSAGE, BODY_TLS_HANDSHAKE, BODY_TLS };
struct body {
	enum body_kind kind;
	bool open, from_client;
	uint64_t message_id, octets, missing, first, last;
	int64_t ts;
};

struct follow {
	struct sink sink;
	struct out out;
	struct dialogue page;
	struct policy policy;
	struct pick pick;
	bool spoken;               /* a line was shown */
	struct body body;
	uint64_t message_id;       /* of the body that is shown line by line */
	bool message_sent;         /* ... by the client */
	struct ev_head line_head;  /* of the first octet of `line` */
	struct buf line;           /* its line that is not complete */
	struct buf text;           /* scratch */
};

static int done(struct follow *f, struct err *e)
{
	return out_done(&f->out, e);
}

static int note(struct follow *f, enum text_color color, struct err *e)
{
	dialogue_note(&f->page, &f->out.text, color, buf_bytes(&f->text));
	return done(f, e);
}

static int heading(struct follow *f, struct err *e)
{
	struct buf *out = &f->out.text;

	text_color(out, f->page.look.color, BOLD);
	buf_add(out, buf_bytes(&f->text));
	text_plain(out, f->page.look.color);
	buf_addc(out, '\n');
	return done(f, e);
}

/* Tells the body that has gone by, if any. */
static int tell_body(struct follow *f, struct err *e)
{
	static const enum mark marks[2][2] = { { MARK_CLIENT, MARK_SERVER },
					       { MARK_CLIENT_TLS, MARK_SERVER_TLS } };
	struct body *b = &f->body;

	if (!b->open)
		return 0;
	b->open = false;
	buf_clear(&f->text);
	buf_adds(&f->text, "\xe2\x80\xa6 ");
	text_counted(&f->text, b->octets, "octet");
	if (b->kind != BODY_MESSAGE)
		buf_printf(&f->text, "%s in TLS \xe2\x80\xa6",
			   b->kind == BODY_TLS ? "" : " of the handshake");
	else if (b->message_id == NO_U64)
		buf_adds(&f->text, " before their turn \xe2\x80\xa6");
	else
		buf_printf(&f->text, " of message %" PRIu64 " \xe2\x80\xa6", b->message_id);
	dialogue_line(&f->page, &f->out.text, marks[b->kind != BODY_MESSAGE][!b->from_client],
		      b->ts, b->first, b->last, buf_bytes(&f->text));
	if (b->missing == 0)
		return done(f, e);
	buf_clear(&f->text);
	text_counted(&f->text, b->missing, "octet");
	buf_adds(&f->text, " of it not captured");
	return note(f, RED, e);
}

static int take_data(struct follow *f, const struct ev_data *d, struct err *e)
{
	struct body *b = &f->body;

	if (b->open && b->message_id != d->message_id && tell_body(f, e) < 0)
		return -1;
	if (!b->open)
		*b = (struct body){ .open = true, .from_client = d->from_client,
				    .message_id = d->message_id, .first = NO_U64,
				    .last = NO_U64, .ts = d->head->ts };
	if (d->span.frame == 0) {
		b->missing += d->span.octets;
		return 0;
	}
	if (b->first == NO_U64)
		b->first = d->span.frame;
	b->last = d->span.frame;
	b->octets += d->span.octets;
	b->ts = d->head->ts;
	return 0;
}

static int take_tls(struct follow *f, const struct ev_tls *t, struct err *e)
{
	enum body_kind kind = t->handshake ? BODY_TLS_HANDSHAKE : BODY_TLS;
	struct body *b = &f->body;

	if (b->open && (b->kind != kind || b->from_client != t->from_client) &&
	    tell_body(f, e) < 0)
		return -1;
	if (!b->open)
		*b = (struct body){ .kind = kind, .open = true, .from_client = t->from_client,
				    .first = t->head->first_frame };
	b->octets += t->octets;
	b->last = t->head->last_frame;
	b->ts = t->head->ts;
	return 0;
}

/* One line of a body. */
static int tell_octets(struct follow *f, struct bytes line, struct err *e)
{
	const struct ev_head *h = &f->line_head;

	if (bytes_ends(line, B("\n")))
		line = bytes_head(line, line.n - (bytes_ends(line, B("\r\n")) ? 2 : 1));
	buf_clear(&f->text);
	utf8_show(&f->text, line);
	dialogue_line(&f->page, &f->out.text, f->message_sent ? MARK_CLIENT : MARK_SERVER, h->ts,
		      h->first_frame, h->last_frame, buf_bytes(&f->text));
	buf_clear(&f->line);
	return done(f, e);
}

static int end_octets(struct follow *f, struct err *e)
{
	return f->line.n ? tell_octets(f, buf_bytes(&f->line), e) : 0;
}

static int take_octets(struct follow *f, const struct ev_octets *o, struct err *e)
{
	struct bytes rest = o->octets;

	if (o->message_id != f->message_id) { /* one that goes on: parts of it are fetched */
		f->message_id = o->message_id;
		f->message_sent = false;
	}
	if (o->missing) {
		if (end_octets(f, e) < 0)
			return -1;
		buf_clear(&f->text);
		text_counted(&f->text, o->missing, "octet");
		buf_printf(&f->text, " of message %" PRIu64 " not captured", o->message_id);
		return note(f, RED, e);
	}
	while (rest.n) {
		size_t end = bytes_chr(rest, 0, '\n');
		bool whole = end < rest.n;

		if (f->line.n == 0)
			f->line_head = *o->head;
		buf_add(&f->line, bytes_head(rest, end + whole));
		rest = bytes_from(rest, end + whole);
		if ((whole || f->line.n > LIMIT_LINE) &&
		    tell_octets(f, buf_bytes(&f->line), e) < 0)
			return -1;
	}
	return 0;
}

/* What was gathered of a body comes before anything else. */
static int settle(struct follow *f, struct err *e)
{
	return end_octets(f, e) < 0 ? -1 : tell_body(f, e);
}

static int tell_line(struct follow *f, const struct ev_line *l, struct err *e)
{
	int64_t since_start = 0;

	if (settle(f, e) < 0)
		return -1;
	buf_clear(&f->line);
	policy_line(&f->policy, l, &f->line);
	buf_clear(&f->text);
	utf8_show(&f->text, buf_bytes(&f->line));
	buf_clear(&f->line);
	if (l->decoded.n && (!l->decoded_secret || f->policy.show_secrets)) {
		buf_adds(&f->text, "   (");
		utf8_show(&f->text, l->decoded);
		buf_adds(&f->text, ")");
	}
	dialogue_line(&f->page, &f->out.text, dialogue_mark(l), l->head->ts,
		      l->head->first_frame, l->head->last_frame, buf_bytes(&f->text));
	if (l->head->ts != NO_TIME && f->page.start_ns != NO_TIME) /* which may be anything */
		since_start = (int64_t)((uint64_t)l->head->ts - (uint64_t)f->page.start_ns);
	if (!f->spoken && !l->from_client && since_start >= TIMING_SLOW_NS) {
		buf_clear(&f->text);
		time_span(&f->text, since_start);
		buf_adds(&f->text, " until the server spoke");
		if (note(f, YELLOW, e) < 0)
			return -1;
	}
	f->spoken = true;
	return done(f, e);
}

/* What was odd about a command, and who kept it waiting. */
static int tell_command(struct follow *f, const struct ev_command *c, struct err *e)
{
	if (settle(f, e) < 0)
		return -1;
	if (c->note) {
		buf_clear(&f->text);
		utf8_show(&f->text, c->verb);
		buf_printf(&f->text, "%s%s", c->verb.n ? ": " : "", c->note);
		if (note(f, YELLOW, e) < 0)
			return -1;
	}
	if (timing_own(c) == NO_TIME || c->server_time < TIMING_SLOW_NS)
		return 0;
	buf_clear(&f->text);
	timing_wait(&f->text, c);
	return note(f, YELLOW, e);
}

static int tell_message(struct follow *f, const struct ev_message *m, struct err *e)
{
	if (m->stalls == NO_U64 || m->stalls == 0)
		return 0;
	buf_clear(&f->text);
	buf_printf(&f->text, "message %" PRIu64 " ", m->id);
	timing_stalls(&f->text, m);
	return note(f, YELLOW, e);
}

static int tell_finding(struct follow *f, const struct ev_finding *x, struct err *e)
{
	if (settle(f, e) < 0)
		return -1;
	buf_clear(&f->text);
	finding_line(&f->text, x);
	return note(f, finding_color(x), e);
}

static int tell_open(struct follow *f, const struct ev_head *h, struct err *e)
{
	bool narrow;

	dialogue_begin(&f->page, h->start);
	buf_clear(&f->text);
	buf_printf(&f->text, "=== Session %" PRIu64 ": %s, ", h->session_id, h->protocol);
	text_endpoint(&f->text, &h->client_ip, h->client_port);
	buf_adds(&f->text, " \xe2\x86\x92 ");
	text_endpoint(&f->text, &h->server_ip, h->server_port);
	narrow = f->page.look.columns && utf8_width(buf_bytes(&f->text)) + DATE_WIDTH >
						 f->page.look.columns;
	buf_adds(&f->text, narrow ? "\n=== " : ", ");
	time_human(&f->text, h->start, 6);
	buf_adds(&f->text, " UTC");
	return heading(f, e);
}

static int tell_end(struct follow *f, const struct ev_session *s, struct err *e)
{
	if (settle(f, e) < 0)
		return -1;
	f->sink.done = true;
	buf_clear(&f->text);
	buf_adds(&f->text, "=== Session ");
	text_ended(&f->text, s);
	if (s->head.duration != NO_TIME) {
		buf_adds(&f->text, " after ");
		time_span(&f->text, s->head.duration);
	}
	buf_adds(&f->text, ": ");
	text_counted(&f->text, s->commands, "command");
	buf_adds(&f->text, ", ");
	text_counted(&f->text, s->messages, "message");
	if (s->encrypted == 1)
		buf_adds(&f->text, "; what followed is encrypted (TLS)");
	return heading(f, e);
}

static uint64_t session_of(const struct event *ev)
{
	switch (ev->kind) {
	case EV_LINE:         return ev->line->head->session_id;
	case EV_DATA:         return ev->data->head->session_id;
	case EV_TLS:          return ev->tls->head->session_id;
	case EV_OCTETS:       return ev->octets->head->session_id;
	case EV_COMMAND:      return ev->command->head.session_id;
	case EV_MESSAGE_OPEN:
	case EV_MESSAGE:      return ev->message->head.session_id;
	case EV_FINDING:      return ev->finding->head.session_id;
	case EV_SESSION:      return ev->session->head.session_id;
	default:              return ev->head->session_id;
	}
}

static int put(struct sink *s, const struct event *ev, struct err *e)
{
	struct follow *f = (struct follow *)s;
	uint64_t session = session_of(ev);

	if (session == NO_U64 || !pick_is(&f->pick, session) || s->done)
		return 0;
	switch (ev->kind) {
	case EV_SESSION_OPEN:
		return tell_open(f, ev->head, e);
	case EV_LINE:
		return tell_line(f, ev->line, e);
	case EV_DATA:
		return ev->data->again ? 0 : take_data(f, ev->data, e);
	case EV_MESSAGE_OPEN:
		f->message_id = ev->message->id;
		f->message_sent = ev->message->direction &&
				  strcmp(ev->message->direction, "submitted") == 0;
		return 0;
	case EV_TLS:
		return take_tls(f, ev->tls, e);
	case EV_OCTETS:
		return take_octets(f, ev->octets, e);
	case EV_COMMAND:
		return tell_command(f, ev->command, e);
	case EV_MESSAGE:
		return tell_message(f, ev->message, e);
	case EV_FINDING:
		return tell_finding(f, ev->finding, e);
	case EV_SESSION:
		return tell_end(f, ev->session, e);
	default:
		return 0;
	}
}

static int finish(struct sink *s, struct err *e)
{
	struct follow *f = (struct follow *)s;

	return out_flush(&f->out, e) < 0 ? -1 : pick_check(&f->pick, e);
}

static void follow_free(struct sink *s)
{
	struct follow *f = (struct follow *)s;

	buf_fini(&f->text);
	buf_fini(&f->line);
	dialogue_fini(&f->page);
	out_fini(&f->out);
	free(f);
}

struct sink *sink_follow_new(FILE *out, uint64_t session, bool full, const char *from,
			     const struct look *look, const struct policy *p)
{
	static const struct sink_ops ops = { "follow", put, finish, follow_free };
	struct follow *f = xcalloc(1, sizeof(*f));

	f->sink.ops = &ops;
	f->sink.wants = EV_BIT(EV_SESSION_OPEN) | EV_BIT(EV_LINE) | EV_BIT(EV_COMMAND) | EV_BIT(EV_TLS) |
			EV_BIT(EV_MESSAGE) | EV_BIT(EV_FINDING) | EV_BIT(EV_SESSION) |
			(full ? EV_BIT(EV_MESSAGE_OPEN) | EV_BIT(EV_OCTETS) : EV_BIT(EV_DATA));
	f->page.look = *look;
	f->policy = *p;
	f->pick = (struct pick){ "session", from, session, 0 };
	dialogue_begin(&f->page, NO_TIME);
	out_init(&f->out, out);
	return &f->sink;
}
