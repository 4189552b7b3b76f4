/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pace.c - see pace.h.
 *
 * In:   segments in capture order, and what analysis.c found in each
 * Out:  round trips on both sides of the capture point, times of repetition, pauses with
 *       their causes
 * RFC:  9293 3.8.1 (Karn: a repeated segment gives no round trip), 3.8.6 (windows)
 *
 * A pause of a side is the time between two of its segments with octets.  Whose doing it
 * was is judged when it ends, by what was seen in it:
 *
 *	the window was closed for half of it or more      PAUSE_WINDOW
 *	it ends with octets that were sent before         PAUSE_LOSS
 *	nothing was in flight for half of it or more      PAUSE_SENDER
 *	otherwise: octets waited for acknowledgement      PAUSE_ROUND_TRIP
 *
 * An acknowledgement that passes the capture point has yet to reach the sender, and what
 * it sends then has to come back: so much of the time without anything in flight is the
 * network's.
 */
#include "stream/pace.h"

#include "base/arena.h"
#include "base/limits.h"
#include "stream/flow.h"

#include <stdlib.h>

#define PAUSE_NS (LIMIT_STALL_MS * (NS_PER_SEC / 1000))

enum { MSS_DEFAULT = 536 }; /* RFC 9293 3.7.1 */

static bool is_after(uint32_t a, uint32_t b)
{
	return (int32_t)(a - b) > 0;
}

/* Time stamps may be anything, and go back. */
static int64_t since(int64_t from_ns, int64_t to_ns)
{
	int64_t span = (int64_t)((uint64_t)to_ns - (uint64_t)from_ns);

	return from_ns && span > 0 ? span : 0;
}

