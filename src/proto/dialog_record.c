/* SPDX-License-Identifier: BSD-2-Clause */
/* dialog_record.c - the COMMAND record of a command and its reply: see dialog.h. */
#include "proto/dialog.h"

#include <stdlib.h>

enum { REPLY_LINES_SHORT = 16 }; /* so many lines are listed on the stack */

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
	r->reply_time = dialog_span_ns(r->asked, f->last_ns);
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

void dialog_tell(struct dialog *d, struct session *s, const struct asked *a,
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
