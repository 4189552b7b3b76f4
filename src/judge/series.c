/* SPDX-License-Identifier: BSD-2-Clause */
/* series.c - see series.h. */
#include "judge/series.h"

#include "base/arena.h"

#include <stdlib.h>

void series_init(struct series *t, size_t rows, int64_t pause_ns)
{
	*t = (struct series){ .cap = rows, .pause_ns = pause_ns };
	for (int i = 0; i < 2; i++)
		t->keys[i] = hash_key_new();
}

void series_init_like(struct series *t, const struct series *other)
{
	*t = (struct series){ .cap = other->cap, .pause_ns = other->pause_ns,
			      .keys = { other->keys[0], other->keys[1] } };
}

void series_fini(struct series *t)
{
	free(t->rows);
	free(t->slots);
	*t = (struct series){ 0 };
}

struct series_key series_key(const struct series *t, struct bytes what)
{
	return (struct series_key){ hash_bytes(t->keys[0], what), hash_bytes(t->keys[1], what) };
}

static uint32_t *slot_of(const struct series *t, struct series_key key)
{
	return &t->slots[key.a % t->cap];
}

static struct series_row *lookup(const struct series *t, struct series_key key)
{
	uint32_t at = t->slots ? *slot_of(t, key) : 0;

	while (at && (t->rows[at - 1].key.a != key.a || t->rows[at - 1].key.b != key.b))
		at = t->rows[at - 1].next;
	return at ? &t->rows[at - 1] : NULL;
}

static uint32_t index_of(const struct series *t, const struct series_row *row)
{
	return (uint32_t)(row - t->rows) + 1;
}

static void unlink_age(struct series *t, struct series_row *row)
{
	*(row->older ? &t->rows[row->older - 1].newer : &t->oldest) = row->newer;
	*(row->newer ? &t->rows[row->newer - 1].older : &t->newest) = row->older;
}

static void link_newest(struct series *t, struct series_row *row)
{
	uint32_t at = index_of(t, row);

	row->older = t->newest;
	row->newer = 0;
	*(t->newest ? &t->rows[t->newest - 1].newer : &t->oldest) = at;
	t->newest = at;
}

static void unlink_slot(struct series *t, const struct series_row *row)
{
	uint32_t *at = slot_of(t, row->key);

	while (*at != index_of(t, row))
		at = &t->rows[*at - 1].next;
	*at = row->next;
}

/* A row that is linked nowhere. */
static struct series_row *free_row(struct series *t)
{
	struct series_row *row;

	if (t->slots == NULL) {
		t->slots = xcalloc(t->cap, sizeof(*t->slots));
		t->rows = xcalloc(t->cap, sizeof(*t->rows));
	}
	if (t->nrows < t->cap)
		return &t->rows[t->nrows++];
	row = &t->rows[t->oldest - 1];
	unlink_age(t, row);
	unlink_slot(t, row);
	return row;
}

/* A new series in the same row. */
static void begin(struct series_row *row, int64_t now_ns)
{
	row->count = row->told = 0;
	row->nothers = 0;
	row->first_ns = now_ns;
	row->first_frame = row->last_frame = row->first_session = 0;
}

struct series_row *series_find(struct series *t, struct series_key key, int64_t now_ns)
{
	struct series_row *row = lookup(t, key);

	return row && now_ns - row->last_ns <= t->pause_ns ? row : NULL;
}

struct series_row *series_at(struct series *t, struct series_key key, int64_t now_ns)
{
	struct series_row *row = lookup(t, key);

	if (row == NULL) {
		row = free_row(t);
		row->key = key;
		row->next = *slot_of(t, key);
		*slot_of(t, key) = index_of(t, row);
		begin(row, now_ns);
	} else {
		unlink_age(t, row);
		if (now_ns - row->last_ns > t->pause_ns)
			begin(row, now_ns);
	}
	link_newest(t, row);
	row->last_ns = now_ns;
	return row;
}

bool series_with(const struct series *t, struct series_row *row, struct bytes other)
{
	uint64_t hash = hash_bytes(t->keys[0], other);

	for (size_t i = 0; i < row->nothers; i++)
		if (row->others[i] == hash)
			return false;
	if (row->nothers == JUDGE_SPRAY_CLIENT)
		return false;
	row->others[row->nothers++] = hash;
	return true;
}
