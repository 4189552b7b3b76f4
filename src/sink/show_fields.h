/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * show_fields.h - the header fields that a person reads above a message: who, to whom, about
 * what, when; of the message and of each message inside it.
 */
#ifndef MW_SINK_SHOW_FIELDS_H
#define MW_SINK_SHOW_FIELDS_H

#include "base/arena.h"
#include "view/text.h"

struct show_field {
	struct bytes message;    /* path of the message it is of, empty: the outermost */
	unsigned rank;           /* place in the order of showing */
	struct bytes name, value;
};

/* Zeroed state is empty.  All together keep LIMIT_HEADERS_KEPT octets, themselves included. */
struct show_fields {
	struct show_field *v;
	size_t n, cap;
	size_t octets;
	struct arena arena;
};

void show_fields_take(struct show_fields *f, const struct ev_header *h);
/* Adds those of the message at `path` ("2", or empty), a line each; false when it has none. */
bool show_fields_tell(const struct show_fields *f, struct bytes path, struct buf *out,
		      const struct look *look);
void show_fields_fini(struct show_fields *f);

#endif
