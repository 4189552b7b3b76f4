/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * quantile.c - see quantile.h.
 *
 * Buckets: values below 64 have one each; above, each power of two has 64, so that a
 * bucket is never wider than a sixty-fourth of what is in it.  Its middle stands for it.
 */
#include "base/quantile.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

enum {
	BITS = 6, PARTS = 1 << BITS,        /* of a power of two */
	BUCKETS = (63 - BITS + 1) * PARTS,  /* int64_t has 63 of them */
};

void quantile_fini(struct quantile *q)
{
	free(q->exact);
	free(q->buckets);
	*q = (struct quantile){ 0 };
}

static unsigned magnitude(uint64_t v)
{
	unsigned e = 0;

	while (v >>= 1)
		e++;
	return e;
}

static size_t bucket_of(int64_t value)
{
	uint64_t v = (uint64_t)value;
	unsigned e;

	if (v < PARTS)
		return (size_t)v;
	e = magnitude(v);
	return (size_t)(e - BITS + 1) * PARTS + (size_t)(v >> (e - BITS) & (PARTS - 1));
}

/* The middle of a bucket. */
static int64_t value_of(size_t bucket)
{
	unsigned shift;
	uint64_t low;

	if (bucket < PARTS)
		return (int64_t)bucket;
	shift = (unsigned)(bucket / PARTS) - 1;
	low = (uint64_t)(PARTS + bucket % PARTS) << shift;
	return (int64_t)(low + ((UINT64_C(1) << shift) - 1) / 2);
}

static void to_buckets(struct quantile *q)
{
	q->buckets = xcalloc(BUCKETS, sizeof(*q->buckets));
	for (uint64_t i = 0; i < q->n; i++)
		q->buckets[bucket_of(q->exact[i])]++;
	free(q->exact);
	q->exact = NULL;
}

void quantile_add(struct quantile *q, int64_t v)
{
	if (v < 0)
		v = 0;
	if (q->n == 0 || v < q->least)
		q->least = v;
	if (v > q->greatest)
		q->greatest = v;
	q->sum = v > INT64_MAX - q->sum ? INT64_MAX : q->sum + v;
	if (q->n == QUANTILE_EXACT)
		to_buckets(q);
	if (q->buckets) {
		q->buckets[bucket_of(v)]++;
	} else {
		if (!q->exact)
			q->exact = xcalloc(QUANTILE_EXACT, sizeof(*q->exact));
		q->exact[q->n] = v;
	}
	q->n++;
}

static int by_value(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

int64_t quantile_at(struct quantile *q, unsigned permille)
{
	uint64_t rank, seen = 0;
	int64_t v = q->greatest;

	if (q->n == 0)
		return 0;
	rank = q->n / 1000 * permille + (q->n % 1000 * permille + 999) / 1000;
	if (rank == 0)
		rank = 1;
	if (rank >= q->n)
		return q->greatest;
	if (!q->buckets) {
		qsort(q->exact, q->n, sizeof(*q->exact), by_value);
		return q->exact[rank - 1];
	}
	for (size_t i = 0; i < BUCKETS; i++) {
		seen += q->buckets[i];
		if (seen >= rank) {
			v = value_of(i);
			break;
		}
	}
	return v < q->least ? q->least : v > q->greatest ? q->greatest : v;
}
