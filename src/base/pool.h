/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pool.h - objects of one size that come and go by the thousand.
 *
 * What is put back is taken again without asking malloc(), which keeps few blocks of a
 * kilobyte or more at hand.  One thread each.  Under AddressSanitizer nothing is kept, so that
 * it sees every use after the end.
 */
#ifndef MW_BASE_POOL_H
#define MW_BASE_POOL_H

#include <stddef.h>

enum { POOL_KEPT = 64 };

/* Zeroed state is an empty pool; it learns the size of its objects from the first. */
struct pool {
	size_t octets, n;
	void *kept[POOL_KEPT];
};

/* An object of `octets`, zeroed; the same number in every call. */
void *pool_take(struct pool *p, size_t octets);
/* As free(): `object` may be NULL. */
void pool_put(struct pool *p, void *object);
void pool_fini(struct pool *p);

#endif
