/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * qp.h - quoted-printable (RFC 2045 6.7), streaming.
 *
 * Permissive: lower-case hexadecimal, bare LF as line end, blanks between "=" and the line
 * end.  An "=" that no rule allows stays in the text as it is and is counted.  Blanks at
 * the end of a line are deleted, as rule 3 demands.
 */
#ifndef MW_MIME_QP_H
#define MW_MIME_QP_H

#include "base/bytes.h"

/* Blanks held while the end of their line is not known.  A line may have 76 octets; a
   longer run of blanks is kept as text. */
enum { QP_HELD_OCTETS = 1000 };

/* Zeroed state is the start. */
struct qp {
	enum {
		QP_TEXT,
		QP_BLANKS,    /* blanks that may be the end of a line */
		QP_CR,        /* the same and a CR */
		QP_EQ,        /* "=" */
		QP_EQ_HEX,    /* "=" and one hexadecimal digit */
		QP_EQ_BLANKS, /* "=" and blanks */
		QP_EQ_CR,     /* "=", perhaps blanks, and a CR */
	} seen;
	size_t nheld;
	uint8_t held[QP_HELD_OCTETS + 2]; /* what `seen` stands for, literally */
	uint64_t invalid;                 /* "=" that were kept */
};

/* The most octets qp_push() and qp_end() together write for `n` octets of input. */
static inline size_t qp_room(size_t n) { return n + QP_HELD_OCTETS + 2; }
/* Decodes `in` into `out`, returns octets written.  Any chunking gives the same octets. */
size_t qp_push(struct qp *q, struct bytes in, uint8_t *out);
/* No more input: what was held comes out, except a soft break and blanks at the end. */
size_t qp_end(struct qp *q, uint8_t *out);

#endif
