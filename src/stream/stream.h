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

/*
 * Which copy wins where segments overlap with different octets.  It can only decide about
 * octets that still wait behind a hole: the others were passed on, as the receiver did.
 *
 *	FIRST     the copy that came first
 *	LAST      the copy that came last
 *	BSD       the later one if its segment begins before the earlier one's
 *	LINUX     the same, or if both begin together and the later one is longer
 *	WINDOWS   as BSD up to Server 2003 (newer ones keep the first copy: FIRST)
 */
enum overlap_policy { OVERLAP_FIRST, OVERLAP_LAST, OVERLAP_LINUX, OVERLAP_BSD, OVERLAP_WINDOWS };

enum { AWAKE_NONE = INT32_MAX };

struct stream_options {
	enum overlap_policy overlap;
	uint64_t memory_octets;     /* the budget of all connections; 0 = LIMIT_STREAM_MEMORY */
	bool notes;                 /* segment notes are wanted for ignored and ended
				       connections too: they keep their full state */
	bool long_way;              /* for every segment (ordinary.h): for tests */
	uint32_t awake;             /* connections that do not sleep (sleep.h); 0 = LIMIT_AWAKE,
				       AWAKE_NONE: all do between their packets */
};

/* What happened to one segment, for the packet list. */
struct segment_note {
	const struct conn *conn;    /* until the next call; NULL when there is none (ignored or
				       ended without stream_options.notes, not TCP): then
				       nothing below is set */
	enum dir dir;
	bool read;                  /* its reader has not given it up */
	uint32_t seq, ack;          /* relative, as tcp.seq and tcp.ack */
	uint64_t offset;            /* stream offset of its first payload octet, or
				       OFFSET_UNKNOWN (the beginning is not known yet) */
	uint32_t analysis;          /* bits 1 << enum tcp_analysis */
	uint64_t window;            /* scaled, where the scale is known */
	uint64_t dup_ack_frame;     /* for TCPA_DUPLICATE_ACK: the first with this ACK, */
	uint32_t dup_ack_number;    /* and how many repetitions this makes */
};
#define OFFSET_UNKNOWN UINT64_MAX

struct stream_stats {
	uint64_t conns, open;             /* connections so far; with full state now */
	uint64_t ignored;                 /* given up by their reader so far */
	uint64_t evicted, timed_out;
	uint64_t gaps, gap_octets;
	uint64_t conflicts;               /* overlaps with different octets */
	uint64_t held_octets, held_peak;  /* memory for segments that wait for others */
	uint64_t memory_octets, memory_peak;
	uint64_t held_forced;             /* times a hole was declared because of a budget */
};

struct streams *streams_new(const struct stream_options *o, const struct conn_ops *ops,
			    void *ctx);
/* One decoded TCP packet (verdict PACKET_TCP): a tick with its time, then its segment.
   `note_out` may be NULL. */
void streams_push(struct streams *s, const struct packet *p, struct segment_note *note_out);
/* Capture time went on: time-outs and held data are looked at.  Cheap when nothing is due.
   One wild time stamp does not end every connection: the clock never goes back, and leaps
   over more than LIMIT_CLOCK_LEAP_SECONDS only when the next moment confirms it. */
void streams_tick(struct streams *s, int64_t now_ns);
/* The capture ended: every hole is delivered, every connection closed, oldest first.  More
   may be pushed afterwards; it begins new connections. */
void streams_finish(struct streams *s);
/* What the reader's call under way belongs to: during time-outs, the moment the time-out
   was due, and its connection; when everything ends, the connection.  `due_ns` is
   INT64_MAX for what a packet brings.  Several engines' events are put in order by it:
   one engine would have gone through them in the order of moments, then of connections. */
struct stream_turn {
	int64_t due_ns;
	uint64_t stream;
};
struct stream_turn streams_turn(const struct streams *s);
const struct stream_stats *streams_stats(const struct streams *s);
/* Adds the counters of another table; the peaks of both may not have been at one time. */
void stream_stats_add(struct stream_stats *to, const struct stream_stats *from);
/* Connections still open are closed with CLOSE_END, held octets dropped. */
void streams_free(struct streams **s);

#endif
