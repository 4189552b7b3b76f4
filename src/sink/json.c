/* SPDX-License-Identifier: BSD-2-Clause */
/* json.c - records as JSON Lines: one object per record, one record per line. */
#include "sink/json_record.h"
#include "sink/out.h"
#include "sink/paper.h"
#include "sink/sink.h"

#include "base/arena.h"

#include <stdlib.h>

struct json {
	struct sink sink;
	struct json_records *records;
	struct policy policy;
	unsigned which;     /* events that are written */
	bool failed;        /* in the middle of a record; told in: */
	struct err why;
	struct pick session;/* only this one; `what` is NULL for all */
	struct out out;
};

/* A piece of a long record. */
static void piece(void *ctx)
{
	struct json *j = ctx;

	if (j->failed)
		buf_clear(&j->out.text);
	else
		j->failed = out_done(&j->out, &j->why) < 0;
}

static int put(struct sink *s, const struct event *ev, struct err *e)
{
	struct json *j = (struct json *)s;
	enum record_kind kind;

	if (j->session.what && !pick_is(&j->session, ev->head->session_id))
		return 0;
	if (j->session.what && ev->kind == EV_SESSION)
		s->done = true;
	if (!(j->which & EV_BIT(ev->kind)) || !event_record(ev->kind, &kind))
		return 0;
	json_record(j->records, &j->out.text, kind, ev->head, &j->policy);
	buf_addc(&j->out.text, '\n');
	if (j->failed) {
		*e = j->why;
		return -1;
	}
	return out_done(&j->out, e);
}

/* Lines made elsewhere. */
struct json_pen {
	struct pen pen;
	struct json_records *records;
	struct policy policy;
};

static void pen_piece(void *ctx)
{
	struct paper *paper = ctx;

	paper->piece(paper);
}

static void pen_write(struct pen *pen, const struct event *ev, struct paper *paper)
{
	struct json_pen *p = (struct json_pen *)pen;
	enum record_kind kind;

	if (!event_record(ev->kind, &kind))
		return;
	json_records_number_slots(p->records, &paper->slots);
	json_records_pieces(p->records, pen_piece, paper);
	json_record(p->records, &paper->text, kind, ev->head, &p->policy);
	buf_addc(&paper->text, '\n');
}

static void pen_free(struct pen *pen)
{
	struct json_pen *p = (struct json_pen *)pen;

	json_records_free(&p->records);
	free(p);
}

static struct pen *json_pen(struct sink *s)
{
	struct json *j = (struct json *)s;
	struct json_pen *p = xcalloc(1, sizeof(*p));

	p->pen = (struct pen){ pen_write, pen_free };
	p->records = json_records_new();
	p->policy = j->policy;
	return &p->pen;
}

static struct buf *text_room(struct sink *s)
{
	return &((struct json *)s)->out.text;
}

static int text_done(struct sink *s, struct err *e)
{
	return out_done(&((struct json *)s)->out, e);
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
	static const struct sink_text text = { json_pen, text_room, text_done };
	struct json *j = xcalloc(1, sizeof(*j));

	j->sink.ops = &ops;
	j->sink.text = &text;
	j->sink.wants = j->which = which;
	j->records = json_records_new();
	json_records_pieces(j->records, piece, j);
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
	s->text = NULL; /* chosen by a number that pens do not know yet */
	j->session = (struct pick){ "session", from, session, 0 };
	return s;
}
