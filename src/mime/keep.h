/* SPDX-License-Identifier: BSD-2-Clause */
/* keep.h - text out of a header field, kept as long as the message. */
#ifndef MW_MIME_KEEP_H
#define MW_MIME_KEEP_H

#include "base/arena.h"
#include "base/bytes.h"

/* A copy of `b` as valid UTF-8, at most LIMIT_TRACE_TEXT octets of it; trimmed. */
struct bytes keep_text(struct arena *a, struct bytes b);
/* The same without blanks and comments. */
struct bytes keep_squeezed(struct arena *a, struct bytes b);

/* A list of such texts. */
struct texts {
	struct bytes *v; /* on the heap until texts_fini() */
	size_t n, cap;
};
void texts_add(struct texts *t, struct bytes kept);
void texts_fini(struct texts *t);

#endif
