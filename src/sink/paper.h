/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * paper.h - what pens write on (sink.h): text that others put in order later.
 */
#ifndef MW_SINK_PAPER_H
#define MW_SINK_PAPER_H

#include "base/buf.h"
#include "event/numbers.h"

struct paper {
	struct buf text;
	struct number_slots slots;  /* places in `text` of numbers that are not known yet */
	/* Called within a long text each time that it has grown by a piece: it may be taken
	   away, the slots too, before more of it follows. */
	void (*piece)(struct paper *self);
};

#endif
