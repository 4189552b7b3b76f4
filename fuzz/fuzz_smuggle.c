/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fuzz_smuggle.c - what lenient servers would read is the same whole and octet by octet, and
 * where ordinary lines are passed over; in order, and inside the octets that were pushed.
 */
#include "base/buf.h"
#include "proto/octets.h"
#include "proto/smuggle.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_all(struct buf *out, struct bytes in, size_t step, bool pass)
{
	struct smuggle g = { 0 };
	struct octets o = { 0 };
	uint64_t last = 0;

	for (size_t at = 0; at < in.n; at += step) {
		struct bytes part = bytes_sub(in, at, step);
		struct smuggle_item i;

		octets_push(&o, part);
		if (pass && o.ordinary)
			smuggle_ordinary(&g, &part);
		while (smuggle_next(&g, &part, &i) == STEP_ITEM) {
			if (i.offset < last || i.offset + i.octets > in.n ||
			    i.text.n > SMUGGLE_TEXT)
				abort();
			last = i.offset;
			buf_printf(out, "%d %s%d %llu+%llu %d%d ", (int)i.kind,
				   i.name ? i.name : "-", i.nul, (unsigned long long)i.offset,
				   (unsigned long long)i.octets, i.first, i.data);
			buf_add(out, i.text);
		}
		if (part.n || g.at > in.n)
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf whole = { 0 }, single = { 0 }, passed = { 0 };
	struct bytes in = bytes_of(data, size);

	read_all(&whole, in, size ? size : 1, false);
	read_all(&single, in, 1, false);
	read_all(&passed, in, 13, true);
	if (!bytes_eq(buf_bytes(&whole), buf_bytes(&single)) ||
	    !bytes_eq(buf_bytes(&whole), buf_bytes(&passed)))
		abort();
	buf_fini(&whole);
	buf_fini(&single);
	buf_fini(&passed);
	return 0;
}
