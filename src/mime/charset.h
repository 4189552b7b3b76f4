/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * charset.h - text in whatever characters a message declares, to UTF-8.
 *
 * Labels are those of the WHATWG Encoding Standard and the MIME registry's aliases; only
 * what the table (charset_labels.c) lists is ever opened.  As WHATWG has it, a label means
 * the superset that senders really use: gb2312 is GB18030, iso-8859-1 is windows-1252.
 * UTF-7/8/16/32, HZ and the ISO-2022 family are decoded here; the stateless multi-byte
 * and single-byte sets by the C library's iconv, whose stateful converters are never used.
 *
 * An invalid sequence gives U+FFFD and is counted; nothing aborts.
 */
#ifndef MW_MIME_CHARSET_H
#define MW_MIME_CHARSET_H

#include "base/buf.h"

#include <iconv.h>

enum charset_how {
	CHARSET_ICONV,      /* single octets, by iconv */
	CHARSET_ICONV_WIDE, /* sequences of several octets, by iconv */
	CHARSET_ASCII,
	CHARSET_UTF8,
	CHARSET_UTF7,       /* RFC 2152 */
	CHARSET_UTF16, CHARSET_UTF16BE, CHARSET_UTF16LE,
	CHARSET_UTF32, CHARSET_UTF32BE, CHARSET_UTF32LE,
	CHARSET_HZ,         /* RFC 1843, then GB18030 */
	CHARSET_ISO2022JP,  /* RFC 1468, then EUC-JP */
	CHARSET_ISO2022KR,  /* RFC 1557, then EUC-KR */
};

struct charset {
	const char *name;  /* the name this project prints: "GB18030" */
	const char *iconv; /* what iconv calls it, NULL when not needed */
	enum charset_how how;
};

/* The set a label means, whatever its case, hyphens and blanks; NULL when not listed. */
const struct charset *charset_find(struct bytes label);

/* A running conversion.  charset_init() after which charset_push() may be called any
   number of times; any chunking gives the same text. */
struct charset_conv {
	const struct charset *set;
	iconv_t cd;          /* when `open` */
	bool open;
	uint8_t mode;        /* HZ, ISO-2022, UTF-7: what is shifted in */
	uint8_t order;       /* UTF-16/32: 0 undecided, 1 big endian, 2 little endian */
	uint8_t nbits;       /* UTF-7 */
	uint8_t nesc;        /* held octets in `esc` */
	uint8_t esc[8];      /* an escape sequence or code unit not complete yet */
	uint32_t bits;       /* UTF-7 */
	uint32_t high;       /* a high surrogate waiting for its other half, or 0 */
	struct buf held;     /* input of iconv not complete yet */
	uint64_t invalid;    /* U+FFFD written for what was no character */
};

/* False when the C library lacks the converter; the conversion then works as for ASCII. */
bool charset_init(struct charset_conv *c, const struct charset *set);
void charset_fini(struct charset_conv *c);
/* Adds the text of `in` to `out`, valid UTF-8 throughout. */
void charset_push(struct charset_conv *c, struct bytes in, struct buf *out);
/* No more input: what was incomplete becomes U+FFFD. */
void charset_end(struct charset_conv *c, struct buf *out);

/* All at once.  Octets over 127 under a label of ASCII are read as charset_guess() has
   it.  False when the label is not known; nothing is added then. */
bool charset_decode(struct buf *out, struct bytes label, struct bytes in);

/* The set that HTML, of which `document` is the beginning, declares in a <meta>; NULL when it
   does not, or in a way nobody knows. */
const struct charset *charset_in_html(struct bytes document);

/* The most likely set of octets that carry no (or a wrong) label, judged by content. */
const struct charset *charset_guess(struct bytes sample);

#endif
