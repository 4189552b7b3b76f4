/* SPDX-License-Identifier: BSD-2-Clause */
/* tail.c - see tail.h. */
#include "stream/tail.h"

#include "base/arena.h"

#include <assert.h>
#include <stdlib.h>

enum { KEEP_OCTETS = 1024 }; /* more than most lines of a dialogue */

void tail_free(struct tail **t)
{
	if (!*t)
		return;
	buf_fini(&(*t)->octets);
	free((*t)->spans);
	free(*t);
	*t = NULL;
}

struct bytes tail_bytes(const struct tail *t)
{
	return t ? bytes_from(buf_bytes(&t->octets), t->used) : bytes_of(NULL, 0);
}

/* What is used up leaves when it is at least as much as the rest, so that each octet moves
   once at most. */
static void compact(struct tail *t)
{
	size_t left = t->octets.n - t->used, spans = t->nspans - t->first;

	if (t->used && t->used >= left) {
		buf_drop(&t->octets, t->used);
		t->used = 0;
	}
	if (t->first && t->first >= spans) {
		memmove(t->spans, t->spans + t->first, spans * sizeof(*t->spans));
		t->first = 0;
		t->nspans = spans;
	}
}

static bool continues(const struct tail *t, const struct span *s)
{
	const struct span *last = t->nspans > t->first ? &t->spans[t->nspans - 1] : NULL;

	return last && last->frame == s->frame && last->offset + last->octets == s->offset;
}

void tail_add(struct tail **t, struct bytes b, const struct span *s)
{
	struct tail *v = *t;

	assert(s->octets == b.n);
	if (!b.n)
		return;
	if (!v)
		v = *t = xcalloc(1, sizeof(*v));
	compact(v);
	buf_add(&v->octets, b);
	if (continues(v, s))
		v->spans[v->nspans - 1].octets += s->octets;
	else
		ARRAY_PUSH(v->spans, v->nspans, v->cap) = *s;
}

static void use_spans(struct tail *t, size_t n)
{
	while (n) {
		struct span *s = &t->spans[t->first];

		if (s->octets > n) {
			s->offset += n;
			s->octets -= n;
			return;
		}
		n -= (size_t)s->octets;
		t->first++;
	}
}

void tail_use(struct tail *t, size_t n)
{
	assert(n <= t->octets.n - t->used);
	t->used += n;
	use_spans(t, n);
	if (t->used == t->octets.n) {
		buf_clear(&t->octets);
		t->used = t->first = t->nspans = 0;
	}
}

void tail_clear(struct tail **t)
{
	struct tail *v = *t;

	if (!v)
		return;
	if (tail_octets(v) > KEEP_OCTETS) {
		tail_free(t);
		return;
	}
	buf_clear(&v->octets);
	v->used = v->shown = v->first = v->nspans = 0;
}

/* Index of the span that holds stream offset `offset`, or of the first after it. */
static size_t span_at(const struct tail *t, uint64_t offset)
{
	size_t lo = t->first, hi = t->nspans;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (t->spans[mid].offset + t->spans[mid].octets <= offset)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

size_t tail_spans(const struct tail *t, uint64_t offset, uint64_t octets, struct span *out,
		  size_t max)
{
	uint64_t end = offset + octets;
	size_t from, to;

	if (!t || !octets)
		return 0;
	from = span_at(t, offset);
	to = span_at(t, end - 1);
	if (to < t->nspans && t->spans[to].offset < end)
		to++;
	for (size_t i = 0; i < max && i < to - from; i++) {
		struct span s = t->spans[from + i];
		uint64_t s_end = s.offset + s.octets;

		if (s.offset < offset)
			s.offset = offset;
		s.octets = (s_end < end ? s_end : end) - s.offset;
		out[i] = s;
	}
	return to - from;
}

size_t tail_octets(const struct tail *t)
{
	return t ? sizeof(*t) + t->octets.cap + t->cap * sizeof(*t->spans) + 48 : 0;
}
