/* SPDX-License-Identifier: BSD-2-Clause */
/* codec_xz.c - xz by liblzma; every octet comes as soon as its bits are there. */
#include "capture/codec.h"

#include "base/arena.h"

#include <assert.h>
#include <lzma.h>
#include <stdlib.h>

/* xz -9 asks for 65 MiB; a header may ask for 4 GiB. */
#define MEMORY_MAX (UINT64_C(256) << 20)

static void *xz_new(void)
{
	lzma_stream *z = xcalloc(1, sizeof(*z));
	lzma_ret r;

	*z = (lzma_stream)LZMA_STREAM_INIT;
	r = lzma_stream_decoder(z, MEMORY_MAX, 0);
	assert(r == LZMA_OK); /* otherwise memory is exhausted */
	(void)r;
	return z;
}

static const char *why(lzma_ret r)
{
	switch (r) {
	case LZMA_MEMLIMIT_ERROR:
		return "it needs too much memory";
	case LZMA_FORMAT_ERROR:
		return "its header is wrong";
	case LZMA_OPTIONS_ERROR:
		return "it uses what liblzma does not know";
	default:
		return NULL;
	}
}

static enum codec_state xz_step(void *decoder, struct codec_step *s)
{
	lzma_stream *z = decoder;
	lzma_ret r;

	z->next_in = s->in.p;
	z->avail_in = s->in.n;
	z->next_out = s->to;
	z->avail_out = s->room;
	r = lzma_code(z, LZMA_RUN);
	codec_done(s, z->avail_in, z->avail_out);
	if (r == LZMA_STREAM_END)
		return CODEC_END;
	if (r == LZMA_OK || r == LZMA_BUF_ERROR)
		return CODEC_MORE;
	s->why = why(r);
	return CODEC_DAMAGED;
}

static void xz_free(void *decoder)
{
	lzma_end(decoder);
	free(decoder);
}

const struct codec codec_xz = { "xz", xz_new, xz_step, xz_free };
