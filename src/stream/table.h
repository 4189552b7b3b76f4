/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * table.h - from the hash of a key to a 32-bit reference: open addressing, 8 octets a slot.
 *
 * Keys are not stored: the table gives the references whose 32 hash bits match, and the
 * caller compares what they stand for.  Linear probing, no tombstones (removal moves the
 * followers back), doubles at 7/8 full.
 */
#ifndef MW_STREAM_TABLE_H
#define MW_STREAM_TABLE_H

#include <stddef.h>
#include <stdint.h>

/* Zeroed state is an empty table. */
struct table {
	uint64_t *slots; /* reference in the upper half (0 = free), hash in the lower */
	size_t cap, n;   /* cap is 0 or a power of two */
};

/* A place found in the table; valid until the next table_add() or table_remove(). */
struct table_at {
	size_t slot;
	uint32_t hash;
};

void table_fini(struct table *t);
/* The first reference with this hash, or 0; table_next() gives the others. */
uint32_t table_first(const struct table *t, uint64_t hash, struct table_at *at_out);
uint32_t table_next(const struct table *t, struct table_at *at);
/* `ref` must not be 0. */
void table_add(struct table *t, uint64_t hash, uint32_t ref);
/* Puts another reference in a place found. */
void table_set(struct table *t, const struct table_at *at, uint32_t ref);
void table_remove(struct table *t, const struct table_at *at);
static inline size_t table_octets(const struct table *t)
{
	return t->cap * sizeof(uint64_t);
}

#endif
