/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * window.h - could the receiver have accepted this?
 *
 * Windows are known from what was captured, so these are judgements with slack: a packet
 * that no receiver would take must not steer the reassembly, and one that a receiver took
 * must never be refused because other packets are missing from the capture.
 */
#ifndef MW_STREAM_WINDOW_H
#define MW_STREAM_WINDOW_H

#include "stream/flow.h"

/* An old duplicate by its time stamp (PAWS, RFC 7323 5): not part of this stream. */
bool window_old_duplicate(const struct half *h, const struct segment *g);
/* An accepted segment that begins at `offset`: remembers its time stamp. */
void window_note_time(struct half *h, const struct segment *g, int64_t offset);
/* The segment, from `offset` on, acknowledges and announces a window: moves acked and edge of the other half,
   unless nobody can have sent so much. */
void window_note_ack(struct flow *f, const struct segment *g, int64_t offset);
/* A segment of `d` from `offset` on lies outside of anything the receiver offered. */
bool window_beyond(const struct flow *f, enum dir d, uint64_t offset);
/* An answer to a SYN that this connection did not send: RFC 9293 3.10.7.3 ignores it. */
bool window_stray_answer(const struct flow *f, const struct segment *g);
/* RFC 5961 3: a reset counts only inside the window. */
bool window_reset(const struct flow *f, const struct segment *g);

#endif
