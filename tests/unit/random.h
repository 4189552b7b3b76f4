/* SPDX-License-Identifier: BSD-2-Clause */
/* random.h - the same random numbers for the same seed, everywhere (xorshift, 13-7-17). */
#ifndef MW_TESTS_RANDOM_H
#define MW_TESTS_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

struct random {
	uint64_t x; /* the seed, not 0 */
};

static inline uint32_t below(struct random *r, uint32_t n)
{
	r->x ^= r->x << 13;
	r->x ^= r->x >> 7;
	r->x ^= r->x << 17;
	return (uint32_t)(r->x >> 32) % n;
}

static inline bool one_in(struct random *r, uint32_t n)
{
	return below(r, n) == 0;
}

#endif
