/* SPDX-License-Identifier: BSD-2-Clause */
/* table.c - see table.h. */
#include "stream/table.h"

#include "base/arena.h"

#include <assert.h>
#include <stdlib.h>

enum { TABLE_MIN = 64 };

static uint32_t slot_ref(uint64_t slot)
{
	return (uint32_t)(slot >> 32);
}

static size_t slot_home(const struct table *t, uint64_t slot)
{
	return (size_t)(uint32_t)slot & (t->cap - 1);
}

void table_fini(struct table *t)
{
	free(t->slots);
	*t = (struct table){ 0 };
}

static uint32_t match_from(const struct table *t, struct table_at *at)
{
	for (;; at->slot = (at->slot + 1) & (t->cap - 1)) {
		uint64_t slot = t->slots[at->slot];

		if (!slot_ref(slot))
			return 0;
		if ((uint32_t)slot == at->hash)
			return slot_ref(slot);
	}
}

uint32_t table_first(const struct table *t, uint64_t hash, struct table_at *at_out)
{
	*at_out = (struct table_at){ 0, (uint32_t)hash };
	if (!t->cap)
		return 0;
	at_out->slot = at_out->hash & (t->cap - 1);
	return match_from(t, at_out);
}

uint32_t table_next(const struct table *t, struct table_at *at)
{
	at->slot = (at->slot + 1) & (t->cap - 1);
	return match_from(t, at);
}

static void put(struct table *t, uint64_t slot)
{
	size_t i = slot_home(t, slot);

	while (slot_ref(t->slots[i]))
		i = (i + 1) & (t->cap - 1);
	t->slots[i] = slot;
}

static void grow(struct table *t)
{
	struct table old = *t;

	t->cap = old.cap ? old.cap * 2 : TABLE_MIN;
	t->slots = xcalloc(t->cap, sizeof(*t->slots));
	for (size_t i = 0; i < old.cap; i++)
		if (slot_ref(old.slots[i]))
			put(t, old.slots[i]);
	free(old.slots);
}

void table_add(struct table *t, uint64_t hash, uint32_t ref)
{
	assert(ref);
	if (t->n >= t->cap / 8 * 7)
		grow(t);
	put(t, (uint64_t)ref << 32 | (uint32_t)hash);
	t->n++;
}

void table_set(struct table *t, const struct table_at *at, uint32_t ref)
{
	assert(ref);
	t->slots[at->slot] = (uint64_t)ref << 32 | at->hash;
}

void table_remove(struct table *t, const struct table_at *at)
{
	size_t hole = at->slot, mask = t->cap - 1;

	/* Whatever follows without a break and may not stand behind a free slot moves up:
	   it may stay only where its home lies after the hole. */
	for (size_t i = (hole + 1) & mask; slot_ref(t->slots[i]); i = (i + 1) & mask) {
		size_t home = slot_home(t, t->slots[i]);

		if (((i - home) & mask) >= ((i - hole) & mask)) {
			t->slots[hole] = t->slots[i];
			hole = i;
		}
	}
	t->slots[hole] = 0;
	t->n--;
}
