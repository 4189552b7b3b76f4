/* SPDX-License-Identifier: BSD-2-Clause */
/* held.c - see held.h. */
#include "stream/held.h"

#include "base/arena.h"

#include <assert.h>
#include <stdlib.h>

enum { HEAP_OVERHEAD = 16 }; /* what malloc adds, for the budget */

struct held_copy {
	size_t refs, n;
	uint8_t octets[];
};

struct held *held_new(uint64_t seed)
{
	struct held *h = xcalloc(1, sizeof(*h));

	h->random = seed | 1;
	h->octets = sizeof(*h) + HEAP_OVERHEAD;
	return h;
}

void held_free(struct held **h)
{
	if (!*h)
		return;
	while (held_first(*h))
		held_remove(*h, held_first(*h));
	free(*h);
	*h = NULL;
}

struct held_copy *held_copy_new(struct held *h, struct bytes b)
{
	struct held_copy *c = xcalloc(1, sizeof(*c) + b.n);

	c->refs = 1;
	c->n = b.n;
	memcpy(c->octets, b.p, b.n);
	h->octets += sizeof(*c) + b.n + HEAP_OVERHEAD;
	return c;
}

void held_copy_keep(struct held_copy *c)
{
	c->refs++;
}

void held_copy_drop(struct held *h, struct held_copy **c)
{
	if (*c && --(*c)->refs == 0) {
		h->octets -= sizeof(**c) + (*c)->n + HEAP_OVERHEAD;
		free(*c);
	}
	*c = NULL;
}

const uint8_t *held_copy_bytes(const struct held_copy *c)
{
	return c->octets;
}

/* Fills `before[level]` with the link to change at each level for what comes at or after
   the first run that ends after `offset`. */
static void find(struct held *h, uint64_t offset, struct held_run **before[HELD_LEVELS])
{
	struct held_run **link = NULL, *at = NULL;

	for (int level = HELD_LEVELS - 1; level >= 0; level--) {
		link = at ? &at->next[level] : &h->head[level];
		while (*link && held_run_end(*link) <= offset) {
			at = *link;
			link = &at->next[level];
		}
		before[level] = link;
	}
}

struct held_run *held_from(struct held *h, uint64_t offset)
{
	struct held_run **before[HELD_LEVELS];

	if (!h)
		return NULL;
	find(h, offset, before);
	return *before[0];
}

/* One level in four goes on to the next. */
static uint8_t choose_levels(struct held *h)
{
	uint8_t levels = 1;
	uint64_t bits;

	h->random ^= h->random << 13; /* xorshift64 */
	h->random ^= h->random >> 7;
	h->random ^= h->random << 17;
	bits = h->random * UINT64_C(0x9e3779b97f4a7c15) >> 32;
	for (; levels < HELD_LEVELS && (bits & 3) == 0; bits >>= 2)
		levels++;
	return levels;
}

static size_t run_octets(const struct held_run *r)
{
	return sizeof(*r) + r->levels * sizeof(r->next[0]) + HEAP_OVERHEAD;
}

struct held_run *held_add(struct held *h, const struct held_run *like)
{
	uint8_t levels = choose_levels(h);
	struct held_run *r = xcalloc(1, sizeof(*r) + levels * sizeof(r->next[0]));
	struct held_run **before[HELD_LEVELS];

	assert(like->octets);
	*r = *like;
	r->levels = levels;
	if (r->copy)
		held_copy_keep(r->copy);
	find(h, r->offset, before);
	assert(!*before[0] || held_run_end(r) <= (*before[0])->offset);
	for (uint8_t i = 0; i < levels; i++) {
		r->next[i] = *before[i];
		*before[i] = r;
	}
	h->runs++;
	h->octets += run_octets(r);
	return r;
}

void held_remove(struct held *h, struct held_run *r)
{
	struct held_run **before[HELD_LEVELS];

	find(h, r->offset, before);
	for (uint8_t i = 0; i < r->levels; i++) {
		assert(*before[i] == r);
		*before[i] = r->next[i];
	}
	h->runs--;
	h->octets -= run_octets(r);
	held_copy_drop(h, &r->copy);
	free(r);
}
