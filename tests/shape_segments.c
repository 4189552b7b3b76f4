/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * shape_segments.c - a dialogue as TCP segments, in the order they are captured.
 *
 * In:   what both sides say, in order
 * Out:  handshake, segments that acknowledge all that came before them, close; cut,
 *       repeated, reordered and lost as the shape says
 * RFC:  9293 3.4-3.6
 */
#include "shape.h"

#include "net/packet.h"

#include <stdlib.h>

enum { SEGMENT_MAX = 60000, CLIENT_ISN = 1000, SERVER_ISN = 9000 };

#define EPOCH_NS (INT64_C(1700000000) * 1000000000)

/* Octets [from, to) of one side's stream that are said at once. */
struct turn {
	enum dir dir;
	bool lost;
	size_t from, to;
	size_t said;             /* index of its first line */
};

struct making {
	const struct shape *s;
	const struct transcript *t;
	struct segments *out;
	size_t happened;         /* of the transcript's happenings */
	int64_t wait_ns;         /* before the next segment */
	uint64_t random;
	struct bytes stream[2];
	struct turn *turns;
	size_t nturns, capturns;
	uint32_t isn[2];
	size_t sent[2];          /* octets so far, by enum dir */
	bool fin[2];
	size_t numbered;         /* segments with octets so far */
	bool begun;              /* with a handshake */
	size_t kept_from[2];     /* where the captured octets before `sent` begin */
};

/* All that each side says, and its turns: one for each line, or as long as it speaks. */
static void read_turns(struct making *m, const struct transcript *t)
{
	struct buf all[2] = { 0 };

	for (size_t i = 0; i < t->nsaid; i++) {
		const struct said *line = &t->said[i];
		struct turn *last = m->nturns ? &m->turns[m->nturns - 1] : NULL;
		size_t from = all[line->from].n;

		buf_add(&all[line->from], line->octets);
		if (last && m->s->cut != CUT_LINES && last->dir == line->from &&
		    last->lost == line->lost)
			last->to = all[line->from].n;
		else
			ARRAY_PUSH(m->turns, m->nturns, m->capturns) = (struct turn){
				line->from, line->lost, from, all[line->from].n, i };
	}
	for (int d = 0; d < 2; d++) {
		m->stream[d] = bytes_dup(&m->out->arena, buf_bytes(&all[d]));
		buf_fini(&all[d]);
	}
}

static bool chance(struct making *m, unsigned percent)
{
	return percent && shape_pick(&m->random, 100) < percent;
}

static void push(struct making *m, struct segment g)
{
	g.wait_ns = m->wait_ns;
	m->wait_ns = 0;
	ARRAY_PUSH(m->out->v, m->out->n, m->out->cap) = g;
}

/* The segment `d` would send now, without octets. */
static struct segment bare(const struct making *m, enum dir d, uint8_t flags)
{
	enum dir other = dir_other(d);

	return (struct segment){
		.from = d, .flags = flags, .window = TRANSCRIPT_WINDOW,
		.seq = m->isn[d] + 1 + (uint32_t)m->sent[d] + (m->fin[d] ? 1 : 0),
		.ack = flags & TCP_ACK ?
			m->isn[other] + 1 + (uint32_t)m->sent[other] + (m->fin[other] ? 1 : 0) : 0,
	};
}

/* What comes besides: the segment again, an ICMP error about it, an acknowledgement, a
   keep-alive (RFC 9293 3.8.4: one octet before what comes next, sent already). */
static void extras(struct making *m, struct segment g)
{
	struct segment extra;

	if (m->s->icmp) {
		extra = g;
		extra.quote = extra.extra = true;
		push(m, extra);
	}
	if (chance(m, m->s->again)) {
		extra = g;
		extra.extra = true;
		push(m, extra);
	}
	/* Before the first octet of a capture that begins in the middle, it would make that
	   octet look like a keep-alive. */
	if (chance(m, m->s->acks) && (m->begun || m->numbered > 1)) {
		extra = bare(m, dir_other(g.from), TCP_ACK);
		extra.extra = true;
		push(m, extra);
	}
	if (chance(m, m->s->probes) && !g.lost) {
		extra = bare(m, g.from, TCP_ACK);
		extra.seq--;
		extra.octets = bytes_from(g.octets, g.octets.n - 1);
		extra.extra = true;
		push(m, extra);
	}
}

