/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * folded.h - lines that may go on in the next one, as in header fields, iCalendar and vCard.
 *
 * A line that begins with a blank continues the one before it (RFC 5322 2.2.3, RFC 5545 3.1).
 * In vCard 2.1 and vCalendar 1.0 a quoted-printable value goes on behind a "=" at the end of
 * its line, whatever the next one begins with; the "=" is not part of it.
 * Any chunking gives the same lines; of each at most LIMIT_FOLDED octets are kept.
 */
#ifndef MW_MIME_FOLDED_H
#define MW_MIME_FOLDED_H

#include "base/buf.h"

/* Zeroed state is the start. */
struct folded {
	bool cards;       /* set by the caller: the blank is folding only (iCalendar), and
			     quoted-printable values have soft line breaks */
	struct buf line;
	bool ended;       /* its line end was seen; the next octet tells whether it goes on */
	bool given;       /* it was given out: the next call begins a new one */
	bool cut;         /* a line was longer than what is kept */
	bool past;        /* of this line some is not kept */
	uint8_t last;     /* its last octet up to now that is no blank and no CR */
	enum { SOFT_UNKNOWN, SOFT_NEVER, SOFT_BREAKS } soft;
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
