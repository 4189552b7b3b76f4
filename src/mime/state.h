/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * state.h - the inside of struct mime, shared by mime.c, scan.c (octets), tree.c (parts) and
 * boundary.c (where one part ends).
 */
#ifndef MW_MIME_STATE_H
#define MW_MIME_STATE_H

#include "base/limits.h"
#include "mime/decode.h"
#include "mime/fields.h"
#include "mime/mime.h"
#include "mime/nested.h"
#include "mime/part.h"
#include "mime/trace.h"
#include "mime/watch.h"

enum level_kind {
	LEVEL_LEAF,      /* octets are data; also while the header is read */
	LEVEL_MULTIPART,
	LEVEL_MESSAGE,
};

/* One open part; the stack of them is the place in the tree. */
struct level {
	struct mime_part *part;
	enum level_kind kind;
	const char *prefix;      /* what the paths of parts inside begin with, or "" */
	uint32_t children;
	bool closed;             /* a multipart's closing boundary was seen */
	bool after_close_told;
	uint64_t closed_at;      /* offset after the closing boundary */
	struct mime_nested *nested; /* a message inside, whose header says something */
};

/* What octets are now. */
enum where {
	IN_HEADER,
	IN_BODY,     /* of a leaf */
	IN_BETWEEN,  /* of a multipart: before the first boundary or after the last */
};

struct mime {
	struct mime_options options;
	struct bytes in;         /* pushed and not used */
	struct bytes replay;     /* held octets that turned out to be no boundary */
	uint64_t at;             /* offset after all octets taken from `in` */
	uint64_t missing;        /* a gap that waits to be handled */
	bool ending, whole, over;

	/* The line that is looked at. */
	bool line_start;         /* nothing of it was given on, and it may be a boundary */
	struct buf held;         /* its beginning, while it may be a boundary */
	uint64_t held_at;        /* offset of its first octet */
	uint8_t eol[2];          /* a line end that belongs to the next line if that is a */
	size_t neol;             /* boundary, or a CR that may become one */

	enum where where;
	struct level level[LIMIT_MIME_DEPTH + 2];
	unsigned nlevel;
	unsigned multiparts;     /* levels that wait for boundaries */

	struct fields fields;
	struct mime_header field; /* the last one that was told */
	struct part_header header;
	uint32_t header_fields;  /* of the header being read */
	struct decode decode;

	struct mime_part **parts;
	size_t nparts, capparts;
	bool parts_many;

	struct mime_item *queue; /* items found and not pulled */
	size_t nqueue, capqueue, pulled;

	struct arena keep;       /* lives as long as the message */
	struct arena scratch;    /* one header field */
	struct mime_summary summary;

	struct watch watch;      /* of the leaf part that is open */
	struct arena step;       /* octets of items that are queued */
	struct report **reports; /* in `keep` */
	size_t nreports, capreports;

	/* The header of the message itself, and what is hashed of its body. */
	struct mime_trace trace;
	bool root_over;          /* that header is over; its body begins at parts[0]->body_offset, */
	bool root_no_end;        /* without an empty line */
	uint64_t missing_all;    /* octets not there so far */
	struct bytes pushed;     /* the run being worked on, for the hash of the body */
	uint64_t pushed_at;
	struct nested_all nested;
};

/* tree.c */
static inline struct level *tree_top(struct mime *m)
{
	return m->nlevel ? &m->level[m->nlevel - 1] : NULL;
}
struct mime_item *tree_item(struct mime *m, enum mime_kind kind);
void tree_defect(struct mime *m, enum mime_defect what, uint64_t offset);
/* A new part inside the top level, its header next; `offset` is where that begins. */
void tree_open(struct mime *m, uint64_t offset);
/* Is the top level's header still to come, and does it begin at `offset`? */
bool tree_untouched(const struct mime *m, uint64_t offset);
/* It begins at `offset` instead. */
void tree_restart(struct mime *m, uint64_t offset);
/* The field that m->fields holds is complete. */
void tree_field(struct mime *m, bool gap);
/* The header of the top level is over, its body begins at `offset`; `empty`: and ends
   there, too. */
void tree_header_over(struct mime *m, uint64_t offset, bool empty);
/* The top level ends at `offset`, by a boundary or (false) with the message. */
void tree_close(struct mime *m, uint64_t offset, bool by_boundary);
/* Octets of the body, as they are on the wire. */
void tree_data(struct mime *m, struct bytes octets);
/* What the decoder has written since becomes an item. */
void tree_decoded(struct mime *m);
/* `missing` octets of the top level are not there. */
void tree_gap(struct mime *m, uint64_t offset, uint64_t missing);

/* scan.c: one thing at a time; false when there is nothing to do. */
bool scan_step(struct mime *m);

/* boundary.c: the multipart level whose boundary the whole line `line` is, or -1;
   `*close_out`: with "--" after it. */
int boundary_match(const struct mime *m, struct bytes line, bool *close_out);

#endif
