/* SPDX-License-Identifier: BSD-2-Clause */
/* part_tree.c - see part_tree.h. */
#include "view/part_tree.h"

#include "base/utf8.h"

#include <stdlib.h>

enum { TYPE_OCTETS = 128 };

void part_tree_fini(struct part_tree *t)
{
	arena_fini(&t->arena);
	free(t->v);
	*t = (struct part_tree){ 0 };
}

/* The multipart inside message part "2" is "2.TEXT", and its parts are "2.1", "2.2". */
static bool is_text(struct bytes path)
{
	return bytes_eq(path, B("TEXT")) || bytes_ends(path, B(".TEXT"));
}

static size_t depth_of(struct bytes path)
{
	size_t n = path.n && !is_text(path);

	for (size_t i = 0; i < path.n; i++)
		n += path.p[i] == '.';
	return n < PART_TREE_DEPTH ? n : PART_TREE_DEPTH - 1;
}

/* The node of `path`: the latest when it is its own again, otherwise a new one. */
static size_t node_at(struct part_tree *t, struct bytes path)
{
	size_t depth = depth_of(path), i;

	if (t->n && bytes_eq(t->v[t->n - 1].path, path))
		return t->n - 1;
	i = t->n;
	ARRAY_PUSH(t->v, t->n, t->cap) = (struct part_node){
		.path = bytes_dup(&t->arena, path),
		.parent = depth && i ? t->last_at[depth - 1] : 0,
		.depth = depth,
	};
	for (size_t k = depth; k < PART_TREE_DEPTH; k++)
		t->last_at[k] = i;
	return i;
}

void part_tree_type(struct part_tree *t, struct bytes path, struct bytes value)
{
	struct bytes type = bytes_head(value, bytes_chr(value, 0, ';'));
	bool alternative;
	size_t i;

	type = bytes_trim(bytes_head(type, bytes_chr(type, 0, '(')));
	type = bytes_head(type, TYPE_OCTETS);
	alternative = bytes_ieq(type, B("multipart/alternative"));
	if (is_text(path) && t->n) {
		/* What a message part holds is told with the message part. */
		size_t text = bytes_rchr(path, '.');
		struct part_node *last = &t->v[t->n - 1];

		path = text < path.n ? bytes_head(path, text) : bytes_head(path, 0);
		if (bytes_eq(last->path, path)) {
			struct buf both = { 0 };

			buf_add(&both, last->type);
			buf_adds(&both, both.n ? ", in it " : "");
			buf_add(&both, type);
			last->type = bytes_dup(&t->arena, buf_bytes(&both));
			last->alternative = alternative;
			buf_fini(&both);
			return;
		}
	}
	i = node_at(t, path);
	t->v[i].type = bytes_dup(&t->arena, type);
	t->v[i].alternative = alternative;
}

size_t part_tree_leaf(struct part_tree *t, const struct ev_part *part)
{
	/* A message that is not multipart is its own part 1. */
	size_t i = t->n == 1 && bytes_eq(part->path, B("1")) &&
		   !bytes_istarts(t->v[0].type, B("multipart/")) &&
		   !bytes_istarts(t->v[0].type, B("message/rfc822")) ? 0 : node_at(t, part->path);
	struct part_node *n = &t->v[i];

	n->leaf = true;
	n->type = bytes_dup(&t->arena, part->content_type);
	if (i == 0)
		n->path = bytes_dup(&t->arena, part->path);
	return i;
}

void part_tree_close(struct part_tree *t, size_t leaf, const struct ev_part *part)
{
	struct part_node *n = &t->v[leaf];

	n->part = *part;
	n->part.charset = part->charset.p ? bytes_dup(&t->arena, part->charset) : part->charset;
	n->part.encoding = part->encoding.p ? bytes_dup(&t->arena, part->encoding) : part->encoding;
	n->part.name = part->name.p ? bytes_dup(&t->arena, part->name) : part->name;
	if (bytes_ieq(n->type, B("text/plain")) && part->size != NO_U64 && part->size)
		t->v[n->parent].has_plain = true;
}

bool part_tree_said_plain(const struct part_tree *t, size_t leaf)
{
	size_t i = leaf;

	if (bytes_ieq(t->v[leaf].type, B("text/plain")))
		return false;
	while (t->v[i].parent != i) {
		i = t->v[i].parent;
		if (t->v[i].alternative && t->v[i].has_plain)
			return true;
	}
	return false;
}

static void draw_facts(struct buf *out, const struct part_node *n, const struct look *look)
{
	const struct ev_part *p = &n->part;

	if (!n->leaf)
		return;
	if (p->charset.n) {
		buf_adds(out, ", charset ");
		utf8_show(out, p->charset);
	}
	if (p->name.p) {
		buf_adds(out, ", \"");
		utf8_show(out, p->name);
		buf_adds(out, "\"");
	}
	if (p->encoding.n) {
		buf_adds(out, ", ");
		utf8_show(out, p->encoding);
	}
	if (p->size != NO_U64) {
		buf_adds(out, ", ");
		text_counted(out, p->size, "octet");
	}
	if (p->complete == 0) {
		text_color(out, look->color, RED);
		buf_adds(out, ", not complete");
		text_plain(out, look->color);
	}
}

void part_tree_draw(struct part_tree *t, struct buf *out, const struct look *look)
{
	bool seen[PART_TREE_DEPTH] = { false };

	for (size_t i = t->n; i-- > 0;) {
		struct part_node *n = &t->v[i];

		n->more = seen[n->depth];
		seen[n->depth] = true;
		for (size_t k = n->depth + 1; k < PART_TREE_DEPTH; k++)
			seen[k] = false;
	}
	/* `seen` is now, for each depth, whether its latest node has another one after it. */
	for (size_t i = 0; i < t->n; i++) {
		const struct part_node *n = &t->v[i];

		seen[n->depth] = n->more;
		buf_adds(out, "  ");
		for (size_t k = 1; k < n->depth; k++)
			buf_adds(out, seen[k] ? "\xe2\x94\x82  " : "   ");
		if (n->depth && i)
			buf_adds(out, n->more ? "\xe2\x94\x9c\xe2\x94\x80 " : "\xe2\x94\x94\xe2\x94\x80 ");
		utf8_show(out, n->path);
		buf_adds(out, n->path.n ? " " : "");
		utf8_show(out, n->type.n ? n->type : B("(no type)"));
		draw_facts(out, n, look);
		buf_addc(out, '\n');
	}
}
