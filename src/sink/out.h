/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * out.h - what every text output shares: gathering, writing, and the choice of one item.
 */
#ifndef MW_SINK_OUT_H
#define MW_SINK_OUT_H

#include "base/buf.h"
#include "base/err.h"

#include <stdio.h>

/*
 * Text gathers in `text` and leaves in large writes.  On a terminal, and where the stream
 * was made line buffered (setvbuf), it leaves at each out_done(), so that people and
 * programs at the other end of a pipe see what happens while it happens.
 */
struct out {
	FILE *file;
	struct buf text;
	bool at_once;
};

void out_init(struct out *o, FILE *file);
void out_fini(struct out *o);
/* A line or record, or a piece of a long one, is complete in `text`.  0, or -1 and `e`. */
int out_done(struct out *o, struct err *e);
/* Everything leaves now.  0, or -1 and `e`. */
int out_flush(struct out *o, struct err *e);

/* The one session or message that was asked for by number. */
struct pick {
	const char *what; /* "session", "message" */
	const char *from; /* the capture's name, for errors; borrowed */
	uint64_t number;
	uint64_t highest; /* of the numbers seen so far */
};

/* Is it `number`?  Keeps count. */
bool pick_is(struct pick *p, uint64_t number);
/* 0 when it was seen; otherwise -1 and "there is no message 7: FILE holds 3 messages". */
int pick_check(const struct pick *p, struct err *e);

#endif
