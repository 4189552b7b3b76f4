/* SPDX-License-Identifier: BSD-2-Clause */
/* codec_lz4.c - lz4 frames by liblz4: a block, of at most 4 MiB, comes as a whole. */
#include "capture/codec.h"

#include "base/arena.h"

#include <assert.h>
#include <lz4frame.h>
#include <stdlib.h>

enum { HEADER_OCTETS = 7 /* of a frame, the shortest */ };

/* As codec_zstd.c: it gets no more at a time than it needs for the next block. */
struct lz4 {
	LZ4F_dctx *context;
	size_t want;
};

static void *lz4_new(void)
{
	struct lz4 *z = xcalloc(1, sizeof(*z));
	LZ4F_errorCode_t r = LZ4F_createDecompressionContext(&z->context, LZ4F_VERSION);

	assert(!LZ4F_isError(r)); /* otherwise memory is exhausted */
	(void)r;
	z->want = HEADER_OCTETS;
	return z;
}

static enum codec_state lz4_step(void *decoder, struct codec_step *s)
{
	struct lz4 *z = decoder;
	size_t in = bytes_head(s->in, z->want).n, made = s->room;
	size_t r = LZ4F_decompress(z->context, s->to, &made, s->in.p, &in, NULL);

	if (LZ4F_isError(r)) {
		s->why = LZ4F_getErrorName(r);
		return CODEC_DAMAGED;
	}
	codec_done(s, s->in.n - in, s->room - made);
	z->want = r;
	return r ? CODEC_MORE : CODEC_END;
}

static void lz4_free(void *decoder)
{
	struct lz4 *z = decoder;

	LZ4F_freeDecompressionContext(z->context);
	free(z);
}

const struct codec codec_lz4 = { "lz4", lz4_new, lz4_step, lz4_free };
