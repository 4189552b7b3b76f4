/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * timing.h - times of records in words: who was waited for, and how long (docs/TIMING.md).
 */
#ifndef MW_VIEW_TIMING_H
#define MW_VIEW_TIMING_H

#include "view/text.h"

/* A wait that people ask about; shorter ones are not pointed out. */
#define TIMING_SLOW_NS (1 * NS_PER_SEC)

/* What the server needed for the reply itself: without the network and without what was
   asked before it.  NO_TIME when not known, or when it was no waiting (IDLE). */
int64_t timing_own(const struct ev_command *c);
/* The word for whoever took most of the time until the reply: "server", "network",
   "pipelining"; NULL when there is no time. */
const char *timing_culprit(const struct ev_command *c);
/* "RCPT: 5.02 s for the reply: server 5.00 s, network 20.1 ms" */
void timing_wait(struct buf *out, const struct ev_command *c);
/* "stood still 3 times, 2.96 s in all: 2.00 s the client's window was closed, ...; longest
   2.00 s, up to #19"; nothing when it did not. */
void timing_stalls(struct buf *out, const struct ev_message *m);
/* "34.1 kB/s" */
void timing_rate(struct buf *out, uint64_t octets_per_second);

/* The phases of a session in their order: its name, NULL behind the last. */
const char *timing_phase(const struct ev_session *s, unsigned i, int64_t *ns_out);
/* Where packets were captured, by the round trips to both ends: "at the client", "at the
   server", "between them"; NULL when that is not known. */
const char *timing_place(const struct ev_session *s);

#endif
