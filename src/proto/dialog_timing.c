/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * dialog_timing.c - who needed how much of the time until a reply.
 *
 * In:   commands and replies with their frames, and what the connection knows of its round
 *       trips and retransmissions
 * Out:  the times of a COMMAND record; the session's slowest reply and its refusals
 *
 * What each time means, and what is uncertain, is in docs/TIMING.md.
 */
#include "proto/dialog.h"

static int64_t later(int64_t a, int64_t b)
{
	return a == NO_TIME || (b != NO_TIME && b > a) ? b : a;
}

int64_t dialog_step_ns(const struct dialog *d, const struct session *s, const struct asked *a,
		       const struct conn_frames *f)
{
	int64_t from = later(a->f.last_ns, s->word_ns ? s->word_ns : NO_TIME);

	if (a->steps && d->replied_ns)
		from = later(from, d->replied_ns);
	if (from == NO_TIME || f->first_ns == NO_TIME || f->first_ns < from)
		return 0;
	return f->first_ns - from;
}

/* Round trips for each step, and what it took to get the command through. */
static int64_t network_ns(const struct session *s, const struct asked *a, int64_t first_ns)
{
	const struct conn_half *client = &s->conn->half[DIR_CLIENT];
	int64_t ns = client->rtt_ns * (int64_t)(a->steps + 1);
	int64_t resent = conn_counts(client)->resent_ns;

	if (resent > a->f.last_ns && resent <= first_ns)
		ns += resent - a->f.last_ns;
	return ns;
}

struct reply_times dialog_times(const struct dialog *d, const struct session *s,
				const struct asked *a, const struct conn_frames *f)
{
	struct reply_times t = { NO_TIME, NO_TIME, NO_TIME };
	int64_t asked = a->f.last_ns, left;

	if (asked == NO_TIME || f->first_ns == NO_TIME)
		return t;
	t.server = a->steps ? a->server_ns + dialog_step_ns(d, s, a, &d->reply.f) :
			      f->first_ns - asked;
	if (t.server < 0)
		return t;
	left = t.server;
	if (!a->steps && d->replied_ns > asked && d->replied_ns <= f->first_ns) {
		t.queue = d->replied_ns - asked;
		left -= t.queue;
	}
	if (s->conn->half[DIR_CLIENT].rtt_ns == 0)
		return t;
	t.network = network_ns(s, a, f->first_ns);
	if (t.queue != NO_TIME) /* it was on its way while others had their replies */
		t.network = t.network > t.queue ? t.network - t.queue : 0;
	if (t.network > left)
		t.network = left;
	return t;
}

/* The slowest reply of the session, by the server's own time. */
static void note_slowest(struct session *s, const struct asked *a, const struct reply_times *t,
			 uint64_t frame)
{
	int64_t own = t->server;

	if (own == NO_TIME || a->idle_ns)
		return;
	own -= (t->queue == NO_TIME ? 0 : t->queue) + (t->network == NO_TIME ? 0 : t->network);
	if (own <= s->slowest_ns)
		return;
	s->slowest_ns = own;
	s->slowest_frame = frame;
	memcpy(s->slowest_verb, a->verb, sizeof(s->slowest_verb));
}

/* The last refusal tells why most often; "bad sequence" (503) only follows from another. */
static void note_refusal(struct session *s, const struct asked *a, const struct reply *r,
			 const struct answer *how)
{
	struct buf own = { 0 };
	BUF_SHORT(b);

	s->refused++;
	if (r->code == 503 && session_text(s, TEXT_REFUSAL).n)
		return;
	if (a && a->verb[0])
		buf_printf(&b, "%s: ", a->verb);
	if (r->code != NO_U64)
		buf_printf(&b, "%llu ", (unsigned long long)r->code);
	else if (how->word)
		buf_printf(&b, "%s ", how->word);
	else
		buf_adds(&b, "-ERR ");
	if (how->response_code.n) {
		buf_addc(&b, '[');
		buf_add(&b, session_masked(s, how->response_code, &own));
		buf_fini(&own);
		buf_adds(&b, "] ");
	}
	buf_add(&b, reply_line(r, 0));
	session_text_set(s, TEXT_REFUSAL, buf_bytes(&b));
	buf_fini(&b);
}

void dialog_note(struct dialog *d, struct session *s, const struct asked *a,
		 const struct answer *how, const struct conn_frames *f,
		 const struct reply_times *times)
{
	const struct reply *r = &d->reply;
	struct bytes status = bytes_str(how->status);

	if (a) {
		phases_command(&s->phases, bytes_str(a->verb), f->last_ns);
		note_slowest(s, a, times, f->first);
	} else if (how->greeting) {
		phases_until(&s->phases, PHASE_BANNER, f->last_ns);
	}
	if (bytes_eq(status, B("error")) || bytes_eq(status, B("transient")))
		note_refusal(s, a, r, how);
}
