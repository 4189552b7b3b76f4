/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pace.h - why a side of a connection was silent, and how far away the ends are.
 *
 * It looks at headers in capture order, after analysis.h, and costs a few comparisons a
 * segment.  What can be known from one place of the network, and what cannot, is in
 * docs/TIMING.md.
 */
#ifndef MW_STREAM_PACE_H
#define MW_STREAM_PACE_H

#include "stream/stream.h"
#include "stream/stuck.h"

enum { PACE_PAUSES = 16 }; /* of one direction remembered: the reader is at most a window
			      of segments behind */

/* The last pauses of one direction, as a ring; made at the first. */
struct pauses {
	unsigned n; /* so far; the next goes to n % PACE_PAUSES */
	struct {
		int64_t from_ns, to_ns;
		enum conn_pause why;
	} v[PACE_PAUSES];
};

/* What is remembered of the octets of one direction, from the first on. */
struct pace_sent {
	int64_t sent_ns;         /* its last segment with octets */
	int64_t drained_ns;      /* everything it sent is acknowledged since */
	int64_t closed_ns;       /* the other side's window is closed since */
	int64_t closed_sum_ns;   /* was closed, since `sent_ns` */
	struct pauses *pauses;
	struct stuck stuck;
};

/* What is remembered of the segments of one direction; zeroed state is the start.  A time
   of 0 means "no such moment". */
struct pace {
	int64_t sample_ns;       /* a segment waits for its acknowledgement since */
	uint32_t sample_end;     /* ... of the octets before this */
	struct pace_sent *sent;
};

struct flow;
struct segment;
/* `g` is the next segment of `f`, `analysis` what analysis_push() found in it. */
void pace_push(struct flow *f, const struct segment *g, uint32_t analysis);
/* See conn_pause(). */
enum conn_pause pace_why(const struct pace *p, int64_t from_ns, int64_t to_ns);
void pace_fini(struct pace *p);
/* What is made when it is needed, into an image (base/pack.h), and out of it: pace.sent, or
   NULL when it was not put there. */
struct pack;
void pace_pack(struct pace *p, struct pack *to);
struct pace_sent *pace_unpack(struct pack *from);
size_t pace_octets(const struct pace *p); /* memory */

#endif
