/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * flowed.h - text/plain; format=flowed (RFC 3676) as the paragraphs its writer typed.
 *
 * Lines that end in a blank go on in the next one of the same quoting depth; a blank that
 * was stuffed in front of a line goes; "-- " before a signature stays a line of its own.
 */
#ifndef MW_MIME_FLOWED_H
#define MW_MIME_FLOWED_H

#include "base/buf.h"

/* Adds the text to `out`: a line for each paragraph, quoted ones behind "> " for each level,
   ended by LF.  `delsp`: the parameter DelSp=yes, the blank at the end of a line is only a
   mark.  Time is linear. */
void flowed_text(struct buf *out, struct bytes text, bool delsp);

#endif
