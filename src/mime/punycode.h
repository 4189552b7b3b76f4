/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * punycode.h - internationalised domains in both forms (RFC 3492, RFC 5890).
 *
 *	xn--bcher-kva.example  <->  bücher.example
 *
 * For showing, not for resolving: labels are decoded whatever characters they hold, because
 * those that IDNA forbids are the ones a reader should see.  On the way to ASCII capitals
 * become small (RFC 5895 2.1), for "BÜCHER" and "bücher" are one name in the DNS; nothing else
 * is mapped.  A library made for resolving (libidn2) refuses such labels.
 */
#ifndef MW_MIME_PUNYCODE_H
#define MW_MIME_PUNYCODE_H

#include "base/buf.h"

/* Adds the characters of one label without its "xn--"; false (nothing added) when it is no
   punycode. */
bool punycode_decode(struct buf *out, struct bytes label);
/* Adds the punycode of one label in UTF-8, without "xn--"; false when it is empty, not UTF-8
   or too long for a label. */
bool punycode_encode(struct buf *out, struct bytes label);

/* Adds `domain` with its labels as characters, or as ASCII; true when any of them changed.
   What cannot be converted stays as it is. */
bool idn_unicode(struct buf *out, struct bytes domain);
bool idn_ascii(struct buf *out, struct bytes domain);

#endif
