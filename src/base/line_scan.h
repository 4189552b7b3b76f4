/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * line_scan.h - lines of text, looked at many octets at a time.
 *
 * Nearly all mail is ordinary text: CR and LF only together, no NUL, seven bits.  A body is
 * looked at by several readers that wait for the line that is not; here each can ask for a
 * whole run at once, and go through lines one by one only where something is.
 *
 * Each question has two ways that give the same answer: with vectors, and without.
 */
#ifndef MW_BASE_LINE_SCAN_H
#define MW_BASE_LINE_SCAN_H

#include "base/bytes.h"

struct lines_look {
	bool apart;   /* an LF has no CR in front of it, or a CR no LF behind it; the first octet
			 and what is behind the last one are the caller's to judge */
	bool nul;
	bool high;    /* octets over 127 */
	size_t lfs;
};

enum { LINE_BEGINS = 3 };

/* Up to LINE_BEGINS octets that a line may begin with. */
struct line_begins {
	size_t n;
	uint8_t octet[LINE_BEGINS];
};

struct lines_look lines_look_scalar(struct bytes b);
size_t line_begin_scalar(struct bytes b, size_t from, const struct line_begins *which);
/* Whether this machine can run these. */
bool lines_have_avx2(void);
struct lines_look lines_look_avx2(struct bytes b);
size_t line_begin_avx2(struct bytes b, size_t from, const struct line_begins *which);

/* What there is in `b`. */
static inline struct lines_look lines_look(struct bytes b)
{
	return lines_have_avx2() ? lines_look_avx2(b) : lines_look_scalar(b);
}

/* The index of the first octet at or behind `from`, which is at least 1, that stands right
   behind an LF and is one of these; b.n when there is none. */
static inline size_t line_begin(struct bytes b, size_t from, const struct line_begins *which)
{
	return lines_have_avx2() ? line_begin_avx2(b, from, which) :
				   line_begin_scalar(b, from, which);
}

#endif
