/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * lookalike.h - domains that look like others (UTS 39, Unicode Security Mechanisms).
 *
 * The tables are ICU's, asked for every character when the program is built
 * (tools/lookalike-table.c).
 */
#ifndef MW_JUDGE_LOOKALIKE_H
#define MW_JUDGE_LOOKALIKE_H

#include "base/buf.h"

enum lookalike {
	LOOKALIKE_NONE,
	LOOKALIKE_MIXED, /* a label mixes scripts that no language writes together
			    (UTS 39 5.2, "highly restrictive") */
	LOOKALIKE_NEAR,  /* every strange letter of a label is nearly drawn like ASCII, and is
			    in earnest a letter of some language: æ, ı, ạ */
	LOOKALIKE_ASCII, /* every strange letter of a label is drawn like ASCII (UTS 39 4) */
};

/* Judges a domain in punycode or UTF-8.  `shown`: its labels as characters; `ascii`: what it
   looks like, for LOOKALIKE_NEAR and LOOKALIKE_ASCII.  Labels of one script under a top-level
   domain of the same are names, whatever they look like ("сосо.рф"). */
enum lookalike lookalike_domain(struct bytes domain, struct buf *shown, struct buf *ascii);

/* Adds what two domains have in common that a reader takes for one another: each letter as
   the one it is drawn like, 0 as o, 1 and I as l, "rn" as m, "vv" as w.  Only to be compared. */
void lookalike_prototype(struct buf *out, struct bytes domain);

#endif
