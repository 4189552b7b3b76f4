/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * imap_finding.h - findings of IMAP that its session sees; those about messages are in
 * imap_compare.c.  Each takes what was said, and decides itself whether it is one.
 */
#ifndef MW_PROTO_IMAP_FINDING_H
#define MW_PROTO_IMAP_FINDING_H

#include "proto/imap.h"

/* Bits of imap.found: what was told. */
enum imap_found {
	IMAP_FOUND_PREAUTH, IMAP_FOUND_STARTTLS_LATE, IMAP_FOUND_LOGIN, IMAP_FOUND_TAG,
	IMAP_FOUND_REPLY, IMAP_FOUND_OVERSIZED, IMAP_FOUND_UNFINISHED,
	IMAP_FOUND_UNWAITED,
};

/* The greeting is PREAUTH. */
void imap_found_preauth(struct imap *m, struct bytes line, uint64_t at, uint64_t octets);
/* STARTTLS was asked for. */
void imap_found_starttls_late(struct imap *m, const struct asked *a, uint64_t at);
/* LOGIN was answered, or not. */
void imap_found_login(struct imap *m, const struct asked *a, struct bytes user);
/* Any command was said. */
void imap_found_command(struct imap *m, const struct asked *a, uint64_t at);
/* A tagged reply belongs to no command. */
void imap_found_reply(struct imap *m, struct bytes line, uint64_t at, uint64_t octets);
/* A literal is announced in `line`, by command `a` or (NULL) by the server. */
void imap_found_literal(struct imap *m, enum dir d, const struct imap_literal *l,
			const struct asked *a, struct bytes line, uint64_t at, uint64_t octets);
/* The same of the client: did it have to wait for "+" before the octets (RFC 7888)? */
void imap_found_unwaited(struct imap *m, const struct imap_literal *l, const struct asked *a,
			 struct bytes line, uint64_t at, uint64_t octets);
/* The connection is over, and `d` was closed by its sender. */
void imap_found_unfinished(struct imap *m, enum dir d);

/* A line in clear.  Behind STARTTLS it is remembered, in case TLS follows. */
void imap_clear_line(struct imap *m, enum dir d, struct bytes line, uint64_t at,
		     uint64_t octets);
/* `rest`, at the beginning of a line, is TLS as agreed: the session is encrypted, and what
   was in clear before it is told. */
bool imap_tls_begins(struct imap *m, struct bytes rest);

#endif
