/* SPDX-License-Identifier: BSD-2-Clause */
/* deliver.c - see deliver.h. */
#include "stream/deliver.h"

#include <assert.h>

/* The reader's unused octets of `d` and `b` behind them, as one run. */
static struct bytes in_front(struct flow *f, enum dir d, struct bytes b, const struct span *from)
{
	struct half *h = &f->half[d];

	f->c.shown = tail_bytes(h->tail).n ? h->tail->shown : 0;
	if (!tail_bytes(h->tail).n) {
		f->view = from;
		f->view_dir = d;
		return b;
	}
	tail_add(&h->tail, b, from);
	return tail_bytes(h->tail);
}

/* `used` octets of `shown` were used: the rest is kept. */
static void keep_rest(struct flow *f, enum dir d, struct bytes shown, size_t used)
{
	struct half *h = &f->half[d];
	const struct span *view = f->view;

	assert(used <= shown.n);
	if (!view) {
		tail_use(h->tail, used);
	} else if (used < shown.n && !f->ignored) {
		struct span rest = *view;

		rest.offset += used;
		rest.octets -= used;
		tail_add(&h->tail, bytes_from(shown, used), &rest);
	}
	f->view = NULL;
	if (h->tail)
		h->tail->shown = tail_bytes(h->tail).n;
	f->c.half[d].offset += used;
	f->used = f->used || used;
}

static void show(struct streams *s, struct flow *f, enum dir d, struct bytes b,
		 const struct span *from)
{
	struct bytes shown = in_front(f, d, b, from);
	size_t used;

	f->in_data = true;
	used = s->ops->data(s->ctx, &f->c, d, shown);
	f->in_data = false;
	if (f->swap)
		used = 0;
	keep_rest(f, d, shown, used);
}

/* The reader exchanged the roles: what it has seen comes again. */
static void show_again(struct streams *s, struct flow *f)
{
	enum dir d = DIR_CLIENT;
	const struct tail *t[2];

	f->swap = false;
	f->swapped = true;
	flow_swap(f, ROLES_BY_CONTENT);
	t[0] = f->half[0].tail;
	t[1] = f->half[1].tail;
	if (tail_bytes(t[0]).n && tail_bytes(t[1]).n &&
	    t[1]->spans[t[1]->first].frame < t[0]->spans[t[0]->first].frame)
		d = DIR_SERVER;
	for (int i = 0; i < 2 && !f->ignored; i++, d = dir_other(d)) {
		struct half *h = &f->half[d];
		struct bytes b = tail_bytes(h->tail);

		if (!b.n)
			continue;
		h->tail->shown = 0;
		show(s, f, d, bytes_of(NULL, 0), &(struct span){ .octets = 0 });
	}
}

void deliver_data(struct streams *s, struct flow *f, enum dir d, struct bytes b,
		  uint64_t frame, int64_t ts_ns)
{
	struct span from = { .frame = frame, .offset = f->half[d].r.next, .octets = b.n,
			     .ts_ns = ts_ns };

	reassembly_pass(&f->half[d].r, b, frame);
	show(s, f, d, b, &from);
	if (f->swap) {
		show_again(s, f);
		d = dir_other(d);
	}
	if (!f->ignored && tail_bytes(f->half[d].tail).n > LIMIT_UNUSED_OCTETS)
		deliver_gap(s, f, d, 0);
}

static void forget_rest(struct flow *f, enum dir d)
{
	f->c.half[d].offset = f->half[d].r.next;
	tail_clear(&f->half[d].tail);
}

void deliver_gap(struct streams *s, struct flow *f, enum dir d, uint64_t missing)
{
	struct half *h = &f->half[d];

	s->ops->gap(s->ctx, &f->c, d, missing, tail_bytes(h->tail));
	reassembly_skip(&h->r, missing);
	forget_rest(f, d);
	if (!missing)
		return;
	f->c.half[d].gaps++;
	f->c.half[d].gap_octets += missing;
	s->stats.gaps++;
	s->stats.gap_octets += missing;
}

void deliver_eof(struct streams *s, struct flow *f, enum dir d)
{
	struct half *h = &f->half[d];

	h->eof = true;
	s->ops->eof(s->ctx, &f->c, d, tail_bytes(h->tail));
	forget_rest(f, d);
}

void deliver_close(struct streams *s, struct flow *f, enum close_why why)
{
	struct bytes rest[2] = { tail_bytes(f->half[0].tail), tail_bytes(f->half[1].tail) };

	s->ops->close(s->ctx, &f->c, why, rest);
	f->c.reader = NULL;
	f->over = true;
	f->ordinary = false;
}

static void conflict(void *ctx, uint64_t offset, struct bytes kept, struct bytes other,
		     uint64_t frame_kept, uint64_t frame_other, size_t differing)
{
	struct overlap_watch *w = ctx;
	struct streams *s = w->streams;
	struct flow *f = w->flow;

	flow_counts(f, w->dir)->overlap_octets += differing;
	s->stats.conflicts++;
	if (f->half[w->dir].rare->conflicts >= LIMIT_CONFLICTS || f->ignored || !s->ops->conflict)
		return;
	half_rare(&f->half[w->dir])->conflicts++;
	s->ops->conflict(s->ctx, &f->c, w->dir, offset, kept, other, frame_kept, frame_other);
}

void deliver_watch(struct overlap_watch *w)
{
	w->rules = (struct overlap_rules){
		.policy = w->streams->options.overlap,
		.seed = w->streams->secret ^ (uint64_t)(uintptr_t)w->flow,
		.conflict = conflict,
		.ctx = w,
	};
}
