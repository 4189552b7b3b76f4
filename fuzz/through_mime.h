/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * through_mime.h - one header field, or a body, through the whole parser in pieces.
 *
 * The parsers of fields take a field at once; what a message parser hands them may depend on
 * where its input was cut, and must not.  Each piece is a copy that is gone afterwards.
 */
#ifndef MW_FUZZ_THROUGH_MIME_H
#define MW_FUZZ_THROUGH_MIME_H

#include "base/buf.h"
#include "mime/mime.h"

#include <stdlib.h>

static inline void require(bool holds)
{
	if (!holds)
		abort();
}

/* `in` as it may stand in one field: no line ends, and something that is no blank first. */
static inline void one_field(struct buf *out, struct bytes in)
{
	for (size_t i = 0; i < in.n; i++)
		buf_addc(out, in.p[i] == '\n' || in.p[i] == '\r' ? ' ' : in.p[i]);
}

/* The same field, folded at every blank that stands alone between two words: unfolded
   (RFC 5322 2.2.3) it is `field` again. */
static inline void folded_field(struct buf *out, struct bytes field)
{
	for (size_t i = 0; i < field.n; i++) {
		if (i && ascii_blank(bytes_at(field, i)) &&
		    bytes_at(field, i - 1) > ' ' && bytes_at(field, i + 1) > ' ')
			buf_adds(out, "\r\n");
		buf_addc(out, (uint8_t)bytes_at(field, i));
	}
}

static inline void through_pull(struct mime *m, struct buf *body)
{
	struct mime_item it;

	while (mime_next(m, &it) == STEP_ITEM)
		if (it.kind == MIME_DATA && !it.part->inner)
			buf_add(body, it.data);
}

/* The message in pieces of `step`; its decoded content is added to `body`. */
static inline void through_mime(struct mime *m, struct buf *body, struct bytes message,
				size_t step)
{
	for (; message.n; message = bytes_from(message, step)) {
		struct bytes piece = bytes_head(message, step);
		uint8_t *copy = malloc(piece.n);

		memcpy(copy, piece.p, piece.n);
		mime_push(m, bytes_of(copy, piece.n));
		through_pull(m, body);
		free(copy);
	}
	mime_end(m, true);
	through_pull(m, body);
}

/* A message of one field `name` whose value is `value`, and no body. */
static inline struct mime *through_field(const char *name, struct bytes value, size_t step)
{
	struct buf message = { 0 }, body = { 0 };
	struct mime *m = mime_new(NULL);

	buf_adds(&message, name);
	buf_adds(&message, ": ");
	buf_add(&message, value);
	buf_adds(&message, "\r\n\r\n");
	through_mime(m, &body, buf_bytes(&message), step);
	buf_fini(&message);
	buf_fini(&body);
	return m;
}

#endif
