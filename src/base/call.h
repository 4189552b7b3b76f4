/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * call.h - memory that will be wanted soon, and was not for long, is called into the caches.
 *
 * A hint that changes nothing but time: any address will do.  Worth it where some hundred
 * instructions of other work lie between the call and the use.
 */
#ifndef MW_BASE_CALL_H
#define MW_BASE_CALL_H

#include <stddef.h>
#include <stdint.h>

enum { CACHE_LINE_OCTETS = 64 };

/* At the end of what one thread writes while another reads its neighbour in an array: else they
   would take the line that both lie in from each other, time and again. */
struct apart {
	uint8_t octets[CACHE_LINE_OCTETS];
};

static inline void memory_call(const void *p, size_t octets)
{
	for (size_t at = 0; at < octets; at += CACHE_LINE_OCTETS)
		__builtin_prefetch((const void *)((uintptr_t)p + at));
}

#endif
