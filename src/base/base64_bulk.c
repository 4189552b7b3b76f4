/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * base64_bulk.c - see base64_bulk.h.
 *
 * The vector variant looks at 32 characters at a time (the method of Mula and Lemire,
 * "Faster Base64 Encoding and Decoding using AVX2 Instructions", 2018):
 *
 *	class    two table look-ups, by the high and by the low nibble of each character, have
 *	         a bit in common where the character is not in the alphabet
 *	value    what to add to a character, by its high nibble ('/' aside)
 *	pack     four values of 6 bits to three octets
 *
 * A line of 76 characters is two such steps, and one that ends at its CRLF.
 */
#include "base/base64_bulk.h"

/* One row is 16 octets. */
const uint8_t base64_value_of[256] = {
	66, 66, 66, 66, 66, 66, 66, 66, 66, 64, 64, 66, 66, 64, 66, 66,
	66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66,
	64, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 62, 66, 66, 66, 63,
	52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 66, 66, 66, 65, 66, 66,
	66,  0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11, 12, 13, 14,
	15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 66, 66, 66, 66, 66,
	66, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40,
	41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 66, 66, 66, 66, 66,
	66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66,
	66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66,
	66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66,
	66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66,
	66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66,
	66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66,
	66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66,
	66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66,
};

static bool crlf(const uint8_t *p)
{
	return p[0] == '\r' && p[1] == '\n';
}

size_t base64_bulk_scalar(struct bytes in, uint8_t **out)
{
	const uint8_t *value = base64_value_of, *p = in.p, *end = in.p + in.n / 4 * 4;
	uint8_t *o = *out;

	while (p < end) {
		uint32_t a = value[p[0]], b = value[p[1]], c = value[p[2]], d = value[p[3]], v;

		if ((a | b | c | d) >= 64)
			break;
		v = a << 18 | b << 12 | c << 6 | d;
		o[0] = (uint8_t)(v >> 16);
		o[1] = (uint8_t)(v >> 8);
		o[2] = (uint8_t)v;
		o += 3;
		p += 4;
	}
	*out = o;
	return (size_t)(p - in.p);
}

#ifdef __x86_64__

#include <immintrin.h>

enum {
	STEP = 32,  /* characters looked at */
	AHEAD = 48, /* characters there must be: a step writes 32 octets, and so many are
		       surely free when base64_room() of this is */
};

bool base64_bulk_has_avx2(void)
{
	return __builtin_cpu_supports("avx2");
}

/* A bit for each of the 32 characters that is not in the alphabet. */
__attribute__((target("avx2"))) static inline uint32_t outside(__m256i text, __m256i high)
{
	const __m256i by_low = _mm256_setr_epi8(
		0x15, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x13, 0x1a, 0x1b,
		0x1b, 0x1b, 0x1a, 0x15, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11,
		0x13, 0x1a, 0x1b, 0x1b, 0x1b, 0x1a);
	const __m256i by_high = _mm256_setr_epi8(
		0x10, 0x10, 0x01, 0x02, 0x04, 0x08, 0x04, 0x08, 0x10, 0x10, 0x10, 0x10, 0x10,
		0x10, 0x10, 0x10, 0x10, 0x10, 0x01, 0x02, 0x04, 0x08, 0x04, 0x08, 0x10, 0x10,
		0x10, 0x10, 0x10, 0x10, 0x10, 0x10);
	__m256i low = _mm256_and_si256(text, _mm256_set1_epi8(0x0f));
	__m256i common = _mm256_and_si256(_mm256_shuffle_epi8(by_low, low),
					  _mm256_shuffle_epi8(by_high, high));

	return (uint32_t)_mm256_movemask_epi8(
		_mm256_cmpgt_epi8(common, _mm256_setzero_si256()));
}

/* The 24 octets that 32 characters of the alphabet stand for, then 8 of no meaning. */
__attribute__((target("avx2"))) static inline __m256i decoded(__m256i text, __m256i high)
{
	const __m256i shift = _mm256_setr_epi8(0, 16, 19, 4, -65, -65, -71, -71, 0, 0, 0, 0, 0,
					       0, 0, 0, 0, 16, 19, 4, -65, -65, -71, -71, 0,
					       0, 0, 0, 0, 0, 0, 0);
	const __m256i pack = _mm256_setr_epi8(2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1,
					      -1, -1, 2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12,
					      -1, -1, -1, -1);
	const __m256i halves = _mm256_setr_epi32(0, 1, 2, 4, 5, 6, 3, 7);
	/* '/' has the high nibble of '+' and another distance: it takes the entry before. */
	__m256i slash = _mm256_cmpeq_epi8(text, _mm256_set1_epi8('/'));
	__m256i six = _mm256_add_epi8(
		text, _mm256_shuffle_epi8(shift, _mm256_add_epi8(slash, high)));
	__m256i twelve = _mm256_maddubs_epi16(six, _mm256_set1_epi32(0x01400140));
	__m256i three = _mm256_madd_epi16(twelve, _mm256_set1_epi32(0x00011000));

	return _mm256_permutevar8x32_epi32(_mm256_shuffle_epi8(three, pack), halves);
}

__attribute__((target("avx2"))) size_t base64_bulk_avx2(struct bytes in, uint8_t **out)
{
	const uint8_t *p = in.p;
	uint8_t *o = *out;
	size_t left = in.n;

	while (left >= AHEAD) {
		__m256i text = _mm256_loadu_si256((const __m256i *)(const void *)p);
		__m256i high = _mm256_and_si256(_mm256_srli_epi32(text, 4),
						_mm256_set1_epi8(0x0f));
		uint32_t stop = outside(text, high);
		unsigned good = stop ? (unsigned)__builtin_ctz(stop) : STEP;
		unsigned used = good / 4 * 4;

		_mm256_storeu_si256((__m256i *)(void *)o, decoded(text, high));
		o += used / 4 * 3;
		p += used;
		left -= used;
		if (good == STEP)
			continue;
		if (good != used || !crlf(p))
			break;
		p += 2;
		left -= 2;
	}
	*out = o;
	return in.n - left;
}

#else

bool base64_bulk_has_avx2(void)
{
	return false;
}

size_t base64_bulk_avx2(struct bytes in, uint8_t **out)
{
	return base64_bulk_scalar(in, out);
}

#endif
