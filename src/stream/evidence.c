/* SPDX-License-Identifier: BSD-2-Clause */
/* evidence.c - see evidence.h.  A buffer of up to twice the octets wanted: when it is full,
   the newer half moves down, so that what is kept is one run and each octet moves once. */
#include "stream/evidence.h"

#include "base/arena.h"
#include "base/limits.h"
#include "base/pack.h"

#include <stdlib.h>

/* A short dialogue fits into what it begins with; what is more grows in few steps. */
enum {
	CAP_MIN = 256, CAP_FEW_STEPS = 4096, CAP_MAX = 2 * LIMIT_EVIDENCE_OCTETS,
	FRAMES_MIN = 16,
};

static uint8_t *octets_of(struct evidence *e)
{
	return (uint8_t *)(e->frame + e->capframes);
}

/* Room for `n` octets more, as far as CAP_MAX, and one frame. */
static void grow(struct evidence **e, size_t n)
{
	struct evidence *old = *e, *v;
	uint32_t cap = old ? old->cap : CAP_MIN, used = old ? old->n : 0;
	uint32_t frames = old ? old->frames : 0, capframes = old ? old->capframes : FRAMES_MIN;

	while (cap < CAP_MAX && cap < used + n)
		cap *= cap < CAP_FEW_STEPS ? 4 : 2;
	if (frames == capframes && capframes < EVIDENCE_FRAMES)
		capframes *= 2;
	if (old && cap == old->cap && capframes == old->capframes)
		return;
	v = xrealloc(NULL, sizeof(*v) + capframes * sizeof(*v->frame) + cap);
	*v = (struct evidence){ .n = used, .cap = cap, .frames = frames, .capframes = capframes };
	if (old) {
		v->end = old->end;
		memcpy(v->frame, old->frame, old->capframes * sizeof(*v->frame));
		memcpy(octets_of(v), octets_of(old), used);
		free(old);
	}
	*e = v;
}

static void make_room(struct evidence **e, size_t n)
{
	struct evidence *v = *e;

	if (v && v->cap - v->n >= n && (v->frames < v->capframes || v->capframes == EVIDENCE_FRAMES))
		return; /* as it is, nearly always */
	grow(e, n);
	v = *e;
	if (v->cap - v->n < n) {
		uint32_t keep = v->n < LIMIT_EVIDENCE_OCTETS ? v->n : LIMIT_EVIDENCE_OCTETS;

		memmove(octets_of(v), octets_of(v) + (v->n - keep), keep);
		v->n = keep;
	}
}

void evidence_add(struct evidence **e, uint64_t offset, struct bytes b, uint64_t frame)
{
	struct evidence *v;
	uint64_t end = offset + b.n;

	if (b.n > LIMIT_EVIDENCE_OCTETS)
		b = bytes_from(b, b.n - LIMIT_EVIDENCE_OCTETS);
	make_room(e, b.n);
	v = *e;
	if (v->end != end - b.n) /* a hole before it: what is kept is one run */
		v->n = 0;
	if (b.n)
		memcpy(octets_of(v) + v->n, b.p, b.n);
	v->n += (uint32_t)b.n;
	v->end = end;
	v->frame[v->frames & (v->capframes - 1)] = (struct evidence_frame){ offset, frame };
	v->frames++;
}

struct bytes evidence_of(const struct evidence *e, uint64_t from, uint64_t to,
			 uint64_t *from_out)
{
	uint64_t begin;

	*from_out = to;
	if (!e || !e->n)
		return bytes_of(NULL, 0);
	begin = e->end - e->n;
	if (from < begin)
		from = begin;
	if (to > e->end)
		to = e->end;
	if (from >= to)
		return bytes_of(NULL, 0);
	*from_out = from;
	return bytes_sub(bytes_of(e->frame + e->capframes, e->n), (size_t)(from - begin),
			 (size_t)(to - from));
}

uint64_t evidence_frame(const struct evidence *e, uint64_t offset)
{
	uint32_t known = e->frames < e->capframes ? e->frames : e->capframes;

	for (uint32_t i = 1; i <= known; i++) {
		uint32_t at = (e->frames - i) % e->capframes;

		if (e->frame[at].from <= offset)
			return e->frame[at].frame;
	}
	return 0;
}

void evidence_pack(struct evidence *e, struct pack *to)
{
	uint64_t offset = 0;

	pack_number(to, e ? e->cap : 0);
	if (!e)
		return;
	pack_number(to, e->n);
	pack_number(to, e->end);
	pack_number(to, e->capframes);
	pack_number(to, e->frames);
	for (uint32_t i = 0; i < e->frames && i < e->capframes; i++) {
		pack_number(to, e->frame[i].from - offset);
		pack_number(to, e->frame[i].frame);
		offset = e->frame[i].from;
	}
	pack_text(to, bytes_of(octets_of(e), e->n));
	free(e);
}

struct evidence *evidence_unpack(struct pack *from)
{
	uint32_t cap = (uint32_t)unpack_number(from), capframes;
	struct evidence *e, head = { .cap = cap };
	uint64_t offset = 0;

	if (!cap)
		return NULL;
	head.n = (uint32_t)unpack_number(from);
	head.end = unpack_number(from);
	head.capframes = capframes = (uint32_t)unpack_number(from);
	head.frames = (uint32_t)unpack_number(from);
	e = xrealloc(NULL, sizeof(*e) + capframes * sizeof(*e->frame) + cap);
	*e = head;
	for (uint32_t i = 0; i < e->frames && i < capframes; i++) {
		offset += unpack_number(from);
		e->frame[i] = (struct evidence_frame){ offset, unpack_number(from) };
	}
	if (e->n)
		memcpy(octets_of(e), unpack_text(from, e->n).p, e->n);
	return e;
}
