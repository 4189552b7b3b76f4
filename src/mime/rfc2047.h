/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rfc2047.h - header text with encoded words, "=?gb2312?B?xOO6ww==?=", to UTF-8.
 *
 * Blanks between two words are dropped; the octets of neighbouring words of one character
 * set are joined before they are decoded, because senders cut inside a character.  Words
 * inside other text, in quotes, with blanks inside or with a language (RFC 2231 5) are
 * decoded too.  A word of an unknown encoding stays as it is; one of an unknown character set,
 * or whose octets are not in the set it names, is in what charset_guess() makes of it.
 * Octets over 127 outside of words are UTF-8 (RFC 6532) or, failing that, what
 * charset_guess() makes of the whole text.
 */
#ifndef MW_MIME_RFC2047_H
#define MW_MIME_RFC2047_H

#include "base/buf.h"

enum {
	RFC2047_WORDS = 1,    /* there were encoded words */
	RFC2047_UNKNOWN = 2,  /* a word has an unknown character set */
	RFC2047_GUESSED = 4,  /* octets over 127 that are not UTF-8: the set was guessed */
	RFC2047_WRONG = 8,    /* a word is not in the set it names: the set was guessed */
};

/* Adds the text of an unfolded field body (or a part of one) to `out`, valid UTF-8;
   returns the flags that apply. */
unsigned rfc2047_decode(struct buf *out, struct bytes text);

#endif
