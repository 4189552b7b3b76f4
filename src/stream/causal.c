/* SPDX-License-Identifier: BSD-2-Clause */
/* causal.c - see causal.h. */
#include "stream/causal.h"

#include "base/arena.h"
#include "stream/deliver.h"

#include <assert.h>
#include <stdlib.h>

#define GRACE_NS     (LIMIT_GRACE_MS * (NS_PER_SEC / 1000))
#define ONE_SIDED_NS (LIMIT_ONE_SIDED_SECONDS * NS_PER_SEC)

/* What a direction could deliver next. */
struct turn {
	enum { NOTHING, RUN, GAP, END, BLOCKED } kind; /* BLOCKED: a run in order that waits
							  for the other direction */
	uint64_t frame;  /* the earlier one goes first */
	uint64_t octets; /* of a gap */
};

bool causal_ready(const struct flow *f, enum dir d, uint64_t need)
{
	const struct half *of = &f->half[dir_other(d)];

	if (need <= of->r.next)
		return true;
	if (of->fin_seen)
		return of->eof;
	/* One octet more than was captured, and nothing behind it, is a FIN that was not
	   captured, more likely than an octet. */
	return need == of->r.next + 1 && of->rare->ripe >= need && !held_first(of->r.held);
}

/* The end of what the other side is known to have, a FIN not counted. */
static uint64_t octets_before(const struct half *h, uint64_t acked)
{
	return h->fin_seen && acked > h->fin ? h->fin : acked;
}

static uint64_t missing_until(const struct half *h)
{
	uint64_t acked = octets_before(h, h->acked);

	return acked > h->r.next && !h->eof ? acked : 0;
}

/* The hole before `first` is nobody's business but the sender's: the other side has not
   been heard of for long, so it will not be acknowledged. */
static bool alone(const struct streams *s, const struct flow *f, enum dir d,
		  const struct held_run *first)
{
	const struct conn_half *other = &f->c.half[dir_other(d)];
	uint32_t packets = flow_packets(f), heard = f->half[dir_other(d)].arrival;

	if (packets - first->arrival >= LIMIT_ONE_SIDED_FRAMES &&
	    packets - heard >= LIMIT_ONE_SIDED_FRAMES)
		return true;
	return !other->packets && s->clock_ns - first->clock_ns >= ONE_SIDED_NS;
}

/* Where the hole at the front of `d` ends that is given up now; 0 when there is none. */
static uint64_t hole_end(const struct streams *s, const struct flow *f, enum dir d)
{
	const struct half *h = &f->half[d];
	const struct held_run *first = held_first(h->r.held);
	bool at_once = f->force || f->c.half[d].one_sided;
	uint64_t end = octets_before(h, at_once ? h->acked : h->rare->ripe);

	if (first && (f->force || alone(s, f, d, first)))
		end = first->offset;
	else if (f->force && h->fin_seen && !first)
		end = h->fin;
	else if (!first && !h->fin_seen && end == h->r.next + 1)
		return 0; /* see causal_ready() */
	if (first && first->offset < end)
		end = first->offset;
	return end > h->r.next ? end : 0;
}

static struct turn turn_of(const struct streams *s, const struct flow *f, enum dir d)
{
	const struct half *h = &f->half[d];
	const struct held_run *run = reassembly_next(&h->r);
	uint64_t end;

	if (h->eof)
		return (struct turn){ .kind = NOTHING };
	if (run)
		return (struct turn){ causal_ready(f, d, run->need) ? RUN : BLOCKED, run->frame,
				      0 };
	if (h->fin_seen && h->fin == h->r.next)
		return (struct turn){ causal_ready(f, d, h->fin_need) ? END : BLOCKED,
				      h->fin_frame, 0 };
	end = hole_end(s, f, d);
	if (end)
		return (struct turn){ GAP, held_first(h->r.held) ? held_first(h->r.held)->frame
								 : UINT64_MAX,
				      end - h->r.next };
	return (struct turn){ .kind = NOTHING };
}

