/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * received.h - one Received field: a hop of the message (RFC 5321 4.4, RFC 5322 3.6.7).
 *
 *	from a (b [192.0.2.1]) by c (Postfix) with ESMTPS (TLSv1.3 ...) id x for <y>; date
 *
 * Every clause is optional here and may stand anywhere, since servers write what they like;
 * what stands in comments is looked at for addresses and for TLS.
 */
#ifndef MW_MIME_RECEIVED_H
#define MW_MIME_RECEIVED_H

#include "base/addr.h"
#include "base/arena.h"
#include "mime/date.h"

/* Texts are valid UTF-8 in the arena that was passed; absent ones have p == NULL. */
struct received {
	uint64_t offset;          /* of the field; for the caller to set */
	struct bytes from;        /* the name the sender gave in HELO or EHLO */
	struct bytes from_comment;/* what the receiver knew: reverse name, address */
	struct bytes by, via, with, id;
	struct bytes for_;        /* without <> */
	struct ip ip;             /* of the sender, family 0 when not told */
	int tls;                  /* 1 by TLS, 0 without, -1 not told: by the registered name
				     after "with" (RFC 3848), otherwise by the comments */
	int authenticated;        /* 1 the sender had logged in (ESMTPA, ESMTPSA), 0, -1 */
	struct bytes tls_version; /* "TLSv1.3" */
	struct bytes tls_cipher;  /* as written */
	struct bytes date_raw;
	struct date date;
};

/* `field` is unfolded. */
void received_parse(struct received *r, struct arena *a, struct bytes field);

#endif
