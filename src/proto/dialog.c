/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * dialog.c - what was asked and not yet answered, and which reply answers what.
 *
 * In:   command lines and reply lines, judged by the protocol
 * Out:  COMMAND records with times: who waited for whom, and how long
 * RFC:  5321 4.1 and 4.2, 2920, 1939 3
 */
#include "proto/dialog.h"
#include "proto/urlauth.h"

#include "base/arena.h"
#include "base/limits.h"

#include <stdlib.h>

enum {
	REPLY_KEPT = 1024, /* octets; a larger one is not kept for the next session */
	REPLY_LINES_SHORT = 16, /* so many lines are listed on the stack */
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

static int64_t span_ns(int64_t from, int64_t to)
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
		l->waited_ns = span_ns(a->f.last_ns,
				       session_frames(s, DIR_SERVER, l->offset, l->octets).first_ns);
}

static void fill_told(struct ev_command *r, const struct asked_told *told)
{
	r->exists = told->exists;
	r->recent = told->recent;
	r->uidvalidity = told->uidvalidity;
	r->uidnext = told->uidnext;
	r->unseen = told->unseen;
	r->highestmodseq = told->highestmodseq;
	r->fetched = told->fetched;
	r->expunged = told->expunged;
	r->found = told->found;
}

static void fill_command(struct ev_command *r, const struct asked *a)
{
	r->seq = a->seq;
	if (a->tag_n)
		r->tag = asked_tag(a);
	r->verb = bytes_str(a->verb);
	if (r->verb.n == 0)
		r->verb.p = NULL;
	r->secret_arg = asked_secret(a);
	r->arg = asked_arg(a);
	if (a->secret_at)
		r->arg = bytes_trim(bytes_sub(asked_text(a), a->arg_at,
					      a->secret_at - a->arg_at));
	if (r->arg.n == 0)
		r->arg.p = NULL;
	r->request_octets = a->octets;
	r->request_first = a->f.first ? a->f.first : NO_U64;
	r->request_last = a->f.last ? a->f.last : NO_U64;
	r->asked = a->f.last_ns;
	if (a->idle_ns)
		r->idle_time = a->idle_ns;
	r->client_time = a->client_ns;
	r->message_id = a->message_id;
	r->note = a->note;
	fill_told(r, &a->told);
}

/* The first line is reply_text, the others reply_lines: in `few`, which has room for
   REPLY_LINES_SHORT, or on the heap. */
static void fill_reply(struct ev_command *r, const struct reply *reply, struct bytes *few,
		       const struct conn_frames *f, uint64_t octets)
{
	r->reply_code = reply->code;
	r->reply_enhanced = reply_enhanced(reply);
	r->reply_text = reply_line(reply, 0);
	if (reply->nends > 1) {
		r->reply_lines.n = reply->nends - 1;
		r->reply_lines.v = few;
		if (r->reply_lines.n > REPLY_LINES_SHORT)
			r->reply_lines.v = xrealloc(NULL, r->reply_lines.n * sizeof(*few));
		for (size_t i = 1; i < reply->nends; i++)
			r->reply_lines.v[i - 1] = reply_line(reply, i);
	}
	r->reply_octets = octets;
	r->reply_first = f->first ? f->first : NO_U64;
	r->reply_last = f->last ? f->last : NO_U64;
	r->answered = f->first_ns;
	r->reply_time = span_ns(r->asked, f->last_ns);
}

static void fill_timing(struct ev_command *r, const struct reply_times *t)
{
	r->server_time = t->server;
	r->queue_time = t->queue;
	r->network_time = t->network;
}

static const char *outcome_of(const char *word)
{
	struct bytes status = bytes_str(word);

	if (bytes_eq(status, B("ok")) || bytes_eq(status, B("continue")))
		return "success";
	if (bytes_eq(status, B("none")))
		return "unknown";
	return "failure";
}

static void command_tell(struct dialog *d, struct session *s, const struct asked *a,
			 const struct answer *how, bool replied)
{
	struct conn_frames all = a ? a->f : d->reply.f, reply_f = d->reply.f;
	uint64_t octets = d->reply.octets;
	struct reply_times times = { NO_TIME, NO_TIME, NO_TIME };
	struct ev_command r;
	struct bytes lines[REPLY_LINES_SHORT];
	struct buf code = { 0 };

	if (a && a->reply_octets) {
		reply_f.first = a->reply_f.first;
		reply_f.first_ns = a->reply_f.first_ns;
		octets += a->reply_octets;
	}
	if (replied && a)
		times = dialog_times(d, s, a, &reply_f);
	if (replied)
		dialog_note(d, s, a, how, &reply_f, &times);
	if (!events_want(s->out, EV_COMMAND) && !(how->nobody && events_want(s->out, EV_NOBODY)))
		return;
	if (replied && reply_f.last) {
		all.last = reply_f.last;
		all.last_ns = reply_f.last_ns;
	}
	session_record_init(s, RECORD_COMMAND, &r, s->proto->command_action, &all);
	if (a) {
		fill_command(&r, a);
	} else if (how->greeting) {
		r.seq = 0;
	}
	if (replied) {
		fill_reply(&r, &d->reply, lines, &reply_f, octets);
		fill_timing(&r, &times);
	}
	if (a == NULL && how->tag.n)
		r.tag = how->tag;
	if (r.reply_time != NO_TIME && r.idle_time != NO_TIME)
		r.reply_time -= r.idle_time;
	r.reply_word = how->word;
	r.response_code = session_masked(s, how->response_code, &code);
	r.mailbox = how->mailbox;
	r.status = how->status;
	r.listing = how->listing;
	if (how->note)
		r.note = how->note;
	r.head.outcome = outcome_of(how->status);
	session_put(s, (struct event){ .kind = EV_COMMAND, .command = &r });
	if (how->nobody)
		session_put(s, (struct event){ .kind = EV_NOBODY, .command = &r });
	if (r.reply_lines.v != lines)
		free(r.reply_lines.v);
	buf_fini(&code);
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
	command_tell(d, s, a, how, true);
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

	command_tell(d, s, a, &how, false);
	dialog_pop(d, s, a);
}
