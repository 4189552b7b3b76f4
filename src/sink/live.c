/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * live.c - what happens, as it happens: a line for each session, login and message.
 */
#include "sink/sink.h"

#include "base/arena.h"
#include "view/explain.h"
#include "view/text.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

struct live {
	struct sink sink;
	FILE *out;
	struct policy policy;
	const char *before;
	struct buf line;
};

/* "16:30:00.123456  session 3  " */
static void opening(struct live *l, const struct ev_head *h)
{
	struct buf when = { 0 };

	buf_clear(&l->line);
	buf_adds(&l->line, l->before);
	time_human(&when, h->ts, 6);
	buf_add(&l->line, bytes_from(buf_bytes(&when), 11)); /* the time of day */
	buf_printf(&l->line, "  session %" PRIu64 "  ", h->session_id);
	buf_fini(&when);
}

static void tell_open(struct live *l, const struct ev_head *h)
{
	opening(l, h);
	buf_printf(&l->line, "%s ", text_protocol(h->protocol));
	ip_text(&l->line, &h->client_ip);
	buf_printf(&l->line, " port %" PRIu64 " \xe2\x86\x92 ", h->client_port);
	ip_text(&l->line, &h->server_ip);
	buf_printf(&l->line, " port %" PRIu64, h->server_port);
}

static void tell_auth(struct live *l, const struct ev_auth *a)
{
	opening(l, &a->head);
	buf_printf(&l->line, "login %s as ", a->mechanism ? a->mechanism : "");
	text_trimmed(&l->line, a->user.p ? a->user : B("(name not seen)"));
	if (a->secret.p) {
		buf_adds(&l->line, ", secret ");
		text_trimmed(&l->line, policy_secret(&l->policy, a->secret));
	}
	buf_printf(&l->line, ": %s", a->head.outcome ? a->head.outcome : "unknown");
}

static void tell_message(struct live *l, const struct ev_message *m)
{
	opening(l, &m->head);
	buf_printf(&l->line, "message %" PRIu64 " %s, ", m->id, m->direction ? m->direction : "seen");
	text_counted(&l->line, m->size, "octet");
	buf_adds(&l->line, " in ");
	text_counted(&l->line, m->frames.n, "frame");
	if (m->from.n) {
		buf_adds(&l->line, ", from ");
		text_trimmed(&l->line, m->from.v[0]);
	}
	if (m->to.n) {
		buf_adds(&l->line, ", to ");
		text_trimmed(&l->line, m->to.v[0]);
		if (m->to.n > 1)
			buf_printf(&l->line, " and %zu more", m->to.n - 1);
	}
	if (m->subject.p) {
		buf_adds(&l->line, ": ");
		text_unfolded(&l->line, bytes_trim(m->subject));
	}
	if (m->complete != 1)
		buf_adds(&l->line, " (incomplete)");
}

static void tell_session(struct live *l, const struct ev_session *s)
{
	opening(l, &s->head);
	buf_printf(&l->line, "ended: %s; ", explain_end(s->ended));
	text_counted(&l->line, s->commands, "command");
	buf_adds(&l->line, ", ");
	text_counted(&l->line, s->messages, "message");
}

static int put(struct sink *s, const struct event *ev, struct err *e)
{
	struct live *l = (struct live *)s;

	switch (ev->kind) {
	case EV_SESSION_OPEN:
		tell_open(l, ev->head);
		break;
	case EV_AUTH:
		tell_auth(l, ev->auth);
		break;
	case EV_MESSAGE:
		tell_message(l, ev->message);
		break;
	case EV_SESSION:
		tell_session(l, ev->session);
		break;
	default:
		return 0;
	}
	buf_addc(&l->line, '\n');
	/* Line by line: who watches live wants each at once, through a pipe too. */
	if (fwrite(l->line.p, 1, l->line.n, l->out) != l->line.n || fflush(l->out) != 0)
		return err_sys(e, errno, "cannot write what happens");
	return 0;
}

static int finish(struct sink *s, struct err *e)
{
	(void)s, (void)e;
	return 0;
}

static void live_free(struct sink *s)
{
	struct live *l = (struct live *)s;

	buf_fini(&l->line);
	free(l);
}

struct sink *sink_live_new(FILE *out, const struct policy *p, const char *before)
{
	static const struct sink_ops ops = { "live", put, finish, live_free };
	struct live *l = xcalloc(1, sizeof(*l));

	l->sink.ops = &ops;
	l->sink.wants = EV_BIT(EV_SESSION_OPEN) | EV_BIT(EV_AUTH) | EV_BIT(EV_MESSAGE) |
			EV_BIT(EV_SESSION);
	l->out = out;
	l->policy = *p;
	l->before = before;
	return &l->sink;
}
