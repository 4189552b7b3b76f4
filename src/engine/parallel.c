/* SPDX-License-Identifier: BSD-2-Clause */
/* parallel.c - see parallel.h. */
#include "engine/parallel.h"

#include "engine/merge.h"
#include "engine/ticker.h"
#include "engine/worker.h"
#include "judge/judge.h"

#include <stdlib.h>

enum { ON_THEIR_WAY = 3 }; /* batches */

struct parallel {
	struct worker **workers;
	unsigned nworkers;
	struct net *net;
	struct judge *judge;
	struct merge *merge;
	struct flow_hash hash;              /* of the choice of worker */
	struct batch batches[ON_THEIR_WAY];
	unsigned given, merged;             /* batches so far */
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
	s.notes = false;
	return s;
}

static void start(struct parallel *p, const struct engine_options *o, struct fan *fan)
{
	struct net_options net = o->net;
	struct worker_options w = {
		.stream = share_of(&o->stream, o->workers),
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
	p->workers = xcalloc(o->workers, sizeof(*p->workers));
	for (; p->nworkers < o->workers; p->nworkers++) {
		w.index = p->nworkers;
		p->workers[p->nworkers] = worker_new(&w);
	}
	p->merge = merge_new(p->workers, p->nworkers, fan, judge_events(p->judge));
}

static void finish(struct parallel *p, struct engine_result *r)
{
	for (unsigned i = 0; i < p->nworkers; i++)
		worker_stop(p->workers[i]);
	r->net = *net_stats(p->net);
	for (unsigned i = 0; i < p->nworkers; i++)
		stream_stats_add(&r->stream, worker_stats(p->workers[i]));
	for (unsigned i = 0; i < p->nworkers; i++)
		worker_free(&p->workers[i]);
	for (int i = 0; i < ON_THEIR_WAY; i++)
		batch_fini(&p->batches[i]);
	free(p->workers);
	merge_free(&p->merge);
	judge_free(&p->judge);
	net_free(&p->net);
}

static struct batch *filling(struct parallel *p)
{
	return &p->batches[p->given % ON_THEIR_WAY];
}

static void merge_oldest(struct parallel *p)
{
	merge_batch(p->merge);
	batch_clear(&p->batches[p->merged++ % ON_THEIR_WAY]);
}

/* The batch being filled goes to the workers; the next one is free afterwards. */
static void give(struct parallel *p)
{
	struct batch *b = filling(p);

	for (unsigned i = 0; i < p->nworkers; i++)
		worker_give(p->workers[i], b);
	if (++p->given - p->merged == ON_THEIR_WAY)
		merge_oldest(p);
}

static void merge_all(struct parallel *p, const struct fan *fan)
{
	while (p->merged != p->given && !fan->failed)
		merge_oldest(p);
}

static int pump(struct parallel *p, struct capture *c, const struct engine_options *o,
		struct fan *fan, struct engine_result *r, struct err *e)
{
	struct ticker ticker = { 0 };
	enum step step;
	struct frame f;

	while (!fan_done(fan) && !fan->failed && (step = capture_next(c, &f, e)) != STEP_END) {
		if (step == STEP_FAIL)
			return -1;
		if (step == STEP_ITEM) {
			struct packet packet;

			net_decode(p->net, &f, &packet);
			batch_add(filling(p), c, &packet, &p->hash, p->nworkers);
			if (batch_full(filling(p)))
				give(p);
		} else if (filling(p)->nmoments) {
			give(p); /* nothing more for now: what is known is told */
			merge_all(p, fan);
		}
		if (o->on_tick && !r->interrupted && ticker_due(&ticker, step == STEP_MORE) &&
		    o->on_tick(o->ctx, c)) {
			r->interrupted = true;
			capture_stop(c);
		}
	}
	if (fan->failed)
		return -1;
	filling(p)->last = true;
	give(p);
	merge_all(p, fan);
	judge_finish(p->judge);
	return fan->failed ? -1 : 0;
}

int parallel_run(struct capture *c, const struct engine_options *o, struct fan *fan,
		 struct engine_result *r, struct err *e)
{
	struct parallel p = { 0 };
	int rc;

	start(&p, o, fan);
	rc = pump(&p, c, o, fan, r, e);
	finish(&p, r);
	return rc;
}
