/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * nested.h - messages inside the message (message/rfc822): what their headers tell about
 * their way, and whether the body is the one that was signed.
 *
 * They are judged like the message itself (trace.h), as far as memory allows: all of them
 * together keep LIMIT_NESTED_OCTETS.  What is left out shows as TRACE_MANY.
 */
#ifndef MW_MIME_NESTED_H
#define MW_MIME_NESTED_H

#include "mime/mime.h"

struct nested_all {
	struct mime_nested **v;  /* in `keep` of the parser, their rows on the heap */
	size_t n, cap;
	size_t hashing;          /* open ones whose body is hashed */
	size_t octets;           /* that all of them have on the heap */
	bool told;               /* TRACE_MANY was */
	struct buf carry;        /* the last octets of the run before, which may be of a */
	uint64_t carry_at;       /* boundary: not hashed yet */
};

/* For tree.c, scan.c and mime.c.  The top level is a message's header, or its body begins or
   ends at `offset`; nothing happens for other levels. */
void nested_field(struct mime *m, const struct mime_header *h);
void nested_header_over(struct mime *m, uint64_t offset);
void nested_close(struct mime *m, uint64_t offset);
/* Everything in the run was worked on. */
void nested_run_over(struct mime *m);
void nested_reset(struct mime *m);
void nested_fini(struct mime *m);

#endif
