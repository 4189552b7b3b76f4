/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * plain.h - what stands inside plain text: uuencoded files, PGP, yEnc.
 *
 * Text goes in, uuencoded files come out; the rest is only named.  A line "begin 644 name" is
 * a file only when a uuencoded line follows, for "begin 2 days earlier" is not one.
 */
#ifndef MW_MIME_PLAIN_H
#define MW_MIME_PLAIN_H

#include "base/step.h"
#include "mime/uu.h"

enum plain_found {
	PLAIN_PGP_MESSAGE = 1, PLAIN_PGP_SIGNED = 2, PLAIN_PGP_KEY = 4,
	PLAIN_YENC = 8, PLAIN_UUENCODE = 16,
	PLAIN_FOUND_END = 32,
};
/* "pgp-message", "pgp-signed", "pgp-key", "yenc", "uuencode". */
const char *plain_found_name(enum plain_found one);

enum plain_kind { PLAIN_BEGIN, PLAIN_DATA, PLAIN_END };

/* Valid until the next call. */
struct plain_item {
	enum plain_kind kind;
	struct bytes name;  /* BEGIN: as written */
	struct bytes data;  /* DATA: at most 63 octets */
	bool whole;         /* END: "end" was there and no line was damaged */
};

/* Zeroed state is the start. */
struct plain {
	unsigned found;     /* PLAIN_* seen so far */
	enum { UU_NONE, UU_BEGUN, UU_INSIDE } uu;
	struct uu decoder;
	bool middle;        /* in the middle of a line that is passed over */
	bool damaged;       /* a line of the file could not be decoded, or is missing */
	unsigned bad_lines; /* in a row */
	bool data_next;     /* `out` waits to be told */
	uint8_t line[UU_LINE_OCTETS];
	size_t n;
	uint8_t name[UU_LINE_OCTETS];
	size_t nname;
	uint8_t out[64];
	size_t nout;
};

/* Takes octets off `*in`; STEP_ITEM or STEP_MORE. */
enum step plain_next(struct plain *p, struct bytes *in, struct plain_item *item_out);
/* The text is over: a file that is open ends here (STEP_ITEM), then STEP_END. */
enum step plain_end(struct plain *p, struct plain_item *item_out);
/* Octets are missing: reading goes on at the next line. */
void plain_gap(struct plain *p);

#endif
