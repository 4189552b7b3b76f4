/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * detail.h - one frame as a tree: frame, link layers, IP, TCP, then the mail.
 *
 * Laid out as `tshark -V`: 4 blanks a level, what was concluded rather than read in [ ].
 */
#ifndef MW_VIEW_DETAIL_H
#define MW_VIEW_DETAIL_H

#include "event/event.h"
#include "view/frame_items.h"

void detail_frame(struct buf *out, const struct ev_frame *f, const struct item *items,
		  size_t nitems);
/* detail_mail.c: the layers above TCP. */
void detail_mail(struct buf *out, const struct item *items, size_t nitems);

/* hexdump.c: the frame's octets, 16 a line with their ASCII.  Octets of a hidden secret
   are shown as "**".  Of compressed ones the text that came out of them follows. */
void hexdump_frame(struct buf *out, const struct ev_frame *f, const struct item *items,
		   size_t nitems, const struct policy *policy);

#endif
