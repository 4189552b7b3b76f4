/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * part.h - what the header fields of a part say about it; for mime.c.
 */
#ifndef MW_MIME_PART_H
#define MW_MIME_PART_H

#include "mime/mime.h"

/* While one header is read.  Zeroed state is the start. */
struct part_header {
	unsigned seen;        /* 1 << index of the fields that came already */
	bool has_filename;    /* the name is from Content-Disposition */
	struct bytes boundary;/* in the arena of the message; p NULL: none */
	bool boundary_long;
	uint64_t defects;     /* found and not reported: a set of enum mime_defect */
};

static inline void part_defect(struct part_header *h, enum mime_defect d)
{
	h->defects |= UINT64_C(1) << d;
}

/* One field of the part's header.  What is kept goes to `keep`, `scratch` is for now. */
void part_field(struct mime_part *p, struct part_header *h, struct arena *keep,
		struct arena *scratch, struct bytes name, struct bytes value);
/* The header is over: `digest` when the part stands in a multipart/digest. */
/* What `p`, the `number`th part inside `above` (NULL for none), is for; the header is over. */
enum mime_role role_of(const struct mime_part *p, const struct mime_part *above, uint32_t number);
void part_header_over(struct mime_part *p, struct part_header *h, bool digest);

#endif
