/* SPDX-License-Identifier: BSD-2-Clause */
/* pool.c - see pool.h. */
#include "base/pool.h"

#include "base/arena.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define KEEPS_NONE 1
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#define KEEPS_NONE 1
#endif
#ifndef KEEPS_NONE
#define KEEPS_NONE 0
#endif

void *pool_take(struct pool *p, size_t octets)
{
	assert(p->octets == 0 || p->octets == octets);
	p->octets = octets;
	if (p->n == 0)
		return xcalloc(1, octets);
	return memset(p->kept[--p->n], 0, octets);
}

void pool_put(struct pool *p, void *object)
{
	if (KEEPS_NONE || p->n == POOL_KEPT || !object)
		free(object);
	else
		p->kept[p->n++] = object;
}

void pool_fini(struct pool *p)
{
	while (p->n)
		free(p->kept[--p->n]);
}
