/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * codec.h - one compression format: octets in, octets out, in steps of any size.
 *
 * Behind each stands the format's own library.  A decoder gives what it can as soon as it
 * can, so that a file that is cut loses nothing that could be decoded.  Private to
 * capture/decompress.c.
 */
#ifndef MW_CAPTURE_CODEC_H
#define MW_CAPTURE_CODEC_H

#include "base/bytes.h"

enum codec_state {
	CODEC_MORE,    /* goes on, with more octets or more room */
	CODEC_END,     /* the member ended; what was not used is behind it */
	CODEC_DAMAGED, /* it cannot be decoded from here on; `why` may tell more */
};

/* One step: uses octets from the front of `in` (taking them off) and puts octets at `to`,
   less room from then on.  `in` may be empty: a decoder may hold back some of its output
   for want of room. */
struct codec_step {
	struct bytes in;
	uint8_t *to;
	size_t room;
	const char *why; /* lives as long as the decoder */
};

struct codec {
	const char *name;
	void *(*new)(void); /* a decoder at the beginning of a member */
	enum codec_state (*step)(void *decoder, struct codec_step *s);
	void (*free)(void *decoder);
};

extern const struct codec codec_gzip, codec_zstd, codec_lz4, codec_xz, codec_bzip2;

/* For those who count as zlib does: next_in, avail_in, next_out, avail_out. */
static inline void codec_done(struct codec_step *s, size_t in_left, size_t room_left)
{
	s->in = bytes_from(s->in, s->in.n - in_left);
	s->to += s->room - room_left;
	s->room = room_left;
}

#endif
