/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * replay.h - a transcript in a shape, through the whole of Mailwire, in this process.
 */
#ifndef MW_TESTS_REPLAY_H
#define MW_TESTS_REPLAY_H

#include "records.h"
#include "shape.h"

/* What `mailwire events` (and, unless NULL, `mailwire follow FILE 1`) print for the capture
   file `file`; `sleep` as in struct shape.  0, or -1 and `e`. */
int replay_file(struct bytes file, bool show_secrets, bool sleep, struct buf *events_out,
		struct buf *follow_out, struct err *e);
/* The records of `t` in shape `s`, secrets shown.  0, or -1 and `e`. */
int replay(const struct transcript *t, const struct shape *s, struct records *out,
	   struct err *e);

/* loss.c: what must hold for a shape that is not lossless, `plain` being the records of
   the plain shape.  Otherwise it is explained in `told`. */
bool loss_holds(const struct transcript *t, const struct shape *s,
		const struct records *plain, const struct records *got, struct buf *told);

#endif
