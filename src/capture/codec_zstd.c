/* SPDX-License-Identifier: BSD-2-Clause */
/* codec_zstd.c - zstd (RFC 8878) by libzstd: a block, of at most 128 KiB, comes as a whole. */
#include "capture/codec.h"

#include "base/arena.h"

#include <assert.h>
#include <stdlib.h>
#include <zstd.h>

enum {
	WINDOW_LOG_MAX = 27, /* 128 MiB, as zstd(1) has it: a frame may ask for far more */
	HEADER_OCTETS = 5,   /* of a frame, the least that tells how long it is */
};

/* The library says nothing about what it made in a step that fails.  So it gets no more at
   a time than it needs for the next block. */
struct zstd {
	ZSTD_DStream *stream;
	size_t want;
};

static void *zstd_new(void)
{
	struct zstd *z = xcalloc(1, sizeof(*z));

	z->stream = ZSTD_createDStream();
	z->want = HEADER_OCTETS;
	assert(z->stream); /* otherwise memory is exhausted */
	ZSTD_DCtx_setParameter(z->stream, ZSTD_d_windowLogMax, WINDOW_LOG_MAX);
	return z;
}

static enum codec_state zstd_step(void *decoder, struct codec_step *s)
{
	struct zstd *z = decoder;
	ZSTD_inBuffer in = { .src = s->in.p, .size = bytes_head(s->in, z->want).n };
	ZSTD_outBuffer out = { .dst = s->to, .size = s->room };
	size_t r = ZSTD_decompressStream(z->stream, &out, &in);

	if (ZSTD_isError(r)) {
		s->why = ZSTD_getErrorName(r);
		return CODEC_DAMAGED;
	}
	codec_done(s, s->in.n - in.pos, out.size - out.pos);
	z->want = r;
	return r ? CODEC_MORE : CODEC_END;
}

static void zstd_free(void *decoder)
{
	struct zstd *z = decoder;

	ZSTD_freeDStream(z->stream);
	free(z);
}

const struct codec codec_zstd = { "zstd", zstd_new, zstd_step, zstd_free };
