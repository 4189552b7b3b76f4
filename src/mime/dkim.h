/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * dkim.h - one DKIM-Signature or ARC-Message-Signature: what it says (RFC 6376 3.5).
 *
 * The signature itself needs a key from the DNS and is not judged here; the hash of the body
 * needs nothing but the body (bodyhash.h).
 */
#ifndef MW_MIME_DKIM_H
#define MW_MIME_DKIM_H

#include "base/arena.h"
#include "mime/bodyhash.h"

/* Why there is no answer, or which. */
enum dkim_body {
	DKIM_BODY_PENDING,     /* the message is not over */
	DKIM_BODY_OK,
	DKIM_BODY_MISMATCH,    /* the body is not the one that was signed */
	DKIM_BODY_MISSING,     /* octets of the message were not captured */
	DKIM_BODY_CUT,         /* the message broke off, or only a piece was transferred */
	DKIM_BODY_NO_END,      /* no empty line ends the header: what is body is a guess */
	DKIM_BODY_ALGORITHM,   /* an algorithm or canonicalisation nobody registered */
	DKIM_BODY_MALFORMED,   /* no bh= that could be a hash */
	DKIM_BODY_MANY,        /* over LIMIT_DKIM signatures */
};
/* "ok", "mismatch"; the others are reasons: "octets missing", ... */
const char *dkim_body_text(enum dkim_body b);

/* Texts are valid UTF-8 in the arena that was passed; absent ones have p == NULL. */
struct dkim {
	uint64_t offset;            /* of the field; for the caller to set */
	struct bytes domain;        /* d= */
	struct bytes selector;      /* s= */
	struct bytes identity;      /* i= of DKIM */
	uint64_t instance;          /* i= of ARC, else 0 */
	struct bytes algorithm;     /* a= */
	struct bytes canon;         /* c= as written */
	struct bytes headers;       /* h= without blanks: "from:to:subject" */
	struct bytes body_hash;     /* bh= without blanks */
	bool has_length;            /* l= stands there */
	uint64_t length;
	int64_t signed_ns, expires_ns; /* t=, x=; TS_NONE without */
	bool invalid;               /* a tag twice or without "=", or d=, s=, a=, b=, bh=, h=
				       missing (3.5) */

	/* What bodyhash.h is asked for, and its answer. */
	enum dkim_canon body_canon;
	enum digest_kind hash;
	bool known;                 /* both are registered */
	int slot;                   /* in the body hash, or -1 */
	enum dkim_body body;
	uint64_t beyond;            /* octets of the body that l= leaves unsigned */
};

/* `field` is unfolded. */
void dkim_parse(struct dkim *d, struct arena *a, struct bytes field);
/* Asks `b` for the hash of this signature; before the first octet of the body. */
void dkim_begin(struct dkim *d, struct bodyhash *b);
/* The answer, after bodyhash_end(); `otherwise` when the body cannot be judged, else
   DKIM_BODY_OK. */
void dkim_end(struct dkim *d, const struct bodyhash *b, enum dkim_body otherwise);

#endif
