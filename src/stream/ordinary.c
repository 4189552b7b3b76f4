/* SPDX-License-Identifier: BSD-2-Clause */
/* ordinary.c - see ordinary.h. */
#include "stream/ordinary.h"

#include "stream/causal.h"
#include "stream/deliver.h"
#include "stream/handshake.h"
#include "stream/window.h"

enum { OTHER_FLAGS = TCP_FIN | TCP_SYN | TCP_RST | TCP_URG };

static bool half_from_now(const struct flow *f, enum dir d)
{
	const struct half *h = &f->half[d];

	return h->known && !h->fin_seen && !h->eof && f->c.half[d].packets &&
	       analysis_settled(&h->analysis, &f->half[dir_other(d)].analysis);
}

bool ordinary_from_now(const struct flow *f)
{
	return f->settled && !f->over && !f->ignored && !f->reset && !f->closing &&
	       handshake_noted(f) && half_from_now(f, DIR_CLIENT) &&
	       half_from_now(f, DIR_SERVER) && causal_quiet(f);
}

bool ordinary_push(struct streams *s, struct flow *f, const struct packet *p,
		   const struct segment *g, struct segment_note *n)
{
	struct half *me = &f->half[g->dir], *of = &f->half[dir_other(g->dir)];
	int64_t offset = (int64_t)me->r.next;

	if ((g->flags & (OTHER_FLAGS | TCP_ACK)) != TCP_ACK || g->octets != g->data.n ||
	    g->seq != me->base + (uint32_t)me->r.next ||
	    half_offset(of, g->ack) > (int64_t)of->r.next || window_old_duplicate(me, g) ||
	    !analysis_ordinary(&me->analysis, &of->analysis, g, n))
		return false;
	handshake_heard(f, p, g);
	pace_push(f, g, 0);
	window_note_ack(f, g, offset);
	window_note_time(me, g, offset);
	if (!g->octets)
		return true;
	if (me->top < me->r.next + g->octets)
		me->top = me->r.next + g->octets;
	deliver_data(s, f, g->dir, g->data, g->frame, g->ts_ns);
	return true;
}
