/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fuzz_stream.c - one connection, its packets in any order, against a slow reference.
 *
 * Input: an octet of options, then packets of 7 octets: bits (direction, FIN, other
 * content, cut, a bare acknowledgement), offset (2), length, acknowledged (2), milliseconds
 * since the packet before it in units of 8.  Each direction has TOTAL octets and a FIN behind
 * them.
 *
 * The reference is a map: which octet did the first packet bring that carried it.  What the
 * reader is given must be that octet; a gap must cover octets that no packet has brought so
 * far; nothing that was brought may be missing at the end.
 */
#include "base/buf.h"
#include "stream/stream.h"

#include <stdlib.h>

enum { TOTAL = 3000, ISN = 0x7ffffc00 /* wraps into the negative within the stream */ };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
	if (!holds)
		abort();
}

/* One direction, as the reference has it. */
struct side {
	int first[TOTAL];     /* the octet brought first, -1 = none */
	size_t brought;       /* end of the furthest */
	uint64_t at;          /* stream offset of what the reader is given next */
	bool eof, fin;        /* told; a packet brought it */
};

struct world {
	struct side side[2];
	bool slow;            /* the reader leaves octets unused */
	bool closed;
};

static uint8_t content(enum dir d, size_t at, bool other)
{
	return (uint8_t)(at * 31 + at / 256 + (d == DIR_SERVER ? 7 : 0) + (other ? 101 : 0));
}

static void on_open(void *ctx, struct conn *c)
{
	c->reader = ctx;
}

static void given(struct side *s, uint64_t offset, struct bytes b)
{
	require(offset == s->at && !s->eof);
	for (size_t i = 0; i < b.n; i++)
		require(offset + i < TOTAL && s->first[offset + i] == bytes_at(b, i));
}

static size_t on_data(void *ctx, struct conn *c, enum dir d, struct bytes b)
{
	struct world *w = ctx;
	struct side *s = &w->side[d];
	size_t use = w->slow ? b.n - b.n % 7 : b.n;

	given(s, c->half[d].offset, b);
	s->at += use;
	return use;
}

static void on_gap(void *ctx, struct conn *c, enum dir d, uint64_t missing, struct bytes rest)
{
	struct world *w = ctx;
	struct side *s = &w->side[d];

	given(s, c->half[d].offset, rest);
	s->at += rest.n;
	for (uint64_t i = 0; i < missing; i++)
		require(s->at + i >= TOTAL || s->first[s->at + i] < 0);
	s->at += missing;
}

static void on_eof(void *ctx, struct conn *c, enum dir d, struct bytes rest)
{
	struct world *w = ctx;
	struct side *s = &w->side[d];

	given(s, c->half[d].offset, rest);
	s->at += rest.n;
	require(!s->eof && s->fin && s->at == TOTAL);
	s->eof = true;
}

static void on_close(void *ctx, struct conn *c, enum close_why why, const struct bytes rest[2])
{
	struct world *w = ctx;

	(void)why;
	require(!w->closed);
	w->closed = true;
	for (enum dir d = DIR_CLIENT; d <= DIR_SERVER; d++) {
		struct side *s = &w->side[d];

		if (!s->eof)
			given(s, c->half[d].offset, rest[d]);
		s->at += s->eof ? 0 : rest[d].n;
		require(s->at >= s->brought);
	}
}

/* Both readings, and that they differ at both ends. */
static void on_conflict(void *ctx, struct conn *c, enum dir d, uint64_t offset,
			struct bytes kept, struct bytes other, uint64_t frame_kept,
			uint64_t frame_other)
{
	struct world *w = ctx;

	(void)c, (void)frame_kept;
	require(kept.n && kept.n == other.n && frame_other);
	require(bytes_at(kept, 0) != bytes_at(other, 0) && bytes_last(kept) != bytes_last(other));
	for (size_t i = 0; i < kept.n; i++)
		require(w->side[d].first[offset + i] == bytes_at(kept, i));
}

struct sent {
	enum dir dir;
	uint32_t seq, ack;
	uint16_t flags;
	size_t captured, octets;
	const uint8_t *p;
};

