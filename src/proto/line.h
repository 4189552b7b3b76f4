/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * line.h - the lines of a dialogue, out of octets that arrive in any pieces.
 *
 * A line ends with CRLF (RFC 5321 2.3.8, RFC 1939 3).  A bare LF ends one too, as every
 * server reads it, and is noted.  Octets that form no whole line yet stay with the
 * caller's stream and come back in front of more; what was searched already is not
 * searched again, so that a line arriving octet by octet costs linear time.
 */
#ifndef MW_PROTO_LINE_H
#define MW_PROTO_LINE_H

#include "base/bytes.h"
#include "base/step.h"

/* Zeroed state is the start of a line. */
struct line {
	size_t scanned; /* octets at the front known to hold no line end */
	bool skipping;  /* inside a line that was cut */
};

struct line_item {
	struct bytes text; /* without its line end; borrows from the octets that were passed */
	size_t octets;     /* of the whole item, line end included: what was used */
	bool bare_lf;      /* ended without a CR */
	bool cut;          /* over LIMIT_LINE octets: `text` is the beginning, ... */
	bool tail;         /* ... and this is a later piece of it (text is empty) */
};

/* The line at the front of `b`, which must begin where the last item ended and may have
   grown since the last call.  STEP_ITEM, or STEP_MORE when its end is not there. */
enum step line_next(struct line *l, struct bytes b, struct line_item *item_out);
/* There will be no line end (a hole, the end): forgets what was searched. */
void line_reset(struct line *l);

#endif
