/* SPDX-License-Identifier: BSD-2-Clause */
/* pair_scan.c - see pair_scan.h. */
#include "base/pair_scan.h"

static uint8_t group_of(unsigned pair)
{
	return (uint8_t)(1u << pair % PAIR_GROUPS);
}

void pair_first(struct pair_scan *s, unsigned pair, uint8_t octet)
{
	s->first[octet] |= (uint16_t)(1u << pair);
	s->first_low[octet % NIBBLES] |= group_of(pair);
	s->first_high[octet / NIBBLES] |= group_of(pair);
}

void pair_second(struct pair_scan *s, unsigned pair, uint8_t octet)
{
	s->second[octet] |= (uint16_t)(1u << pair);
	s->second_low[octet % NIBBLES] |= group_of(pair);
	s->second_high[octet / NIBBLES] |= group_of(pair);
}

size_t pair_find_scalar(const struct pair_scan *s, struct bytes b, size_t from)
{
	size_t n = from;

	while (n + 1 < b.n && !(s->first[b.p[n]] & s->second[b.p[n + 1]]))
		n++;
	return n < b.n ? n : b.n;
}

#ifdef __x86_64__

#include <immintrin.h>

enum { STEP = 32 };

bool pair_has_avx2(void)
{
	return __builtin_cpu_supports("avx2");
}

__attribute__((target("avx2"))) static inline __m256i table(const uint8_t *nibbles)
{
	return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)nibbles));
}

/* For each octet the groups that it may belong to. */
__attribute__((target("avx2"))) static inline __m256i groups(__m256i text, __m256i by_low,
							     __m256i by_high)
{
	const __m256i nibble = _mm256_set1_epi8(0x0f);

	return _mm256_and_si256(
		_mm256_shuffle_epi8(by_low, _mm256_and_si256(text, nibble)),
		_mm256_shuffle_epi8(by_high,
				    _mm256_and_si256(_mm256_srli_epi32(text, 4), nibble)));
}

__attribute__((target("avx2"))) size_t pair_find_avx2(const struct pair_scan *s, struct bytes b,
						      size_t from)
{
	__m256i first_low = table(s->first_low), first_high = table(s->first_high);
	__m256i second_low = table(s->second_low), second_high = table(s->second_high);

	while (from + STEP < b.n) {
		const __m256i *at = (const void *)(b.p + from), *next = (const void *)(b.p + from + 1);
		__m256i both = _mm256_and_si256(
			groups(_mm256_loadu_si256(at), first_low, first_high),
			groups(_mm256_loadu_si256(next), second_low, second_high));
		uint32_t hits = ~(uint32_t)_mm256_movemask_epi8(
			_mm256_cmpeq_epi8(both, _mm256_setzero_si256()));

		for (; hits; hits &= hits - 1) {
			size_t n = from + (size_t)__builtin_ctz(hits);

			if (s->first[b.p[n]] & s->second[b.p[n + 1]])
				return n;
		}
		from += STEP;
	}
	return pair_find_scalar(s, b, from);
}

#else

bool pair_has_avx2(void)
{
	return false;
}

size_t pair_find_avx2(const struct pair_scan *s, struct bytes b, size_t from)
{
	return pair_find_scalar(s, b, from);
}

#endif
