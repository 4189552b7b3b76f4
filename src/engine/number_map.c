/* SPDX-License-Identifier: BSD-2-Clause */
/* number_map.c - see number_map.h. */
#include "engine/number_map.h"

#include "base/arena.h"

#include <assert.h>
#include <stdlib.h>

enum { CAP_MIN = 64 };

void number_map_fini(struct number_map *m)
{
	free(m->v);
	*m = (struct number_map){ 0 };
}

static struct number_entry *slot(const struct number_map *m, size_t i)
{
	return &m->v[(m->first + i) & (m->cap - 1)];
}

static void grow(struct number_map *m)
{
	size_t cap = m->cap ? m->cap * 2 : CAP_MIN;
	struct number_entry *v = xcalloc(cap, sizeof(*v));

	for (size_t i = 0; i < m->n; i++)
		v[i] = *slot(m, i);
	free(m->v);
	m->v = v;
	m->cap = cap;
	m->first = 0;
}

void number_map_add(struct number_map *m, uint64_t number, uint64_t global, uint64_t link)
{
	if (m->n == m->cap)
		grow(m);
	if (m->n == 0)
		m->base = number;
	assert(number == m->base + m->n);
	*slot(m, m->n++) = (struct number_entry){ global + 1, link };
}

struct number_entry *number_map_at(struct number_map *m, uint64_t number)
{
	struct number_entry *e;

	if (number < m->base || number - m->base >= m->n)
		return NULL;
	e = slot(m, (size_t)(number - m->base));
	return e->global ? e : NULL;
}

void number_map_done(struct number_map *m, uint64_t number)
{
	struct number_entry *e = number_map_at(m, number);

	if (e)
		e->global = 0;
	while (m->n && slot(m, 0)->global == 0) {
		m->first = (m->first + 1) & (m->cap - 1);
		m->base++;
		m->n--;
	}
}
