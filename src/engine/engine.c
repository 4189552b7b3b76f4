/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * engine.c - see engine.h.
 *
 * One engine is one worker: a net, a table of streams and the protocols, all its own.
 * What they tell goes through `struct fan`, which hands each event to the sinks that
 * want it and remembers the first one that failed.
 */
#include "engine/engine.h"

#include "judge/judge.h"
#include "proto/proto.h"

#include <time.h>

enum { TICK_FRAMES = 4096 };
#define TICK_NS (100 * 1000 * 1000)

struct fan {
	struct events events; /* first: put() gets a pointer to it */
	struct sink *const *sinks;
	size_t nsinks;
	bool failed;
	struct err *e;
};

static void fan_put(struct events *self, const struct event *ev)
{
	struct fan *f = (struct fan *)self;

	if (f->failed)
		return;
	for (size_t i = 0; i < f->nsinks; i++) {
		struct sink *s = f->sinks[i];

		if (!(s->wants & EV_BIT(ev->kind)) || s->done)
			continue;
		if (s->ops->put(s, ev, f->e) < 0) {
			f->failed = true;
			return;
		}
	}
}

static bool all_done(const struct fan *f)
{
	for (size_t i = 0; i < f->nsinks; i++)
		if (!f->sinks[i]->done)
			return false;
	return f->nsinks > 0;
}

struct worker {
	struct fan fan;
	struct judge *judge; /* between the protocols and the fan */
	struct net *net;
	struct protos *protos;
	struct streams *streams;
	int64_t first_ns, previous_ns;
};

static void work(struct worker *w, const struct frame *f)
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
	if (events_want(&w->fan.events, EV_FRAME)) {
		struct ev_frame ef = { .packet = &p, .note = &note, .first_ns = w->first_ns,
				       .previous_ns = w->previous_ns };
		struct event ev = { .kind = EV_FRAME, .frame = &ef };

		fan_put(&w->fan.events, &ev);
	}
	w->previous_ns = f->ts_ns;
}

static int64_t monotonic_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * NS_PER_SEC + t.tv_nsec;
}

/* When on_tick() is due: looked at every TICK_FRAMES frames, or when the source idles. */
struct ticker {
	unsigned frames;
	int64_t last_ns;
};

static bool tick_due(struct ticker *t, bool idle)
{
	int64_t now;

	if (!idle && ++t->frames < TICK_FRAMES)
		return false;
	t->frames = 0;
	now = monotonic_ns();
	if (!idle && now - t->last_ns < TICK_NS)
		return false;
	t->last_ns = now;
	return true;
}

static int pump(struct worker *w, struct capture *c, const struct engine_options *o,
		struct engine_result *r, struct err *e)
{
	struct ticker ticker = { 0 };
	struct frame f;
	int last = 0;

	while (!last && !all_done(&w->fan) && !w->fan.failed) {
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
		if (o->on_tick && !r->interrupted && tick_due(&ticker, step == STEP_MORE) &&
		    o->on_tick(o->ctx, c)) {
			r->interrupted = true;
			capture_stop(c);
		}
	}
	return w->fan.failed ? -1 : 0;
}

int engine_run(struct capture *c, const struct engine_options *o, struct sink *const *sinks,
	       size_t nsinks, struct engine_result *result_out, struct err *e)
{
	struct worker w = {
		.fan = { .events = { .put = fan_put }, .sinks = sinks, .nsinks = nsinks, .e = e },
		.first_ns = TS_NONE,
		.previous_ns = TS_NONE,
	};
	struct stream_options stream = o->stream;
	struct engine_result r = { 0 };
	int rc;

	for (size_t i = 0; i < nsinks; i++)
		w.fan.events.wants |= sinks[i]->wants;
	stream.notes = events_want(&w.fan.events, EV_FRAME);
	w.net = net_new(&o->net);
	w.judge = judge_new(&w.fan.events);
	w.protos = protos_new(judge_events(w.judge));
	if (o->hmac_key.n)
		protos_hmac_key(w.protos, &o->hmac_key);
	w.streams = streams_new(&stream, &protos_ops, w.protos);

	rc = pump(&w, c, o, &r, e);
	if (rc == 0) {
		streams_finish(w.streams);
		judge_finish(w.judge);
		rc = w.fan.failed ? -1 : 0;
	}
	for (size_t i = 0; i < nsinks; i++) {
		struct err later;

		/* The first failure is the one told. */
		if (sinks[i]->ops->finish(sinks[i], rc < 0 ? &later : e) < 0)
			rc = -1;
	}
	r.net = *net_stats(w.net);
	r.stream = *streams_stats(w.streams);
	if (result_out)
		*result_out = r;
	/* Closing the streams would tell of connections that are still open: the fan is
	   shut before they are freed. */
	w.fan.failed = true;
	streams_free(&w.streams);
	protos_free(&w.protos);
	judge_free(&w.judge);
	net_free(&w.net);
	return rc;
}
