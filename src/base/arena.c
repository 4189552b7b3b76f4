/* SPDX-License-Identifier: BSD-2-Clause */
/* arena.c - see arena.h.  Blocks in a list, the newest first; bump allocation in it. */
#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* With its head the smallest block is one that malloc() keeps at hand for its thread. */
enum { BLOCK_MIN = 992, BLOCK_MAX = 64 * 1024, ALIGN = 16, CACHED_MAX = 1024, LARGE_ELEMENT = 128 };

struct arena_block {
	struct arena_block *next;
	size_t size, used; /* of data[] */
	_Alignas(16) uint8_t data[];
};

static _Noreturn void out_of_memory(size_t n)
{
	fprintf(stderr, "mailwire: out of memory asking for %zu octets\n", n);
	abort();
}

/* Not to be seen together with memset(): compilers would make calloc() of the two. */
static __attribute__((noinline)) void *take(size_t n)
{
	void *p = malloc(n);

	if (!p)
		out_of_memory(n);
	return p;
}

void *xcalloc(size_t count, size_t size)
{
	void *p;

	/* calloc() does not look into the thread's own cache, malloc() does. */
	if (count == 1 && size && size <= CACHED_MAX)
		return memset(take(size), 0, size);
	p = calloc(count ? count : 1, size ? size : 1);
	if (!p)
		out_of_memory(count * size);
	return p;
}

void *xrealloc(void *p, size_t n)
{
	p = realloc(p, n ? n : 1);
	if (!p)
		out_of_memory(n);
	return p;
}

void *array_room(void *p, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return p;
	*cap = *cap ? *cap * 2 : size > LARGE_ELEMENT ? 1 : 4;
	if (*cap > SIZE_MAX / size)
		out_of_memory(SIZE_MAX);
	return xrealloc(p, *cap * size);
}

static struct arena_block *block_new(struct arena *a, size_t n)
{
	size_t size = a->head ? a->head->size * 2 : BLOCK_MIN;
	struct arena_block *b;

	if (size > BLOCK_MAX)
		size = BLOCK_MAX;
	if (size < n)
		size = n;
	if (size > SIZE_MAX - sizeof(*b))
		out_of_memory(size);
	b = take(sizeof(*b) + size);
	b->next = a->head;
	b->size = size;
	b->used = 0;
	a->head = b;
	return b;
}

void *arena_take(struct arena *a, size_t n)
{
	struct arena_block *b = a->head;
	void *p;

	if (n > SIZE_MAX - ALIGN)
		out_of_memory(n);
	n = (n + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	if (!b || b->size - b->used < n)
		b = block_new(a, n);
	p = b->data + b->used;
	b->used += n;
	a->used += n;
	return p;
}

void *arena_alloc(struct arena *a, size_t n)
{
	return memset(arena_take(a, n), 0, n);
}

static void free_blocks(struct arena_block *b)
{
	while (b) {
		struct arena_block *next = b->next;

		free(b);
		b = next;
	}
}

void arena_reset(struct arena *a)
{
	if (a->head) {
		free_blocks(a->head->next);
		a->head->next = NULL;
		a->head->used = 0;
	}
	a->used = 0;
}

void arena_fini(struct arena *a)
{
	free_blocks(a->head);
	*a = (struct arena){ 0 };
}
