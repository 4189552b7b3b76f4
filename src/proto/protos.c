/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * protos.c - the reader of every connection: first finds out what it is, then feeds the
 * protocol that it is.
 *
 * In:   connections (stream/conn.h)
 * Out:  sessions (session.h); everything else is ignored as soon as that is known
 *
 *   open --octets--> undecided --detect()--> session ----> close
 *                        |                   TLS: a session that is only counted
 *                        +--not mail------> ignored
 */
#include "proto/detect.h"
#include "proto/feed.h"
#include "proto/finding.h"
#include "proto/path.h"
#include "proto/peek.h"
#include "proto/proxy.h"
#include "proto/session_sleep.h"

#include "base/arena.h"
#include "base/call.h"
#include "proto/delivery.h"
#include "proto/dialog.h"
#include "proto/transaction.h"

#include <stdlib.h>

struct protos {
	struct shared shared;
	struct pool watches;
};

/* conn.reader: from the first octets until it is ignored or closed. */
struct watch {
	struct session *s;      /* NULL while undecided */
	struct peek *peek;      /* what was said while undecided, then NULL */
	bool eof[2];
	/* Octets that the stream still has as unused, but the session was given already: it
	   had to hear one side before the other. */
	size_t ahead[2];
	bool ended;             /* both sides closed, and the protocol was told of the end */
};

enum { WATCH_PACKED = 1 }; /* no address */

struct protos *protos_new(struct events *out)
{
	struct protos *p = xcalloc(1, sizeof(*p));

	p->shared.out = out;
	p->shared.key = hash_key_new();
	p->shared.hmac_key = hmac_key_new();
	return p;
}

void protos_hmac_key(struct protos *p, const struct hmac_key *key)
{
	p->shared.hmac_key = *key;
}

void protos_no_digests(struct protos *p)
{
	p->shared.no_digests = true;
}

void protos_show_secrets(struct protos *p)
{
	p->shared.policy.show_secrets = true;
}

void protos_numbers(struct protos *p, struct numbers *numbers)
{
	p->shared.numbers = numbers;
}

void protos_free(struct protos **p)
{
	if (*p == NULL)
		return;
	deliveries_fini(&(*p)->shared);
	dialogs_fini(&(*p)->shared);
	peeks_fini(&(*p)->shared);
	transactions_fini(&(*p)->shared);
	pool_fini(&(*p)->shared.watch_pool);
	pool_fini(&(*p)->watches);
	pool_fini(&(*p)->shared.session_pool);
	for (unsigned i = 0; i < PROTO_COUNT; i++)
		pool_fini(&(*p)->shared.state_pool[i]);
	free(*p);
	*p = NULL;
}

uint64_t protos_session_of(const struct conn *c)
{
	const struct watch *w = c->reader;

	return w && w->s ? w->s->id : 0;
}

const char *protos_label_of(const struct conn *c)
{
	const struct watch *w = c->reader;

	return w && w->s ? w->s->proto->label : NULL;
}

static struct watch *watch_of(struct protos *ps, struct conn *c)
{
	struct watch *w = c->reader;

	if (w == NULL) {
		c->reader = w = pool_take(&ps->watches, sizeof(*w));
		w->peek = peek_take(&ps->shared, c);
	}
	if (w->peek && peek_follow(w->peek, c)) {
		bool eof = w->eof[0];

		w->eof[0] = w->eof[1];
		w->eof[1] = eof;
	}
	return w;
}

static void watch_free(struct protos *ps, struct conn *c)
{
	struct watch *w = c->reader;

	if (w == NULL)
		return;
	peek_give(&ps->shared, &w->peek);
	pool_put(&ps->watches, w);
	c->reader = NULL;
}

/* What a proxy put in front of what `d` said (proxy.h) is told, and no word of the protocol. */
static void watch_front(struct watch *w, enum dir d)
{
	struct session *s = w->s;
	struct bytes head = hold_bytes(&s->hold[d]);
	struct proxy front;
	struct ev_line l;

	if (w->peek->missing[d] || proxy_read(head, &front) != PROXY_FOUND)
		return;
	s->told = (struct endpoint){ .ip = front.client, .port = front.port };
	s->told_by = front.version;
	if (front.text) {
		l = session_line_of(d, LINE_OTHER, bytes_chomp(bytes_head(head, front.octets)),
				    hold_offset(&s->hold[d]), front.octets);
		session_line(s, &l);
	}
	hold_drop(&s->hold[d], front.octets);
	peek_cut(w->peek, d, front.octets);
}

/* The connection is a session of `p`.  What both sides said before goes to it, the other
   side's first: this side's octets are in `b`, which comes next (or not at all, when
   `d` has no more to say and all of it is in the peek). */
