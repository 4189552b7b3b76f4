/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * param.h - "value; name=value; ..." of Content-Type and Content-Disposition.
 *
 * RFC 2045 5.1 with RFC 2231 (continuations name*0, percent octets and character sets
 * name*, both name*0*), comments, and what senders write instead: blanks and 8-bit octets
 * in values without quotes, encoded words in values, a missing ";".
 */
#ifndef MW_MIME_PARAM_H
#define MW_MIME_PARAM_H

#include "base/arena.h"
#include "base/bytes.h"
#include "base/limits.h"

/* Spans live in the arena that was passed. */
struct param {
	struct bytes name;  /* lower-case, without the marks of RFC 2231 */
	struct bytes value; /* decoded, valid UTF-8 */
	struct bytes raw;   /* without quotes, continuations joined, nothing decoded */
	bool extended;      /* written as RFC 2231 has it */
};

struct param_list {
	struct bytes value; /* before the first ";", without comments and blanks; raw */
	struct param v[LIMIT_PARAMS];
	size_t n;
	bool cut;           /* more than LIMIT_PARAMS */
	bool invalid;       /* the syntax was broken somewhere */
	bool twice;         /* a parameter stood there again with another value; the first
			       counts, but name* before name */
};

/* `field` is unfolded. */
void param_parse(struct param_list *list, struct arena *a, struct bytes field);
/* The parameter `name` (lower-case), or NULL. */
const struct param *param_find(const struct param_list *list, struct bytes name);

#endif
