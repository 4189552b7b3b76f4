/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * checksum.h - the Internet checksum (RFC 1071), a running ones' complement sum.
 *
 * The sum does not depend on byte order until it is folded, so octets are added eight at
 * a time as they lie in memory.  A run of octets that holds its own checksum folds to
 * 0xffff when it is intact.
 */
#ifndef MW_NET_CHECKSUM_H
#define MW_NET_CHECKSUM_H

#include "base/addr.h"

/* `sum` with `b` added.  Every run but the last must have an even number of octets. */
uint64_t checksum_add(uint64_t sum, struct bytes b);
/* The sum as 16 bits, as a header read in network order shows it (not complemented). */
uint16_t checksum_fold(uint64_t sum);
/* The sum of the pseudo-header of an upper layer (RFC 9293 3.1, RFC 8200 8.1). */
uint64_t checksum_pseudo(const struct ip *src, const struct ip *dst, uint8_t protocol,
			 uint32_t octets);

#endif
