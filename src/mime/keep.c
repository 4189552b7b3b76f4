/* SPDX-License-Identifier: BSD-2-Clause */
/* keep.c - see keep.h. */
#include "mime/keep.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "mime/header.h"

#include <stdlib.h>

struct bytes keep_text(struct arena *a, struct bytes b)
{
	BUF_SHORT(text);
	struct bytes kept;

	utf8_clean(&text, utf8_head(bytes_trim(b), LIMIT_TRACE_TEXT));
	kept = header_keep(a, &text);
	buf_fini(&text);
	return kept;
}

struct bytes keep_squeezed(struct arena *a, struct bytes b)
{
	BUF_SHORT(text);
	struct bytes kept;

	header_squeeze(&text, b);
	kept = keep_text(a, buf_bytes(&text));
	buf_fini(&text);
	return kept;
}

void texts_add(struct texts *t, struct bytes kept)
{
	ARRAY_PUSH(t->v, t->n, t->cap) = kept;
}

void texts_fini(struct texts *t)
{
	free(t->v);
	*t = (struct texts){ 0 };
}
