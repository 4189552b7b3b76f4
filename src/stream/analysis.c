/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * analysis.c - see analysis.h.
 *
 * The rules are those of the Wireshark User's Guide, "TCP Analysis", and what tshark 4.0
 * does where the guide is silent.  `fwd` is the direction of the segment, `rev` the other.
 */
#include "stream/analysis.h"

#include "stream/flow.h"

enum {
	FAST_NS = 20 * 1000 * 1000,       /* a fast retransmission follows its ACKs this soon */
	REORDER_NS = 3 * 1000 * 1000,     /* a segment may be late by this, or by the RTT */
};

/* One segment on its way through the rules. */
struct look {
	struct analysis *fwd, *rev;
	const struct segment *g;
	bool bare;       /* none of SYN, FIN, RST */
	bool same_ack;   /* sequence number, ACK as expected: nothing new but the window */
	uint32_t next;   /* sequence number after it */
	uint32_t found;
};

static bool after(uint32_t a, uint32_t b)
{
	return (int32_t)(a - b) > 0;
}

/* Time stamps may be anything. */
static int64_t elapsed(int64_t from_ns, int64_t to_ns)
{
	return (int64_t)((uint64_t)to_ns - (uint64_t)from_ns);
}

static void note(struct look *l, enum tcp_analysis what)
{
	l->found |= 1u << what;
}

static bool noted(const struct look *l, enum tcp_analysis what)
{
	return l->found >> what & 1;
}

static void learn_bases(struct look *l)
{
	bool syn = l->g->flags & TCP_SYN;

	if (syn && l->fwd->has_base && l->fwd->base != l->g->seq) {
		note(l, TCPA_REUSED_PORTS); /* a SYN-ACK; a SYN opens another connection */
		l->fwd->has_base = false;
	}
	if (!l->fwd->has_base) {
		l->fwd->base = syn ? l->g->seq : l->g->seq - 1;
		l->fwd->has_base = true;
	}
	if (!l->rev->has_base && l->g->flags & TCP_ACK) {
		l->rev->base = l->g->ack - 1;
		l->rev->has_base = true;
	}
}

static void learn_scale(struct look *l)
{
	if (!(l->g->flags & TCP_SYN))
		return;
	if (l->g->wscale < 0) { /* only when both offer it (RFC 7323 2.2) */
		l->fwd->scale = l->rev->scale = 0;
		l->rev->has_scale = true;
	} else if (!l->fwd->has_scale) {
		l->fwd->scale = (uint8_t)(l->g->wscale > 14 ? 14 : l->g->wscale);
	}
	l->fwd->has_scale = true;
}

/* From the last SYN to the first segment after the handshake that acknowledges. */
static void learn_rtt(struct look *l)
{
	const struct segment *g = l->g;
	struct analysis *client = l->fwd->has_syn ? l->fwd : l->rev;

	if ((g->flags & (TCP_SYN | TCP_ACK)) == TCP_SYN) {
		if (!l->fwd->has_rtt)
			l->fwd->rtt_ns = g->ts_ns;
		l->fwd->has_syn = true;
	} else if (!(g->flags & TCP_SYN) && g->flags & TCP_ACK && client->has_syn &&
		   !client->has_rtt && elapsed(client->rtt_ns, g->ts_ns)) {
		client->rtt_ns = elapsed(client->rtt_ns, g->ts_ns);
		client->has_rtt = true;
	}
}

static uint64_t scaled(const struct analysis *a, uint32_t window)
{
	return (uint64_t)window << (a->has_scale ? a->scale : 0);
}

/* Is everything that `rev` allowed used up by this segment? */
static bool window_full(const struct look *l)
{
	uint64_t window;

	if (!l->g->octets || !l->rev->has_scale || !l->bare)
		return false;
	window = l->rev->window_of_syn ? l->rev->window : scaled(l->rev, l->rev->window);
	return l->g->seq + l->g->octets == l->rev->ack + (uint32_t)window;
}

/* Keep-alives, windows and duplicate ACKs; false when nothing more is to be said about it
   in its own direction. */
