/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fuzz_decompress.c - compressed octets, whole and damaged: what comes out, and the word
 * about its end, must not depend on how the octets come in or on the room for them.
 */
#include "base/hash.h"
#include "capture/codec.h"
#include "capture/decompress.h"

#include <stdlib.h>

enum { OUTPUT_MAX = 1 << 18 }; /* a few octets may stand for very many */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct outcome {
	size_t octets;
	uint64_t sum;
	struct err err;
	enum source_state state;
};

static struct outcome decode(struct bytes in, const struct codec *codec, size_t chunk,
			     size_t block)
{
	static const struct hash_key key = { 1, 2 };
	struct source *raw = source_new(source_input_bytes(in, chunk), block);
	struct source *s = decompress_new(raw, codec, block);
	struct outcome o = { 0 };

	while (o.octets < OUTPUT_MAX && source_need(s, 1).n) {
		struct bytes b = bytes_head(s->rest, 1); /* the same pieces in every shape */

		o.sum = o.sum * 31 + hash_bytes(key, b);
		o.octets++;
		source_take(s, 1);
	}
	o.state = s->state;
	o.err = s->err;
	source_free(&s);
	return o;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes in = bytes_of(data, size);
	const struct codec *codec = decompress_codec(in);
	struct outcome whole, pieces;

	if (!codec)
		return 0;
	whole = decode(in, codec, SIZE_MAX, 1 << 16);
	if (whole.octets == OUTPUT_MAX)
		return 0;
	pieces = decode(in, codec, 1, 7);
	/* How much of a broken block of bzip2 or zstd comes out is a matter of room; all of it is
	   worthless. */
	if ((codec == &codec_bzip2 || codec == &codec_zstd) && whole.state == SOURCE_DAMAGED &&
	    pieces.state == SOURCE_DAMAGED)
		return 0;
	if (whole.octets != pieces.octets || whole.sum != pieces.sum ||
	    whole.state != pieces.state || whole.state == SOURCE_OPEN)
		abort();
	return 0;
}
