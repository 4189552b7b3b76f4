/* SPDX-License-Identifier: BSD-2-Clause */
/* segment.c - see segment.h. */
#include "stream/segment.h"

#include "stream/causal.h"
#include "stream/deliver.h"
#include "stream/settle.h"
#include "stream/window.h"

/* The octets of the other side that come before this segment's own. */
static uint64_t need_of(const struct flow *f, const struct segment *g)
{
	const struct half *of = &f->half[dir_other(g->dir)];
	int64_t acked;

	if (!(g->flags & TCP_ACK))
		return 0;
	acked = half_offset(of, g->ack);
	if (acked < 0)
		return 0;
	return (uint64_t)acked < of->acked ? (uint64_t)acked : of->acked;
}

/* RFC 9293 3.8.4: nothing new, and its octet need not be the one that was sent.  One that
   was acknowledged but not captured yet is only late. */
static bool is_keep_alive(const struct half *me, const struct segment *g, int64_t offset)
{
	return g->octets <= 1 && !(g->flags & (TCP_SYN | TCP_FIN | TCP_RST)) &&
	       offset + 1 == (int64_t)me->acked && me->acked == me->top;
}

static void take_fin(struct flow *f, const struct segment *g, uint64_t fin)
{
	struct half *me = &f->half[g->dir];

	/* What goes on behind it shows that it was none of this connection's. */
	if (me->fin_seen || fin < me->r.next || fin < me->top || window_beyond(f, g->dir, fin))
		return;
	me->fin_seen = true;
	me->fin = fin;
	me->fin_need = need_of(f, g);
	me->fin_frame = g->frame;
}

static void take_octets(struct streams *s, struct flow *f, const struct segment *g,
			struct piece *p)
{
	struct half *me = &f->half[g->dir];
	uint64_t end = p->offset + p->data.n + p->cut;

	if (me->fin_seen && !me->eof && end > me->fin && !p->suspect)
		me->fin_seen = false; /* it was forged, or of another connection */
	if (p->suspect && end > me->rare->suspect_top)
		half_rare(me)->suspect_top = end;
	else if (!p->suspect && end > me->top)
		me->top = end;
	if (!me->eof && reassembly_direct(&me->r, p) && causal_ready(f, g->dir, p->need)) {
		deliver_data(s, f, g->dir, p->data, p->frame, p->ts_ns);
		return; /* nearly always: no other copy of it has been seen */
	}
	struct overlap_watch w = { .streams = s, .flow = f, .dir = g->dir };

	deliver_watch(&w);
	if (me->eof || !reassembly_trim(&me->r, &w.rules, p))
		return;
	if (reassembly_direct(&me->r, p) && causal_ready(f, g->dir, p->need))
		deliver_data(s, f, g->dir, p->data, p->frame, p->ts_ns);
	else
		reassembly_hold(&me->r, &w.rules, p);
}

static void take_payload(struct streams *s, struct flow *f, const struct segment *g,
			 int64_t offset)
{
	struct bytes data = bytes_head(g->data, g->octets);
	uint64_t octets = g->octets, skip = offset < 0 ? (uint64_t)-offset : 0;
	struct piece p = { .need = need_of(f, g), .frame = g->frame, .ts_ns = g->ts_ns,
			   .clock_ns = g->clock_ns, .arrival = g->arrival };

	if (skip >= octets)
		return; /* before the beginning of what was captured */
	data = bytes_from(data, skip);
	octets -= skip;
	p.offset = (uint64_t)(offset + (int64_t)skip);
	p.data = data;
	p.cut = octets - data.n;
	p.suspect = window_beyond(f, g->dir, p.offset);
	if (p.suspect)
		flow_counts(f, g->dir)->out_of_window++;
	take_octets(s, f, g, &p);
}

void segment_reset(struct flow *f, const struct segment *g)
{
	if (!window_reset(f, g)) {
		flow_counts(f, g->dir)->out_of_window++;
		return;
	}
	f->reset = true;
	f->reset_by = flow_end_of(f, g->dir);
	f->reset_seq = g->seq;
	if (!f->c.rst_frame)
		f->c.rst_frame = g->frame;
	if (!f->c.half[g->dir].rst_frame)
		f->c.half[g->dir].rst_frame = g->frame;
}

bool segment_push(struct streams *s, struct flow *f, const struct segment *g)
{
	struct half *me = &f->half[g->dir];
	uint32_t syn = g->flags & TCP_SYN ? 1 : 0;
	int64_t offset;

	settle_late(f, g);
	if (window_old_duplicate(me, g)) {
		flow_counts(f, g->dir)->out_of_window++;
		return false;
	}
	offset = half_offset(me, g->seq + syn);
	if (g->flags & TCP_RST) {
		segment_reset(f, g);
		return false; /* text in a reset (RFC 9293 3.10.7) is not of the stream */
	}
	if (g->flags & TCP_ACK)
		window_note_ack(f, g, offset);
	window_note_time(me, g, offset);
	if (f->reset && flow_end_of(f, g->dir) == f->reset_by && g->octets &&
	    offset >= (int64_t)me->r.next && offset >= half_offset(me, f->reset_seq))
		f->reset = false; /* who sends on has not reset it: somebody else had */
	if (g->flags & TCP_FIN && offset + g->octets >= 0)
		take_fin(f, g, (uint64_t)(offset + g->octets));
	if (g->octets && !is_keep_alive(me, g, offset))
		take_payload(s, f, g, offset);
	return causal_pump(s, f);
}
