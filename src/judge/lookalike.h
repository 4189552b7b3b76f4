/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * lookalike.h - domains that look like others (UTS 39, Unicode Security Mechanisms).
 *
 * A small table of our own: the letters of other scripts, and odd Latin ones, that are drawn
 * like a to z in common fonts.  ICU's table knows some ten thousand pairs, most of them
 * between characters that no domain may hold; it would be the largest library by far.
 */
#ifndef MW_JUDGE_LOOKALIKE_H
#define MW_JUDGE_LOOKALIKE_H

#include "base/buf.h"

enum lookalike {
	LOOKALIKE_NONE,
	LOOKALIKE_MIXED, /* a label mixes scripts that no language writes together
			    (UTS 39 5.2, "highly restrictive") */
	LOOKALIKE_ASCII, /* every strange letter of a label is drawn like one of a to z */
};

/* Judges a domain in punycode or UTF-8.  `shown`: its labels as characters; `ascii`: what it
   looks like, for LOOKALIKE_ASCII. */
enum lookalike lookalike_domain(struct bytes domain, struct buf *shown, struct buf *ascii);

#endif
