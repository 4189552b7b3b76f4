/* SPDX-License-Identifier: BSD-2-Clause */
/* fuzz_line.c - lines are the same whole and octet by octet, and use every octet. */
#include "base/buf.h"
#include "proto/line.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void lines(struct buf *out, struct bytes in, size_t step)
{
	struct line l = { 0 };
	size_t used = 0, shown = 0;

	while (shown < in.n) {
		struct line_item item;

		shown = in.n - shown < step ? in.n : shown + step;
		while (line_next(&l, bytes_sub(in, used, shown - used), &item) == STEP_ITEM) {
			if (item.octets == 0 || item.octets > shown - used)
				abort();
			used += item.octets;
			if (item.tail)
				continue; /* a tail may come in any pieces */
			buf_add(out, item.text);
			buf_printf(out, "|%d%d|", item.bare_lf, item.cut);
		}
	}
	buf_printf(out, "+%zu", in.n - used);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf whole = { 0 }, single = { 0 };

	lines(&whole, bytes_of(data, size), size ? size : 1);
	lines(&single, bytes_of(data, size), 1);
	if (!bytes_eq(buf_bytes(&whole), buf_bytes(&single)))
		abort();
	buf_fini(&whole);
	buf_fini(&single);
	return 0;
}
