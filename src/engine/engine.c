/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * engine.c - see engine.h.
 *
 * One engine, in the calling thread: a net, a table of streams and the protocols.  With
 * several workers, parallel.c does the same.
 */
#include "engine/engine.h"

#include "engine/fan.h"
#include "engine/parallel.h"
#include "engine/ticker.h"
#include "judge/judge.h"
#include "engine/totals.h"
#include "proto/proto.h"

/* A capture smaller than this is worked on before threads have started. */
enum { PARALLEL_FROM_OCTETS = 1 << 20 };

struct single {
	struct fan *fan;
	struct judge *judges[2]; /* between the protocols and the fan, by enum judge_of */
	struct net *net;
	struct protos *protos;
	struct streams *streams;
	int64_t first_ns, previous_ns;
};

static void work(struct single *w, const struct frame *f)
{
	struct packet p;
	struct segment_note note = { 0 };

	net_decode(w->net, f, &p);
	if (p.verdict == PACKET_TCP)
		streams_push(w->streams, &p, &note);
	else
		streams_tick(w->streams, f->ts_ns);
	if (w->first_ns == TS_NONE)
		w->first_ns = w->previous_ns = f->ts_ns;
	if (events_want(&w->fan->events, EV_FRAME)) {
		struct ev_frame ef = { .packet = &p, .note = &note, .first_ns = w->first_ns,
				       .previous_ns = w->previous_ns };
		struct event ev = { .kind = EV_FRAME, .frame = &ef };

		w->fan->events.put(&w->fan->events, &ev);
	}
	w->previous_ns = f->ts_ns;
}

static int pump(struct single *w, struct capture *c, const struct engine_options *o,
		struct engine_result *r, struct err *e)
{
	struct ticker ticker = { 0 };
	struct frame f;
	int last = 0;

	while (!last && !fan_done(w->fan) && !w->fan->failed) {
		enum step step = capture_next(c, &f, e);

		if (step == STEP_FAIL)
			return -1;
		if (step == STEP_END)
			return 0;
		if (step == STEP_ITEM) {
			last = o->on_frame ? o->on_frame(o->ctx, c, &f, e) : 0;
			if (last < 0)
				return -1;
			work(w, &f);
		}
		if (o->on_tick && !r->interrupted && ticker_due(&ticker, step == STEP_MORE) &&
		    o->on_tick(o->ctx, c)) {
			r->interrupted = true;
			capture_stop(c);
		}
	}
	return w->fan->failed ? -1 : 0;
}

static int single_run(struct capture *c, const struct engine_options *o, struct fan *fan,
		      struct engine_result *r, struct err *e)
{
	struct single w = { .fan = fan, .first_ns = TS_NONE, .previous_ns = TS_NONE };
	struct stream_options stream = o->stream;
	struct net_options net = o->net;
	struct judge *all;
	int rc;

	stream.notes = events_want(&fan->events, EV_FRAME);
	net.sum_checksums = events_want(&fan->events, EV_CAPTURE);
	w.net = net_new(&net);
	w.judges[JUDGE_ALL_SESSIONS] = all = judge_new(JUDGE_ALL_SESSIONS, &fan->events);
	w.judges[JUDGE_ONE_SESSION] = judge_new(JUDGE_ONE_SESSION, judge_events(all));
	w.protos = protos_new(judge_events(w.judges[JUDGE_ONE_SESSION]));
	if (o->hmac_key.n)
		protos_hmac_key(w.protos, &o->hmac_key);
	if (o->no_digests)
		protos_no_digests(w.protos);
	if (o->show_secrets)
		protos_show_secrets(w.protos);
	w.streams = streams_new(&stream, &protos_ops, w.protos);

	rc = pump(&w, c, o, r, e);
	if (rc == 0) {
		streams_finish(w.streams);
		judge_finish(all);
		rc = fan->failed ? -1 : 0;
	}
	r->net = *net_stats(w.net);
	r->stream = *streams_stats(w.streams);
	/* Closing the streams would tell of connections that are still open. */
	fan->shut = true;
	streams_free(&w.streams);
	protos_free(&w.protos);
	judge_free(&w.judges[JUDGE_ONE_SESSION]);
	judge_free(&w.judges[JUDGE_ALL_SESSIONS]);
	net_free(&w.net);
	return rc;
}

/* Worth threads, and possible with them. */
static bool parallel(const struct capture *c, const struct engine_options *o,
		     const struct fan *fan)
{
	const struct capture_facts *facts = capture_facts(c);

	return o->cores > 1 && !o->on_frame && facts->files &&
	       (facts->size_octets == 0 || facts->size_octets >= PARALLEL_FROM_OCTETS) &&
	       parallel_can(fan->events.wants);
}

int engine_run(struct capture *c, const struct engine_options *o, struct sink *const *sinks,
	       size_t nsinks, struct engine_result *result_out, struct err *e)
{
	struct engine_result r = { 0 };
	struct fan fan;
	int rc;

	fan_init(&fan, sinks, nsinks, e);
	if (parallel(c, o, &fan))
		rc = parallel_run(c, o, &fan, &r, e);
	else
		rc = single_run(c, o, &fan, &r, e);
	if (rc == 0) {
		fan.shut = false;
		totals_tell(&fan.events, capture_facts(c), &r);
		rc = fan.failed ? -1 : 0;
	}
	rc = fan_finish(&fan, rc);
	if (result_out)
		*result_out = r;
	return rc;
}
