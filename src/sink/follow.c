/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * follow.c - the dialogue of one session, as it was spoken.
 *
 * In:   EV_LINE and EV_DATA of that session
 * Out:  each line with its time, the time since the line before, its frames and speaker;
 *       message bodies in one line that says how much and where
 *
 *	    0.031412   +0.000210  #8       C: RETR 1
 *	    0.034417   +0.003005  #9       S: +OK 2048 octets
 *	    0.034417              #9-11    S: … 2,048 octets of message 1 …
 *
 * Time and frame are left out where they are those of the line before.
 */
#include "sink/out.h"
#include "sink/sink.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "view/text.h"

#include <inttypes.h>
#include <stdlib.h>

enum { TIME_WIDTH = 12, DELTA_WIDTH = 12, FRAMES_WIDTH = 10 };

/* Octets of a message that go by, told when something else is said. */
struct body {
	bool open, from_client;
	uint64_t message_id, octets, missing, first, last;
	int64_t ts;
};

struct follow {
	struct sink sink;
	struct out out;
	struct look look;
	struct policy policy;
	struct pick pick;
	int64_t start, last;       /* of the session; of what was shown last */
	uint64_t last_first, last_last; /* its frames */
	bool last_client;
	struct body body;
	struct buf text;           /* scratch */
};

static void pad(struct buf *out, size_t from, size_t width)
{
	while (out->n - from < width)
		buf_addc(out, ' ');
}

static void right(struct buf *out, const struct buf *what, size_t width)
{
	for (size_t i = what->n; i < width; i++)
		buf_addc(out, ' ');
	buf_add(out, buf_bytes(what));
}

/* Time, time since the line before, frames. */
static void margin(struct follow *f, int64_t ts, uint64_t first, uint64_t last, bool from_client)
{
	struct buf *out = &f->out.text;
	bool same = first != NO_U64 && first == f->last_first && last == f->last_last &&
		    from_client == f->last_client;
	size_t from;

	text_color(out, f->look.color, DIM);
	buf_clear(&f->text);
	if (!same && ts != NO_TIME && f->start != NO_TIME)
		time_seconds(&f->text, ts - f->start, 6);
	right(out, &f->text, TIME_WIDTH);
	buf_clear(&f->text);
	if (!same && ts != NO_TIME && f->last != NO_TIME) {
		if (ts >= f->last)
			buf_addc(&f->text, '+');
		time_seconds(&f->text, ts - f->last, 6);
	}
	right(out, &f->text, DELTA_WIDTH);
	buf_adds(out, "  ");
	from = out->n;
	if (!same)
		text_frames(out, first, last);
	pad(out, from, FRAMES_WIDTH);
	text_plain(out, f->look.color);
	if (ts != NO_TIME)
		f->last = ts;
	f->last_first = first;
	f->last_last = last;
	f->last_client = from_client;
}

static void speaker(struct follow *f, bool from_client)
{
	text_color(&f->out.text, f->look.color, from_client ? GREEN : CYAN);
	buf_adds(&f->out.text, from_client ? "C: " : "S: ");
}

static int end_line(struct follow *f, struct err *e)
{
	text_plain(&f->out.text, f->look.color);
	buf_addc(&f->out.text, '\n');
	return out_done(&f->out, e);
}

