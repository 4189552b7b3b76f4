/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * inflate.c - one direction's octets out of DEFLATE, with a cap on how far they expand.
 *
 * In:   compressed octets, cut anywhere
 * Out:  the octets they stand for, a bounded piece at a time
 * RFC:  4978, 1951
 */
#include "proto/inflate.h"

#include "base/arena.h"
#include "base/limits.h"

#include <assert.h>
#include <stdlib.h>
#include <zlib.h>

enum { STEP_OCTETS = 16 << 10, JUDGE_OCTETS = 4 << 10 };

struct inflater {
	z_stream z;
	enum inflater_state state;
	bool pending;      /* it has more than there was room for */
	bool behind;       /* octets came behind its end */
	uint64_t in, out;
};

/* What zlib asks for is small and fixed; without it there is no going on. */
static voidpf z_alloc(voidpf unused, uInt n, uInt size)
{
	(void)unused;
	return xcalloc(n, size);
}

static void z_free(voidpf unused, voidpf p)
{
	(void)unused;
	free(p);
}

struct inflater *inflater_new(void)
{
	struct inflater *i = xcalloc(1, sizeof(*i));
	int rc;

	i->z.zalloc = z_alloc;
	i->z.zfree = z_free;
	rc = inflateInit2(&i->z, -15); /* raw, no zlib header (RFC 4978 4) */
	assert(rc == Z_OK);
	(void)rc;
	return i;
}

void inflater_free(struct inflater **i)
{
	if (*i == NULL)
		return;
	inflateEnd(&(*i)->z);
	free(*i);
	*i = NULL;
}

static bool over_cap(const struct inflater *i)
{
	return i->out > LIMIT_INFLATE_FREE && i->out / LIMIT_INFLATE_RATIO > i->in;
}

/* The cap is looked at where what was given depends on the octets alone, not on how they
   were cut: after each JUDGE_OCTETS of them, when nothing is pending. */
static void judge(struct inflater *i, int rc)
{
	if (rc == Z_STREAM_END)
		i->state = INFLATER_ENDED;
	else if (rc != Z_OK && rc != Z_BUF_ERROR)
		i->state = INFLATER_DAMAGED;
	else if (!i->pending && i->in % JUDGE_OCTETS == 0 && over_cap(i))
		i->state = INFLATER_CAPPED;
}

size_t inflater_push(struct inflater *i, struct bytes b, struct buf *out)
{
	uint8_t room[STEP_OCTETS];
	size_t used, made;
	int rc;

	if (i->state != INFLATER_ON) {
		i->behind |= b.n > 0;
		return b.n;
	}
	if (b.n == 0 && !i->pending)
		return 0;
	b = bytes_head(b, (size_t)(JUDGE_OCTETS - i->in % JUDGE_OCTETS));
	if (i->pending)
		b.n = 0;
	i->z.next_in = (z_const Bytef *)(uintptr_t)b.p;
	i->z.avail_in = (uInt)b.n;
	i->z.next_out = room;
	i->z.avail_out = sizeof(room);
	rc = inflate(&i->z, Z_SYNC_FLUSH);
	used = b.n - i->z.avail_in;
	made = sizeof(room) - i->z.avail_out;
	i->in += used;
	i->out += made;
	i->pending = i->z.avail_out == 0;
	buf_add(out, bytes_of(room, made));
	judge(i, rc);
	return used;
}

bool inflater_pending(const struct inflater *i)
{
	return i->state == INFLATER_ON && i->pending;
}

bool inflater_between(const struct inflater *i)
{
	/* zlib.h, inflate(): 128 behind an end-of-block code; below 64 the bits left over. */
	enum { BLOCK_ENDED = 128, BITS_LEFT = 63 };

	return i->state == INFLATER_ON && !i->pending && (i->z.data_type & BLOCK_ENDED) &&
	       (i->z.data_type & BITS_LEFT) == 0;
}

enum inflater_state inflater_state(const struct inflater *i)
{
	return i->state;
}

void inflater_give_up(struct inflater *i)
{
	if (i->state == INFLATER_ON)
		i->state = INFLATER_DAMAGED;
}

uint64_t inflater_octets(const struct inflater *i)
{
	return i->out;
}

const char *inflater_note(const struct inflater *i)
{
	switch (i->state) {
	case INFLATER_ENDED:
		return !i->behind ? NULL : "the compressed stream ended before the session";
	case INFLATER_DAMAGED:
		return "octets are missing or no DEFLATE: what follows cannot be read";
	case INFLATER_CAPPED:
		return "it expands beyond the limit: what follows was not read";
	case INFLATER_ON:
		break;
	}
	return NULL;
}
