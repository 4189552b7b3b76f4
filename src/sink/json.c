/* SPDX-License-Identifier: BSD-2-Clause */
/* json.c - records as JSON Lines: one object per record, one record per line. */
#include "sink/json_record.h"
#include "sink/out.h"
#include "sink/sink.h"

#include "base/arena.h"

#include <stdlib.h>

struct json {
	struct sink sink;
	struct json_records *records;
	struct policy policy;
	unsigned which;     /* events that are written */
	struct pick session;/* only this one; `what` is NULL for all */
	struct out out;
};

static const struct ev_head *head_of(const struct event *ev)
{
	switch (ev->kind) {
	case EV_SESSION:
		return &ev->session->head;
	case EV_COMMAND:
		return &ev->command->head;
	case EV_AUTH:
		return &ev->auth->head;
	case EV_TRANSACTION:
		return &ev->transaction->head;
	case EV_DESCRIBED:
		return &ev->described->head;
	case EV_MESSAGE:
		return &ev->message->head;
	case EV_FINDING:
		return &ev->finding->head;
	default:
		return ev->head;
	}
}

static int put(struct sink *s, const struct event *ev, struct err *e)
{
	static const enum record_kind kinds[] = {
		[EV_SESSION] = RECORD_SESSION, [EV_COMMAND] = RECORD_COMMAND,
		[EV_AUTH] = RECORD_AUTH, [EV_MESSAGE] = RECORD_MESSAGE,
		[EV_TRANSACTION] = RECORD_TRANSACTION, [EV_DESCRIBED] = RECORD_DESCRIBED,
		[EV_FINDING] = RECORD_FINDING,
	};
	struct json *j = (struct json *)s;
	const struct ev_head *head = head_of(ev);

	if (j->session.what && !pick_is(&j->session, head->session_id))
		return 0;
	if (j->session.what && ev->kind == EV_SESSION)
		s->done = true;
	if (!(j->which & EV_BIT(ev->kind)))
		return 0;
	/* The record begins with its head. */
	json_record(j->records, &j->out.text, kinds[ev->kind], head, &j->policy);
	buf_addc(&j->out.text, '\n');
	return out_done(&j->out, e);
}

static int finish(struct sink *s, struct err *e)
{
	struct json *j = (struct json *)s;

	if (out_flush(&j->out, e) < 0)
		return -1;
	return j->session.what ? pick_check(&j->session, e) : 0;
}

static void json_free(struct sink *s)
{
	struct json *j = (struct json *)s;

	json_records_free(&j->records);
	out_fini(&j->out);
	free(j);
}

struct sink *sink_json_new(FILE *out, unsigned which, const struct policy *p)
{
	static const struct sink_ops ops = { "json", put, finish, json_free };
	struct json *j = xcalloc(1, sizeof(*j));

	j->sink.ops = &ops;
	j->sink.wants = j->which = which;
	j->records = json_records_new();
	j->policy = *p;
	out_init(&j->out, out);
	return &j->sink;
}

struct sink *sink_json_session_new(FILE *out, unsigned which, uint64_t session,
				   const char *from, const struct policy *p)
{
	struct sink *s = sink_json_new(out, which, p);
	struct json *j = (struct json *)s;

	s->wants |= EV_BIT(EV_SESSION_OPEN) | EV_BIT(EV_SESSION);
	j->session = (struct pick){ "session", from, session, 0 };
	return s;
}
