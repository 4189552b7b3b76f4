/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * reassembly.c - see reassembly.h.
 *
 * A piece [at, end) that has to wait is laid over the runs that wait already:
 *
 *	held        [=====A=====)        [==B==)
 *	piece    [..............................)
 *	becomes  [n)[=====A=====)[..n....)[==B==)      A and B kept (policy FIRST)
 *
 * What was not there yet becomes new runs that share one copy of the piece; where both
 * exist, the policy decides whose octets and whose frame count.
 */
#include "stream/reassembly.h"

#include <assert.h>
#include <stdlib.h>

void reassembly_settled(struct reassembly *r)
{
	free(r->past);
	r->past = NULL;
}

void reassembly_fini(struct reassembly *r)
{
	held_free(&r->held);
	reassembly_settled(r);
}

/* Two readings of the octets from `offset`: tells when they differ.  True if they do. */
static bool compare(const struct overlap_rules *rules, uint64_t offset, struct bytes kept,
		    struct bytes other, uint64_t frame_kept, uint64_t frame_other)
{
	size_t from = 0, to = kept.n, differing = 0;

	assert(kept.n == other.n);
	if (bytes_eq(kept, other))
		return false;
	while (bytes_at(kept, from) == bytes_at(other, from))
		from++;
	while (bytes_at(kept, to - 1) == bytes_at(other, to - 1))
		to--;
	for (size_t i = from; i < to; i++)
		differing += bytes_at(kept, i) != bytes_at(other, i);
	rules->conflict(rules->ctx, offset + from, bytes_sub(kept, from, to - from),
			bytes_sub(other, from, to - from), frame_kept, frame_other, differing);
	return true;
}

static void compare_past(const struct reassembly *r, const struct overlap_rules *rules,
			 const struct piece *p, size_t old)
{
	uint64_t from;
	struct bytes kept = evidence_of(r->past, p->offset, p->offset + old, &from);

	if (kept.n)
		compare(rules, from, kept,
			bytes_sub(p->data, (size_t)(from - p->offset), kept.n),
			evidence_frame(r->past, from), p->frame);
}

bool reassembly_trim(struct reassembly *r, const struct overlap_rules *rules,
		     struct piece *p)
{
	uint64_t old;

	if (p->offset >= r->next)
		return p->data.n || p->cut;
	old = r->next - p->offset;
	if (old < p->data.n) {
		compare_past(r, rules, p, (size_t)old);
		p->data = bytes_from(p->data, (size_t)old);
	} else {
		compare_past(r, rules, p, p->data.n);
		old -= p->data.n;
		p->data = bytes_from(p->data, p->data.n);
		p->cut = p->cut > old ? p->cut - old : 0;
	}
	p->offset = r->next;
	return p->data.n || p->cut;
}

bool reassembly_direct(const struct reassembly *r, const struct piece *p)
{
	const struct held_run *first = held_first(r->held);

	return p->offset == r->next && p->data.n && !p->cut &&
	       (!first || first->offset >= p->offset + p->data.n);
}

static bool later_wins(enum overlap_policy policy, const struct held_run *h,
		       const struct piece *p)
{
	uint64_t p_end = p->offset + p->data.n;

	if (h->suspect != p->suspect)
		return h->suspect;
	switch (policy) {
	case OVERLAP_FIRST:
		break;
	case OVERLAP_LAST:
		return true;
	case OVERLAP_BSD:
	case OVERLAP_WINDOWS:
		return p->offset < h->seg_from;
	case OVERLAP_LINUX:
		return p->offset < h->seg_from ||
		       (p->offset == h->seg_from && p_end > h->seg_to);
	}
	return false;
}

/* The part [from, to) of run `h`, as a run of its own to be added. */
static struct held_run part_of(const struct held_run *h, uint64_t from, uint64_t to)
{
	struct held_run part = *h;

	part.offset = from;
	part.octets = to - from;
	if (h->p)
		part.p = bytes_from(bytes_of(h->p, (size_t)h->octets),
				    (size_t)(from - h->offset)).p;
	return part;
}

