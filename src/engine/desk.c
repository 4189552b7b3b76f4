/* SPDX-License-Identifier: BSD-2-Clause */
/* desk.c - see desk.h. */
#include "engine/desk.h"

#include <assert.h>

void desk_init(struct desk *d, struct worker *w)
{
	*d = (struct desk){ .worker = w };
	for (; d->nempty < DESK_PARCELS; d->nempty++)
		d->empty[d->nempty] = &d->parcels[d->nempty];
}

void desk_fini(struct desk *d)
{
	worker_free(&d->worker);
	for (unsigned i = 0; i < DESK_PARCELS; i++)
		parcel_fini(&d->parcels[i]);
}

struct parcel *desk_empty(struct desk *d)
{
	assert(d->nempty);
	return d->empty[--d->nempty];
}

void desk_full(struct desk *d, struct parcel *p)
{
	assert(d->nfull < DESK_PARCELS);
	if (p->lent)
		d->told = false;
	d->full[(d->oldest + d->nfull++) % DESK_PARCELS] = p;
}

struct parcel *desk_merge(struct desk *d)
{
	struct parcel *p;

	if (d->nfull == 0)
		return NULL;
	p = d->full[d->oldest];
	d->oldest = (d->oldest + 1) % DESK_PARCELS;
	d->nfull--;
	return p;
}

void desk_merged(struct desk *d, struct parcel *p)
{
	if (p->lent)
		d->told = true;
	else
		d->empty[d->nempty++] = p;
}
