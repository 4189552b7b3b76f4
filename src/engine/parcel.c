/* SPDX-License-Identifier: BSD-2-Clause */
/* parcel.c - see parcel.h. */
#include "engine/parcel.h"

#include <stdlib.h>

enum {
	FULL_OCTETS = 96 << 10, /* of text and records */
	FULL_ITEMS = 8192,
	KEEP_OCTETS = 1 << 20,   /* a buffer that has grown larger is not kept */
};

void parcel_clear(struct parcel *p)
{
	p->nturns = p->nitems = p->slots.n = 0;
	if (p->text.cap > KEEP_OCTETS)
		buf_fini(&p->text);
	buf_clear(&p->text);
	arena_reset(&p->arena);
	p->more = p->lent = false;
}

void parcel_fini(struct parcel *p)
{
	free(p->turns);
	free(p->items);
	free(p->slots.v);
	buf_fini(&p->text);
	arena_fini(&p->arena);
	*p = (struct parcel){ 0 };
}

bool parcel_full(const struct parcel *p, size_t text)
{
	return text + arena_used(&p->arena) >= FULL_OCTETS || p->nitems >= FULL_ITEMS;
}

struct item *parcel_item(struct parcel *p, size_t moment, struct stream_turn turn,
			 enum item_kind kind)
{
	const struct turn_items *last = p->nturns ? &p->turns[p->nturns - 1] : NULL;
	struct item *item;

	if (!last || last->moment != moment || last->turn.due_ns != turn.due_ns ||
	    last->turn.stream != turn.stream)
		ARRAY_PUSH(p->turns, p->nturns, p->cap_turns) =
			(struct turn_items){ moment, turn, p->nitems };
	item = &ARRAY_PUSH(p->items, p->nitems, p->cap_items);
	item->kind = kind;
	return item;
}
