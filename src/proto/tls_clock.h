/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tls_clock.h - how long a TLS handshake took, and which version it agreed on.
 *
 * RFC 8446 5.1, 4.1.3; 5246 6.2, 7.4.1.3.  Only the headers of records and the ServerHello,
 * which are in clear, are looked at; nothing is decrypted.  The handshake begins with the
 * first handshake record and is over with the first application data that can only come after
 * it: of the client (in TLS 1.3 its Finished is one), or of a server that finished openly.
 */
#ifndef MW_PROTO_TLS_CLOCK_H
#define MW_PROTO_TLS_CLOCK_H

#include "base/buf.h"
#include "stream/conn.h"

struct session;

/* Zeroed state is the start. */
struct tls_clock {
	struct tls_side {
		struct buf head;      /* of the record that begins */
		uint64_t left;        /* octets of the record to come */
		uint8_t type;
		bool synced, lost;    /* where a record begins is known; will not be any more */
		bool changed, finished; /* CHANGE_CIPHER_SPEC, and a handshake record after it */
	} side[2];
	struct buf hello;             /* the beginning of the server's first handshake record */
	int64_t begun_ns, done_ns;    /* 0: not yet */
};

void tls_clock_fini(struct tls_clock *t);
/* Octets of `d` from stream offset `at`, whose frames the session still knows. */
void tls_clock_push(struct tls_clock *t, const struct session *s, enum dir d, struct bytes b,
		    uint64_t at);
void tls_clock_gap(struct tls_clock *t, enum dir d, uint64_t missing);
/* "1.3", "1.2", ... as ECS has it; NULL when the ServerHello was not seen. */
const char *tls_clock_version(const struct tls_clock *t);

#endif
