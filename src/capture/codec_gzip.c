/* SPDX-License-Identifier: BSD-2-Clause */
/* codec_gzip.c - gzip (RFC 1952) by zlib; every octet comes as soon as its bits are there. */
#include "capture/codec.h"

#include "base/arena.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

enum { GZIP_ONLY = 16 /* added to the window's bits: no zlib header */ };

static void *gzip_new(void)
{
	z_stream *z = xcalloc(1, sizeof(*z));
	int r = inflateInit2(z, MAX_WBITS + GZIP_ONLY);

	assert(r == Z_OK); /* otherwise only when memory is exhausted */
	(void)r;
	return z;
}

static enum codec_state gzip_step(void *decoder, struct codec_step *s)
{
	z_stream *z = decoder;
	uInt in = s->in.n > UINT_MAX ? UINT_MAX : (uInt)s->in.n;
	uInt room = s->room > UINT_MAX ? UINT_MAX : (uInt)s->room;
	int r;

	z->next_in = (Bytef *)(uintptr_t)s->in.p;
	z->avail_in = in;
	z->next_out = s->to;
	z->avail_out = room;
	r = inflate(z, Z_NO_FLUSH);
	codec_done(s, s->in.n - in + z->avail_in, s->room - room + z->avail_out);
	s->why = z->msg;
	if (r == Z_STREAM_END)
		return CODEC_END;
	return r == Z_OK || r == Z_BUF_ERROR ? CODEC_MORE : CODEC_DAMAGED;
}

static void gzip_free(void *decoder)
{
	inflateEnd(decoder);
	free(decoder);
}

const struct codec codec_gzip = { "gzip", gzip_new, gzip_step, gzip_free };
