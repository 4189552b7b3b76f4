/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * part_tree.h - the parts of one message, as they nest.
 *
 * Added in the order in which they come by.
 *
 *	multipart/mixed
 *	+- 1 multipart/alternative
 *	|  +- 1.1 text/plain, charset gb2312, base64, 345 octets
 *	|  '- 1.2 text/html, charset gb2312, base64, 2,345 octets
 *	'- 2 image/png, "photo.png", base64, 20,480 octets
 */
#ifndef MW_VIEW_PART_TREE_H
#define MW_VIEW_PART_TREE_H

#include "base/arena.h"
#include "view/text.h"

struct part_node {
	struct bytes path;       /* empty for a multipart that is the message */
	struct bytes type;       /* "multipart/mixed" */
	bool leaf;
	struct ev_part part;     /* of a leaf; complete once it was closed */
	size_t parent, depth;    /* index; the root has depth 0 and is its own parent */
	bool alternative;        /* multipart/alternative: its parts say the same */
	bool has_plain;          /* plain text is among its parts */
	bool told;               /* for the caller */
	bool more;               /* (drawing) another part follows at its level */
};

enum { PART_TREE_DEPTH = 128 };

/* Zeroed state is empty. */
struct part_tree {
	struct arena arena;
	struct part_node *v;
	size_t n, cap;
	size_t last_at[PART_TREE_DEPTH]; /* the latest node of each depth */
};

/* Why nothing can be read: ": it is encrypted", or "". */
const char *part_tree_hides_text(const struct part_tree *t);
void part_tree_fini(struct part_tree *t);
/* A part that holds parts begins (EV_CONTAINER). */
void part_tree_container(struct part_tree *t, const struct ev_part *part);
/* A leaf part begins; its index. */
size_t part_tree_leaf(struct part_tree *t, const struct ev_part *part);
/* It ended: `part` has its size now. */
void part_tree_close(struct part_tree *t, size_t leaf, const struct ev_part *part);
/* Is the same said in plain text, so that this part need not be read? */
bool part_tree_said_plain(const struct part_tree *t, size_t leaf);
/* Adds the drawing, a line per node. */
void part_tree_draw(struct part_tree *t, struct buf *out, const struct look *look);

#endif