static void send_octets(struct making *m, const struct turn *t, size_t n)
{
	struct segment g = bare(m, t->dir, TCP_ACK | TCP_PSH);
	size_t back = 0, from = m->sent[t->dir];
	bool lost = t->lost || ++m->numbered == m->s->lose;

	if (!lost && chance(m, m->s->overlap))
		back = shape_pick(&m->random, from - m->kept_from[t->dir] + 1);
	if (back > SEGMENT_MAX - n)
		back = SEGMENT_MAX - n;
	g.seq -= (uint32_t)back;
	g.octets = bytes_sub(m->stream[t->dir], from - back, n + back);
	g.lost = lost;
	m->sent[t->dir] += n;
	if (lost)
		m->kept_from[t->dir] = m->sent[t->dir];
	push(m, g);
	extras(m, g);
}

/* How many octets of a turn come next, `at` having gone before, `left` being left. */
static size_t next_cut(struct making *m, size_t at, size_t left)
{
	size_t n = left;

	switch (m->s->cut) {
	case CUT_LINES:
	case CUT_TURNS:  break;
	case CUT_OCTETS: n = 1; break;
	case CUT_AT:     n = at == 0 && m->s->cut_at < left ? m->s->cut_at : left; break;
	case CUT_EVERY:  n = m->s->cut_at; break;
	case CUT_RANDOM: n = 1 + shape_pick(&m->random, m->s->cut_at); break;
	}
	n = n > left ? left : n;
	return n > SEGMENT_MAX ? SEGMENT_MAX : n;
}

static void send_again(struct making *m, enum dir d)
{
	for (size_t i = m->out->n; i-- > 0;) {
		struct segment g = m->out->v[i];

		if (g.from != d || g.octets.n == 0)
			continue;
		g.extra = true;
		push(m, g);
		return;
	}
}

/* What happens before line `said`. */
static void happen(struct making *m, size_t said)
{
	const struct transcript *t = m->t;

	for (; m->happened < t->nhappens && t->happens[m->happened].before <= said; m->happened++) {
		const struct happens *h = &t->happens[m->happened];
		struct segment g = bare(m, h->from, TCP_ACK);

		if (!m->s->timed)
			continue;
		g.extra = true;
		g.window = h->window;
		if (h->what == HAPPENS_WAIT)
			m->wait_ns += h->wait_ns;
		else if (h->what == HAPPENS_ACK)
			push(m, g);
		else
			send_again(m, h->from);
	}
}

static void handshake(struct making *m)
{
	struct segment g = bare(m, DIR_CLIENT, TCP_SYN);

	g.seq--;
	push(m, g);
	g = bare(m, DIR_SERVER, TCP_SYN | TCP_ACK);
	g.seq--;
	push(m, g);
	push(m, bare(m, DIR_CLIENT, TCP_ACK));
}

static void farewell(struct making *m, enum closing closing, enum dir closer)
{
	if (closing == CLOSING_NONE)
		return;
	if (closing == CLOSING_RST) {
		push(m, bare(m, closer, TCP_RST | TCP_ACK));
		return;
	}
	push(m, bare(m, closer, TCP_FIN | TCP_ACK));
	m->fin[closer] = true;
	push(m, bare(m, dir_other(closer), TCP_FIN | TCP_ACK));
	m->fin[dir_other(closer)] = true;
	push(m, bare(m, closer, TCP_ACK));
}

static void swap(struct segments *all, size_t i, size_t j)
{
	struct segment g = all->v[i];

	all->v[i] = all->v[j];
	all->v[j] = g;
}

static void reverse_runs(struct segments *all, size_t reach)
{
	for (size_t i = 0, n; i < all->n; i += n) {
		for (n = 1; n < reach && i + n < all->n; n++)
			if (all->v[i + n].from != all->v[i].from)
				break;
		for (size_t k = 0; k < n / 2; k++)
			swap(all, i + k, i + n - 1 - k);
	}
}

