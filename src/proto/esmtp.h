/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * esmtp.h - the parameters of MAIL and RCPT, one by one (RFC 5321 4.1.2).
 *
 * Those that are known have a place of their own, decoded; every other one, and one that
 * cannot be used as it stands, is a row that says why.  All text is of the parameters'
 * own text, or of the arena.
 */
#ifndef MW_PROTO_ESMTP_H
#define MW_PROTO_ESMTP_H

#include "base/arena.h"
#include "base/buf.h"
#include "event/record.h"

/* What is wrong with one.  Both NULL: nothing. */
struct esmtp_oddity {
	const char *note;      /* our own words */
	struct bytes param;    /* as written */
};

/* Of MAIL.  Absent as the fields of a record are. */
struct esmtp_mail {
	uint64_t size;             /* RFC 1870 */
	struct bytes body;         /* RFC 6152, 3030: 7BIT, 8BITMIME, BINARYMIME */
	int8_t smtputf8;           /* RFC 6531 */
	struct bytes ret, envid;   /* RFC 3461 4.3, 4.4 */
	struct bytes auth;         /* RFC 4954 5; "<>": nobody */
	int64_t by_ns;             /* RFC 2852 4 */
	struct bytes by_mode;
	uint64_t hold_for;         /* RFC 4865 5, seconds */
	struct bytes hold_until;
	struct bytes priority;     /* RFC 6710 4.1 */
	int8_t requiretls;         /* RFC 8689 2 */
	struct ev_params rest;
	struct esmtp_oddity odd;   /* the first of them */
};

/* `params` is what follows the path, and has to live as long as the result; `cut`: there was
   more of it. */
void esmtp_mail(struct esmtp_mail *out, struct arena *a, struct bytes params, bool cut);

/* Of RCPT, into its row: NOTIFY and ORCPT (RFC 3461 4.1, 4.2), and the rest. */
void esmtp_rcpt(struct ev_rcpt *out, struct esmtp_oddity *odd_out, struct arena *a,
		struct bytes params, bool cut);

/* Out of xtext (RFC 3461 4): "+2B" is "+".  With `utf8` also "\x{2B}" (RFC 6533 3), and
   octets over 127 stand for themselves.  False when it is none; it is decoded as far as it
   can be all the same. */
bool esmtp_xtext(struct buf *out, struct bytes raw, bool utf8);
/* Those of `params` that xtext hides something of, decoded; a blank between them. */
void esmtp_plain(struct buf *out, struct bytes params);

#endif
