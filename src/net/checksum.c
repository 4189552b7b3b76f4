/* SPDX-License-Identifier: BSD-2-Clause */
/* checksum.c - see checksum.h. */
#include "net/checksum.h"

#include <endian.h>

/* End-around carry. */
static inline uint64_t add(uint64_t a, uint64_t b)
{
	a += b;
	return a + (a < b);
}

/* Up to eight octets as a word, in memory order, zeros behind. */
static inline uint64_t word_of(struct bytes b)
{
	uint64_t word = 0;

	if (b.n)
		memcpy(&word, b.p, b.n);
	return word;
}

/* Four sums side by side, so that an addition does not wait for the one before. */
static uint64_t add_blocks(uint64_t sum, struct cur *c)
{
	uint64_t s[4] = { sum, 0, 0, 0 }, word[4];

	while (cur_left(c) >= sizeof(word)) {
		memcpy(word, cur_take(c, sizeof(word)).p, sizeof(word));
		for (size_t i = 0; i < 4; i++)
			s[i] = add(s[i], word[i]);
	}
	return add(add(s[0], s[1]), add(s[2], s[3]));
}

uint64_t checksum_add(uint64_t sum, struct bytes b)
{
	struct cur c = cur_of(b);

	sum = add_blocks(sum, &c);
	while (cur_left(&c) >= 8)
		sum = add(sum, word_of(cur_take(&c, 8)));
	return add(sum, word_of(cur_rest(&c)));
}

uint16_t checksum_fold(uint64_t sum)
{
	sum = (sum & 0xffffffff) + (sum >> 32);
	sum = (sum & 0xffffffff) + (sum >> 32);
	sum = (sum & 0xffff) + (sum >> 16);
	sum = (sum & 0xffff) + (sum >> 16);
	return be16toh((uint16_t)sum);
}

uint64_t checksum_pseudo(const struct ip *src, const struct ip *dst, uint8_t protocol,
			 uint32_t octets)
{
	uint32_t tail[2] = { htobe32(octets), htobe32(protocol) };
	uint64_t sum = checksum_add(0, bytes_of(src->a, ip_octets(src)));

	sum = checksum_add(sum, bytes_of(dst->a, ip_octets(dst)));
	return checksum_add(sum, bytes_of(tail, sizeof(tail)));
}
