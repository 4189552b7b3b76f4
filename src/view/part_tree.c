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

/* A file inside a part ("2.tnef.1", "2.tnef.text", "1.uu.1") stands one below it. */
static bool inside(struct bytes rest)
{
	return bytes_starts(rest, B("tnef.")) || bytes_starts(rest, B("uu."));
}

static size_t depth_of(struct bytes path)
{
	size_t n = path.n != 0;

	for (size_t i = 0; i < path.n; i++)
		n += path.p[i] == '.' && !inside(bytes_from(path, i + 1));
	return n < PART_TREE_DEPTH ? n : PART_TREE_DEPTH - 1;
}

static struct part_node *node_add(struct part_tree *t, struct bytes path, struct bytes type)
{
	size_t depth = depth_of(path), i = t->n;

	ARRAY_PUSH(t->v, t->n, t->cap) = (struct part_node){
		.path = bytes_dup(&t->arena, path),
		.type = bytes_dup(&t->arena, bytes_head(type, TYPE_OCTETS)),
		.parent = depth && i ? t->last_at[depth - 1] : 0,
		.depth = depth,
	};
	for (size_t k = depth; k < PART_TREE_DEPTH; k++)
		t->last_at[k] = i;
	return &t->v[i];
}

/* The multipart that a message part holds ("2.TEXT") is told with that part ("2"). */
static struct part_node *node_join(struct part_tree *t, struct bytes type)
{
	struct part_node *n = &t->v[t->n - 1];
	struct buf both = { 0 };

	buf_add(&both, n->type);
	buf_adds(&both, ", in it ");
	buf_add(&both, bytes_head(type, TYPE_OCTETS));
	n->type = bytes_dup(&t->arena, buf_bytes(&both));
	buf_fini(&both);
	return n;
}

void part_tree_container(struct part_tree *t, const struct ev_part *part)
{
	struct bytes path = part->path;
	struct part_node *n;
	bool text = bytes_eq(path, B("TEXT")) || bytes_ends(path, B(".TEXT"));

	if (text)
		path = bytes_head(path, path.n > 4 ? path.n - 5 : 0);
	if (text && t->n && bytes_eq(t->v[t->n - 1].path, path))
		n = node_join(t, part->content_type);
	else
		n = node_add(t, path, part->content_type);
	n->alternative = bytes_ieq(part->content_type, B("multipart/alternative"));
}

size_t part_tree_leaf(struct part_tree *t, const struct ev_part *part)
{
	node_add(t, part->path, part->content_type)->leaf = true;
	return t->n - 1;
}

/* Its own copy: the row lives only as long as the event. */
static void keep(struct part_tree *t, struct bytes *b)
{
	if (b->p)
		*b = bytes_dup(&t->arena, *b);
}

void part_tree_close(struct part_tree *t, size_t leaf, const struct ev_part *part)
{
	struct part_node *n = &t->v[leaf];

	n->part = *part;
	if (part->inner == 1)
		n->type = bytes_dup(&t->arena, bytes_head(part->content_type, TYPE_OCTETS));
	keep(t, &n->part.charset);
	keep(t, &n->part.charset_found);
	keep(t, &n->part.encoding);
	keep(t, &n->part.name);
	keep(t, &n->part.summary);
	keep(t, &n->part.access_type);
	keep(t, &n->part.access);
	keep(t, &n->part.partial_number);
	keep(t, &n->part.partial_total);
	n->part.holds.v = arena_alloc(&t->arena, n->part.holds.n * sizeof(*n->part.holds.v) + 1);
	for (size_t i = 0; i < n->part.holds.n; i++)
		n->part.holds.v[i] = bytes_dup(&t->arena, part->holds.v[i]);
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

const char *part_tree_hides_text(const struct part_tree *t)
{
	for (size_t i = 0; i < t->n; i++) {
		const char *role = t->v[i].leaf && t->v[i].part.role ? t->v[i].part.role : "";

		if (strcmp(role, "encrypted content") == 0 || strcmp(role, "s/mime encrypted") == 0)
			return ": it is encrypted";
		if (strcmp(role, "s/mime signed") == 0 || strcmp(role, "s/mime compressed") == 0)
			return ": it lies inside of S/MIME";
	}
	return "";
}

static void draw_text(struct buf *out, const char *before, struct bytes text)
{
	if (!text.n)
		return;
	buf_adds(out, before);
	utf8_show(out, text);
}

static void draw_facts(struct buf *out, const struct part_node *n, const struct look *look)
{
	const struct ev_part *p = &n->part;
	bool in_html = p->charset_note && strcmp(p->charset_note, "label in the HTML") == 0;

	if (!n->leaf)
		return;
	draw_text(out, ", charset ", p->charset);
	draw_text(out, p->charset.n ? " but is " : in_html ? ", charset in the HTML " :
			", looks like ", p->charset_found);
	if (p->name.p) {
		buf_adds(out, ", \"");
		utf8_show(out, p->name);
		buf_adds(out, "\"");
	}
	/* What the type does not tell. */
	if (p->role && strncmp(p->role, "s/mime ", 7) == 0)
		buf_printf(out, ", %s", p->role);
	for (size_t i = 0; i < p->holds.n; i++)
		draw_text(out, i ? ", " : ", holds ", p->holds.v[i]);
	draw_text(out, ", piece ", p->partial_number);
	draw_text(out, " of ", p->partial_total);
	draw_text(out, ", elsewhere by ", p->access_type);
	draw_text(out, ": ", p->access);
	draw_text(out, ", ", p->encoding);
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

/* The bars of the tree in front of a line of its own, for what the part is about. */
static void draw_summary(struct buf *out, const struct part_node *n, const bool *seen, bool root)
{
	if (!n->leaf || !n->part.summary.n)
		return;
	buf_adds(out, "  ");
	for (size_t k = 1; k <= n->depth && !root; k++)
		buf_adds(out, seen[k] ? "\xe2\x94\x82  " : "   ");
	buf_adds(out, "  ");
	utf8_show(out, n->part.summary);
	buf_addc(out, '\n');
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
		draw_summary(out, n, seen, i == 0);
	}
}