static bool look_at_state(struct look *l)
{
	const struct segment *g = l->g;
	struct analysis *fwd = l->fwd;
	bool expected = fwd->has_top && g->seq == fwd->top;
	bool repeats;

	if (g->octets == 1 && expected && l->rev->has_window && l->rev->window == 0) {
		note(l, TCPA_ZERO_WINDOW_PROBE);
		return false;
	}
	if (g->window == 0 && l->bare)
		note(l, TCPA_ZERO_WINDOW);
	if (fwd->has_top && after(g->seq, fwd->top) && !(g->flags & TCP_RST))
		note(l, TCPA_LOST_SEGMENT);
	if (g->octets <= 1 && fwd->has_top && g->seq == fwd->top - 1 && l->bare)
		note(l, TCPA_KEEP_ALIVE);
	if (window_full(l))
		note(l, TCPA_WINDOW_FULL);

	repeats = !g->octets && expected && l->bare;
	if (!repeats)
		return true;
	if (g->ack == fwd->ack && g->window && g->window != fwd->window) {
		note(l, TCPA_WINDOW_UPDATE);
	} else if (g->ack == fwd->ack && g->window && l->rev->was_keep_alive) {
		note(l, TCPA_KEEP_ALIVE_ACK);
	} else if (g->ack == fwd->ack && !g->window && !fwd->window && l->rev->was_probe) {
		note(l, TCPA_ZERO_WINDOW_PROBE_ACK);
	} else if (g->ack == fwd->ack && g->window) {
		note(l, TCPA_DUPLICATE_ACK);
		fwd->dup_acks++;
		fwd->unseen_told = false;
	}
	return true;
}

/* Data, SYN or FIN that does not go beyond what was seen: seen before, or late? */
static void look_at_repetition(struct look *l)
{
	const struct segment *g = l->g;
	struct analysis *fwd = l->fwd, *rev = l->rev;
	int64_t patience = rev->has_rtt ? rev->rtt_ns : fwd->has_rtt ? fwd->rtt_ns : REORDER_NS;

	if (!(g->octets || g->flags & (TCP_SYN | TCP_FIN)) || noted(l, TCPA_KEEP_ALIVE))
		return;
	if (g->octets && rev->ack && !after(g->seq + g->octets, rev->ack))
		note(l, TCPA_SPURIOUS_RETRANSMISSION);
	else if (!fwd->has_top || !after(fwd->top, g->seq) ||
		 (g->octets > 1 && fwd->top - 1 == g->seq))
		return; /* it goes beyond, maybe over the octet of a keep-alive */
	else if ((rev->dup_acks >= 2 || rev->unseen_told) && rev->ack == g->seq &&
		 elapsed(rev->ack_ns, g->ts_ns) < FAST_NS)
		note(l, TCPA_FAST_RETRANSMISSION);
	else if (elapsed(fwd->top_ns, g->ts_ns) < patience && fwd->top != l->next)
		note(l, TCPA_OUT_OF_ORDER);
	else
		note(l, TCPA_RETRANSMISSION);
	/* Spurious and fast ones are retransmissions too: tshark sets both. */
	if (l->found & (1u << TCPA_SPURIOUS_RETRANSMISSION | 1u << TCPA_FAST_RETRANSMISSION))
		note(l, TCPA_RETRANSMISSION);
}

static void begin_acks(struct look *l)
{
	const struct segment *g = l->g;

	if (g->ack == l->fwd->ack)
		return;
	l->fwd->acked_frame = g->frame;
	l->fwd->dup_acks = 0;
	l->fwd->unseen_told = false;
}

static void look_at_ack(struct look *l)
{
	const struct segment *g = l->g;
	struct analysis *rev = l->rev;

	begin_acks(l);
	if (!(g->flags & TCP_ACK) || !rev->has_whole || !after(g->ack, rev->whole))
		return;
	/* Once for what lies before the last octet seen; once for what lies behind it, until
	   the other side is heard of again. */
	if (rev->whole != rev->top) {
		note(l, TCPA_ACK_LOST_SEGMENT);
		rev->whole = rev->top;
	} else {
		if (!rev->dup_acks && !rev->unseen_told)
			note(l, TCPA_ACK_LOST_SEGMENT);
		rev->dup_acks = 0;
		rev->unseen_told = true;
	}
}