static void watch_decided(struct protos *ps, struct conn *c, const struct proto *p, bool tls)
{
	struct watch *w = c->reader;
	struct session *s = session_open(&ps->shared, c, p);

	w->s = s;
	p->open(s, s->state);
	c->sealed = tls;
	if (tls)
		session_encrypted(s);
	peek_lend(w->peek, s);
	for (int i = 0; i < 2; i++) {
		s->eof[i] = w->eof[i];
		w->ahead[i] = w->eof[i] ? 0 : hold_bytes(&s->hold[i]).n;
	}
	watch_front(w, DIR_CLIENT);
	for (int i = 0; i < 2; i++)
		if (w->peek->missing[i])
			p->gap(s, s->state, (enum dir)i, w->peek->missing[i],
			       (struct bytes){ NULL, 0 });
}

/* The session that it is now hears what was said. */
static void watch_replay(struct protos *ps, struct watch *w)
{
	feed_replay(w->s, w->peek->turns, w->peek->nturns);
	peek_take_back(w->peek, w->s);
	peek_give(&ps->shared, &w->peek);
}

/* Judges what both sides said.  True when it is a session now. */
static bool watch_judge(struct protos *ps, struct conn *c, bool final, bool may_swap)
{
	struct watch *w = c->reader;
	struct bytes head[2] = { hold_bytes(&w->peek->said[0]), hold_bytes(&w->peek->said[1]) };
	const struct proto *p;
	struct proxy front;

	for (int i = 0; i < 2; i++) {
		enum proxy_found found = proxy_read(head[i], &front);

		if (found == PROXY_MORE && !final)
			return false;
		if (found == PROXY_FOUND)
			head[i] = bytes_from(head[i], front.octets);
	}
	switch (detect(c, head, final, &p)) {
	case DETECT_MAIL:
		watch_decided(ps, c, p, false);
		return true;
	case DETECT_TLS:
		watch_decided(ps, c, p, true);
		return true;
	case DETECT_SWAPPED:
		if (may_swap)
			conn_swap(c); /* peek_follow() will see it */
		return false;
	case DETECT_NOT:
		watch_free(ps, c);
		conn_ignore(c);
		return false;
	case DETECT_WAIT:
		break;
	}
	return false;
}

/* For a session: the part of `b`, from `*at`, that it was not given yet. */
static struct bytes watch_new(struct watch *w, enum dir d, struct bytes b, uint64_t *at)
{
	size_t ahead = w->ahead[d] < b.n ? w->ahead[d] : b.n;

	*at += ahead;
	return bytes_from(b, ahead);
}

/* Everything was said.  The record of the session waits for what its connection may still
   have to count; the protocol's state does not. */
static void watch_end(struct watch *w, const struct conn *c, enum close_why why,
		      const struct bytes rest[2])
{
	struct bytes left[2];
	uint64_t at[2];

	if (w->ended)
		return;
	w->ended = true;
	for (int i = 0; i < 2; i++) {
		at[i] = c->half[i].offset;
		left[i] = watch_new(w, (enum dir)i, rest[i], &at[i]);
	}
	feed_close(w->s, why, left, at);
	session_settle(w->s);
}

static void on_open(void *ctx, struct conn *c)
{
	struct protos *ps = ctx;

	c->reader = NULL;
	if (!c->resumed)
		numbers_taken(ps->shared.numbers, NUMBER_STREAM, c->stream, 0);
}

static size_t on_data(void *ctx, struct conn *c, enum dir d, struct bytes b)
{
	struct watch *w = watch_of(ctx, c);
	uint64_t at = c->half[d].offset;
	struct bytes new;
	size_t ahead;

	if (w->s == NULL) {
		peek_add(w->peek, c, d, b, at);
		if (!watch_judge(ctx, c, false, true))
			return 0;
		watch_replay(ctx, w);
	}
	new = watch_new(w, d, b, &at);
	ahead = b.n - new.n;
	w->ahead[d] = 0;
	return ahead + (new.n ? feed_data(w->s, d, new, at) : 0);
}

static void on_gap(void *ctx, struct conn *c, enum dir d, uint64_t missing,
		   struct bytes rest)
{
	struct watch *w = watch_of(ctx, c);
	uint64_t at = c->half[d].offset;

	if (w->s == NULL) {
		peek_add(w->peek, c, d, rest, at);
		if (hold_empty(&w->peek->said[d]) || !watch_judge(ctx, c, true, false)) {
			/* Undecided: what was said before the hole is left aside. */
			if (c->reader) {
				w->peek->missing[d] += missing + rest.n;
				peek_forget(w->peek, d);
			}
			return;
		}
		watch_replay(ctx, w);
	}
	rest = watch_new(w, d, rest, &at);
	w->ahead[d] = 0;
	feed_gap(w->s, d, missing, rest, at);
}

