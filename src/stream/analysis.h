/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * analysis.h - what happened to a segment, in the words of Wireshark's tcp.analysis.
 *
 * It looks at headers in capture order only, as Wireshark does, and knows nothing of
 * reassembly: an out-of-order segment is told as one although its octets come out right.
 * What the two disagree about is in docs/TSHARK.md.
 */
#ifndef MW_STREAM_ANALYSIS_H
#define MW_STREAM_ANALYSIS_H

#include "stream/stream.h"

/* What is remembered of one direction; zeroed state is the start. */
struct analysis {
	uint64_t acked_frame;   /* the first frame with this `ack` */
	int64_t ack_ns, top_ns; /* when `ack` was last sent, when `top` was reached */
	int64_t rtt_ns;         /* from its last SYN until that was answered and confirmed; */
	uint32_t base;          /* raw sequence number that is shown as 0 */
	uint32_t top;           /* highest sequence number seen, plus one */
	uint32_t whole;         /* the same, without holes before it */
	uint32_t ack, window;   /* of the last segment */
	uint32_t dup_acks;
	uint8_t scale;          /* shift of the windows it announces, when has_scale */
	bool has_syn, has_rtt;  /* ... before that, when it was sent */
	bool has_base, has_top, has_whole, has_scale;
	bool has_window, window_of_syn; /* `window` is set; by a SYN, so it is not scaled */
	bool unseen_told;       /* its side was acknowledged more than was seen; told */
	bool was_keep_alive, was_probe; /* the last segment was */
};

struct segment;
/* Both sides were heard of, and nothing is to be learned about `fwd` from an ordinary segment. */
bool analysis_settled(const struct analysis *fwd, const struct analysis *rev);
/* As analysis_push(), once both sides are settled, for a segment without SYN, FIN and RST but
   with ACK that no rule has anything to say about.  False, with nothing done, for others. */
bool analysis_ordinary(struct analysis *fwd, struct analysis *rev, const struct segment *g,
		       struct segment_note *n);
/* `g` is the next segment of the connection, of direction `fwd`; `rev` is the other one.
   Fills seq, ack, window, analysis, dup_ack_*. */
void analysis_push(struct analysis *fwd, struct analysis *rev, const struct segment *g,
		   struct segment_note *n);

#endif
