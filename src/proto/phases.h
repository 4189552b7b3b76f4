/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * phases.h - where the time of a session went, phase by phase (docs/TIMING.md).
 *
 * Every moment of a session belongs to one phase, so that together they are its duration.
 * A command's phase has the time from the reply before it to the last octet of its own:
 * both the client's and the server's part.
 */
#ifndef MW_PROTO_PHASES_H
#define MW_PROTO_PHASES_H

#include "base/bytes.h"

enum phase {
	PHASE_CONNECT,   /* SYN to the end of the handshake */
	PHASE_BANNER,    /* to the greeting's last octet */
	PHASE_HELLO,     /* EHLO, CAPA, CAPABILITY, ID before the login */
	PHASE_TLS,       /* STARTTLS, STLS */
	PHASE_LOGIN,
	PHASE_TRANSFER,  /* what the session is for */
	PHASE_IDLE,      /* IMAP IDLE: waiting for news (RFC 2177) */
	PHASE_QUIT,      /* QUIT, LOGOUT, and the end of the connection */
	PHASE_REST,      /* after the last reply, without QUIT; all of it, where TLS hides it */
	PHASE_COUNT,
};

struct phases {
	int64_t ns[PHASE_COUNT]; /* TS_NONE: it did not come to that */
	int64_t mark_ns;         /* told up to here */
	enum phase now;
};

/* The session's first frame was at `start_ns`. */
void phases_begin(struct phases *p, int64_t start_ns);
/* Everything up to `ns` that was not told yet is of `phase`. */
void phases_until(struct phases *p, enum phase phase, int64_t ns);
/* A command with this verb (upper case, of any protocol) had its reply by `ns`. */
void phases_command(struct phases *p, struct bytes verb, int64_t ns);
/* The last frame was at `end_ns`. */
void phases_end(struct phases *p, int64_t end_ns);

#endif
