/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tags.h - "v=1; a=rsa-sha256; d=example.org": the tag-lists of DKIM and ARC (RFC 6376 3.2).
 */
#ifndef MW_MIME_TAGS_H
#define MW_MIME_TAGS_H

#include "base/buf.h"

struct tag {
	struct bytes name;  /* case counts */
	struct bytes value; /* trimmed; blanks inside are kept */
};

/* Takes the next tag off `*rest` (zero or more empty ones before it are passed).  False
   when none is left.  A piece without "=" has an empty name. */
bool tags_next(struct bytes *rest, struct tag *tag_out);
/* Adds `value` without any blanks, as b=, bh= and h= are read. */
void tags_squeeze(struct buf *out, struct bytes value);

#endif