/* Tells the body that has gone by, if any. */
static int tell_body(struct follow *f, struct err *e)
{
	struct body *b = &f->body;
	struct buf *out = &f->out.text;

	if (!b->open)
		return 0;
	b->open = false;
	margin(f, b->ts, b->first, b->last, b->from_client);
	speaker(f, b->from_client);
	buf_adds(out, "\xe2\x80\xa6 ");
	text_counted(out, b->octets, "octet");
	if (b->message_id == NO_U64)
		buf_adds(out, " before their turn");
	else
		buf_printf(out, " of message %" PRIu64, b->message_id);
	if (b->missing) {
		buf_adds(out, ", ");
		text_color(out, f->look.color, RED);
		text_count(out, b->missing);
		buf_adds(out, " not captured");
		text_plain(out, f->look.color);
	}
	buf_adds(out, " \xe2\x80\xa6");
	return end_line(f, e);
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

static int tell_line(struct follow *f, const struct ev_line *l, struct err *e)
{
	struct buf *out = &f->out.text;

	if (tell_body(f, e) < 0)
		return -1;
	margin(f, l->head->ts, l->head->first_frame, l->head->last_frame, l->from_client);
	speaker(f, l->from_client);
	buf_clear(&f->text);
	policy_line(&f->policy, l, &f->text);
	utf8_show(out, buf_bytes(&f->text));
	if (l->decoded.n && (!l->decoded_secret || f->policy.show_secrets)) {
		text_plain(out, f->look.color);
		text_color(out, f->look.color, DIM);
		buf_adds(out, "   (");
		utf8_show(out, l->decoded);
		buf_adds(out, ")");
	}
	return end_line(f, e);
}

static int tell_open(struct follow *f, const struct ev_head *h, struct err *e)
{
	struct buf *out = &f->out.text;

	f->start = h->start;
	text_color(out, f->look.color, BOLD);
	buf_printf(out, "Session %" PRIu64 ": %s, ", h->session_id, h->protocol);
	text_endpoint(out, &h->client_ip, h->client_port);
	buf_adds(out, " \xe2\x86\x92 ");
	text_endpoint(out, &h->server_ip, h->server_port);
	buf_adds(out, ", ");
	time_human(out, h->start, 6);
	buf_adds(out, " UTC");
	return end_line(f, e);
}

static int tell_end(struct follow *f, const struct ev_session *s, struct err *e)
{
	struct buf *out = &f->out.text;

	if (tell_body(f, e) < 0)
		return -1;
	f->sink.done = true;
	text_color(out, f->look.color, BOLD);
	buf_adds(out, "Session ");
	text_ended(out, s);
	if (s->head.duration != NO_TIME) {
		buf_adds(out, " after ");
		time_span(out, s->head.duration);
	}
	buf_adds(out, ": ");
	text_counted(out, s->commands, "command");
	buf_adds(out, ", ");
	text_counted(out, s->messages, "message");
	if (s->encrypted == 1)
		buf_adds(out, "; what followed is encrypted (TLS)");
	return end_line(f, e);
}

static int put(struct sink *s, const struct event *ev, struct err *e)
{
	struct follow *f = (struct follow *)s;

	switch (ev->kind) {
	case EV_SESSION_OPEN:
		return pick_is(&f->pick, ev->head->session_id) ? tell_open(f, ev->head, e) : 0;
	case EV_LINE:
		return pick_is(&f->pick, ev->line->head->session_id) ?
			       tell_line(f, ev->line, e) : 0;
	case EV_DATA:
		return pick_is(&f->pick, ev->data->head->session_id) && !ev->data->again ?
			       take_data(f, ev->data, e) : 0;
	case EV_SESSION:
		return pick_is(&f->pick, ev->session->head.session_id) ?
			       tell_end(f, ev->session, e) : 0;
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
	out_fini(&f->out);
	free(f);
}

struct sink *sink_follow_new(FILE *out, uint64_t session, const char *from,
			     const struct look *look, const struct policy *p)
{
	static const struct sink_ops ops = { "follow", put, finish, follow_free };
	struct follow *f = xcalloc(1, sizeof(*f));

	f->sink.ops = &ops;
	f->sink.wants = EV_BIT(EV_SESSION_OPEN) | EV_BIT(EV_LINE) | EV_BIT(EV_DATA) |
			EV_BIT(EV_SESSION);
	f->look = *look;
	f->policy = *p;
	f->pick = (struct pick){ "session", from, session, 0 };
	f->start = f->last = NO_TIME;
	f->last_first = f->last_last = NO_U64;
	out_init(&f->out, out);
	return &f->sink;
}
