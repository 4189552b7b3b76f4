/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * base64.h - RFC 4648 4 and RFC 2045 6.8, streaming, and the encoder.
 *
 * Permissive in what is decoded, exact in what is reported: octets outside the alphabet
 * are skipped (RFC 2045 6.8) and counted, CR LF SP TAB are skipped and not counted.
 * After padding a new quantum may begin (concatenated encodings); `restarts` counts it.
 * With `stop` set the padding is the end of the data, as RFC 2045 6.8 has it: what a
 * mailing list writes below is not decoded, only counted in `restarts`.
 */
#ifndef MW_BASE_BASE64_H
#define MW_BASE_BASE64_H

#include "base/buf.h"

/* Zeroed state is the start. */
struct base64 {
	uint32_t bits;    /* the quantum being collected */
	unsigned have;    /* characters in it, 0-3, or 4 = inside padding */
	uint64_t junk;    /* octets outside the alphabet that were skipped */
	uint64_t restarts;/* data seen after padding */
	uint64_t pushed;  /* octets of input so far; who leaves some out adds them */
	uint64_t junk_at, restart_at; /* where, among these, the first was */
	bool stop;        /* set by the caller: nothing is decoded after padding */
	bool any;         /* there was data */
	bool padded;      /* the last quantum ended with '=' */
	bool truncated;   /* base64_end() found 1 character left, or bits that were not 0 */
};

/* The most octets base64_push() writes for `n` octets of input. */
static inline size_t base64_room(size_t n) { return n / 4 * 3 + 3; }
/* Decodes `in` into `out` (base64_room(in.n) octets at least); returns octets written.
   Any chunking of the input gives the same octets. */
size_t base64_push(struct base64 *d, struct bytes in, uint8_t *out);
/* No more input: writes the rest of an unpadded quantum (0-2 octets). */
size_t base64_end(struct base64 *d, uint8_t *out);

/* All of `in` at once, as SASL uses it (RFC 4954 4): true when it was well-formed,
   otherwise what could be decoded is still added. */
bool base64_decode(struct buf *out, struct bytes in);
/* With padding, without line breaks. */
void base64_encode(struct buf *out, struct bytes in);

#endif
