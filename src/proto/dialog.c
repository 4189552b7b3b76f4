/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * dialog.c - what was asked and not yet answered, and which reply answers what.
 *
 * In:   command lines and reply lines, judged by the protocol
 * Out:  COMMAND records (dialog_record.c) with times: who waited for whom, and how long
 * RFC:  5321 4.1 and 4.2, 2920, 1939 3
 */
#include "proto/dialog.h"
#include "proto/urlauth.h"

#include "base/arena.h"
#include "base/limits.h"

#include <stdlib.h>

enum {
	REPLY_KEPT = 1024, /* octets; a larger one is not kept for the next session */
};

struct bytes asked_text(const struct asked *a)
{
	return buf_bytes(&a->line);
}

struct bytes asked_arg(const struct asked *a)
{
	return bytes_from(buf_bytes(&a->line), a->arg_at);
}

struct bytes asked_secret(const struct asked *a)
{
	if (a->secret_at == 0)
		return (struct bytes){ NULL, 0 };
	return bytes_from(buf_bytes(&a->line), a->secret_at);
}

struct bytes reply_line(const struct reply *r, size_t i)
{
	size_t from;

	if (i >= r->nends)
		return (struct bytes){ NULL, 0 };
	if (r->text.p == NULL)
		return B("");
	from = i ? r->ends[i - 1] : 0;
	return bytes_sub(buf_bytes(&r->text), from, r->ends[i] - from);
}

/* class "." subject "." detail, one and up to three digits each (RFC 3463 2) */
struct bytes reply_enhanced(const struct reply *r)
{
	struct bytes line = reply_line(r, 0);
	int class = bytes_at(line, 0);
	size_t at = 1;

	if (class != '2' && class != '4' && class != '5')
		return (struct bytes){ NULL, 0 };
	for (int part = 0; part < 2; part++) {
		size_t digits = at + 1;

		if (bytes_at(line, at) != '.')
			return (struct bytes){ NULL, 0 };
		for (at = digits; at < digits + 3 && ascii_digit(bytes_at(line, at));)
			at++;
		if (at == digits)
			return (struct bytes){ NULL, 0 };
	}
	if (at < line.n && !ascii_blank(bytes_at(line, at)))
		return (struct bytes){ NULL, 0 };
	return bytes_head(line, at);
}

static void asked_free(struct asked *a)
{
	buf_fini(&a->line);
	buf_fini(&a->said.text);
	free(a->said.ends);
	free(a);
}

/* Most sessions have but one reply at a time: its memory goes from one to the next. */
static void reply_take(struct shared *shared, struct reply *r)
{
	struct reply_memory *m;

	if (shared->nidle_reply == 0)
		return;
	m = &shared->idle_reply[--shared->nidle_reply];
	r->text = m->text;
	r->ends = m->ends;
	r->capends = m->capends;
}

static void reply_give(struct shared *shared, struct reply *r)
{
	if (r->ends == NULL || shared->nidle_reply == IDLE_REPLIES ||
	    r->text.cap > REPLY_KEPT || r->capends > REPLY_KEPT / sizeof(*r->ends)) {
		buf_fini(&r->text);
		free(r->ends);
		return;
	}
	buf_clear(&r->text);
	shared->idle_reply[shared->nidle_reply++] =
		(struct reply_memory){ .text = r->text, .ends = r->ends, .capends = r->capends };
}

void dialog_fini(struct dialog *d, struct shared *shared)
{
	while (d->head) {
		struct asked *next = d->head->next;

		asked_free(d->head);
		d->head = next;
	}
	reply_give(shared, &d->reply);
	free(d->by_tag);
	*d = (struct dialog){ 0 };
}

bool dialog_may_sleep(const struct dialog *d)
{
	enum { FEW = 4 }; /* who waits for more is not silent */

	for (const struct asked *a = d->head; a; a = a->next)
		if (a->delivery || d->pending > FEW)
			return false;
	return true;
}

void dialog_sleep(struct dialog *d)
{
	if (d->reply.open || d->reply.nends)
		return;
	buf_fini(&d->reply.text);
	free(d->reply.ends);
	d->reply.ends = NULL;
	d->reply.capends = 0;
}

void dialogs_fini(struct shared *shared)
{
	while (shared->nidle_asked)
		asked_free(shared->idle_asked[--shared->nidle_asked]);
	while (shared->nidle_reply) {
		struct reply_memory *m = &shared->idle_reply[--shared->nidle_reply];

		buf_fini(&m->text);
		free(m->ends);
	}
}

/* Kept for the next command of any session, unless it grew large. */
static void asked_give(struct shared *shared, struct asked *a)
{
	struct buf line = a->line;
	struct reply said = { .text = a->said.text, .ends = a->said.ends,
			      .capends = a->said.capends };

	if (shared->nidle_asked == IDLE_ASKED || line.cap > 1024 || said.text.cap > 1024) {
		asked_free(a);
		return;
	}
	buf_clear(&line);
	buf_clear(&said.text);
	*a = (struct asked){ 0 };
	a->line = line;
	a->said = said;
	shared->idle_asked[shared->nidle_asked++] = a;
}

static struct asked *asked_new(struct shared *shared)
{
	return shared->nidle_asked ? shared->idle_asked[--shared->nidle_asked] :
				     xcalloc(1, sizeof(struct asked));
}

