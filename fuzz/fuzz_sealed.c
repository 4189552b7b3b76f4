/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fuzz_sealed.c - is a RAR or 7z archive encrypted?  The same whole and octet by octet, in
 * bounded memory.
 *
 * Input: how much stands before it and behind it (1 octet each), then the archive.
 */
#include "judge/sealed.h"

#include <stdlib.h>

enum { BEFORE = 32, BEHIND = 8 }; /* octets for each that was asked for */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool sealed(struct bytes in, size_t step, bool rar)
{
	struct sealed s = { 0 };
	bool is;

	for (; in.n; in = bytes_from(in, step))
		(rar ? sealed_push_rar : sealed_push_7z)(&s, bytes_head(in, step));
	is = rar ? sealed_rar(&s) : sealed_7z(&s);
	if (s.kept.n > 2 * SEALED_OCTETS)
		abort();
	buf_fini(&s.kept);
	return is;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cur c = cur_of(bytes_of(data, size));
	size_t before = cur_u8(&c) * (size_t)BEFORE, behind = cur_u8(&c) * (size_t)BEHIND;
	struct buf all = { 0 };

	while (before--)
		buf_addc(&all, 0);
	buf_add(&all, cur_rest(&c));
	while (behind--)
		buf_addc(&all, 0);
	for (int rar = 0; rar < 2; rar++)
		if (sealed(buf_bytes(&all), all.n + 1, rar) != sealed(buf_bytes(&all), 1, rar))
			abort();
	buf_fini(&all);
	return 0;
}
