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
#include <string.h>
#include <zlib.h>

enum { STEP_OCTETS = 16 << 10, JUDGE_OCTETS = 4 << 10 };

/* zlib's window, and its tables at their largest. */
enum { WINDOW_OCTETS = 32 << 10, ZLIB_OCTETS = WINDOW_OCTETS + (8 << 10) };

struct inflater {
	struct inflater_pool *pool;
	struct inflater *newer, *older; /* in it, when `pooled` */
	bool pooled;
	bool warm;         /* `z` is there; else `window`, its last octets, replaces it */
	bool between;      /* the next octet begins a block */
	z_stream z;
	uint8_t *window;
	size_t nwindow;
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

static void unpool(struct inflater *i)
{
	struct inflater_pool *p = i->pool;

	if (!i->pooled)
		return;
	*(i->newer ? &i->newer->older : &p->newest) = i->older;
	*(i->older ? &i->older->newer : &p->oldest) = i->newer;
	i->newer = i->older = NULL;
	i->pooled = false;
	p->n--;
}

static void pool(struct inflater *i)
{
	struct inflater_pool *p = i->pool;

	i->older = p->newest;
	*(p->newest ? &p->newest->newer : &p->oldest) = i;
	p->newest = i;
	i->pooled = true;
	p->n++;
}

static void z_end(struct inflater *i)
{
	if (i->warm)
		inflateEnd(&i->z);
	i->warm = false;
}

static void window_free(struct inflater *i)
{
	free(i->window);
	i->window = NULL;
	i->nwindow = 0;
}

/* It was not used for long. */
static void cool(struct inflater *i)
{
	uint8_t last[WINDOW_OCTETS];
	uInt n = 0;

	unpool(i);
	if (!i->between)
		return;
	inflateGetDictionary(&i->z, last, &n);
	i->window = xcalloc(1, n + 1); /* as large as it must be */
	memcpy(i->window, last, n);
	i->nwindow = n;
	z_end(i);
}

static void warm(struct inflater *i)
{
	int rc = Z_OK;

	unpool(i);
	pool(i);
	if (i->pool->n > LIMIT_INFLATERS_WARM)
		cool(i->pool->oldest);
	if (i->warm)
		return;
	i->z = (z_stream){ .zalloc = z_alloc, .zfree = z_free };
	rc = inflateInit2(&i->z, -15); /* raw, no zlib header (RFC 4978 4) */
	if (rc == Z_OK && i->nwindow)
		rc = inflateSetDictionary(&i->z, i->window, (uInt)i->nwindow);
	assert(rc == Z_OK);
	(void)rc;
	window_free(i);
	i->warm = true;
}

struct inflater *inflater_new(struct inflater_pool *pool)
{
	struct inflater *i = xcalloc(1, sizeof(*i));

	i->pool = pool;
	i->between = true;
	return i;
}

void inflater_free(struct inflater **i)
{
	if (*i == NULL)
		return;
	unpool(*i);
	z_end(*i);
	window_free(*i);
	free(*i);
	*i = NULL;
}

/* Nothing more comes out of it. */
static void over(struct inflater *i, enum inflater_state state)
{
	i->state = state;
	i->between = false;
	unpool(i);
	z_end(i);
	window_free(i);
}

static bool over_cap(const struct inflater *i)
{
	return i->out > LIMIT_INFLATE_FREE && i->out / LIMIT_INFLATE_RATIO > i->in;
}

/* The cap is looked at where what was given depends on the octets alone, not on how they
   were cut: after each JUDGE_OCTETS of them, when nothing is pending. */
static void judge(struct inflater *i, int rc)
{
	/* zlib.h, inflate(): 128 behind an end-of-block code; below 64 the bits left over. */
	enum { BLOCK_ENDED = 128, BITS_LEFT = 63 };

	if (rc == Z_STREAM_END)
		over(i, INFLATER_ENDED);
	else if (rc != Z_OK && rc != Z_BUF_ERROR)
		over(i, INFLATER_DAMAGED);
	else if (!i->pending && i->in % JUDGE_OCTETS == 0 && over_cap(i))
		over(i, INFLATER_CAPPED);
	else
		i->between = !i->pending && (i->z.data_type & BLOCK_ENDED) &&
			     (i->z.data_type & BITS_LEFT) == 0;
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
	warm(i);
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
	return i->between;
}

enum inflater_state inflater_state(const struct inflater *i)
{
	return i->state;
}

void inflater_give_up(struct inflater *i)
{
	if (i->state == INFLATER_ON)
		over(i, INFLATER_DAMAGED);
}

size_t inflater_memory(const struct inflater *i)
{
	return sizeof(*i) + (i->warm ? ZLIB_OCTETS : i->nwindow);
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
