/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * words.h - do any of a few words occur in octets that stream by?
 *
 * ASCII letters in any case.  Linear: each octet is compared with the next one of the
 * words that have begun, and skipped when none has and none begins with it.
 */
#ifndef MW_JUDGE_WORDS_H
#define MW_JUDGE_WORDS_H

#include "base/pair_scan.h"

enum { WORDS_MAX = PAIRS_MAX, WORD_OCTETS = 32 };

/* What is looked for: made once, then shared. */
struct words {
	struct bytes v[WORDS_MAX];            /* lower case, 1 to WORD_OCTETS octets */
	size_t n;
	uint8_t back[WORDS_MAX][WORD_OCTETS]; /* where a word goes on after a mismatch (KMP) */
	struct pair_scan begin;               /* how words begin; one of a single octet may go
						 on with any */
};

/* One text.  Zeroed state is the start. */
struct words_at {
	uint8_t seen[WORDS_MAX];              /* octets of each word seen so far */
	uint16_t begun;                       /* words of which some were */
	uint16_t found;                       /* words that occurred: bits by their index */
};

/* `list`: up to WORDS_MAX words, borrowed. */
void words_init(struct words *w, const struct bytes *list, size_t n);
void words_push(const struct words *w, struct words_at *at, struct bytes b);

#endif
