/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * delivery_idle.c - deliveries that are over, kept with their memory and parser for the next
 * messages of any session.
 */
#include "proto/delivery_own.h"

#include <stdlib.h>

/* A larger one is not kept for the next message. */
enum { ROWS_KEPT = 256 };

static void *keep_rows(void *rows, size_t *cap)
{
	if (*cap <= ROWS_KEPT)
		return rows;
	free(rows);
	*cap = 0;
	return NULL;
}

static void rows_fini(struct delivery_rows *rows)
{
	free(rows->v);
	free(rows->index);
	*rows = (struct delivery_rows){ 0 };
}

static struct delivery_rows keep_part_rows(struct delivery_rows *rows)
{
	if (rows->cap > ROWS_KEPT)
		rows_fini(rows);
	rows->n = 0;
	return *rows;
}

static void delivery_free(struct delivery *d)
{
	if (d->mime)
		mime_free(&d->mime);
	arena_fini(&d->arena);
	arena_fini(&d->header_arena);
	free(d->headers);
	rows_fini(&d->parts);
	rows_fini(&d->containers);
	free(d->holes);
	free(d->frames);
	free(d);
}

/* As new, but with memory at hand. */
void delivery_give(struct shared *shared, struct delivery *d)
{
	if (shared->nidle == IDLE_DELIVERIES) {
		delivery_free(d);
		return;
	}
	if (d->mime)
		mime_reset(d->mime);
	arena_reset(&d->arena);
	arena_reset(&d->header_arena);
	d->headers = keep_rows(d->headers, &d->capheaders);
	d->holes = keep_rows(d->holes, &d->capholes);
	d->frames = keep_rows(d->frames, &d->capframes);
	*d = (struct delivery){
		.mime = d->mime, .arena = d->arena, .header_arena = d->header_arena,
		.headers = d->headers, .capheaders = d->capheaders,
		.parts = keep_part_rows(&d->parts),
		.containers = keep_part_rows(&d->containers),
		.holes = d->holes, .capholes = d->capholes,
		.frames = d->frames, .capframes = d->capframes,
	};
	shared->idle[shared->nidle++] = d;
}

void deliveries_fini(struct shared *shared)
{
	while (shared->nidle)
		delivery_free(shared->idle[--shared->nidle]);
}

struct delivery *delivery_take(struct shared *shared)
{
	return shared->nidle ? shared->idle[--shared->nidle] : xcalloc(1, sizeof(struct delivery));
}
