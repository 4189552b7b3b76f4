/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ordinary.h - the short way of an ordinary segment.
 *
 * Nearly every segment is ordinary: it comes right next, whole, in an established connection,
 * says nothing but ACK (and PSH), acknowledges only what was seen, and nothing waits, is
 * missing or ends.  Of all that the long way (flow.h) asks, little is left then:
 *
 *	analysis.c   what was seen last     window.c    what is acknowledged, and the window
 *	pace.c       when it was sent       deliver.c   the reader's turn
 *
 * What is true of the connection is worked out behind a segment of the long way and kept in
 * flow.ordinary, as ordinary segments do not change it; what is true of the segment is asked
 * of each.  Both ways say the same of the same packets: a test holds them to each other.
 */
#ifndef MW_STREAM_ORDINARY_H
#define MW_STREAM_ORDINARY_H

#include "stream/flow.h"

/* Would an ordinary segment, of either side, be one as things are? */
bool ordinary_from_now(const struct flow *f);
/* Takes `g`, which is packet `p` of `f` with flow.ordinary set.  False when it is no ordinary
   segment, with nothing done. */
bool ordinary_push(struct streams *s, struct flow *f, const struct packet *p,
		   const struct segment *g, struct segment_note *n);

#endif
