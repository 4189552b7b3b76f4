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

struct tables {
	__m256i first_low, first_high, second_low, second_high;
};

/* For each of 32 places the groups of which a pair may begin there. */
__attribute__((target("avx2"))) static inline __m256i begin(const struct tables *t,
							    const uint8_t *p)
{
	const __m256i *at = (const void *)p, *next = (const void *)(p + 1);

	return _mm256_and_si256(groups(_mm256_loadu_si256(at), t->first_low, t->first_high),
				groups(_mm256_loadu_si256(next), t->second_low, t->second_high));
}

/* At which of them one may, as bits. */
__attribute__((target("avx2"))) static inline uint32_t places(const struct tables *t,
							      const uint8_t *p)
{
	return ~(uint32_t)_mm256_movemask_epi8(
		_mm256_cmpeq_epi8(begin(t, p), _mm256_setzero_si256()));
}

/* At none of the next 64? */
__attribute__((target("avx2"))) static inline bool none_begins(const struct tables *t,
							       const uint8_t *p)
{
	__m256i any = _mm256_or_si256(begin(t, p), begin(t, p + STEP));

	return _mm256_testz_si256(any, any);
}

/* The first of these places, counted from `from`, where one does; SIZE_MAX: none. */
static inline size_t first_of(const struct pair_scan *s, struct bytes b, size_t from,
			      uint32_t may)
{
	for (; may; may &= may - 1) {
		size_t n = from + (size_t)__builtin_ctz(may);

		if (s->first[b.p[n]] & s->second[b.p[n + 1]])
			return n;
	}
	return SIZE_MAX;
}

__attribute__((target("avx2"))) size_t pair_find_avx2(const struct pair_scan *s, struct bytes b,
						      size_t from)
{
	struct tables t = { table(s->first_low), table(s->first_high), table(s->second_low),
			    table(s->second_high) };
	size_t found, back;

	while (from + STEP < b.n) {
		if (from + 2 * STEP < b.n && none_begins(&t, b.p + from)) {
			from += 2 * STEP;
			continue;
		}
		found = first_of(s, b, from, places(&t, b.p + from));
		if (found != SIZE_MAX)
			return found;
		from += STEP;
	}
	if (b.n <= STEP || from >= b.n)
		return pair_find_scalar(s, b, from);
	/* The last 32 places of all, of which those in front of `from` are done. */
	back = b.n - 1 - STEP;
	found = from - back < STEP ?
			first_of(s, b, back, places(&t, b.p + back) & UINT32_MAX << (from - back)) :
			SIZE_MAX;
	return found != SIZE_MAX ? found : b.n - 1;
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