/* Each segment moves back by 0 to `reach` places: a stable sort by place + that. */
static void shuffle(struct segments *all, size_t reach, uint64_t *random)
{
	size_t *place = xcalloc(all->n ? all->n : 1, sizeof(*place));

	for (size_t i = 0; i < all->n; i++) {
		size_t to = i + shape_pick(random, reach + 1), k = i;
		struct segment g = all->v[i];

		for (; k && place[k - 1] > to; k--) {
			place[k] = place[k - 1];
			all->v[k] = all->v[k - 1];
		}
		place[k] = to;
		all->v[k] = g;
	}
	free(place);
}

static void disorder(struct making *m)
{
	struct segments *all = m->out;

	switch (m->s->disorder) {
	case ORDER_KEPT:
		break;
	case ORDER_SWAPPED:
		for (size_t i = 0; i + 1 < all->n; i++)
			if (all->v[i].octets.n && all->v[i + 1].octets.n &&
			    all->v[i].from == all->v[i + 1].from) {
				swap(all, i, i + 1);
				i++;
			}
		break;
	case ORDER_CROSSED:
		for (size_t i = 0; i + 1 < all->n; i += 2)
			swap(all, i, i + 1);
		break;
	case ORDER_REVERSED:
		reverse_runs(all, m->s->reach);
		break;
	case ORDER_RANDOM:
		shuffle(all, m->s->reach, &m->random);
		break;
	}
}

/* Every segment once more, as of another connection, anywhere behind the first. */
static void add_twin(struct making *m)
{
	struct segments *all = m->out;
	struct segment *one = all->v;
	size_t n = all->n, a = 0, b = 0;

	*all = (struct segments){ .arena = all->arena };
	while (a < n || b < n) {
		if (a < n && (b == a || shape_pick(&m->random, 2) == 0)) {
			push(m, one[a++]);
			continue;
		}
		push(m, one[b++]);
		all->v[all->n - 1].twin = true;
	}
	free(one);
}

/* Times, and what was not captured goes. */
static void settle(struct segments *all, const struct transcript *t, const struct shape *s)
{
	size_t kept = 0;
	int64_t waited = 0;

	for (size_t i = 0; i < all->n; i++) {
		struct segment g = all->v[i];

		waited += g.wait_ns;
		g.ts_ns = EPOCH_NS + (int64_t)i * t->clock_ns + waited;
		if (!g.lost && !(s->only_one && g.from != s->only))
			all->v[kept++] = g;
	}
	all->n = kept;
}

void shape_segments(struct segments *out, const struct transcript *t, const struct shape *s)
{
	struct making m = { .s = s, .t = t, .out = out, .random = s->seed };
	enum closing closing = s->other_close ? s->closing : t->closing;

	*out = (struct segments){ 0 };
	read_turns(&m, t);
	m.isn[DIR_CLIENT] = s->wrap ? 0 - (uint32_t)m.stream[0].n / 2 - 1 : CLIENT_ISN;
	m.isn[DIR_SERVER] = s->wrap ? 0 - (uint32_t)m.stream[1].n / 2 - 1 : SERVER_ISN;
	m.begun = !t->middle && !s->no_syn;
	if (m.begun)
		handshake(&m);
	for (size_t i = 0; i < m.nturns; i++) {
		const struct turn *turn = &m.turns[i];

		happen(&m, turn->said);
		for (size_t at = 0, n; at < turn->to - turn->from; at += n) {
			n = next_cut(&m, at, turn->to - turn->from - at);
			send_octets(&m, turn, n);
		}
	}
	happen(&m, t->nsaid);
	farewell(&m, closing, t->closer);
	if (s->twin)
		add_twin(&m);
	disorder(&m);
	settle(out, t, s);
	free(m.turns);
}

void segments_fini(struct segments *all)
{
	free(all->v);
	arena_fini(&all->arena);
	*all = (struct segments){ 0 };
}
