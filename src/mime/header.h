/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * header.h - what every header field needs before its meaning is asked for.
 */
#ifndef MW_MIME_HEADER_H
#define MW_MIME_HEADER_H

#include "base/arena.h"
#include "base/buf.h"

/* Adds the body of a field without its folding (RFC 5322 2.2.3: a line end before a blank
   goes, the blank stays) and without blanks at both ends. */
void header_unfold(struct buf *out, struct bytes raw);
/* The same as a view: of `raw` when it is not folded, else of `*scratch`, which it is added
   to.  The caller frees that. */
struct bytes header_unfolded(struct buf *scratch, struct bytes raw);

/* The text of an unstructured field (Subject, Comments, X-*): unfolded, words decoded;
   valid UTF-8. */
void header_text(struct buf *out, struct bytes raw);

/* What stands between the first "<" and ">" of an unfolded field, as in Message-ID and
   Return-Path; without any, the field itself, trimmed. */
struct bytes header_angle(struct bytes unfolded);

/* Adds `b` without blanks and comments, as in an obsolete msg-id (4.5.4). */
void header_squeeze(struct buf *out, struct bytes b);

/* Passes blanks and comments (RFC 5322 3.2.2, nested, with quoted pairs) from `at` on;
   returns the place after them.  `last_out` (may be NULL): the inside of the last comment,
   untouched when there is none.  An unclosed comment reaches to the end. */
size_t header_pass_cfws(struct bytes b, size_t at, struct bytes *last_out);
static inline size_t header_skip_cfws(struct bytes b, size_t at, struct bytes *last_out)
{
	/* Between most words there is one blank, or nothing. */
	at += bytes_at(b, at) == ' ';
	return bytes_at(b, at) > '(' ? at : header_pass_cfws(b, at, last_out);
}

/* The quoted string (3.2.4) whose opening quote stands at `at`: adds its text without quotes
   and backslashes to `out`, returns the place after the closing quote.  `*closed_out`
   tells whether there was one; without one it reaches to the end. */
size_t header_quoted(struct bytes b, size_t at, struct buf *out, bool *closed_out);

/* A copy of what is in `b`, emptied afterwards. */
struct bytes header_keep(struct arena *a, struct buf *b);

#endif
