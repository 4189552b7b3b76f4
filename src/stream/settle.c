/* SPDX-License-Identifier: BSD-2-Clause */
/* settle.c - see settle.h. */
#include "stream/settle.h"

#include "base/arena.h"
#include "stream/causal.h"
#include "stream/segment.h"
#include "stream/window.h"

#include <stdlib.h>

enum {
	SETTLE_OCTETS = 256 << 10, /* waiting segments that make it decide at once */
	NEAR_OCTETS = 64 << 10,    /* from an acknowledgement to what came first after it */
	HEAP_OVERHEAD = 16,        /* what malloc adds, for the budget */
};

static bool before(uint32_t a, uint32_t b)
{
	return (int32_t)(a - b) < 0;
}

static void fix(struct flow *f, enum dir d, uint32_t base, bool exact)
{
	struct half *h = &f->half[d];

	h->base = base;
	h->known = true;
	h->exact = exact;
	f->c.half[d].isn = base - 1;
}

static void lowest(uint32_t *low, bool *has, uint32_t seq)
{
	if (!*has || before(seq, *low))
		*low = seq;
	*has = true;
}

static void learn_own(struct flow *f, const struct segment *g)
{
	struct half *me = &f->half[g->dir];
	/* A keep-alive repeats the last octet, and it need not be the right one. */
	bool keep_alive = g->octets == 1 && me->has_ack && g->seq + 1 == me->low_ack;

	if (g->flags & TCP_RST || me->known)
		return;
	lowest(&me->low, &me->has_low, g->seq);
	if ((g->octets && !keep_alive) || g->flags & TCP_FIN)
		lowest(&me->low_data, &me->has_low_data, g->seq);
}

static void learn_ack(struct flow *f, const struct segment *g)
{
	struct half *peer = &f->half[dir_other(g->dir)];

	if (peer->known || g->flags & TCP_RST)
		return;
	if (!peer->has_ack || before(peer->high_ack, g->ack))
		peer->high_ack = g->ack;
	lowest(&peer->low_ack, &peer->has_ack, g->ack);
}

void settle_learn(struct flow *f, const struct segment *g)
{
	enum dir d = g->dir, e = dir_other(d);

	if (g->flags & TCP_SYN) {
		if (!f->half[d].known)
			fix(f, d, g->seq + 1, true);
		if (g->flags & TCP_ACK && !f->half[e].known)
			fix(f, e, g->ack, true);
	} else {
		learn_own(f, g);
		if (g->flags & TCP_ACK)
			learn_ack(f, g);
	}
	if (f->half[0].known && f->half[1].known)
		f->settled = true;
}

void settle_late(struct flow *f, const struct segment *g)
{
	bool syn = g->flags & TCP_SYN;

	if (!f->half[g->dir].known)
		fix(f, g->dir, g->seq + syn, syn);
	if (g->flags & TCP_ACK && !f->half[dir_other(g->dir)].known)
		fix(f, dir_other(g->dir), g->ack, false);
}

void settle_wait(struct flow *f, const struct segment *g)
{
	struct settle *w = f->settle;
	uint8_t *p = NULL;

	if (!w) {
		w = f->settle = xcalloc(1, sizeof(*w));
		w->arrival = g->arrival;
		w->clock_ns = g->clock_ns;
	}
	if (g->data.n) {
		p = xcalloc(1, g->data.n);
		memcpy(p, g->data.p, g->data.n);
	}
	ARRAY_PUSH(w->segments, w->n, w->cap) = *g;
	w->segments[w->n - 1].data = bytes_of(p, g->data.n);
	w->octets += p ? g->data.n + HEAP_OVERHEAD : 0;
}

bool settle_due(const struct streams *s, const struct flow *f)
{
	const struct settle *w = f->settle;

	return w && (flow_packets(f) - w->arrival >= LIMIT_GRACE_FRAMES ||
		     s->clock_ns - w->clock_ns >= LIMIT_GRACE_MS * (NS_PER_SEC / 1000) ||
		     settle_octets(w) > SETTLE_OCTETS);
}

/* Offset 0 of `h`, when only the other side's SYN was seen (`begun`) or none. */
static bool guess(const struct half *h, bool begun, uint32_t *base_out)
{
	uint32_t base = h->has_low_data ? h->low_data : h->low;

	if (!h->has_low && !h->has_ack)
		return false;
	if (!h->has_low) {
		base = h->low_ack;
	} else if (h->has_ack && before(h->low_ack, base) &&
		   (begun || base - h->low_ack <= NEAR_OCTETS)) {
		/* What was not acknowledged yet was sent in the time of this capture. */
		base = h->low_ack;
	} else if (h->has_ack && !h->has_low_data && h->low_ack == h->low + 1) {
		base = h->low_ack; /* it was a keep-alive */
	}
	*base_out = base;
	return true;
}

void settle_decide(struct flow *f)
{
	uint32_t base;

	for (enum dir d = DIR_CLIENT; d <= DIR_SERVER; d++)
		if (!f->half[d].known && guess(&f->half[d], f->half[dir_other(d)].exact, &base))
			fix(f, d, base, false);
	f->settled = true;
}

void settle_replay(struct streams *s, struct flow *f)
{
	struct settle *w = f->settle;

	f->settle = NULL; /* what is replayed must not wait again */
	for (size_t i = 0; w && i < w->n; i++) {
		if (f->swapped) /* the reader changed its mind about the roles meanwhile */
			w->segments[i].dir = dir_other(w->segments[i].dir);
		if (!f->ignored)
			segment_push(s, f, &w->segments[i]);
		free((void *)(uintptr_t)w->segments[i].data.p);
	}
	if (w) {
		free(w->segments);
		free(w);
	}
	for (enum dir d = DIR_CLIENT; d <= DIR_SERVER; d++) {
		struct half *h = &f->half[d];
		int64_t acked = half_offset(h, h->high_ack);

		if (h->has_ack && h->known && acked > (int64_t)h->acked)
			h->acked = (uint64_t)acked;
		h->has_ack = false;
	}
}

size_t settle_octets(const struct settle *w)
{
	return sizeof(*w) + w->cap * sizeof(*w->segments) + 2 * HEAP_OVERHEAD + w->octets;
}

void settle_fini(struct flow *f)
{
	struct settle *w = f->settle;

	if (!w)
		return;
	for (size_t i = 0; i < w->n; i++)
		free((void *)(uintptr_t)w->segments[i].data.p);
	free(w->segments);
	free(w);
	f->settle = NULL;
}
