/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * base64_bulk.h - the inner loop of base64_push(), in two ways that give the same octets.
 *
 * Both decode whole quanta from the front of `in` and may pass over CRLF between two of
 * them; they stop where they like, but before anything else that is not in the alphabet.
 * Written octets go to `*out`, which is moved on; the result is octets of `in` used.  `*out`
 * has base64_room(in.n) octets, of which more may be scribbled on than are written.
 */
#ifndef MW_BASE_BASE64_BULK_H
#define MW_BASE_BASE64_BULK_H

#include "base/bytes.h"

/* The values of the alphabet, 0-63; what else there is. */
enum { BASE64_BLANK = 64, BASE64_PAD = 65, BASE64_JUNK = 66 };
extern const uint8_t base64_value_of[256];

size_t base64_bulk_scalar(struct bytes in, uint8_t **out);
/* Whether this machine can run base64_bulk_avx2(). */
bool base64_bulk_has_avx2(void);
size_t base64_bulk_avx2(struct bytes in, uint8_t **out);

/* The faster one, and the other for what it leaves at the end. */
static inline size_t base64_bulk(struct bytes in, uint8_t **out)
{
	size_t n = base64_bulk_has_avx2() ? base64_bulk_avx2(in, out) : 0;

	return n + base64_bulk_scalar(bytes_from(in, n), out);
}

#endif
