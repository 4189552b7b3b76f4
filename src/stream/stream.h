/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * stream.h - TCP segments in, two ordered byte streams per connection out.
 *
 * RFC 9293.  The table of connections, reassembly, gaps, time-outs and budgets.
 */
#ifndef MW_STREAM_STREAM_H
#define MW_STREAM_STREAM_H

#include "net/packet.h"
#include "stream/conn.h"

struct streams;

/* Which copy wins where segments overlap with different octets. */
enum overlap_policy { OVERLAP_FIRST, OVERLAP_LAST, OVERLAP_LINUX, OVERLAP_BSD, OVERLAP_WINDOWS };

struct stream_options {
	enum overlap_policy overlap;
	uint64_t memory_octets;     /* the budget of all connections; 0 = default */
};

/* What happened to one segment, for the packet list. */
struct segment_note {
	const struct conn *conn;    /* NULL when there is none (budget, not TCP) */
	enum dir dir;
	uint32_t seq, ack;          /* relative, as tcp.seq and tcp.ack */
	uint64_t offset;            /* stream offset of its first payload octet */
	uint32_t analysis;          /* bits 1 << enum tcp_analysis */
	uint64_t window;            /* scaled, where the scale is known */
};

struct stream_stats {
	uint64_t conns, open, evicted, held_octets, held_peak, gaps, gap_octets;
};

struct streams *streams_new(const struct stream_options *o, const struct conn_ops *ops,
			    void *ctx);
/* One decoded TCP packet (verdict PACKET_TCP).  `note_out` may be NULL. */
void streams_push(struct streams *s, const struct packet *p, struct segment_note *note_out);
/* Capture time went on without a packet: time-outs and held data are looked at. */
void streams_tick(struct streams *s, int64_t now_ns);
/* The capture ended: every hole is delivered, every connection closed, oldest first. */
void streams_finish(struct streams *s);
const struct stream_stats *streams_stats(const struct streams *s);
void streams_free(struct streams **s);

#endif
