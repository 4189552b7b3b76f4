/* SPDX-License-Identifier: BSD-2-Clause */
/* heap.h - how much memory is in use, for tests that hold it to a figure. */
#ifndef MW_TESTS_HEAP_H
#define MW_TESTS_HEAP_H

#include <malloc.h>
#include <stddef.h>

/* Under AddressSanitizer it is not the C library's, and heap() says nothing. */
#if defined(__SANITIZE_ADDRESS__)
#define HEAP_IS_OTHER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HEAP_IS_OTHER 1
#endif
#endif
#ifndef HEAP_IS_OTHER
#define HEAP_IS_OTHER 0
#endif

/* Octets of the heap in use, what malloc adds included. */
static inline size_t heap(void)
{
	struct mallinfo2 m = mallinfo2();

	return m.uordblks + m.hblkhd;
}

#endif
