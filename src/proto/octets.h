/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * octets.h - what the octets of a message in transport break, counted as they go by.
 *
 * RFC 5321 2.3.8: CR and LF occur only together; 4.5.3.1.6: a line has at most 1,000 octets
 * with its CRLF; 2.4: seven bits unless 8BITMIME was agreed on; RFC 5322 4.1: no NUL.  Which
 * of these is wrong in a given transfer is the caller's to know.
 *
 * Octets come in any pieces; ordinary text is passed with vectors (base/line_scan.h).
 */
#ifndef MW_PROTO_OCTETS_H
#define MW_PROTO_OCTETS_H

#include "base/bytes.h"

enum octets_kind {
	OCTETS_BARE_CR,   /* a CR without LF behind it */
	OCTETS_BARE_LF,   /* a LF without CR in front of it */
	OCTETS_NUL,
	OCTETS_8BIT,      /* over 127 */
	OCTETS_LONG_LINE, /* a line over OCTETS_LINE_MAX octets, its end aside */
	OCTETS_KINDS,
};

enum { OCTETS_LINE_MAX = 998 };

/* Zeroed state is the start. */
struct octets {
	uint64_t at;             /* octets so far */
	uint64_t lines;          /* LFs so far */
	uint64_t line;           /* octets of this line so far, */
	bool stuffed;            /* one of which is a stuffed dot: it does not count */
	bool cr;                 /* the last octet was a CR */
	bool unsure;             /* the last octet is missing */
	uint64_t longest;        /* octets of the longest long line, its end aside */
	bool ordinary;           /* what was pushed last had neither NULs nor CRs and LFs apart */
	struct octets_seen {
		uint64_t count;
		uint64_t first;  /* where: octets since the start; a line: where it begins */
		uint64_t line;   /* the same as the number of a line, from 1 */
	} seen[OCTETS_KINDS];
};

/* The next octets.  True when one of a kind was seen that had not been before. */
bool octets_push(struct octets *o, struct bytes b);
/* `missing` octets are not there: the line that they cut is judged no more. */
void octets_gap(struct octets *o, uint64_t missing);
/* No more octets: a CR at the end is a bare one.  Returns as octets_push(). */
bool octets_end(struct octets *o);

#endif
