/* SPDX-License-Identifier: BSD-2-Clause */
/* flow.c - how a connection comes and goes; see flow.h. */
#include "stream/flow.h"

#include "base/arena.h"
#include "stream/budget.h"
#include "stream/causal.h"
#include "stream/deliver.h"
#include "stream/reuse.h"
#include "stream/settle.h"
#include "stream/sleep.h"

#include <assert.h>
#include <stdlib.h>

enum { HEAP_OVERHEAD = 16 };

struct flow_key flow_key_of(const struct flow *f)
{
	struct flow_key key = { .ip6 = 0 };

	if (f->asleep)
		return sleep_key(f);
	key.ip6 = f->c.half[0].ep.ip.family == 6;
	for (enum dir d = DIR_CLIENT; d <= DIR_SERVER; d++) {
		const struct endpoint *ep = &f->c.half[d].ep;
		unsigned end = flow_end_of(f, d);

		memcpy(key.addr[end], ep->ip.a, sizeof(ep->ip.a));
		key.port[end] = ep->port;
	}
	return key;
}

static bool end_is(const struct endpoint *ep, const struct flow_key *key, unsigned end)
{
	return ep->port == key->port[end] &&
	       !memcmp(ep->ip.a, key->addr[end], sizeof(ep->ip.a));
}

bool flow_is(const struct flow *f, const struct flow_key *key)
{
	const struct conn_half *h = f->c.half;

	if (f->asleep)
		return sleep_is(f, key);
	return end_is(&h[0].ep, key, flow_end_of(f, DIR_CLIENT)) &&
	       end_is(&h[1].ep, key, flow_end_of(f, DIR_SERVER)) &&
	       (h[0].ep.ip.family == 6) == key->ip6;
}

static uint32_t take_ref(struct streams *s)
{
	if (s->nfree)
		return s->free_refs[--s->nfree];
	ARRAY_PUSH(s->flows, s->nflows, s->capflows) = NULL;
	assert(s->nflows < COMPACT_REF);
	return (uint32_t)s->nflows;
}

static const struct half_rare nothing;

struct half_rare *half_rare(struct half *h)
{
	if (h->rare == &nothing)
		h->rare = xcalloc(1, sizeof(*h->rare));
	return (struct half_rare *)(uintptr_t)h->rare;
}

static void rare_fini(struct half *h)
{
	if (h->rare == &nothing)
		return;
	free(h->rare->patience);
	free((void *)(uintptr_t)h->rare);
	h->rare = &nothing;
}

struct conn_counts *flow_counts(struct flow *f, enum dir d)
{
	struct conn_half *h = &f->c.half[d];

	if (!h->counts)
		h->counts = xcalloc(1, sizeof(*h->counts));
	return h->counts;
}

struct flow *flow_new(struct streams *s, uint64_t hash)
{
	struct flow *f = pool_take(&s->pool, sizeof(*f));

	f->half[0].rare = f->half[1].rare = &nothing;
	f->ref = take_ref(s);
	s->flows[f->ref - 1] = f;
	table_add(&s->table, hash, f->ref);
	f->c.stream = s->stats.conns++;
	f->timer.order = f->c.stream;
	f->class = CLASS_OPENING;
	f->seen_ns = s->clock_ns;
	budget_enter(s, f);
	s->stats.open++;
	return f;
}

enum close_why flow_why(const struct flow *f, enum close_why otherwise)
{
	if (f->half[0].eof && f->half[1].eof)
		return CLOSE_FIN;
	if (f->reset)
		return CLOSE_RST;
	if (otherwise == CLOSE_END && (f->half[0].eof || f->half[1].eof))
		return CLOSE_HALF;
	return otherwise;
}

/* What is of no use any more once the reader is gone. */
static void drop_octets(struct flow *f)
{
	settle_fini(f);
	for (enum dir d = DIR_CLIENT; d <= DIR_SERVER; d++) {
		struct half *h = &f->half[d];

		reassembly_fini(&h->r);
		tail_free(&h->tail);
		pace_fini(&h->pace);
		rare_fini(h);
	}
	arena_fini(&f->c.arena);
}

void flow_close(struct streams *s, struct flow *f, enum close_why why)
{
	if (f->over)
		return;
	if (!f->ignored) {
		if (!f->settled)
			settle_decide(f);
		settle_replay(s, f); /* in any order: no hole is one before all are there */
		f->force = true;
		causal_pump(s, f);
	}
	if (f->ignored) {
		why = CLOSE_IGNORED;
		s->stats.ignored++;
	}
	deliver_close(s, f, why == CLOSE_END || why == CLOSE_TIMEOUT ? flow_why(f, why) : why);
	drop_octets(f);
	budget_touch(s, f);
}

void flow_abandon(struct streams *s, struct flow *f)
{
	if (f->over)
		return;
	deliver_close(s, f, CLOSE_END);
	drop_octets(f);
}

bool flow_find(const struct streams *s, const struct flow *f, struct table_at *at_out)
{
	struct flow_key key = flow_key_of(f);
	uint32_t ref = table_first(&s->table, flow_hash_of(&s->hash, &key), at_out);

	while (ref && ref != f->ref)
		ref = table_next(&s->table, at_out);
	return ref != 0;
}

static uint32_t leave_record(struct streams *s, const struct flow *f)
{
	struct flow_key key = flow_key_of(f);
	uint32_t ref = compact_new(&s->compacts, &key);
	struct compact *c;

	if (!ref)
		return 0;
	c = compact_at(&s->compacts, ref);
	c->isn = f->isn;
	c->has_isn = f->has_isn;
	c->isn_from = f->isn_from;
	c->ended = !f->ignored || f->closing;
	budget_see_compact(s, c);
	return ref | COMPACT_REF;
}

