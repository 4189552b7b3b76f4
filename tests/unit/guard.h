/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * guard.h - input placed right against an unreadable page, so that reading one octet too
 * many ends the test.
 *
 *	struct guard g;
 *	struct bytes in = guard_init(&g, B("EHLO x\r\n"));
 *	...
 *	guard_fini(&g);
 */
#ifndef MW_TESTS_GUARD_H
#define MW_TESTS_GUARD_H

#include "base/bytes.h"

#include <assert.h>
#include <sys/mman.h>
#include <unistd.h>

struct guard {
	uint8_t *map;
	size_t octets;
};

/* A copy of `b` whose end is the end of readable memory; lives until guard_fini(). */
static inline struct bytes guard_init(struct guard *g, struct bytes b)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	size_t room = (b.n + page - 1) / page * page;
	int unreadable;

	g->octets = room + page;
	g->map = mmap(NULL, g->octets, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
		      -1, 0);
	assert(g->map != MAP_FAILED);
	unreadable = mprotect(g->map + room, page, PROT_NONE);
	assert(unreadable == 0);
	(void)unreadable;
	if (b.n)
		memcpy(g->map + room - b.n, b.p, b.n);
	return bytes_of(g->map + room - b.n, b.n);
}

static inline void guard_fini(struct guard *g)
{
	munmap(g->map, g->octets);
}

#endif
