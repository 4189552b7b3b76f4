/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * dot.h - the octets of a message, out of their dot-stuffed transport (RFC 5321 4.5.2,
 * RFC 1939 3).
 *
 * The end is CRLF "." CRLF and nothing else: a bare LF or CR inside is data, and so is a
 * dot after one.  The first line may begin with a dot as any other.  Octets come out in
 * runs as long as the input allows, never line by line.
 *
 *	struct bytes in = octets;
 *	while ((step = dot_next(&d, &in, &run)) == STEP_ITEM)
 *		use(run);
 *	keep(in);          what is left (at most DOT_HELD octets) is undecided: it must
 *	                   stand in front of the next octets
 */
#ifndef MW_PROTO_DOT_H
#define MW_PROTO_DOT_H

#include "base/bytes.h"
#include "base/step.h"

enum { DOT_HELD = 3 }; /* ".", ".CR", ".LF" or ".CRLF" at the start of a line */

enum dot_seen {
	DOT_SEEN_CRLF, /* at the start of a line: where every body begins */
	DOT_SEEN_OTHER,
	DOT_SEEN_CR,
	DOT_SEEN_LF,   /* a bare one */
};

/* Zeroed state is the start of a body. */
struct dot {
	enum dot_seen seen; /* the last octets that came out */
};

/* STEP_ITEM: `*run_out` is message octets, a view into the input.  STEP_MORE: nothing can
   be decided without further octets.  STEP_END: the terminator was taken off `*in`; what
   is left there follows it.  The CRLF before the final dot belongs to the message. */
enum step dot_next(struct dot *d, struct bytes *in, struct bytes *run_out);

/* `rest` was left undecided and nothing follows it (a hole, the end): the octets of it
   that belong to the message. */
struct bytes dot_flush(struct dot *d, struct bytes rest);
/* A hole: what follows may be in the middle of a line or at the start of one.  A lone
   dot right after it is data, unless nothing follows it: then dot_lenient_end() is true
   and what the other side says next decides. */
void dot_gap(struct dot *d);

/* True when `rest`, as left by dot_next(), is a terminator as only lenient servers see
   it: a lone dot whose line ends are not both CRLF (LF.LF, LF.CRLF, CRLF.LF). */
bool dot_lenient_end(const struct dot *d, struct bytes rest);

#endif
