/* SPDX-License-Identifier: BSD-2-Clause */
/* parallel.c - see parallel.h. */
#include "engine/parallel.h"

#include "engine/crew.h"
#include "engine/ticker.h"
#include "judge/judge.h"

/* More workers than cores: the few connections that carry most of many a capture are then
   spread more evenly, and whoever has time does the work of those that are behind. */
enum { WORKERS_A_CORE = 2 };

struct parallel {
	unsigned nworkers;
	struct net *net;
	struct judge *judge;
	struct crew *crew;
	struct batch *filling;
	struct flow_hash hash; /* of the choice of worker */
};

bool parallel_can(unsigned wants)
{
	if (wants & EV_BIT(EV_FINDING))
		wants |= judge_wants(JUDGE_ALL_SESSIONS);
	return (wants & ~(unsigned)(EV_RECORDS | EV_BIT(EV_CAPTURE) | EV_BIT(EV_SESSION_OPEN) |
				    EV_BIT(EV_MESSAGE_OPEN) | EV_BIT(EV_NOBODY))) == 0;
}

static struct stream_options share_of(const struct stream_options *o, unsigned workers)
{
	struct stream_options s = *o;

	s.memory_octets = (o->memory_octets ? o->memory_octets : LIMIT_STREAM_MEMORY) / workers;
	s.awake = o->awake ? o->awake : LIMIT_AWAKE / workers;
	s.notes = false;
	return s;
}

static void start(struct parallel *p, const struct engine_options *o, struct fan *fan)
{
	struct net_options net = o->net;
	struct worker_options w = {
		.stream = share_of(&o->stream, o->cores * WORKERS_A_CORE),
		.hmac_key = o->hmac_key.n ? o->hmac_key : hmac_key_new(),
		.no_digests = o->no_digests,
		.show_secrets = o->show_secrets,
		.sinks = fan->sinks,
		.nsinks = fan->nsinks,
	};

	p->judge = judge_new(JUDGE_ALL_SESSIONS, &fan->events);
	for (size_t i = 0; i < fan->nsinks; i++)
		w.wants |= fan->sinks[i]->text ? 0 : fan->sinks[i]->wants;
	if (events_want(&fan->events, EV_FINDING))
		w.wants |= judge_wants(JUDGE_ALL_SESSIONS);
	net.sum_checksums = events_want(&fan->events, EV_CAPTURE);
	p->net = net_new(&net);
	p->hash = flow_hash_new();
	p->nworkers = o->cores * WORKERS_A_CORE;
	p->crew = crew_new(&w, p->nworkers, o->cores, fan, judge_events(p->judge));
}

static void finish(struct parallel *p, struct engine_result *r)
{
	r->net = *net_stats(p->net);
	crew_stats(p->crew, &r->stream);
	crew_free(&p->crew);
	judge_free(&p->judge);
	net_free(&p->net);
}

/* The batch being filled goes to the workers.  False when there is no use in filling another. */
static bool give(struct parallel *p)
{
	crew_give(p->crew, p->filling);
	p->filling = crew_batch(p->crew);
	return p->filling && !crew_done(p->crew);
}

static int pump(struct parallel *p, struct capture *c, const struct engine_options *o,
		struct engine_result *r, struct err *e)
{
	struct ticker ticker = { 0 };
	bool wanted = true;
	enum step step;
	struct frame f;

	while (wanted && (step = capture_next(c, &f, e)) != STEP_END) {
		if (step == STEP_FAIL)
			return -1;
		if (step == STEP_ITEM) {
			struct packet packet;

			net_decode(p->net, &f, &packet);
			batch_add(p->filling, c, &packet, &p->hash, p->nworkers);
			if (batch_full(p->filling))
				wanted = give(p);
		} else {
			/* Nothing more for now: what is known is told. */
			if (p->filling->nmoments)
				wanted = give(p);
			crew_help(p->crew);
		}
		if (o->on_tick && !r->interrupted && ticker_due(&ticker, step == STEP_MORE) &&
		    o->on_tick(o->ctx, c)) {
			r->interrupted = true;
			capture_stop(c);
		}
	}
	return 0;
}

int parallel_run(struct capture *c, const struct engine_options *o, struct fan *fan,
		 struct engine_result *r, struct err *e)
{
	struct parallel p = { 0 };
	int rc;

	start(&p, o, fan);
	p.filling = crew_batch(p.crew);
	rc = pump(&p, c, o, r, e);
	if (rc == 0 && p.filling) {
		p.filling->last = true;
		crew_give(p.crew, p.filling);
	}
	crew_finish(p.crew);
	if (rc == 0 && !fan->failed)
		judge_finish(p.judge);
	finish(&p, r);
	return fan->failed ? -1 : rc;
}