static int64_t later(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static struct pace_sent *sent(struct pace *p)
{
	if (!p->sent)
		p->sent = xcalloc(1, sizeof(*p->sent));
	return p->sent;
}

static void window_closes(struct pace_sent *p, int64_t now_ns)
{
	if (!p->closed_ns)
		p->closed_ns = now_ns;
}

static void window_opens(struct pace_sent *p, int64_t now_ns)
{
	if (p->closed_ns)
		p->closed_sum_ns += since(later(p->closed_ns, p->sent_ns), now_ns);
	p->closed_ns = 0;
}

static void remember(struct pace_sent *p, int64_t to_ns, enum conn_pause why)
{
	struct pauses *all = p->pauses;

	if (!all)
		all = p->pauses = xcalloc(1, sizeof(*all));
	/* Repetitions follow each other at growing distances: one pause. */
	if (all->n) {
		unsigned last = (all->n - 1) % PACE_PAUSES;

		if (all->v[last].to_ns == p->sent_ns && all->v[last].why == why) {
			all->v[last].to_ns = to_ns;
			return;
		}
	}
	all->v[all->n % PACE_PAUSES].from_ns = p->sent_ns;
	all->v[all->n % PACE_PAUSES].to_ns = to_ns;
	all->v[all->n % PACE_PAUSES].why = why;
	all->n++;
}

/* Why `d`, which sends again now, was silent for `pause` ns. */
static enum conn_pause judge(const struct flow *f, enum dir d, const struct segment *g,
			     bool again, int64_t pause)
{
	const struct pace_sent *p = f->half[d].pace.sent;
	int64_t to_sender = f->c.half[dir_other(d)].rtt_ns;

	if (p->closed_sum_ns >= pause / 2)
		return PAUSE_WINDOW;
	if (again)
		return PAUSE_LOSS;
	if (since(p->drained_ns, g->ts_ns) - to_sender >= pause / 2)
		return PAUSE_SENDER;
	return PAUSE_ROUND_TRIP;
}

static void took_octets(struct flow *f, const struct segment *g, bool again, bool spurious)
{
	struct pace_sent *p = sent(&f->half[g->dir].pace);
	const struct analysis *other = &f->half[dir_other(g->dir)].analysis;
	bool closed = p->closed_ns != 0;
	int64_t pause = since(p->sent_ns, g->ts_ns);

	window_opens(p, g->ts_ns);
	if (closed)
		p->closed_ns = g->ts_ns; /* nobody said that it opened */
	if (pause >= PAUSE_NS)
		remember(p, g->ts_ns, judge(f, g->dir, g, again && !spurious, pause));
	if (again && !spurious)
		flow_counts(f, g->dir)->resent_ns = g->ts_ns;
	p->sent_ns = g->ts_ns;
	p->drained_ns = 0;
	p->closed_sum_ns = 0;
	stuck_sent(&p->stuck, g, again && !spurious, other->ack, other->has_window);
}

/* A new segment to be acknowledged, unless one waits already. */
static void sample_begin(struct flow *f, const struct segment *g, bool again)
{
	struct pace *p = &f->half[g->dir].pace;

	if (again) {
		p->sample_ns = 0;
	} else if (!p->sample_ns) {
		p->sample_ns = g->ts_ns;
		p->sample_end = f->half[g->dir].analysis.top;
	}
}

static void took_ack(struct flow *f, const struct segment *g)
{
	enum dir of = dir_other(g->dir);
	struct pace *p = &f->half[of].pace;
	const struct analysis *a = &f->half[of].analysis;
	struct pace_sent *sent = p->sent;

	if (p->sample_ns && !is_after(p->sample_end, g->ack)) {
		int64_t rtt = since(p->sample_ns, g->ts_ns);

		if (rtt && (!f->c.half[of].rtt_ns || rtt < f->c.half[of].rtt_ns))
			f->c.half[of].rtt_ns = rtt;
		p->sample_ns = 0;
	}
	if (sent) {
		bool all = a->has_top && !is_after(a->top, g->ack);

		stuck_acked(&sent->stuck, g, all);
		if (all && sent->sent_ns && !sent->drained_ns)
			sent->drained_ns = g->ts_ns;
	}
}

static uint16_t segment_size(const struct conn_half *h)
{
	return h->mss ? h->mss : MSS_DEFAULT;
}

/* A window of less than a segment with nothing in flight lets nothing through either. */
static void took_window(struct flow *f, const struct segment *g, uint64_t window)
{
	enum dir of = dir_other(g->dir);
	struct pace *p = &f->half[of].pace;
	bool scaled = f->half[g->dir].analysis.has_scale; /* or it may mean more than it says */

	if (window == 0 || (window < segment_size(&f->c.half[g->dir]) && scaled && p->sent &&
			    p->sent->drained_ns))
		window_closes(sent(p), g->ts_ns);
	else if (p->sent)
		window_opens(p->sent, g->ts_ns);
}

void pace_push(struct flow *f, const struct segment *g, uint32_t analysis)
{
	const uint32_t probe = 1u << TCPA_KEEP_ALIVE | 1u << TCPA_ZERO_WINDOW_PROBE;
	bool spurious = analysis >> TCPA_SPURIOUS_RETRANSMISSION & 1;
	bool again = spurious || analysis >> TCPA_RETRANSMISSION & 1 ||
		     analysis >> TCPA_FAST_RETRANSMISSION & 1;
	const struct analysis *a = &f->half[g->dir].analysis;

	if (g->flags & TCP_RST)
		return;
	if (g->octets && !(analysis & probe))
		took_octets(f, g, again, spurious);
	if ((g->octets || g->flags & (TCP_SYN | TCP_FIN)) && !(analysis & probe))
		sample_begin(f, g, again);
	if (!(g->flags & TCP_ACK))
		return;
	took_ack(f, g);
	if (!(g->flags & TCP_SYN))
		took_window(f, g, (uint64_t)g->window << (a->has_scale ? a->scale : 0));
}

/* The remembered pause that covers most of this one. */
enum conn_pause pace_why(const struct pace *p, int64_t from_ns, int64_t to_ns)
{
	const struct pauses *all = p->sent ? p->sent->pauses : NULL;
	enum conn_pause why = PAUSE_UNKNOWN;
	int64_t most = 0;

	for (unsigned i = 0; all && i < all->n && i < PACE_PAUSES; i++) {
		int64_t from = later(all->v[i].from_ns, from_ns);
		int64_t to = all->v[i].to_ns < to_ns ? all->v[i].to_ns : to_ns;

		if (to > from && to - from > most) {
			most = to - from;
			why = all->v[i].why;
		}
	}
	return why;
}

void pace_fini(struct pace *p)
{
	if (p->sent) {
		free(p->sent->pauses);
		stuck_fini(&p->sent->stuck);
	}
	free(p->sent);
	p->sent = NULL;
}

/* The pauses are told first: without them there is no pointer to them to be packed. */
void pace_pack(struct pace *p, struct pack *to)
{
	struct pace_sent *sent = p->sent && !p->sent->stuck.now ? p->sent : NULL;
	struct pauses *pauses = sent ? sent->pauses : NULL;

	if (sent)
		sent->pauses = NULL;
	pack_block(to, pauses, sizeof(*pauses));
	pack_block(to, sent, sizeof(*sent));
	if (sent)
		p->sent = NULL;
}

struct pace_sent *pace_unpack(struct pack *from)
{
	struct pauses *pauses = unpack_block(from, sizeof(*pauses));
	struct pace_sent *sent = unpack_block(from, sizeof(*sent));

	if (sent)
		sent->pauses = pauses;
	return sent;
}

size_t pace_octets(const struct pace *p)
{
	enum { HEAP_OVERHEAD = 16 };

	if (!p->sent)
		return 0;
	return sizeof(*p->sent) + HEAP_OVERHEAD +
	       (p->sent->pauses ? sizeof(*p->sent->pauses) + HEAP_OVERHEAD : 0) +
	       (p->sent->stuck.now ? sizeof(*p->sent->stuck.now) + HEAP_OVERHEAD : 0);
}
