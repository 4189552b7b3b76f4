/* SPDX-License-Identifier: BSD-2-Clause */
/* stream.c - a packet finds its connection and goes through it; see flow.h. */
#include "stream/stream.h"

#include "base/arena.h"
#include "base/hash.h"
#include "stream/budget.h"
#include "stream/causal.h"
#include "stream/flow.h"
#include "stream/handshake.h"
#include "stream/ordinary.h"
#include "stream/reuse.h"
#include "stream/segment.h"
#include "stream/settle.h"
#include "stream/sleep.h"
#include "stream/window.h"

#include <stdlib.h>

#define CLOCK_LEAP_NS (LIMIT_CLOCK_LEAP_SECONDS * NS_PER_SEC)
/* Time stamps are what the file says: far enough from the ends to add seconds to. */
#define CLOCK_MAX_NS  (INT64_MAX / 2)

struct streams *streams_new(const struct stream_options *o, const struct conn_ops *ops,
			    void *ctx)
{
	struct streams *s = xcalloc(1, sizeof(*s));

	s->options = *o;
	s->ops = ops;
	s->ctx = ctx;
	s->hash = flow_hash_new();
	s->secret = hash_key_new().k0;
	s->clock_ns = s->leap_ns = TS_NONE;
	s->turn.due_ns = INT64_MAX;
	s->awake_max = o->awake == AWAKE_NONE ? 0 : o->awake ? o->awake : LIMIT_AWAKE;
	return s;
}

static int64_t sane(int64_t ts_ns)
{
	if (ts_ns == TS_NONE)
		return 0;
	return ts_ns > CLOCK_MAX_NS ? CLOCK_MAX_NS : ts_ns < -CLOCK_MAX_NS ? -CLOCK_MAX_NS : ts_ns;
}

static bool confirmed(const struct streams *s, int64_t now_ns)
{
	int64_t away;

	if (s->leap_ns == TS_NONE)
		return false;
	away = now_ns - s->leap_ns;
	return away && away < CLOCK_LEAP_NS && -away < CLOCK_LEAP_NS;
}

/* `now_ns` is sane. */
static void tick(struct streams *s, int64_t now_ns)
{
	if (s->clock_ns == TS_NONE)
		s->clock_ns = s->start_ns = now_ns;
	if (now_ns <= s->clock_ns)
		return;
	if (now_ns - s->clock_ns > CLOCK_LEAP_NS && !confirmed(s, now_ns)) {
		s->leap_ns = now_ns;
		return;
	}
	s->leap_ns = TS_NONE;
	s->clock_ns = now_ns;
	if (timers_any_due(&s->timers, now_ns))
		budget_tick(s);
}

void streams_tick(struct streams *s, int64_t now_ns)
{
	tick(s, sane(now_ns));
}

/* The reference of this key, or 0. */
static uint32_t find(const struct streams *s, const struct flow_key *key, uint64_t hash,
		     struct table_at *at)
{
	uint32_t ref = table_first(&s->table, hash, at);

	for (; ref; ref = table_next(&s->table, at)) {
		if (ref & COMPACT_REF
			    ? compact_is(compact_at(&s->compacts, ref & ~COMPACT_REF), key)
			    : flow_is(s->flows[ref - 1], key))
			break;
	}
	return ref;
}

static struct flow *open_flow(struct streams *s, struct flow *f, const struct packet *p,
			      unsigned end)
{
	handshake_open(f, p, end);
	if ((p->tcp.flags & (TCP_SYN | TCP_ACK)) == TCP_SYN) {
		f->has_isn = true;
		f->isn = p->tcp.seq;
		f->isn_from = end == 1;
	}
	f->c.now_frame = f->c.last_frame = p->frame->number;
	f->c.now_ns = f->c.last_ns = p->frame->ts_ns;
	s->ops->open(s->ctx, &f->c);
	return f;
}

/* Packet `p` is of `f`. */
static struct flow *go_on(struct streams *s, struct flow *f, const struct packet *p)
{
	if (f->silent && p->payload_octets && !(p->tcp.flags & (TCP_SYN | TCP_RST)))
		flow_resume(s, f, p);
	if (f->over && f->ignored && p->tcp.flags & (TCP_FIN | TCP_RST))
		f->closing = true;
	return f;
}

