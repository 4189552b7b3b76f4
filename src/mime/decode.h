/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * decode.h - the body of one part, transfer encoding taken off; for mime.c.
 */
#ifndef MW_MIME_DECODE_H
#define MW_MIME_DECODE_H

#include "base/base64.h"
#include "mime/mime.h"
#include "mime/qp.h"
#include "mime/uu.h"

/* Decoded at a time; what is written then still lies in the cache when it is hashed. */
enum {
	DECODE_IN = 32 << 10,
	DECODE_IN_UU = DECODE_IN / 32,
	DECODE_OUT = DECODE_IN + 4096,
};

struct decode {
	enum mime_encoding encoding;
	bool resync;          /* after a gap: up to the next line end */
	struct base64 base64;
	struct qp qp;
	struct uu uu;
	uint8_t *out;         /* DECODE_OUT octets, when first needed */
	size_t nout;
};

void decode_start(struct decode *d, enum mime_encoding e);
void decode_fini(struct decode *d);
/* Are octets given on as they are? */
bool decode_plain(const struct decode *d);
/* Octets decode_push() may be given so that what it adds fits, after decode_clear(). */
size_t decode_most(const struct decode *d);
void decode_clear(struct decode *d);
/* Adds to d->out.  A few octets more than decode_most() are fine: a held line end. */
void decode_push(struct decode *d, struct bytes in);
void decode_end(struct decode *d);
/* Octets are missing here: what is half decoded is given up; base64 and uuencode start
   again at the next line. */
void decode_gap(struct decode *d, uint64_t missing);
/* Where in the body that was wrong, first; 0, its beginning, where no octet alone is. */
uint64_t decode_defect_at(const struct decode *d, enum mime_defect what);
/* What was wrong, as a set of 1 << enum mime_defect relative to MIME_DEFECT_BASE64_JUNK. */
unsigned decode_defects(const struct decode *d);

#endif
