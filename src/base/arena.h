/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * arena.h - memory that dies together: allocate many times, free once.
 *
 * The message and the connection each own one.  Allocation never returns NULL (an
 * exhausted machine ends the process with a message); callers bound what they ask for
 * with the caps of limits.h, and arena_used() lets a budget see it.
 */
#ifndef MW_BASE_ARENA_H
#define MW_BASE_ARENA_H

#include <stddef.h>
#include <stdint.h>

struct arena_block;

/* Zeroed state is an empty arena. */
struct arena {
	struct arena_block *head;
	size_t used; /* octets handed out, rounding included */
};

/* `n` octets, zeroed, aligned for any type. */
void *arena_alloc(struct arena *a, size_t n);
/* The same, to be filled by the caller: not zeroed. */
void *arena_take(struct arena *a, size_t n);
#define arena_new(a, type) ((type *)arena_alloc((a), sizeof(type)))

/* Everything allocated becomes invalid; one block is kept for the next use. */
void arena_reset(struct arena *a);
/* The same, and nothing is kept. */
void arena_fini(struct arena *a);

static inline size_t arena_used(const struct arena *a) { return a->used; }

/* Heap with the same promise: zeroed, never NULL.  Freed with free(). */
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *p, size_t n);

/*
 * Makes room for one more element in a growing array: `p` holds `n` elements of `size`
 * octets with capacity `*cap`; returns where it is now.  Doubles, so that n pushes cost O(n).
 *	ARRAY_PUSH(frames, nframes, capframes) = (struct span){...};
 */
void *array_room(void *p, size_t n, size_t *cap, size_t size);
#define ARRAY_PUSH(p, n, cap) \
	(*((p) = array_room((p), (n), &(cap), sizeof(*(p))), &(p)[(n)++]))

#endif
