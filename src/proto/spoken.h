/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * spoken.h - the secrets a client has said in a login, to find them in what the server says.
 *
 * Some servers repeat the password in the reply that refuses it.  The last few secrets are
 * kept, as they were on the wire and out of base64, from the login until the client goes on
 * with something else.
 */
#ifndef MW_PROTO_SPOKEN_H
#define MW_PROTO_SPOKEN_H

#include "base/buf.h"
#include "event/event.h"

enum {
	SPOKEN_KEPT = 4,     /* secrets: a word, what it decodes to, and those before */
	SPOKEN_OCTETS = 256, /* of one that are kept; what a text has behind these is hidden */
	SPOKEN_LEAST = 3,    /* shorter ones stand in any text */
};

/* Zeroed state: nothing was said. */
struct spoken {
	struct spoken_secret {
		size_t n;
		bool cut;
		char text[SPOKEN_OCTETS];
	} *kept;             /* SPOKEN_KEPT of them, on the heap when there are any */
	size_t next;
	enum { SPOKEN_NOTHING, SPOKEN_UNANSWERED, SPOKEN_ANSWERED } state;
};

void spoken_fini(struct spoken *sp);
/* A line of the client, before it is told: keeps its secret; one without a secret ends the
   login when the server has answered. */
void spoken_client(struct spoken *sp, const struct ev_line *l);
/* A line of the server, before it is told: a secret that it repeats is marked. */
void spoken_server(struct spoken *sp, struct ev_line *l);
/* A login is on, and what the server says may hold a secret. */
static inline bool spoken_on(const struct spoken *sp)
{
	return sp->state != SPOKEN_NOTHING;
}
/* From the first octet of a secret in `text` to behind the last one of any; false: none. */
bool spoken_find(const struct spoken *sp, struct bytes text, size_t *at_out, size_t *n_out);

#endif