/* The flow that packet `p` belongs to, or NULL when only a compact record knows it. */
static struct flow *flow_for(struct streams *s, const struct packet *p,
			     const struct flow_key *key, unsigned end, bool *reused)
{
	uint64_t hash = flow_hash_of(&s->hash, key);
	struct table_at at;
	uint32_t ref = find(s, key, hash, &at);
	struct flow *f;

	if (ref & COMPACT_REF) {
		struct compact *c = compact_at(&s->compacts, ref & ~COMPACT_REF);
		bool expired = budget_compact_expired(s, c);

		if (!expired && !reuse_is_new_compact(c, &p->tcp, end)) {
			budget_see_compact(s, c);
			c->ended = c->ended || p->tcp.flags & (TCP_FIN | TCP_RST);
			return NULL;
		}
		*reused = !expired;
		table_remove(&s->table, &at);
		compact_drop(&s->compacts, ref & ~COMPACT_REF);
	} else if (ref) {
		f = flow_wake(s, s->flows[ref - 1]);
		if (budget_over_expired(s, f)) {
			flow_free(s, f, false);
			return open_flow(s, flow_new(s, hash), p, end);
		}
		if (!reuse_is_new(f, &p->tcp, end))
			return go_on(s, reuse_route(s, f, &p->tcp, end), p);
		*reused = true;
		return open_flow(s, reuse_open(s, f, hash), p, end);
	}
	return open_flow(s, flow_new(s, hash), p, end);
}

/* What happens now is stamped with the clock, or with the frame's own time, `now_ns`, while
   it leaps ahead of the clock. */
static struct segment segment_of(const struct streams *s, const struct flow *f,
				 const struct packet *p, unsigned end, int64_t now_ns)
{
	return (struct segment){
		.dir = flow_dir_of(f, end),
		.seq = p->tcp.seq, .ack = p->tcp.ack, .window = p->tcp.window,
		.flags = p->tcp.flags, .wscale = p->tcp.wscale,
		.has_ts = p->tcp.has_ts, .tsval = p->tcp.tsval,
		.data = bytes_head(p->payload, p->payload_octets), .octets = p->payload_octets,
		.frame = p->frame->number, .ts_ns = p->frame->ts_ns,
		.clock_ns = now_ns > s->clock_ns ? now_ns : s->clock_ns,
		.arrival = flow_packets(f) + 1,
	};
}

static void analyse(struct flow *f, const struct segment *g, bool reused,
		    struct segment_note *n)
{
	struct analysis *a[2] = { &f->half[0].analysis, &f->half[1].analysis };

	analysis_push(a[g->dir], a[dir_other(g->dir)], g, n);
	if (reused)
		n->analysis |= 1u << TCPA_REUSED_PORTS;
	if (!f->over && !f->ignored)
		pace_push(f, g, n->analysis);
	for (unsigned i = 0; n->analysis >> i; i++)
		if (n->analysis >> i & 1)
			flow_counts(f, g->dir)->analysis[i]++;
}

/* Until it is known where the streams begin, what carries something waits. */
static void take_unsettled(struct streams *s, struct flow *f, const struct segment *g)
{
	bool waits = g->octets || g->flags & TCP_FIN;

	settle_learn(f, g);
	if (g->flags & TCP_RST) {
		segment_reset(f, g);
		return;
	}
	if (!f->settled && waits)
		settle_wait(f, g);
	if (!f->settled && !settle_due(s, f))
		return;
	waits = waits && !f->settled;
	settle_decide(f);
	settle_replay(s, f);
	if (!waits && !f->ignored) {
		struct segment now = *g;

		if (f->swapped)
			now.dir = dir_other(g->dir);
		segment_push(s, f, &now);
	}
}

static void take(struct streams *s, struct flow *f, const struct segment *g)
{
	bool quiet = false;

	if (f->reset && g->flags & TCP_SYN)
		f->reset = false; /* refused, and tried again */
	if (!f->settled)
		take_unsettled(s, f, g);
	else if (segment_push(s, f, g))
		quiet = true;
	if (!quiet && !f->ignored)
		causal_age(s, f);
	if (f->half[0].eof && f->half[1].eof && f->half[0].acked > f->half[0].fin &&
	    f->half[1].acked > f->half[1].fin) {
		f->closing = true;
		reassembly_settled(&f->half[0].r);
		reassembly_settled(&f->half[1].r);
	} else {
		f->closing = f->reset;
	}
}

/* Where its octets belong in what was passed on. */
static uint64_t offset_of(const struct flow *f, enum dir d, const struct segment *g)
{
	int64_t offset;

	if (!f->settled)
		return OFFSET_UNKNOWN;
	offset = half_offset(&f->half[d], g->seq + (g->flags & TCP_SYN ? 1 : 0));
	return offset >= 0 ? (uint64_t)offset : OFFSET_UNKNOWN;
}