static bool possible(struct turn t)
{
	return t.kind != NOTHING && t.kind != BLOCKED;
}

/* Both wait for each other: no order is right, and no later frame can help. */
static bool deadlock(const struct flow *f, const struct turn t[2])
{
	if (t[0].kind != BLOCKED || t[1].kind != BLOCKED)
		return false;
	return f->half[0].rare->ripe > f->half[0].r.next ||
	       f->half[1].rare->ripe > f->half[1].r.next;
}

/* A gap goes when something needs it: the other side's next octets, and only as far as they
   do, or octets behind it whose own turn it is.  So it keeps its place among what was said,
   as far as that can be known. */
static bool gap_needed(const struct flow *f, enum dir d, struct turn *gap, struct turn other)
{
	const struct half *h = &f->half[d], *o = &f->half[dir_other(d)];
	const struct held_run *behind = held_first(h->r.held), *run = reassembly_next(&o->r);
	uint64_t need = run ? run->need : o->fin_need, next = h->r.next;

	if (other.kind == BLOCKED && need > next) {
		if (need - next < gap->octets)
			gap->octets = need - next;
		return true;
	}
	if (behind)
		return causal_ready(f, d, behind->need);
	return h->fin_seen && causal_ready(f, d, h->fin_need);
}

/* Nobody can go.  When that is because both wait for each other, or at the end, somebody
   goes all the same. */
static void let_go(const struct flow *f, struct turn t[2], const bool gap[2])
{
	if (!f->force && !deadlock(f, t))
		return;
	for (enum dir d = DIR_CLIENT; d <= DIR_SERVER; d++) {
		if (t[d].kind == BLOCKED)
			t[d].kind = reassembly_next(&f->half[d].r) ? RUN : END;
		else if (gap[d])
			t[d].kind = GAP;
	}
}

/* Chooses whose turn it is: false when nobody's. */
static bool choose(const struct streams *s, const struct flow *f, enum dir *d_out,
		   struct turn *t_out)
{
	struct turn t[2] = { turn_of(s, f, DIR_CLIENT), turn_of(s, f, DIR_SERVER) };
	bool gap[2] = { t[0].kind == GAP, t[1].kind == GAP };
	enum dir d;

	for (d = DIR_CLIENT; d <= DIR_SERVER; d++)
		if (gap[d] && !gap_needed(f, d, &t[d], t[dir_other(d)]))
			t[d].kind = NOTHING;
	if (!possible(t[0]) && !possible(t[1]))
		let_go(f, t, gap);
	d = possible(t[1]) && (!possible(t[0]) || t[1].frame < t[0].frame) ? DIR_SERVER
									   : DIR_CLIENT;
	*d_out = d;
	*t_out = t[d];
	return possible(t[d]);
}

static void deliver_run(struct streams *s, struct flow *f, enum dir d)
{
	struct held_run *run = reassembly_next(&f->half[d].r);
	bool flip = f->flip;

	if (run->p)
		deliver_data(s, f, d, bytes_of(run->p, (size_t)run->octets), run->frame,
			     run->ts_ns);
	else
		deliver_gap(s, f, d, run->octets);
	if (f->flip != flip)
		d = dir_other(d);
	reassembly_drop(&f->half[d].r, run);
}

/* At the end, octets that no receiver can have taken are not delivered after a hole that
   only they make. */
static void drop_suspects(struct flow *f)
{
	for (enum dir d = DIR_CLIENT; d <= DIR_SERVER; d++) {
		struct reassembly *r = &f->half[d].r;
		struct held_run *first = held_first(r->held);

		while (first && first->suspect && first->offset > r->next &&
		       f->half[d].acked <= first->offset) {
			reassembly_drop(r, first);
			first = held_first(r->held);
		}
	}
}

/* Nearly always: nothing waits in `d`, nothing acknowledged is missing and no end is due. */
static bool quiet(const struct flow *f, enum dir d)
{
	const struct half *h = &f->half[d];

	return !h->r.held && h->fin_seen == h->eof && h->acked <= h->r.next + h->eof &&
	       !h->rare->patience && h->rare->ripe <= h->r.next + h->eof;
}

