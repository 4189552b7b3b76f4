/* SPDX-License-Identifier: BSD-2-Clause */
/* tally.c - see tally.h. */
#include "sink/tally.h"

#include "base/buf.h"
#include "base/limits.h"

#include <stdlib.h>

void tally_fini(struct tally *t)
{
	for (size_t i = 0; i < t->n; i++)
		quantile_fini(&t->rows[i].times);
	quantile_fini(&t->others.times);
	free(t->rows);
	arena_fini(&t->arena);
	*t = (struct tally){ 0 };
}

static int key_cmp(struct bytes a, struct bytes b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n ? memcmp(a.p, b.p, n) : 0;

	return order ? order : a.n < b.n ? -1 : a.n > b.n;
}

static void key_of(struct buf *key, const struct bytes *parts, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct bytes part = bytes_head(parts[i], LIMIT_STATS_TEXT);

		if (i)
			buf_addc(key, 0);
		for (size_t k = 0; k < part.n; k++)
			buf_addc(key, (uint8_t)(bytes_at(part, k) ? bytes_at(part, k) : ' '));
	}
}

struct tally_row *tally_at(struct tally *t, const struct bytes *parts, size_t n)
{
	struct buf key = { 0 };
	size_t low = 0, high = t->n;

	key_of(&key, parts, n);
	while (low < high) {
		size_t mid = (low + high) / 2;

		if (key_cmp(t->rows[mid].key, buf_bytes(&key)) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == t->n || !bytes_eq(t->rows[low].key, buf_bytes(&key))) {
		if (t->n >= t->limit) {
			buf_fini(&key);
			return &t->others;
		}
		ARRAY_PUSH(t->rows, t->n, t->cap) = (struct tally_row){ 0 };
		memmove(&t->rows[low + 1], &t->rows[low],
			(t->n - 1 - low) * sizeof(*t->rows));
		t->rows[low] = (struct tally_row){
			.key = bytes_dup(&t->arena, buf_bytes(&key)) };
	}
	buf_fini(&key);
	return &t->rows[low];
}

struct bytes tally_part(const struct tally_row *r, size_t i)
{
	struct bytes rest = r->key;

	while (i-- && rest.n)
		rest = bytes_from(rest, bytes_chr(rest, 0, 0) + 1);
	return bytes_head(rest, bytes_chr(rest, 0, 0));
}

void tally_sample(struct tally *t, struct tally_row *r, struct bytes text)
{
	if (r->sample.p == NULL && r != &t->others)
		r->sample = bytes_dup(&t->arena, bytes_head(text, LIMIT_STATS_TEXT));
}

void tally_time(struct tally_row *r, int64_t ns, uint64_t session, uint64_t frame)
{
	if (r->times.n == 0 || ns > r->most) {
		r->most = ns;
		r->session = session;
		r->frame = frame;
	}
	quantile_add(&r->times, ns);
}

static int by_number(const void *a, const void *b)
{
	const struct tally_row *x = *(const struct tally_row *const *)a;
	const struct tally_row *y = *(const struct tally_row *const *)b;

	return x->n != y->n ? (x->n > y->n ? -1 : 1) : key_cmp(x->key, y->key);
}

const struct tally_row **tally_by_number(const struct tally *t)
{
	const struct tally_row **rows = xcalloc(t->n ? t->n : 1, sizeof(*rows));

	for (size_t i = 0; i < t->n; i++)
		rows[i] = &t->rows[i];
	qsort(rows, t->n, sizeof(*rows), by_number);
	return rows;
}
