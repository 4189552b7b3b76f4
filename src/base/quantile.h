/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * quantile.h - percentiles of any number of values, in bounded memory.
 *
 * The first QUANTILE_EXACT values are kept, and percentiles are exact.  With more, values
 * are counted in buckets of a sixty-fourth of their size: percentiles are then off by less
 * than 1 %; least, greatest, number and sum stay exact.  The result does not depend on the
 * order of the values, and there is no chance in it.
 */
#ifndef MW_BASE_QUANTILE_H
#define MW_BASE_QUANTILE_H

#include <stdint.h>

enum { QUANTILE_EXACT = 256 };

/* Zeroed state is the start.  At most about 15 KiB on the heap. */
struct quantile {
	uint64_t n;
	int64_t least, greatest, sum;
	int64_t *exact;      /* n values, not sorted, while n <= QUANTILE_EXACT */
	uint32_t *buckets;   /* after that */
};

void quantile_fini(struct quantile *q);
/* Values below 0 count as 0. */
void quantile_add(struct quantile *q, int64_t v);
/* The smallest value that `permille` thousandths of all are not above (nearest rank): 500
   is the median, 1000 the greatest.  0 when there is none. */
int64_t quantile_at(struct quantile *q, unsigned permille);

#endif
