/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * desk.h - a worker's place in the crew (crew.h): the worker, and where its parcels are.
 *
 * Each parcel is empty, being filled, full, or being merged.  A few of them bridge the time in
 * which other workers are behind, as the merge then waits for those.
 */
#ifndef MW_ENGINE_DESK_H
#define MW_ENGINE_DESK_H

#include "engine/worker.h"

enum { DESK_PARCELS = 4 };

struct hand; /* crew.c */

struct desk {
	struct worker *worker;
	unsigned begun;    /* batches that it works on or has done */
	struct hand *hand; /* who works here now, or NULL */
	struct parcel parcels[DESK_PARCELS];
	struct parcel *empty[DESK_PARCELS], *full[DESK_PARCELS]; /* full: a ring, oldest first */
	unsigned nempty, nfull, oldest;
	bool told;         /* the parcel that was lent is back */
};

/* Takes over `w`. */
void desk_init(struct desk *d, struct worker *w);
void desk_fini(struct desk *d);
/* An empty one to fill; there must be one. */
struct parcel *desk_empty(struct desk *d);
/* It is full, and waits for the merge. */
void desk_full(struct desk *d, struct parcel *p);
/* The next one for the merge, or NULL. */
struct parcel *desk_merge(struct desk *d);
/* It was merged. */
void desk_merged(struct desk *d, struct parcel *p);

#endif