/* Takes [from, to) out of run `h`, which is gone or shorter afterwards. */
static void cut_out(struct held *held, struct held_run *h, uint64_t from, uint64_t to)
{
	struct held_run right = part_of(h, to, held_run_end(h));

	if (right.copy) /* kept alive while `h` may be removed */
		held_copy_keep(right.copy);
	if (from > h->offset)
		h->octets = from - h->offset;
	else
		held_remove(held, h);
	if (right.octets)
		held_add(held, &right);
	held_copy_drop(held, &right.copy);
}

/* The octets of `h` up to `to` were also sent when only `need` of the other side's had come:
   what brought them here is a repetition. */
static void lower_need(struct held *held, struct held_run *h, uint64_t to, uint64_t need)
{
	if (need >= h->need)
		return;
	if (to < held_run_end(h)) {
		struct held_run right = part_of(h, to, held_run_end(h));

		h->octets = to - h->offset;
		held_add(held, &right);
	}
	h->need = need;
}

/* The piece and run `h` share [from, to).  True when the piece's octets take the place, after
   `*need_out` octets of the other side. */
static bool decide(struct held *held, const struct overlap_rules *rules, struct held_run *h,
		   const struct piece *p, uint64_t from, uint64_t to, uint64_t *need_out)
{
	*need_out = p->need;
	lower_need(held, h, to, p->need);
	if (h->p) {
		size_t n = (size_t)(to - from);
		struct bytes other = bytes_sub(p->data, (size_t)(from - p->offset), n);
		struct held_run mine = part_of(h, from, to);
		bool same = !compare(rules, from, bytes_of(mine.p, n), other, h->frame, p->frame);

		if (same && h->need < p->need)
			*need_out = h->need; /* the first that brought them came earlier */
		if (same && !p->suspect)
			h->suspect = false;
		if (!later_wins(rules->policy, h, p))
			return false;
	}
	cut_out(held, h, from, to);
	return true;
}

static void hold_cut(struct held *held, struct held_run *run, uint64_t from, uint64_t octets)
{
	struct held_run *h = held_from(held, from);

	/* Only up to what is held: a claim of octets that nobody captured must not cost
	   more than one look. */
	if (h && h->offset <= from)
		return;
	if (h && h->offset - from < octets)
		octets = h->offset - from;
	run->offset = from;
	run->octets = octets;
	run->p = NULL;
	run->copy = NULL;
	held_add(held, run);
}

void reassembly_hold(struct reassembly *r, const struct overlap_rules *rules,
		     const struct piece *p)
{
	uint64_t at = p->offset, end = p->offset + p->data.n;
	struct held_run run = {
		.seg_from = at, .seg_to = end + p->cut, .need = p->need, .frame = p->frame,
		.ts_ns = p->ts_ns, .clock_ns = p->clock_ns, .arrival = p->arrival,
		.suspect = p->suspect,
	};

	assert(p->offset >= r->next);
	if (!r->held)
		r->held = held_new(rules->seed ^ p->frame);
	run.copy = p->data.n ? held_copy_new(r->held, p->data) : NULL;
	while (at < end) {
		struct held_run *h = held_from(r->held, at);
		uint64_t to = h && h->offset < end ? h->offset : end;

		if (h && h->offset <= at) {
			to = held_run_end(h) < end ? held_run_end(h) : end;
			if (!decide(r->held, rules, h, p, at, to, &run.need)) {
				at = to;
				continue;
			}
		} else {
			run.need = p->need;
		}
		run.offset = at;
		run.octets = to - at;
		run.p = bytes_from(bytes_of(held_copy_bytes(run.copy), p->data.n),
				   (size_t)(at - p->offset)).p;
		held_add(r->held, &run);
		at = to;
	}
	held_copy_drop(r->held, &run.copy);
	if (p->cut)
		hold_cut(r->held, &run, end, p->cut);
}

struct held_run *reassembly_next(const struct reassembly *r)
{
	struct held_run *first = held_first(r->held);

	return first && first->offset == r->next ? first : NULL;
}

void reassembly_pass(struct reassembly *r, struct bytes b, uint64_t frame)
{
	evidence_add(&r->past, r->next, b, frame);
	r->next += b.n;
}

void reassembly_skip(struct reassembly *r, uint64_t octets)
{
	r->next += octets;
}

void reassembly_drop(struct reassembly *r, struct held_run *run)
{
	held_remove(r->held, run);
	if (!held_first(r->held))
		held_free(&r->held);
}
