/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * parcel.h - what one worker had to tell about one batch, or a part of that.
 *
 * Items in the worker's order, in groups that belong to one turn: what one time-out, one
 * segment or one connection's end brought.  Turns of several workers are put in order by
 * merge.c.  Numbers in it are those of the worker (event/numbers.h).
 */
#ifndef MW_ENGINE_PARCEL_H
#define MW_ENGINE_PARCEL_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/call.h"
#include "event/event.h"
#include "event/numbers.h"
#include "stream/stream.h"

enum item_kind {
	ITEM_TAKEN,  /* a number was taken */
	ITEM_DONE,   /* a number is over */
	ITEM_TEXT,   /* an event, as text for one sink */
	ITEM_RECORD, /* an event, for the sinks that have no pen and for the judge */
};

struct item {
	enum item_kind kind;
	union {
		struct {
			enum number_kind kind;
			uint64_t number, of;
		} number;
		struct {
			unsigned sink;
			size_t from, to;           /* in parcel.text */
			size_t slots_from, slots_to;
		} text;
		struct event record;
	};
};

struct turn_items {
	size_t moment;            /* in the batch; its number of moments: after all of them */
	struct stream_turn turn;
	size_t first;             /* of parcel.items; up to the next turn's */
};

struct parcel {
	struct turn_items *turns;
	size_t nturns, cap_turns;
	struct item *items;
	size_t nitems, cap_items;
	struct buf text;
	struct number_slots slots;
	struct arena arena;       /* records */
	bool more;                /* the rest of the batch follows in another one */
	bool lent;                /* the last record's lists are its maker's, who waits until the
				     parcel comes back */
	struct apart apart;
};

/* The way of parcels between workers and the merge; crew.c is it.  `worker` is its index. */
struct parcel_post {
	void *ctx;
	/* For a worker in the middle of a batch: a full parcel goes, an empty one comes, or, when
	   the full one was lent, the same one, told.  Waits for it.  NULL: nobody wants more. */
	struct parcel *(*swap)(void *ctx, unsigned worker, struct parcel *full);
	/* For the merge: the worker's next one, or NULL: not there yet; */
	struct parcel *(*take)(void *ctx, unsigned worker);
	/* it was told. */
	void (*give_back)(void *ctx, unsigned worker, struct parcel *p);
};

void parcel_clear(struct parcel *p);
void parcel_fini(struct parcel *p);
/* It has grown so much, with `text` octets of text, that it should be handed over. */
bool parcel_full(const struct parcel *p, size_t text);
/* A new item of this turn. */
struct item *parcel_item(struct parcel *p, size_t moment, struct stream_turn turn,
			 enum item_kind kind);

#endif