bool causal_quiet(const struct flow *f)
{
	return quiet(f, DIR_CLIENT) && quiet(f, DIR_SERVER);
}

/* Who has not been heard of when the first grace is over is not in the capture: nothing
   needs to wait for it after that. */
static void note_one_sided(struct flow *f)
{
	for (enum dir d = DIR_CLIENT; d <= DIR_SERVER; d++)
		f->c.half[d].one_sided = !f->c.half[d].packets && f->half[d].rare->ripe;
}

bool causal_pump(struct streams *s, struct flow *f)
{
	struct turn t;
	enum dir d;

	if (causal_quiet(f)) {
		if (!f->ignored)
			note_one_sided(f);
		return true;
	}
	if (f->force)
		drop_suspects(f);
	while (!f->ignored && !f->over && choose(s, f, &d, &t)) {
		if (t.kind == RUN)
			deliver_run(s, f, d);
		else if (t.kind == GAP)
			deliver_gap(s, f, d, t.octets);
		else
			deliver_eof(s, f, d);
		if (f->force)
			drop_suspects(f);
	}
	return false;
}

static void wait_for(const struct flow *f, struct half *h)
{
	struct patience *w = h->rare->patience;
	uint64_t until = missing_until(h);

	if (!until) {
		if (w)
			half_rare(h)->patience = NULL;
		free(w);
		return;
	}
	if (!w)
		w = half_rare(h)->patience = xcalloc(1, sizeof(*w));
	else if (w->n && w->wait[w->n - 1].acked >= until)
		return;
	if (h->rare->ripe >= until)
		return;
	assert(w->n < LIMIT_GRACE_FRAMES); /* one a packet, and they ripen by packets */
	w->wait[w->n].acked = until;
	w->wait[w->n].arrival = flow_packets(f);
	w->wait[w->n].clock_ns = f->seen_ns;
	w->n++;
}

/* True when something has waited long enough. */
static bool ripen(const struct streams *s, const struct flow *f, struct half *h)
{
	struct patience *w = h->rare->patience;
	uint32_t packets = flow_packets(f);
	unsigned n = 0;

	while (w && n < w->n && (packets - w->wait[n].arrival >= LIMIT_GRACE_FRAMES ||
				 s->clock_ns - w->wait[n].clock_ns >= GRACE_NS))
		half_rare(h)->ripe = w->wait[n++].acked;
	if (n) {
		w->n -= n;
		memmove(w->wait, w->wait + n, w->n * sizeof(w->wait[0]));
	}
	return n > 0;
}

void causal_age(struct streams *s, struct flow *f)
{
	bool first, second;

	if (!f->settled || f->over)
		return;
	if (causal_quiet(f)) {
		note_one_sided(f);
		return;
	}
	first = ripen(s, f, &f->half[0]);
	second = ripen(s, f, &f->half[1]);
	note_one_sided(f);
	if (first || second || f->half[0].r.held || f->half[1].r.held ||
	    f->c.half[0].one_sided || f->c.half[1].one_sided)
		causal_pump(s, f);
	if (f->ignored || f->over)
		return;
	wait_for(f, &f->half[0]);
	wait_for(f, &f->half[1]);
}

int64_t causal_due_ns(const struct flow *f)
{
	int64_t due = INT64_MAX;

	for (enum dir d = DIR_CLIENT; d <= DIR_SERVER; d++) {
		const struct half *h = &f->half[d];
		const struct held_run *first = held_first(h->r.held);
		const struct patience *w = h->rare->patience;

		if (w && w->n && w->wait[0].clock_ns + GRACE_NS < due)
			due = w->wait[0].clock_ns + GRACE_NS;
		if (first && !f->c.half[dir_other(d)].packets &&
		    first->clock_ns + ONE_SIDED_NS < due)
			due = first->clock_ns + ONE_SIDED_NS;
	}
	return due;
}

bool causal_waiting(const struct flow *f)
{
	return f->settle || f->half[0].r.held || f->half[1].r.held;
}
