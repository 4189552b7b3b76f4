/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pair_scan.h - where in a text does one of up to 16 pairs of octets occur?
 *
 * A pair is a set of first octets and a set of second ones: "pa" in any case is {p,P}{a,A}.
 * Most of a text has none, so that passing over it is all the work.  Two ways that give the
 * same answer: with vectors two look-ups by nibble (the "shufti" of Hyperscan) rule out nearly
 * everything, 32 octets at a time, and what is left is looked at closely.
 */
#ifndef MW_BASE_PAIR_SCAN_H
#define MW_BASE_PAIR_SCAN_H

#include "base/bytes.h"

enum { PAIRS_MAX = 16, PAIR_GROUPS = 8, NIBBLES = 16 };

/* Zeroed state has no pairs. */
struct pair_scan {
	uint16_t first[256], second[256]; /* pairs whose first, second octet this may be */
	/* The same by nibble, two pairs to a bit: an octet is in the set of a group where both
	   its nibbles are, or looks like it. */
	uint8_t first_low[NIBBLES], first_high[NIBBLES];
	uint8_t second_low[NIBBLES], second_high[NIBBLES];
};

/* `octet` may be the first, or the second, of pair `pair` (0 to PAIRS_MAX - 1). */
void pair_first(struct pair_scan *s, unsigned pair, uint8_t octet);
void pair_second(struct pair_scan *s, unsigned pair, uint8_t octet);

size_t pair_find_scalar(const struct pair_scan *s, struct bytes b, size_t from);
/* Whether this machine can run pair_find_avx2(). */
bool pair_has_avx2(void);
size_t pair_find_avx2(const struct pair_scan *s, struct bytes b, size_t from);

/* Where the first pair begins at or behind `from`; without one the last octet, which may be
   the first of one, or b.n when that is less than `from`. */
static inline size_t pair_find(const struct pair_scan *s, struct bytes b, size_t from)
{
	return pair_has_avx2() ? pair_find_avx2(s, b, from) : pair_find_scalar(s, b, from);
}

#endif
