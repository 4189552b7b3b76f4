/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * folded.h - lines that may go on in the next one, as in header fields, iCalendar and vCard.
 *
 * A line that begins with a blank continues the one before it (RFC 5322 2.2.3, RFC 5545 3.1).
 * Any chunking gives the same lines; of each at most LIMIT_FOLDED octets are kept.
 */
#ifndef MW_MIME_FOLDED_H
#define MW_MIME_FOLDED_H

#include "base/buf.h"

/* Zeroed state is the start. */
struct folded {
	bool drop_blank;  /* set by the caller: the blank is folding only (iCalendar) */
	struct buf line;
	bool ended;       /* its line end was seen; the next octet tells whether it goes on */
	bool given;       /* it was given out: the next call begins a new one */
	bool cut;         /* a line was longer than what is kept */
};

/* Takes octets off `*in`.  True: a line is complete, without its line ends; an empty line is
   one too.  `*line_out` is valid until the next call.  False: all octets were taken. */
bool folded_next(struct folded *f, struct bytes *in, struct bytes *line_out);
/* No more octets: the last line, if there is one. */
bool folded_end(struct folded *f, struct bytes *line_out);
/* Octets are missing: what is known of the present line is given up. */
void folded_gap(struct folded *f);
void folded_fini(struct folded *f);

#endif
