/* SPDX-License-Identifier: BSD-2-Clause */
/* fuzz_base64.c - base64: the same octets whole and one by one, and back again. */
#include "base/base64.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void decode(struct buf *out, struct base64 *d, struct bytes in, size_t step)
{
	for (; in.n; in = bytes_from(in, step)) {
		struct bytes piece = bytes_head(in, step);
		size_t n = base64_push(d, piece, buf_room(out, base64_room(piece.n)));

		if (n > base64_room(piece.n))
			abort();
		out->n += n;
	}
	out->n += base64_end(d, buf_room(out, 3));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes in = bytes_of(data, size);
	struct buf whole = { 0 }, octets = { 0 }, text = { 0 }, back = { 0 };
	struct base64 a = { .stop = size % 2 }, b = { .stop = size % 2 };

	decode(&whole, &a, in, size + 1);
	decode(&octets, &b, in, 1);
	if (!bytes_eq(buf_bytes(&whole), buf_bytes(&octets)) || a.junk != b.junk ||
	    a.restarts != b.restarts || a.truncated != b.truncated)
		abort();
	base64_encode(&text, in);
	if (!base64_decode(&back, buf_bytes(&text)) || !bytes_eq(buf_bytes(&back), in))
		abort();
	buf_fini(&whole);
	buf_fini(&octets);
	buf_fini(&text);
	buf_fini(&back);
	return 0;
}