/* Segment `g` is packet `p` of end `end`; it may show that this is another side than it seemed. */
static void push_long_way(struct streams *s, struct flow *f, const struct packet *p,
			  unsigned end, bool reused, struct segment *g, struct segment_note *n)
{
	bool stray = window_stray_answer(f, g);

	if (!stray)
		handshake_roles(f, p, end);
	g->dir = flow_dir_of(f, end);
	handshake_count(f, p, g, stray);
	analyse(f, g, reused, n);
	if (!f->over && !f->ignored && !stray)
		take(s, f, g);
}

/* Packet `p` is of `f`, sent by its end `end`.  False when the flow is gone. */
static bool push(struct streams *s, struct flow *f, const struct packet *p, unsigned end,
		 int64_t now_ns, bool reused, struct segment_note *n)
{
	struct segment g = segment_of(s, f, p, end, now_ns);
	bool ordinary;

	f->seen_ns = g.clock_ns;
	ordinary = f->ordinary && ordinary_push(s, f, p, &g, n);
	if (!ordinary)
		push_long_way(s, f, p, end, reused, &g, n);
	budget_touch(s, f);
	if (!flow_heed(s, f))
		return false;
	/* An ordinary one without octets leaves nothing behind. */
	if (!(ordinary && !g.octets) && !budget_keep(s, f))
		return false;
	if (!ordinary)
		f->ordinary = ordinary_from_now(f) && !s->options.long_way;
	n->conn = &f->c;
	n->dir = flow_dir_of(f, end);
	n->read = !f->ignored;
	n->offset = offset_of(f, n->dir, &g);
	return true;
}

void streams_push(struct streams *s, const struct packet *p, struct segment_note *note_out)
{
	struct segment_note unasked, *n = note_out ? note_out : &unasked;
	struct flow_key key;
	unsigned end = flow_key_of_packet(p, &key);
	int64_t now_ns = sane(p->frame->ts_ns);
	bool reused = false;
	struct flow *f;

	*n = (struct segment_note){ .conn = NULL };
	sleep_some(s);
	tick(s, now_ns);
	f = flow_for(s, p, &key, end, &reused);
	if (f && !push(s, f, p, end, now_ns, reused, n))
		*n = (struct segment_note){ .conn = NULL };
}

struct stream_turn streams_turn(const struct streams *s)
{
	return s->turn;
}

const struct stream_stats *streams_stats(const struct streams *s)
{
	return &s->stats;
}

void stream_stats_add(struct stream_stats *to, const struct stream_stats *from)
{
	to->conns += from->conns;
	to->open += from->open;
	to->ignored += from->ignored;
	to->evicted += from->evicted;
	to->timed_out += from->timed_out;
	to->gaps += from->gaps;
	to->gap_octets += from->gap_octets;
	to->conflicts += from->conflicts;
	to->held_octets += from->held_octets;
	to->held_peak += from->held_peak;
	to->memory_octets += from->memory_octets;
	to->memory_peak += from->memory_peak;
	to->held_forced += from->held_forced;
}

static int by_stream(const void *a, const void *b)
{
	const struct flow *x = *(struct flow *const *)a, *y = *(struct flow *const *)b;

	return flow_stream(x) < flow_stream(y) ? -1 : flow_stream(x) > flow_stream(y);
}

/* Ends every connection, oldest first. */
static void end_all(struct streams *s, bool deliver)
{
	struct flow **all = xcalloc(s->stats.open, sizeof(struct flow *));
	size_t n = 0;

	for (size_t i = 0; i < s->nflows; i++)
		if (s->flows[i])
			all[n++] = s->flows[i];
	qsort(all, n, sizeof(*all), by_stream);
	for (size_t i = 0; i < n; i++) {
		struct flow *f = flow_wake(s, all[i]);

		s->turn.stream = f->c.stream;
		if (deliver)
			flow_close(s, f, CLOSE_END);
		else
			flow_abandon(s, f);
		flow_free(s, f, false);
	}
	free(all);
}

void streams_finish(struct streams *s)
{
	end_all(s, true);
}

void streams_free(struct streams **sp)
{
	struct streams *s = *sp;

	if (!s)
		return;
	end_all(s, false);
	table_fini(&s->table);
	compacts_fini(&s->compacts);
	timers_fini(&s->timers);
	pack_fini(&s->pack);
	pool_fini(&s->pool);
	free(s->flows);
	free(s->free_refs);
	free(s);
	*sp = NULL;
}