static void push(struct streams *s, struct frame *f, const struct sent *t)
{
	static struct packet p; /* large */
	bool server = t->dir == DIR_SERVER;
	struct ip ends[2] = { ip4_of(B("\xc0\x00\x02\x01")), ip4_of(B("\xc0\x00\x02\x02")) };

	f->number++;
	p.frame = f;
	p.verdict = PACKET_TCP;
	p.src = ends[server];
	p.dst = ends[!server];
	p.tcp = (struct tcp){ .src_port = server ? 25 : 40000, .dst_port = server ? 40000 : 25,
			      .seq = t->seq, .ack = t->ack, .flags = t->flags, .window = 65535,
			      .wscale = -1, .hdr_octets = 20 };
	p.payload = bytes_of(t->p, t->captured);
	p.payload_octets = (uint32_t)t->octets;
	streams_push(s, &p, NULL);
}

static void shake_hands(struct streams *s, struct frame *f)
{
	push(s, f, &(struct sent){ DIR_CLIENT, ISN - 1, 0, TCP_SYN, 0, 0, NULL });
	push(s, f, &(struct sent){ DIR_SERVER, ISN - 1, ISN, TCP_SYN | TCP_ACK, 0, 0, NULL });
	push(s, f, &(struct sent){ DIR_CLIENT, ISN, ISN, TCP_ACK, 0, 0, NULL });
}

/* What a packet brings, entered in the map before it is sent. */
static void bring(struct side *s, size_t at, const uint8_t *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s->first[at + i] < 0)
			s->first[at + i] = p[i];
	if (n && at + n > s->brought)
		s->brought = at + n;
}

static void one_packet(struct streams *s, struct world *w, struct frame *f, struct cur *c)
{
	enum { FIN = 2, OTHER = 4, CUT = 8, BARE = 16, CUT_OCTETS = 9 };
	uint8_t bits = cur_u8(c), octets[255];
	size_t at = cur_be16(c) % TOTAL, n = cur_u8(c), acked = cur_be16(c) % (TOTAL + 2);
	struct sent t = { .dir = bits & 1 ? DIR_SERVER : DIR_CLIENT, .flags = TCP_ACK };
	struct side *me = &w->side[t.dir];

	f->ts_ns += cur_u8(c) * INT64_C(8000000);
	if (n > TOTAL - at)
		n = TOTAL - at;
	if (bits & BARE)
		n = 0;
	/* One octet just before what is acknowledged is a keep-alive: it need not be true. */
	if (n == 1)
		n = at + 2 <= TOTAL ? 2 : 0;
	for (size_t i = 0; i < n; i++)
		octets[i] = content(t.dir, at + i, bits & OTHER);
	t.p = octets;
	t.octets = t.captured = n;
	if (bits & CUT && n > CUT_OCTETS)
		t.captured -= CUT_OCTETS;
	t.seq = ISN + (uint32_t)at;
	/* Nobody acknowledges what the other side never sends. */
	t.ack = ISN + (uint32_t)acked;
	if (bits & FIN && at + n == TOTAL) {
		t.flags |= TCP_FIN;
		me->fin = true;
	}
	streams_tick(s, f->ts_ns);
	if (w->closed)
		return;
	bring(me, at, octets, t.captured);
	push(s, f, &t);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct conn_ops ops = {
		.open = on_open, .data = on_data, .gap = on_gap, .eof = on_eof,
		.close = on_close, .conflict = on_conflict,
	};
	struct cur c = cur_of(bytes_of(data, size));
	struct stream_options o = { .memory_octets = 1 << 20 };
	struct world *w = calloc(1, sizeof(*w));
	struct frame f = { .ts_ns = INT64_C(1700000000000000000) };
	struct streams *s;
	uint8_t how;

	require(w != NULL);
	for (enum dir d = DIR_CLIENT; d <= DIR_SERVER; d++)
		for (size_t i = 0; i < TOTAL; i++)
			w->side[d].first[i] = -1;
	how = cur_u8(&c);
	w->slow = how & 1;
	o.awake = how & 2 ? AWAKE_NONE : 0;
	s = streams_new(&o, &ops, w);
	shake_hands(s, &f);
	while (cur_left(&c) >= 7 && !w->closed)
		one_packet(s, w, &f, &c);
	if (!w->closed)
		streams_finish(s);
	require(w->closed);
	streams_free(&s);
	free(w);
	return 0;
}
