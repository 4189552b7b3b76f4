/* SPDX-License-Identifier: BSD-2-Clause */
/* line_scan.c - see line_scan.h. */
#include "base/line_scan.h"

static bool begins(const struct line_begins *which, uint8_t c)
{
	for (size_t i = 0; i < which->n; i++)
		if (which->octet[i] == c)
			return true;
	return false;
}

/* From octet `from` on; earlier ones were looked at. */
static void look_rest(struct lines_look *l, struct bytes b, size_t from)
{
	for (size_t i = from; i < b.n; i++) {
		uint8_t c = b.p[i];

		l->nul |= c == 0;
		l->high |= c > 127;
		l->lfs += c == '\n';
		if (i + 1 < b.n)
			l->apart |= (c == '\r') != (b.p[i + 1] == '\n');
	}
}

struct lines_look lines_look_scalar(struct bytes b)
{
	struct lines_look l = { 0 };

	look_rest(&l, b, 0);
	return l;
}

size_t line_begin_scalar(struct bytes b, size_t from, const struct line_begins *which)
{
	size_t at = from;

	if (which->n == 1) { /* rarer than line ends, in base64 for one */
		while ((at = bytes_chr(b, at, which->octet[0])) < b.n && b.p[at - 1] != '\n')
			at++;
		return at;
	}
	for (at = bytes_chr(b, at - 1, '\n') + 1; at < b.n; at = bytes_chr(b, at, '\n') + 1)
		if (begins(which, b.p[at]))
			return at;
	return b.n;
}

#ifdef __x86_64__

#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,popcnt")))

enum { STEP = 32, COUNTED = 255 }; /* steps until a count of eight bits is full */

bool lines_have_avx2(void)
{
	return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt");
}

AVX2 static inline __m256i load(const uint8_t *p)
{
	return _mm256_loadu_si256((const void *)p);
}

/* The sum of 32 counts. */
AVX2 static inline size_t sum(__m256i counts)
{
	__m256i four = _mm256_sad_epu8(counts, _mm256_setzero_si256());
	__m128i two = _mm_add_epi64(_mm256_castsi256_si128(four), _mm256_extracti128_si256(four, 1));

	return (size_t)(_mm_cvtsi128_si64(two) + _mm_extract_epi64(two, 1));
}

struct looked {
	__m256i apart, any, least; /* what differs, all octets or-ed, the least of each place */
};

/* 32 octets and the one behind them; where they have an LF, as -1. */
AVX2 static inline __m256i look(struct looked *l, const uint8_t *p)
{
	const __m256i cr = _mm256_set1_epi8('\r'), lf = _mm256_set1_epi8('\n');
	__m256i text = load(p), next_lf = _mm256_cmpeq_epi8(load(p + 1), lf);

	l->apart = _mm256_or_si256(l->apart,
				   _mm256_xor_si256(_mm256_cmpeq_epi8(text, cr), next_lf));
	l->any = _mm256_or_si256(l->any, text);
	l->least = _mm256_min_epu8(l->least, text);
	return _mm256_cmpeq_epi8(text, lf);
}

AVX2 struct lines_look lines_look_avx2(struct bytes b)
{
	const __m256i zero = _mm256_setzero_si256();
	struct looked all = { zero, zero, _mm256_set1_epi8(1) };
	struct lines_look l = { 0 };
	size_t at = 0, back;
	uint64_t ends;

	if (b.n <= STEP)
		return lines_look_scalar(b);
	for (size_t left = (b.n - 1) / STEP; left;) {
		size_t steps = left < COUNTED ? left : COUNTED;
		__m256i lfs = zero;

		left -= steps;
		for (; steps; steps--, at += STEP)
			lfs = _mm256_sub_epi8(lfs, look(&all, b.p + at));
		l.lfs += sum(lfs);
	}
	/* The last 32 in front of the last octet, of which some were counted. */
	back = b.n - 1 - STEP;
	ends = (uint32_t)_mm256_movemask_epi8(look(&all, b.p + back));
	l.lfs += (size_t)__builtin_popcountll(ends >> (at - back));
	l.apart = !_mm256_testz_si256(all.apart, all.apart);
	l.high = _mm256_movemask_epi8(all.any) != 0;
	l.nul = _mm256_movemask_epi8(_mm256_cmpeq_epi8(all.least, zero)) != 0;
	look_rest(&l, b, b.n - 1);
	return l;
}

/* Which of 32 octets are one of `n` and stand behind an LF. */
AVX2 static inline __attribute__((always_inline)) __m256i hits(const uint8_t *p,
							       const __m256i *octet, size_t n)
{
	__m256i text = load(p), is = _mm256_cmpeq_epi8(text, octet[0]);

	for (size_t i = 1; i < n; i++)
		is = _mm256_or_si256(is, _mm256_cmpeq_epi8(text, octet[i]));
	return _mm256_and_si256(is, _mm256_cmpeq_epi8(load(p - 1), _mm256_set1_epi8('\n')));
}

/* `n` is known where this is called: it is made once for one octet and once for all. */
AVX2 static inline __attribute__((always_inline)) size_t
find(struct bytes b, size_t from, const struct line_begins *which, size_t n)
{
	__m256i octet[LINE_BEGINS];

	for (size_t i = 0; i < n; i++)
		octet[i] = _mm256_set1_epi8((char)which->octet[i < which->n ? i : 0]);
	for (; from + 2 * STEP <= b.n; from += 2 * STEP) {
		__m256i one = hits(b.p + from, octet, n), two = hits(b.p + from + STEP, octet, n);
		uint64_t at;

		if (_mm256_testz_si256(_mm256_or_si256(one, two), _mm256_or_si256(one, two)))
			continue;
		at = (uint64_t)(uint32_t)_mm256_movemask_epi8(two) << STEP |
		     (uint32_t)_mm256_movemask_epi8(one);
		return from + (size_t)__builtin_ctzll(at);
	}
	return from < b.n ? line_begin_scalar(b, from, which) : b.n;
}

AVX2 size_t line_begin_avx2(struct bytes b, size_t from, const struct line_begins *which)
{
	return which->n == 1 ? find(b, from, which, 1) : find(b, from, which, LINE_BEGINS);
}

#else

bool lines_have_avx2(void)
{
	return false;
}

struct lines_look lines_look_avx2(struct bytes b)
{
	return lines_look_scalar(b);
}

size_t line_begin_avx2(struct bytes b, size_t from, const struct line_begins *which)
{
	return line_begin_scalar(b, from, which);
}

#endif