static void on_eof(void *ctx, struct conn *c, enum dir d, struct bytes rest)
{
	struct watch *w = c->reader;
	uint64_t at = c->half[d].offset;

	if (w == NULL)
		return;
	if (w->s == NULL) {
		peek_add(w->peek, c, d, rest, at);
		w->eof[d] = true;
		if (watch_judge(ctx, c, w->eof[dir_other(d)], false))
			watch_replay(ctx, w);
		return;
	}
	rest = watch_new(w, d, rest, &at);
	w->ahead[d] = 0;
	w->eof[d] = true;
	feed_eof(w->s, d, rest, at);
	if (w->eof[dir_other(d)])
		watch_end(w, c, CLOSE_FIN, (struct bytes[2]){ { NULL, 0 }, { NULL, 0 } });
}

static void on_close(void *ctx, struct conn *c, enum close_why why,
		     const struct bytes rest[2])
{
	struct protos *ps = ctx;
	struct watch *w = c->reader;

	if (w && w->s == NULL && why != CLOSE_IGNORED) {
		for (int i = 0; i < 2; i++)
			if (!w->eof[i])
				peek_add(w->peek, c, (enum dir)i, rest[i], c->half[i].offset);
		if (watch_judge(ctx, c, true, false))
			watch_replay(ctx, w);
		w = c->reader;
	}
	if (w && w->s) {
		uint64_t id = w->s->id;

		watch_end(w, c, why, rest);
		path_judge(w->s);
		session_close(&w->s, why);
		numbers_done(ps->shared.numbers, NUMBER_SESSION, id);
	}
	watch_free(ps, c);
	if (!c->may_resume)
		numbers_done(ps->shared.numbers, NUMBER_STREAM, c->stream);
}

static void on_soon(void *ctx, const struct conn *c)
{
	const struct watch *w = c->reader;

	(void)ctx;
	if (w && w->s)
		memory_call(w->s, sizeof(*w->s));
}

static size_t on_octets(void *ctx, const struct conn *c)
{
	const struct watch *w = c->reader;

	(void)ctx;
	if (w == NULL)
		return 0;
	return sizeof(*w) + (w->peek ? peek_memory(w->peek) : 0) +
	       (w->s ? session_octets(w->s) : 0);
}

/* The image begins with what w is in it: 0 for none, 1 for an image of it, or its address, when
   it stays. */
static size_t on_sleep(void *ctx, struct conn *c, struct pack *p)
{
	struct protos *ps = ctx;
	struct watch *w = c->reader;
	size_t octets;

	if (w == NULL || w->peek || !session_may_sleep(w->s)) {
		pack_number(p, (uintptr_t)w);
		return on_octets(ctx, c);
	}
	pack_number(p, WATCH_PACKED);
	octets = session_sleep(&w->s, p);
	pack_struct(p, w, sizeof(*w));
	pool_put(&ps->watches, w);
	c->reader = NULL;
	return octets;
}

static void on_wake(void *ctx, struct conn *c, struct pack *p)
{
	struct protos *ps = ctx;
	uintptr_t how = (uintptr_t)unpack_number(p);
	struct watch *w = how == WATCH_PACKED ? pool_take(&ps->watches, sizeof(*w)) :
						  (struct watch *)how;
	struct session *s;

	if (how == WATCH_PACKED) {
		s = session_wake(&ps->shared, c, p);
		unpack_struct(p, w, sizeof(*w));
		w->s = s;
	} else if (w && w->s) {
		w->s->conn = c;
	}
	c->reader = w;
}

static void on_forget(void *ctx, uint64_t stream)
{
	struct protos *ps = ctx;

	numbers_done(ps->shared.numbers, NUMBER_STREAM, stream);
}

static void on_conflict(void *ctx, struct conn *c, enum dir d, uint64_t offset,
			struct bytes kept, struct bytes other, uint64_t frame_kept,
			uint64_t frame_other)
{
	const struct bytes copies[2] = { kept, other };
	const uint64_t frames[2] = { frame_kept, frame_other };
	static const char *const what[2] = { "delivered", "the other copy" };
	struct watch *w = c->reader;
	struct finding f;

	(void)ctx;
	if (w == NULL || w->s == NULL || !events_want(w->s->out, EV_FINDING))
		return;
	session_finding(w->s, &f, ANOMALY_TCP_OVERLAP_CONFLICT, CONFIDENCE_CONFIRMED);
	finding_reason(&f, "%zu octets that the %s sent came twice and differ.", kept.n,
		       d == DIR_CLIENT ? "client" : "server");
	for (int i = 0; i < 2; i++) {
		struct ev_evidence *row = finding_evidence(
			&f, what[i], d == DIR_CLIENT ? "client" : "server", copies[i]);

		row->first_frame = row->last_frame = frames[i] ? frames[i] : NO_U64;
		row->offset = offset;
		row->octets = copies[i].n;
		if (d == DIR_CLIENT)
			evidence_is_secret(row);
	}
	finding_put(&f, w->s->out);
}

const struct conn_ops protos_ops = {
	.open = on_open,
	.data = on_data,
	.gap = on_gap,
	.eof = on_eof,
	.close = on_close,
	.soon = on_soon,
	.octets = on_octets,
	.sleep = on_sleep,
	.wake = on_wake,
	.forget = on_forget,
	.conflict = on_conflict,
};
