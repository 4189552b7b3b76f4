/* SPDX-License-Identifier: BSD-2-Clause */
/* codec_bzip2.c - bzip2 by libbz2: a block, of at most 900 kB, comes as a whole. */
#include "capture/codec.h"

#include "base/arena.h"

#include <assert.h>
#include <bzlib.h>
#include <limits.h>
#include <stdlib.h>

static void *bzip2_new(void)
{
	bz_stream *z = xcalloc(1, sizeof(*z));
	int r = BZ2_bzDecompressInit(z, 0, 0);

	assert(r == BZ_OK); /* otherwise only when memory is exhausted */
	(void)r;
	return z;
}

static enum codec_state bzip2_step(void *decoder, struct codec_step *s)
{
	bz_stream *z = decoder;
	unsigned in = s->in.n > UINT_MAX ? UINT_MAX : (unsigned)s->in.n;
	unsigned room = s->room > UINT_MAX ? UINT_MAX : (unsigned)s->room;
	int r;

	z->next_in = (char *)(uintptr_t)s->in.p;
	z->avail_in = in;
	z->next_out = (char *)s->to;
	z->avail_out = room;
	r = BZ2_bzDecompress(z);
	codec_done(s, s->in.n - in + z->avail_in, s->room - room + z->avail_out);
	if (r == BZ_STREAM_END)
		return CODEC_END;
	return r == BZ_OK ? CODEC_MORE : CODEC_DAMAGED;
}

static void bzip2_free(void *decoder)
{
	BZ2_bzDecompressEnd(decoder);
	free(decoder);
}

const struct codec codec_bzip2 = { "bzip2", bzip2_new, bzip2_step, bzip2_free };
