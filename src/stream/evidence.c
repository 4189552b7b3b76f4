/* SPDX-License-Identifier: BSD-2-Clause */
/* evidence.c - see evidence.h.  A buffer of up to twice the octets wanted: when it is full,
   the newer half moves down, so that what is kept is one run and each octet moves once. */
#include "stream/evidence.h"

#include "base/arena.h"
#include "base/limits.h"

#include <stdlib.h>

enum { CAP_MIN = 256, CAP_MAX = 2 * LIMIT_EVIDENCE_OCTETS };

static void make_room(struct evidence **e, size_t n)
{
	struct evidence *v = *e;
	uint32_t cap = v ? v->cap : 0;

	if (v && v->cap - v->n >= n)
		return;
	if (cap < CAP_MAX) {
		cap = cap ? cap : CAP_MIN;
		while (cap < CAP_MAX && cap < (v ? v->n : 0) + n)
			cap *= 2;
		*e = xrealloc(v, sizeof(*v) + cap);
		if (!v)
			memset(*e, 0, sizeof(*v));
		v = *e;
		v->cap = cap;
	}
	if (v->cap - v->n < n) {
		uint32_t keep = v->n < LIMIT_EVIDENCE_OCTETS ? v->n : LIMIT_EVIDENCE_OCTETS;

		memmove(v->octets, v->octets + (v->n - keep), keep);
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
		memcpy(v->octets + v->n, b.p, b.n);
	v->n += (uint32_t)b.n;
	v->end = end;
	v->frame[v->frames % EVIDENCE_FRAMES].from = offset;
	v->frame[v->frames % EVIDENCE_FRAMES].frame = frame;
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
	return bytes_sub(bytes_of(e->octets, e->n), (size_t)(from - begin),
			 (size_t)(to - from));
}

uint64_t evidence_frame(const struct evidence *e, uint64_t offset)
{
	uint32_t known = e->frames < EVIDENCE_FRAMES ? e->frames : EVIDENCE_FRAMES;

	for (uint32_t i = 1; i <= known; i++) {
		uint32_t at = (e->frames - i) % EVIDENCE_FRAMES;

		if (e->frame[at].from <= offset)
			return e->frame[at].frame;
	}
	return 0;
}
