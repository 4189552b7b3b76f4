/* SPDX-License-Identifier: BSD-2-Clause */
/* datagram.c - see datagram.h. */
#include "net/datagram.h"

#include "base/arena.h"
#include "net/packet.h"

#include <assert.h>
#include <stdlib.h>

enum { UNIT = 8 };

static void room(struct datagram *d, uint32_t n)
{
	uint32_t cap = d->cap ? d->cap : 2048;

	if (n <= d->cap)
		return;
	while (cap < n)
		cap *= 2;
	d->octets = xrealloc(d->octets, cap);
	d->cap = cap;
}

static bool unit_seen(const struct datagram *d, uint32_t unit)
{
	return d->seen[unit / 64] >> (unit % 64) & 1;
}

/* How much of the fragment has come before, and whether it said the same. */
struct before {
	uint32_t seen, units;
	bool differs;
};

static struct before compare(const struct datagram *d, const struct fragment *f)
{
	struct before b = { 0 };
	struct cur c = cur_of(f->data);

	for (uint32_t at = f->offset; cur_left(&c); at += UNIT, b.units++) {
		struct bytes unit = cur_take(&c, cur_left(&c) < UNIT ? cur_left(&c) : UNIT);

		if (!unit_seen(d, at / UNIT))
			continue;
		b.seen++;
		b.differs |= memcmp(d->octets + at, unit.p, unit.n) != 0;
	}
	return b;
}

static void copy(struct datagram *d, const struct fragment *f)
{
	uint32_t units = d->units;
	struct cur c = cur_of(f->data);

	for (uint32_t at = f->offset; cur_left(&c); at += UNIT) {
		struct bytes unit = cur_take(&c, cur_left(&c) < UNIT ? cur_left(&c) : UNIT);

		if (unit_seen(d, at / UNIT))
			continue;
		memcpy(d->octets + at, unit.p, unit.n);
		d->seen[at / UNIT / 64] |= UINT64_C(1) << (at / UNIT % 64);
		d->units++;
		if (!at)
			d->protocol = f->protocol;
	}
	if (d->units == units)
		return;
	ARRAY_PUSH(d->spans, d->nspans, d->capspans) = (struct span){
		.frame = f->frame, .offset = f->offset, .octets = f->data.n, .ts_ns = f->ts_ns
	};
}

static void kill(struct datagram *d)
{
	datagram_fini(d);
	d->dead = true;
}

/* Whether the fragment fits with what is known of the datagram's end. */
static bool end_agrees(const struct datagram *d, const struct fragment *f, uint32_t end)
{
	if (d->total)
		return f->more ? end <= d->total : end == d->total;
	return f->more || end >= d->reach;
}

static unsigned overlap(struct datagram *d, const struct fragment *f, uint32_t end)
{
	struct before b = { 0 };

	if (!end_agrees(d, f, end))
		return ODD_OVERLAP | ODD_CONFLICT;
	if (f->offset < d->reach) {
		room(d, end);
		b = compare(d, f);
	}
	if (b.seen && b.differs)
		return ODD_OVERLAP | ODD_CONFLICT;
	return b.seen && b.seen < b.units ? ODD_OVERLAP : 0;
}

void datagram_add(struct datagram *d, const struct fragment *f, unsigned *odd_out)
{
	uint32_t end = f->offset + (uint32_t)f->data.n;
	unsigned odd;

	assert(f->data.n && end <= DATAGRAM_MAX && f->offset % UNIT == 0);
	if (d->dead)
		return;
	odd = overlap(d, f, end);
	*odd_out |= odd;
	d->odd |= odd;
	if (odd && d->ipv6) {
		kill(d);
		return;
	}
	if (!end_agrees(d, f, end))
		return;
	room(d, end);
	copy(d, f);
	if (end > d->reach)
		d->reach = end;
	if (!f->more)
		d->total = end;
}

bool datagram_complete(const struct datagram *d)
{
	return d->total && d->units == (d->total + UNIT - 1) / UNIT;
}

uint64_t datagram_first_frame(const struct datagram *d)
{
	for (size_t i = 0; i < d->nspans; i++)
		if (!d->spans[i].offset)
			return d->spans[i].frame;
	return 0;
}

size_t datagram_cost(const struct datagram *d)
{
	return sizeof(*d) + d->cap + d->capspans * sizeof(*d->spans);
}

void datagram_fini(struct datagram *d)
{
	free(d->octets);
	free(d->spans);
	*d = (struct datagram){ .ipv6 = d->ipv6, .odd = d->odd };
}
