/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * authres.h - what servers found out about the sender: Authentication-Results (RFC 8601),
 * ARC-Authentication-Results (RFC 8617 4.1.1) and Received-SPF (RFC 7208 9.1).
 *
 * They are claims of whoever wrote the field; nothing is checked here.
 */
#ifndef MW_MIME_AUTHRES_H
#define MW_MIME_AUTHRES_H

#include "mime/keep.h"

enum authres_field { AUTHRES_AR, AUTHRES_AAR, AUTHRES_SPF };
/* "Authentication-Results", ... */
const char *authres_field_name(enum authres_field f);

/* One method and its result.  Texts are valid UTF-8 in the arena that was passed. */
struct authres {
	enum authres_field field;
	uint64_t offset;         /* of the field */
	struct bytes server;     /* authserv-id, or the receiver= of SPF; may be absent */
	struct bytes method;     /* lower case: "dkim", "spf", "dmarc" */
	struct bytes result;     /* lower case: "pass", "fail", "none" */
	struct bytes reason;     /* reason=, or a comment behind the result */
	struct texts properties; /* "header.d=example.org", "client-ip=192.0.2.1" */
};

struct authres_list {
	struct authres *v;
	size_t n, cap;
	bool cut;                /* LIMIT_AUTHRES was reached */
};

/* Adds the results in one unfolded field to `list` (zeroed = empty). */
void authres_parse(struct authres_list *list, struct arena *a, enum authres_field which,
		   uint64_t offset, struct bytes field);
void authres_list_fini(struct authres_list *list);

#endif
