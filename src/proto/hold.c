/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * hold.c - octets of one direction that must wait for a word of the other side.
 *
 * In:   octets the reader cannot judge yet, with their stream offset
 * Out:  the same octets and their frames, later
 */
#include "proto/hold.h"

#include "base/arena.h"
#include "base/limits.h"

#include <stdlib.h>

void hold_fini(struct hold *h)
{
	buf_fini(&h->octets);
	free(h->spans);
	*h = (struct hold){ 0 };
}

struct bytes hold_bytes(const struct hold *h)
{
	struct bytes all = bytes_from(buf_bytes(&h->octets), h->from);

	return bytes_head(all, all.n - h->hidden);
}

uint64_t hold_offset(const struct hold *h)
{
	return h->offset + h->from;
}

bool hold_full(const struct hold *h)
{
	return h->octets.n - h->from >= LIMIT_HOLD_OCTETS || h->nspans >= LIMIT_HOLD_SPANS;
}

/* A frame that carried several pieces is one span. */
static void hold_span(struct hold *h, const struct span *s)
{
	struct span *last = h->nspans ? &h->spans[h->nspans - 1] : NULL;

	if (last && last->frame == s->frame && last->offset + last->octets == s->offset)
		last->octets += s->octets;
	else
		ARRAY_PUSH(h->spans, h->nspans, h->capspans) = *s;
}

static void hold_octets(struct hold *h, uint64_t offset, struct bytes b)
{
	if (hold_empty(h)) {
		hold_clear(h);
		h->offset = offset;
	}
	buf_add(&h->octets, b);
}

void hold_add_from(struct hold *h, const struct span *from, uint64_t offset, struct bytes b)
{
	struct span s = *from;

	if (b.n == 0)
		return;
	hold_octets(h, offset, b);
	s.offset = offset;
	s.octets = b.n;
	hold_span(h, &s);
}

void hold_add(struct hold *h, const struct conn *c, enum dir d, uint64_t offset,
	      struct bytes b)
{
	uint64_t at = offset, end = offset + b.n;
	struct span spans[16];

	if (b.n == 0)
		return;
	hold_octets(h, offset, b);
	while (at < end) {
		size_t n = conn_spans(c, d, at, end - at, spans, 16);

		if (n > 16)
			n = 16;
		for (size_t i = 0; i < n; i++) {
			hold_span(h, &spans[i]);
			at = spans[i].offset + spans[i].octets;
		}
		if (n == 0)
			break;
	}
}

void hold_drop(struct hold *h, size_t n)
{
	size_t gone = 0;

	h->from += n;
	if (hold_empty(h)) {
		h->offset = hold_offset(h);
		hold_clear(h);
		return;
	}
	if (h->from < h->octets.n / 2)
		return;
	buf_drop(&h->octets, h->from);
	h->offset += h->from;
	h->from = 0;
	while (gone < h->nspans &&
	       h->spans[gone].offset + h->spans[gone].octets <= h->offset)
		gone++;
	h->nspans -= gone;
	memmove(h->spans, h->spans + gone, h->nspans * sizeof(*h->spans));
}

void hold_trim(struct hold *h)
{
	uint64_t at = hold_offset(h);

	if (!hold_empty(h) || h->octets.p == NULL)
		return;
	hold_fini(h);
	h->offset = at;
}

void hold_clear(struct hold *h)
{
	buf_clear(&h->octets);
	h->from = 0;
	h->hidden = 0;
	h->nspans = 0;
}

size_t hold_spans(const struct hold *h, uint64_t offset, uint64_t octets, struct span *out,
		  size_t max)
{
	uint64_t end = offset + octets;
	size_t lo = 0, hi = h->nspans, n = 0;

	/* The first span that ends after `offset`. */
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (h->spans[mid].offset + h->spans[mid].octets <= offset)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < h->nspans && h->spans[lo].offset < end; lo++, n++) {
		struct span s = h->spans[lo];
		uint64_t from = s.offset > offset ? s.offset : offset;
		uint64_t to = s.offset + s.octets < end ? s.offset + s.octets : end;

		s.offset = from;
		s.octets = to - from;
		if (n < max)
			out[n] = s;
	}
	return n;
}

size_t hold_memory(const struct hold *h)
{
	return h->octets.cap + h->capspans * sizeof(*h->spans);
}
