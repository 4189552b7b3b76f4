/* SPDX-License-Identifier: BSD-2-Clause */
/* part_name.h - what the file of a message part is called. */
#ifndef MW_SINK_PART_NAME_H
#define MW_SINK_PART_NAME_H

#include "event/record.h"

/* Adds "2-photo.png": the section number, and the part's own name made harmless
   (safe_name.h) or one after its type: "1-body.txt", "3-part.pdf". */
void part_name(struct buf *out, const struct ev_part *part, bool attachment);

#endif
