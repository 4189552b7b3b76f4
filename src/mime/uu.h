/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * uu.h - uuencoded bodies (POSIX uuencode), streaming.
 *
 * What stands before "begin" and after "end" is not data.  A line gives as many octets as
 * its first character says; characters missing at its end (cut blanks) are zero bits.
 */
#ifndef MW_MIME_UU_H
#define MW_MIME_UU_H

#include "base/bytes.h"

/* A line has at most 61 characters and a few that some encoders add. */
enum { UU_LINE_OCTETS = 128 };

/* Zeroed state is the start. */
struct uu {
	enum { UU_BEFORE, UU_DATA, UU_AFTER } at;
	size_t n;                    /* octets of the line so far, those kept in `line` */
	uint8_t line[UU_LINE_OCTETS];
	bool overlong;               /* the line has more */
	uint64_t invalid;            /* lines that are not uuencoded */
};

/* The most octets uu_push() writes for `n` octets of input: a line of one character and
   its LF may stand for 63 octets. */
static inline size_t uu_room(size_t n) { return (n / 2 + 1) * 63; }
/* Decodes `in` into `out`, returns octets written.  Any chunking gives the same octets. */
size_t uu_push(struct uu *u, struct bytes in, uint8_t *out);
/* No more input; the last line may lack its line end. */
size_t uu_end(struct uu *u, uint8_t *out);

#endif
