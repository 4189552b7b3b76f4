/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * checksum.h - the Internet checksum (RFC 1071), a running sum.
 *
 * The sum does not depend on byte order until it is folded, so octets are added four at a
 * time as they lie in memory; 64 bits hold the carries of more than any frame.  A run of
 * octets that holds its own checksum folds to 0xffff when it is intact.
 */
#ifndef MW_NET_CHECKSUM_H
#define MW_NET_CHECKSUM_H

#include "base/addr.h"

#include <endian.h>

/* `sum` with `b` added.  Every run but the last must have an even number of octets. */
uint64_t checksum_add(uint64_t sum, struct bytes b);

/* The same for a few octets. */
static inline uint64_t checksum_words(uint64_t sum, struct bytes b)
{
	struct cur c = cur_of(b);
	uint64_t two;
	uint32_t word;

	while (cur_left(&c) >= sizeof(two)) {
		memcpy(&two, cur_take(&c, sizeof(two)).p, sizeof(two));
		sum += (two & 0xffffffff) + (two >> 32);
	}
	if (cur_left(&c) >= sizeof(word)) {
		memcpy(&word, cur_take(&c, sizeof(word)).p, sizeof(word));
		sum += word;
	}
	b = cur_rest(&c);
	word = 0;
	if (b.n)
		memcpy(&word, b.p, b.n);
	return sum + word;
}

/* The sum as 16 bits, as a header read in network order shows it (not complemented). */
static inline uint16_t checksum_fold(uint64_t sum)
{
	sum = (sum & 0xffffffff) + (sum >> 32);
	sum = (sum & 0xffffffff) + (sum >> 32);
	sum = (sum & 0xffff) + (sum >> 16);
	sum = (sum & 0xffff) + (sum >> 16);
	return be16toh((uint16_t)sum);
}

/* Whether the sum folds to 0xffff, without folding it: carrying around is what dividing by 0xffff
   leaves, but for 0xffff in the place of 0. */
static inline bool checksum_holds(uint64_t sum)
{
	return sum && sum % 0xffff == 0;
}

/* The sum of the pseudo-header of an upper layer (RFC 9293 3.1, RFC 8200 8.1). */
uint64_t checksum_pseudo(const struct ip *src, const struct ip *dst, uint8_t protocol,
			 uint32_t octets);

#endif
