/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * capture_shapes.h - reads a capture file in two shapes and holds them against each other:
 * in one piece, and a few octets at a time into blocks as small.  What is told must be the
 * same, and possible.
 */
#ifndef MW_FUZZ_CAPTURE_SHAPES_H
#define MW_FUZZ_CAPTURE_SHAPES_H

#include "base/hash.h"
#include "base/limits.h"
#include "capture/reader.h"

#include <stdlib.h>

static const struct hash_key capture_shapes_key = { 1, 2 };

/* Everything that is told of the frames and the file, hashed into one number. */
static inline uint64_t capture_shape(struct bytes file, size_t chunk, size_t block)
{
	struct err e = { 0 };
	struct capture *c =
		capture_open_input(source_input_bytes(file, chunk), "file", block, &e);
	struct buf told = { 0 };
	struct frame f;
	enum step step;
	uint64_t sum;

	if (!c) {
		buf_adds(&told, e.text);
		goto out;
	}
	while ((step = capture_next(c, &f, &e)) == STEP_ITEM) {
		const struct capture_facts *facts = capture_facts(c);

		if (f.data.n > LIMIT_BLOCK_OCTETS || f.interface >= facts->ninterfaces ||
		    f.number != facts->frames || facts->octets > file.n ||
		    f.linktype != facts->interfaces[f.interface].linktype)
			abort();
		buf_printf(&told, "%lld %u %u %d ", (long long)f.ts_ns, f.wire_octets,
			   f.interface, f.untimed);
		buf_addu64(&told, hash_bytes(capture_shapes_key, f.data));
		buf_add(&told, f.comment);
	}
	if (step != STEP_END)
		abort();
	if (capture_facts(c)->damage)
		buf_adds(&told, capture_facts(c)->damage);
	if (capture_facts(c)->comment)
		buf_adds(&told, capture_facts(c)->comment);
	buf_add(&told, capture_facts(c)->tls_keys);
out:
	sum = hash_bytes(capture_shapes_key, buf_bytes(&told));
	capture_close(&c);
	buf_fini(&told);
	return sum;
}

static inline void capture_shapes(struct bytes file)
{
	uint64_t whole = capture_shape(file, SIZE_MAX, SOURCE_BLOCK_OCTETS);

	if (capture_shape(file, 3, 8) != whole || capture_shape(file, SIZE_MAX, 100) != whole)
		abort();
}

#endif
