/* SPDX-License-Identifier: BSD-2-Clause */
/* segment.h - one segment of a settled connection: what it acknowledges, carries and ends. */
#ifndef MW_STREAM_SEGMENT_H
#define MW_STREAM_SEGMENT_H

#include "stream/flow.h"

/* Takes it in and delivers what can be delivered.  True when causal_pump() says so: it need not
   be followed by causal_age(). */
bool segment_push(struct streams *s, struct flow *f, const struct segment *g);
/* A reset; also of a connection that is not settled. */
void segment_reset(struct flow *f, const struct segment *g);

#endif