struct asked *dialog_ask(struct dialog *d, struct session *s, const void *row,
			 struct bytes name, struct bytes text, size_t arg_at,
			 uint64_t offset, uint64_t octets)
{
	struct asked *a = asked_new(s->shared);
	size_t n = name.n < VERB_OCTETS - 1 ? name.n : VERB_OCTETS - 1, token_octets;

	a->seq = ++d->seq;
	a->row = row;
	for (size_t i = 0; i < n; i++)
		a->verb[i] = (char)ascii_toupper((uint8_t)bytes_at(name, i));
	buf_add(&a->line, text);
	a->arg_at = arg_at;
	if (!urlauth_find(text, &a->secret_at, &token_octets))
		a->secret_at = 0;
	a->offset = offset;
	a->octets = octets;
	a->f = session_frames(s, DIR_CLIENT, offset, octets);
	a->client_ns = NO_TIME;
	if (d->head == NULL && d->replied_ns && a->f.first_ns != NO_TIME)
		a->client_ns = a->f.last_ns - d->replied_ns;
	a->message_id = NO_U64;
	a->told = (struct asked_told){ NO_U64, NO_U64, NO_U64, NO_U64, NO_U64, NO_U64, NO_U64,
				       NO_U64, NO_U64 };
	a->before = d->last;
	if (d->last)
		d->last->next = a;
	else
		d->head = a;
	d->last = a;
	d->pending++;
	d->pending_octets += text.n;
	return a;
}

bool dialog_full(const struct dialog *d)
{
	return d->pending >= LIMIT_PIPELINE || d->pending_octets >= LIMIT_PIPELINE_OCTETS;
}

void dialog_doubt(struct dialog *d)
{
	for (struct asked *a = d->head; a; a = a->next)
		a->doubtful = true;
}

void dialog_reply_octets(struct dialog *d, struct session *s, uint64_t offset,
			 uint64_t octets)
{
	struct conn_frames f = session_frames(s, DIR_SERVER, offset, octets);
	struct reply *r = &d->reply;

	if (r->octets == 0 && !r->open) {
		r->f = f;
	} else if (f.last) {
		r->f.last = f.last;
		r->f.last_ns = f.last_ns;
	}
	r->octets += octets;
	r->open = true;
}

void dialog_reply_add(struct dialog *d, struct session *s, uint64_t code, struct bytes text,
		      uint64_t offset, uint64_t octets)
{
	dialog_reply_octets(d, s, offset, octets);
	d->reply.code = code;
	reply_add_line(&d->reply, s, text);
}

void reply_add_line(struct reply *r, const struct session *s, struct bytes text)
{
	struct buf own = { 0 };

	if (r->nends >= LIMIT_REPLY_LINES)
		return;
	if (r->ends == NULL && r->text.p == NULL)
		reply_take(s->shared, r);
	text = session_masked(s, text, &own);
	buf_add(&r->text, bytes_head(text, LIMIT_REPLY_TEXT - r->text.n));
	ARRAY_PUSH(r->ends, r->nends, r->capends) = r->text.n;
	buf_fini(&own);
}

static void reply_clear(struct reply *r)
{
	buf_clear(&r->text);
	r->nends = 0;
	r->octets = 0;
	r->open = false;
	r->hole = false;
	r->code = NO_U64;
}

void dialog_reply_step(struct dialog *d, const struct session *s, struct asked *a)
{
	if (a->reply_octets == 0)
		a->reply_f = d->reply.f;
	a->server_ns += dialog_step_ns(d, s, a, &d->reply.f);
	a->steps++;
	a->reply_octets += d->reply.octets;
	d->replied_ns = d->reply.f.last_ns;
	reply_clear(&d->reply);
}

int64_t dialog_span_ns(int64_t from, int64_t to)
{
	return from == NO_TIME || to == NO_TIME ? NO_TIME : to - from;
}

void dialog_reply_line(const struct dialog *d, const struct session *s, struct ev_line *l,
		       const struct asked *a)
{
	if (a == NULL)
		return;
	l->command_seq = a->seq;
	if (!d->reply.open && events_want(s->out, EV_LINE))
		l->waited_ns = dialog_span_ns(a->f.last_ns,
				       session_frames(s, DIR_SERVER, l->offset, l->octets).first_ns);
}

/* Takes a command out, the oldest more often than not. */
static void dialog_pop(struct dialog *d, struct session *s, struct asked *a)
{
	if (a->before)
		a->before->next = a->next;
	else
		d->head = a->next;
	if (a->next)
		a->next->before = a->before;
	else
		d->last = a->before;
	dialog_untag(d, a);
	d->pending--;
	d->pending_octets -= a->line.n;
	asked_give(s->shared, a);
}

void dialog_answered(struct dialog *d, struct session *s, struct asked *a,
		     const struct answer *how)
{
	dialog_tell(d, s, a, how, true);
	if (d->reply.f.last_ns != NO_TIME)
		d->replied_ns = d->reply.f.last_ns;
	reply_clear(&d->reply);
	if (a)
		dialog_pop(d, s, a);
}

void dialog_unanswered(struct dialog *d, struct session *s, struct asked *a,
		       const char *note)
{
	struct answer how = { .status = "none", .note = note ? note : a->note };

	dialog_tell(d, s, a, &how, false);
	dialog_pop(d, s, a);
}
