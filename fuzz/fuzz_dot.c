/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fuzz_dot.c - a body is the same whole and octet by octet, and the same as a slow reading
 * line by line, straight from RFC 5321 4.5.2.
 */
#include "base/buf.h"
#include "proto/dot.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Returns where the body ended, or SIZE_MAX. */
static size_t undot(struct buf *out, struct bytes in, size_t step)
{
	struct dot d = { 0 };
	size_t used = 0, shown = 0;
	struct bytes run, left = { NULL, 0 };

	while (shown < in.n) {
		enum step s;

		shown = in.n - shown < step ? in.n : shown + step;
		left = bytes_sub(in, used, shown - used);
		while ((s = dot_next(&d, &left, &run)) == STEP_ITEM)
			buf_add(out, run);
		used = shown - left.n;
		if (s == STEP_END)
			return used;
		if (left.n > DOT_HELD)
			abort();
	}
	buf_add(out, dot_flush(&d, left));
	return SIZE_MAX;
}

static size_t reference(struct buf *out, struct bytes in)
{
	size_t at = 0;

	while (at < in.n) {
		size_t end = at + bytes_find(bytes_from(in, at), B("\r\n"));
		struct bytes line;

		end = end < in.n ? end + 2 : in.n;
		line = bytes_sub(in, at, end - at);
		if (bytes_eq(line, B(".\r\n")))
			return end;
		buf_add(out, bytes_at(line, 0) == '.' ? bytes_from(line, 1) : line);
		at = end;
	}
	return SIZE_MAX;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf whole = { 0 }, single = { 0 }, slow = { 0 };
	struct bytes in = bytes_of(data, size);
	size_t a = undot(&whole, in, size ? size : 1), b = undot(&single, in, 1);
	size_t c = reference(&slow, in);

	if (a != b || a != c || !bytes_eq(buf_bytes(&whole), buf_bytes(&single)) ||
	    !bytes_eq(buf_bytes(&whole), buf_bytes(&slow)))
		abort();
	buf_fini(&whole);
	buf_fini(&single);
	buf_fini(&slow);
	return 0;
}