/* What the next segment is compared with. */
static void remember_last(struct look *l)
{
	const struct segment *g = l->g;
	struct analysis *fwd = l->fwd;

	fwd->window = g->window;
	fwd->has_window = true;
	fwd->window_of_syn = g->flags & TCP_SYN;
	fwd->ack = g->ack;
	fwd->ack_ns = g->ts_ns;
	fwd->was_keep_alive = noted(l, TCPA_KEEP_ALIVE);
	fwd->was_probe = noted(l, TCPA_ZERO_WINDOW_PROBE);
}

static void remember(struct look *l)
{
	const struct segment *g = l->g;
	struct analysis *fwd = l->fwd;
	bool probe = noted(l, TCPA_ZERO_WINDOW_PROBE);

	if (!probe && (!fwd->has_top || after(l->next, fwd->top))) {
		fwd->top = l->next;
		fwd->top_ns = g->ts_ns;
		fwd->has_top = true;
	}
	if (!probe && (!fwd->has_whole || g->seq == fwd->whole)) {
		fwd->whole = fwd->top;
		fwd->has_whole = true;
	}
	remember_last(l);
}

static void tell(const struct look *l, struct segment_note *n)
{
	const struct segment *g = l->g;

	n->seq = g->seq - l->fwd->base;
	n->ack = g->flags & TCP_ACK ? g->ack - l->rev->base : 0;
	n->window = g->flags & TCP_SYN ? g->window : scaled(l->fwd, g->window);
	n->analysis = l->found;
}

static void tell_repetitions(const struct look *l, struct segment_note *n)
{
	n->dup_ack_frame = l->fwd->acked_frame;
	n->dup_ack_number = l->fwd->dup_acks;
}

void analysis_push(struct analysis *fwd, struct analysis *rev, const struct segment *g,
		   struct segment_note *n)
{
	struct look l = {
		.fwd = fwd, .rev = rev, .g = g,
		.bare = !(g->flags & (TCP_SYN | TCP_FIN | TCP_RST)),
		.next = g->seq + g->octets + !!(g->flags & (TCP_SYN | TCP_FIN)),
	};

	learn_bases(&l);
	learn_scale(&l);
	learn_rtt(&l);
	if (look_at_state(&l))
		tell_repetitions(&l, n);
	look_at_ack(&l);
	look_at_repetition(&l);
	remember(&l);
	tell(&l, n);
}

bool analysis_settled(const struct analysis *fwd, const struct analysis *rev)
{
	const struct analysis *client = fwd->has_syn ? fwd : rev;

	return fwd->has_base && fwd->has_whole && (client->has_rtt || !client->has_syn);
}

/* Its side goes on where it left off, and acknowledges something new or carries octets. */
static bool ordinary(const struct look *l)
{
	const struct segment *g = l->g;
	const struct analysis *fwd = l->fwd, *rev = l->rev;

	if (g->seq != fwd->top || fwd->whole != fwd->top || after(g->ack, rev->whole))
		return false;
	if (!g->octets)
		return g->window && g->ack != fwd->ack;
	return g->window && g->octets != 1 && (!rev->ack || after(l->next, rev->ack)) &&
	       !window_full(l);
}

bool analysis_ordinary(struct analysis *fwd, struct analysis *rev, const struct segment *g,
		       struct segment_note *n)
{
	struct look l = { .fwd = fwd, .rev = rev, .g = g, .bare = true,
			  .next = g->seq + g->octets };

	if (!ordinary(&l))
		return false;
	tell_repetitions(&l, n);
	begin_acks(&l);
	if (g->octets) {
		fwd->top = fwd->whole = l.next;
		fwd->top_ns = g->ts_ns;
	}
	remember_last(&l);
	tell(&l, n);
	return true;
}
