/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * nested.c - see nested.h.
 *
 * The body of the message itself goes on to the end.  That of one inside ends at a
 * boundary, which is known only when its line is complete; so octets are hashed up to the
 * one that waits (settled()), and what waits at the end of a run is carried over.
 */
#include "mime/nested.h"

#include "mime/state.h"

#include <stdlib.h>

/* What it has on the heap has changed. */
static void account(struct mime *m, struct mime_nested *n)
{
	m->nested.octets -= n->octets;
	n->octets = trace_octets(&n->trace);
	m->nested.octets += n->octets;
}

static bool is_message_header(const struct mime *m)
{
	return m->nlevel > 1 && m->level[m->nlevel - 2].kind == LEVEL_MESSAGE;
}

static struct mime_nested *top(struct mime *m)
{
	return is_message_header(m) ? tree_top(m)->nested : NULL;
}

static void too_many(struct mime *m, uint64_t offset)
{
	if (!m->nested.told)
		tree_defect(m, MIME_DEFECT_TRACE_MANY, offset);
	m->nested.told = true;
}

void nested_field(struct mime *m, const struct mime_header *h)
{
	struct nested_all *all = &m->nested;
	struct level *l = tree_top(m);

	if (!is_message_header(m) || !trace_takes(h->name))
		return;
	if (all->n == LIMIT_NESTED || all->octets > LIMIT_NESTED_OCTETS) {
		too_many(m, h->offset);
		return;
	}
	if (!l->nested) {
		l->nested = arena_new(&m->keep, struct mime_nested);
		l->nested->part = l->part;
		ARRAY_PUSH(all->v, all->n, all->cap) = l->nested;
	}
	trace_field(&l->nested->trace, &m->keep, h->offset, h->name, h->value);
	account(m, l->nested);
}

void nested_header_over(struct mime *m, uint64_t offset)
{
	struct mime_nested *n = top(m);

	if (!n)
		return;
	trace_header_over(&n->trace);
	account(m, n);
	n->hashed = offset;
	m->nested.hashing += n->trace.bodyhash != NULL;
	if (n->trace.cut)
		too_many(m, offset);
	if (n->trace.arc.broken)
		tree_defect(m, MIME_DEFECT_ARC_BROKEN, n->part->header_offset);
}

/* The octets of `b`, which begins at `at`, between what was hashed and `end`. */
static void hash_of(struct mime_nested *n, struct bytes b, uint64_t at, uint64_t end)
{
	if (n->hashed < at || n->hashed >= at + b.n || n->hashed >= end)
		return;
	b = bytes_from(b, (size_t)(n->hashed - at));
	if (b.n > end - n->hashed)
		b = bytes_head(b, (size_t)(end - n->hashed));
	bodyhash_push(n->trace.bodyhash, b);
	n->hashed += b.n;
}

static void hash_up_to(struct mime *m, struct mime_nested *n, uint64_t end)
{
	hash_of(n, buf_bytes(&m->nested.carry), m->nested.carry_at, end);
	hash_of(n, m->pushed, m->pushed_at, end);
}

void nested_close(struct mime *m, uint64_t offset)
{
	struct mime_nested *n = top(m);

	if (!n || !n->trace.bodyhash)
		return;
	hash_up_to(m, n, offset);
	trace_end(&n->trace, n->part->missing_octets ? DKIM_BODY_MISSING :
			     !n->part->complete      ? DKIM_BODY_CUT :
			     n->no_end		     ? DKIM_BODY_NO_END : DKIM_BODY_OK);
	bodyhash_free(&n->trace.bodyhash);
	account(m, n);
	m->nested.hashing--;
}

/* Before this octet no boundary begins any more. */
static uint64_t settled(const struct mime *m)
{
	if (m->held.n)
		return m->held_at - m->neol;
	return m->at - m->neol - (m->where == IN_HEADER ? m->fields.line.n : 0);
}

static void carry_from(struct mime *m, uint64_t from)
{
	struct nested_all *all = &m->nested;

	if (all->carry_at + all->carry.n != m->pushed_at || from >= m->pushed_at) {
		buf_clear(&all->carry);
		all->carry_at = from > m->pushed_at ? from : m->pushed_at;
	} else if (from > all->carry_at) {
		buf_drop(&all->carry, (size_t)(from - all->carry_at));
		all->carry_at = from;
	}
	if (all->carry_at + all->carry.n < m->pushed_at + m->pushed.n)
		buf_add(&all->carry, bytes_from(m->pushed, (size_t)(all->carry_at + all->carry.n -
								    m->pushed_at)));
}

void nested_run_over(struct mime *m)
{
	uint64_t end;

	if (m->nested.hashing == 0)
		return;
	end = settled(m);
	for (unsigned i = 0; i < m->nlevel; i++)
		if (m->level[i].nested && m->level[i].nested->trace.bodyhash)
			hash_up_to(m, m->level[i].nested, end);
	carry_from(m, end);
}

void nested_reset(struct mime *m)
{
	struct nested_all *all = &m->nested;

	for (size_t i = 0; i < all->n; i++)
		trace_fini(&all->v[i]->trace);
	buf_clear(&all->carry);
	all->n = all->hashing = all->octets = 0;
	all->carry_at = 0;
	all->told = false;
}

void nested_fini(struct mime *m)
{
	nested_reset(m);
	buf_fini(&m->nested.carry);
	free(m->nested.v);
}

const struct mime_nested *const *mime_nested(const struct mime *m, size_t *n_out)
{
	*n_out = m->nested.n;
	return (const struct mime_nested *const *)m->nested.v;
}
