/* SPDX-License-Identifier: BSD-2-Clause */
/* window.c - see window.h. */
#include "stream/window.h"

enum {
	PAWS_TICKS = 1000,      /* a time stamp older than this many ticks (1 s where they are
				   milliseconds) is not just a reordered packet */
	SLACK = 64 << 10,       /* a window update that was not captured */
	FAR = 64 << 20,         /* what can be in flight when no window is known */
	NEAR = 1 << 20,         /* octets: the same place in a stream, captures losing some */
};

bool window_old_duplicate(const struct half *h, const struct segment *g)
{
	return h->has_ts && g->has_ts && (g->octets || g->flags & TCP_FIN) &&
	       !(g->flags & (TCP_SYN | TCP_RST)) &&
	       (int32_t)(h->ts_recent - g->tsval) > PAWS_TICKS;
}

void window_note_time(struct half *h, const struct segment *g, int64_t offset)
{
	if (!g->has_ts || offset > (int64_t)h->r.next)
		return;
	if (h->has_ts && (int32_t)(g->tsval - h->ts_recent) <= 0)
		return;
	h->ts_recent = g->tsval;
	h->has_ts = true;
}

/* The shift of windows that `d` announces; the largest possible while it is not known. */
static unsigned shift(const struct conn *c, enum dir d)
{
	const struct conn_half *me = &c->half[d], *peer = &c->half[dir_other(d)];

	if (!me->syn)
		return 14;
	if (me->wscale < 0 || (peer->syn && peer->wscale < 0))
		return 0;
	return me->wscale > 14 ? 14 : (unsigned)me->wscale;
}

static uint64_t furthest(const struct half *h)
{
	uint64_t end = h->top > h->r.next ? h->top : h->r.next;

	return (h->edge > end ? h->edge : end) + 1; /* one more for a FIN */
}

/* Is a segment of `h` from `offset` on where this stream is? */
static bool in_place(const struct half *h, int64_t offset)
{
	return offset + NEAR >= (int64_t)h->r.next && offset <= (int64_t)(furthest(h) + SLACK);
}

/* `me` sends `ack`, offset `acked` of `of`, in a segment from `offset` on. */
static bool believe(const struct half *me, int64_t offset, struct half *of, uint32_t ack,
		    int64_t acked)
{
	uint64_t limit = furthest(of);

	if (acked <= (int64_t)of->top)
		return true; /* nearly always: it was seen */
	if (of->rare->suspect_top > limit)
		limit = of->rare->suspect_top;
	if (acked <= (int64_t)(limit + (of->edge ? SLACK : FAR)))
		return true;
	/* Either many packets are missing from the capture, and the next ACK will say the
	   same, or this one is forged, or broken, or from another place of the network where
	   other numbers are in use. */
	if (!in_place(me, offset))
		return false;
	if (of->rare->has_doubt && ack - of->rare->doubt < NEAR) {
		half_rare(of)->has_doubt = false;
		return true;
	}
	half_rare(of)->has_doubt = true;
	half_rare(of)->doubt = ack;
	return false;
}

void window_note_ack(struct flow *f, const struct segment *g, int64_t offset)
{
	struct half *me = &f->half[g->dir], *of = &f->half[dir_other(g->dir)];
	int64_t acked = half_offset(of, g->ack);
	uint64_t edge;

	if (acked < 0 || !believe(me, offset, of, g->ack, acked))
		return;
	if ((uint64_t)acked > of->acked)
		of->acked = (uint64_t)acked;
	edge = (uint64_t)acked +
	       ((uint64_t)g->window << (g->flags & TCP_SYN ? 0 : shift(&f->c, g->dir)));
	if (edge > of->edge)
		of->edge = edge;
}

bool window_stray_answer(const struct flow *f, const struct segment *g)
{
	const struct half *peer = &f->half[dir_other(g->dir)];

	return (g->flags & (TCP_SYN | TCP_ACK)) == (TCP_SYN | TCP_ACK) && peer->exact &&
	       g->ack - peer->base >= NEAR;
}

bool window_beyond(const struct flow *f, enum dir d, uint64_t offset)
{
	const struct half *h = &f->half[d];
	uint64_t edge = h->edge > h->acked ? h->edge : h->acked;

	return h->edge && offset > h->r.next && offset > edge + SLACK;
}

bool window_reset(const struct flow *f, const struct segment *g)
{
	const struct half *me = &f->half[g->dir], *peer = &f->half[dir_other(g->dir)];
	int64_t offset;

	if (!f->settled || !me->known)
		return true;
	/* The answer to a SYN nobody waits for: its own number is 0 (RFC 9293 3.5.2). */
	if (g->seq == 0 && g->flags & TCP_ACK && !me->exact)
		return g->ack == peer->base + (uint32_t)peer->r.next;
	offset = half_offset(me, g->seq);
	return offset >= (int64_t)me->acked &&
	       (!me->edge || offset <= (int64_t)furthest(me));
}
