/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * charset_own.h - the decoders of charset.h that are written here, for charset.c.
 *
 * Each takes what it can of `in`, keeps the rest in `c` and adds to `out`: the UTF ones
 * text in UTF-8, the 7-bit ones octets of the 8-bit set that iconv then decodes.
 */
#ifndef MW_MIME_CHARSET_OWN_H
#define MW_MIME_CHARSET_OWN_H

#include "mime/charset.h"

void charset_replace(struct charset_conv *c, struct buf *out);

void charset_utf8_push(struct charset_conv *c, struct bytes in, struct buf *out);
void charset_utf16_push(struct charset_conv *c, struct bytes in, struct buf *out);
void charset_utf32_push(struct charset_conv *c, struct bytes in, struct buf *out);
void charset_utf7_push(struct charset_conv *c, struct bytes in, struct buf *out);
/* What is held becomes U+FFFD. */
void charset_utf_end(struct charset_conv *c, struct buf *out);

void charset_hz_push(struct charset_conv *c, struct bytes in, struct buf *out);
void charset_iso2022_push(struct charset_conv *c, struct bytes in, struct buf *out);
/* What is held goes on as it is. */
void charset_7bit_end(struct charset_conv *c, struct buf *out);

/* For charset_guess(): the set of single octets that suits `b` best. */
struct single_guess {
	const struct charset *set;
	int score;  /* for each octet over 127; 100: nothing but common letters of a language */
	bool latin; /* a Latin alphabet: most of these octets stand beside ASCII letters */
};

struct single_guess charset_guess_single(struct bytes b);

#endif
