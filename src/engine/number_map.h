/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * number_map.h - one worker's numbers of a kind, and what they are over the whole capture.
 *
 * Numbers are taken in order and given up in any.  What is kept reaches from the oldest
 * that is not given up to the newest: 16 octets each.
 */
#ifndef MW_ENGINE_NUMBER_MAP_H
#define MW_ENGINE_NUMBER_MAP_H

#include <stddef.h>
#include <stdint.h>

struct number_entry {
	uint64_t global; /* plus 1; 0 = given up */
	uint64_t link;   /* a session's last message; of a message, the one before; 0 = none */
};

struct number_map {
	struct number_entry *v; /* a ring */
	size_t first, n, cap;   /* cap is 0 or a power of two */
	uint64_t base;          /* the number of v[first] */
};

void number_map_fini(struct number_map *m);
/* `number`, which is the next one (the first may be any), is `global`. */
void number_map_add(struct number_map *m, uint64_t number, uint64_t global, uint64_t link);
/* The entry of a number; NULL when there is none (any more). */
struct number_entry *number_map_at(struct number_map *m, uint64_t number);
void number_map_done(struct number_map *m, uint64_t number);

#endif
