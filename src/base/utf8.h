/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * utf8.h - UTF-8 (RFC 3629) out of octets of unknown quality, and onto a terminal.
 */
#ifndef MW_BASE_UTF8_H
#define MW_BASE_UTF8_H

#include "base/buf.h"

enum { UTF8_REPLACEMENT = 0xfffd };

/* Takes one character off `*b` (at least one octet; `b` must not be empty).  An invalid
   sequence gives UTF8_REPLACEMENT and takes its maximal valid prefix, as the Unicode
   Standard (3.9, best practice for U+FFFD) has it; `*ok_out` (may be NULL) says which. */
uint32_t utf8_next(struct bytes *b, bool *ok_out);
bool utf8_valid(struct bytes b);
void utf8_add(struct buf *out, uint32_t c);
/* `b` with every invalid sequence replaced by U+FFFD. */
void utf8_clean(struct buf *out, struct bytes b);
/* For a terminal: as utf8_clean(), and control characters (C0, DEL, C1) and characters
   that change direction or are invisible become visible escapes: \r \n \t \x1b \u202e. */
void utf8_show(struct buf *out, struct bytes b);
/* Columns a terminal gives to `c`: 0 combining, 2 East Asian wide, else 1. */
int utf8_columns(uint32_t c);
/* Columns of a whole valid text. */
size_t utf8_width(struct bytes b);
/* Adds `b` cut or padded with spaces to exactly `width` columns; a cut ends in "…". */
void utf8_fit(struct buf *out, struct bytes b, size_t width);
/* The longest prefix of at most `n` octets that does not end inside a character. */
struct bytes utf8_head(struct bytes b, size_t n);

#endif