void flow_free(struct streams *s, struct flow *f, bool leave_compact)
{
	struct table_at at;
	uint32_t record;

	assert(f->over && !f->asleep);
	if (leave_compact)
		budget_sweep_compacts(s); /* before the place is looked up: it may move */
	if (!reuse_forget(s, f) && flow_find(s, f, &at)) {
		record = leave_compact ? leave_record(s, f) : 0;
		if (record)
			table_set(&s->table, &at, record);
		else
			table_remove(&s->table, &at);
	}
	if (f->c.may_resume && s->ops->forget)
		s->ops->forget(s->ctx, f->c.stream);
	budget_leave(s, f);
	s->flows[f->ref - 1] = NULL;
	ARRAY_PUSH(s->free_refs, s->nfree, s->capfree) = f->ref;
	drop_octets(f);
	free(f->c.half[0].counts);
	free(f->c.half[1].counts);
	pool_put(&s->pool, f);
	s->stats.open--;
}

bool flow_end(struct streams *s, struct flow *f, enum close_why why)
{
	flow_close(s, f, why);
	/* With another one behind or before it, that one has the place. */
	if (s->options.notes && why != CLOSE_EVICTED && !f->older && !f->newer) {
		f->seen_ns = s->clock_ns; /* as the record that would be left */
		flow_account(s, f);
		return true;
	}
	flow_free(s, f, why != CLOSE_EVICTED);
	return false;
}

bool flow_silence(struct streams *s, struct flow *f)
{
	struct flow *first;

	f->silent = f->c.may_resume = true;
	flow_close(s, f, CLOSE_TIMEOUT);
	if (f->ignored) /* by what the reader was told last */
		f->silent = false;
	if (!f->silent)
		return flow_end(s, f, CLOSE_TIMEOUT);
	flow_account(s, f);
	timer_stop(&s->timers, &f->timer);
	if (s->lists[CLASS_SILENT].n <= LIMIT_SILENT)
		return true;
	first = flow_wake(s, s->lists[CLASS_SILENT].first);
	flow_free(s, first, false);
	return first != f;
}

static void resume_half(struct flow *f, enum dir d)
{
	struct conn_half *c = &f->c.half[d];
	struct half *h = &f->half[d];

	free(c->counts);
	*c = (struct conn_half){ .ep = c->ep, .syn = c->syn, .mss = c->mss, .wscale = c->wscale,
				 .sack_permitted = c->sack_permitted };
	*h = (struct half){ .analysis = h->analysis, .rare = &nothing };
}

void flow_resume(struct streams *s, struct flow *f, const struct packet *p)
{
	assert(f->silent && f->over && !f->settle);
	resume_half(f, DIR_CLIENT);
	resume_half(f, DIR_SERVER);
	f->c.handshake = (struct conn_handshake){ 0 };
	f->c.first_frame = f->c.last_frame = p->frame->number;
	f->c.first_ns = f->c.last_ns = p->frame->ts_ns;
	f->c.rst_frame = 0;
	f->c.valued = f->c.may_resume = false;
	f->c.resumed = true;
	f->over = f->silent = f->closing = f->reset = false;
	f->settled = f->used = f->swapped = f->force = false;
	s->ops->open(s->ctx, &f->c);
}

bool flow_heed(struct streams *s, struct flow *f)
{
	return !f->ignored || f->over || flow_end(s, f, CLOSE_IGNORED);
}

void flow_swap(struct flow *f, enum roles_by by)
{
	struct conn_half c = f->c.half[0];
	struct half h = f->half[0];

	f->c.half[0] = f->c.half[1];
	f->c.half[1] = c;
	f->half[0] = f->half[1];
	f->half[1] = h;
	f->c.roles_by = by;
	f->flip = !f->flip;
	for (size_t i = 0; f->settle && i < f->settle->n; i++)
		f->settle->segments[i].dir = dir_other(f->settle->segments[i].dir);
}

/* For every segment: inline. */
static inline size_t half_octets(const struct flow *f, enum dir d)
{
	const struct half *h = &f->half[d];
	size_t octets = tail_octets(h->tail) + evidence_octets(h->r.past) + pace_octets(&h->pace);

	if (h->rare != &nothing) {
		octets += sizeof(*h->rare) + HEAP_OVERHEAD;
		octets += h->rare->patience ? sizeof(*h->rare->patience) + HEAP_OVERHEAD : 0;
	}
	if (f->c.half[d].counts)
		octets += sizeof(struct conn_counts) + HEAP_OVERHEAD;
	return octets;
}

size_t flow_half_octets(const struct flow *f, enum dir d)
{
	return half_octets(f, d);
}

void flow_account(struct streams *s, struct flow *f)
{
	size_t octets = sizeof(*f) + HEAP_OVERHEAD + arena_used(&f->c.arena), held = 0;

	for (enum dir d = DIR_CLIENT; d <= DIR_SERVER; d++) {
		held += reassembly_held_octets(&f->half[d].r);
		octets += half_octets(f, d);
	}
	if (!f->over && s->ops->octets)
		octets += s->ops->octets(s->ctx, &f->c);
	if (f->settle)
		held += settle_octets(f->settle);
	octets += held;
	s->flow_octets += octets - f->octets;
	s->stats.held_octets += held - f->held_octets;
	f->octets = octets;
	f->held_octets = held;
	if (s->stats.held_octets > s->stats.held_peak)
		s->stats.held_peak = s->stats.held_octets;
	budget_note_waiting(s, f);
}
