/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * urlauth.h - the token in a URL that lets others fetch a message (RFC 4467).
 *
 *	imap://user@host/INBOX/;uid=20;urlauth=anonymous:internal:91354a473744909de6106...
 *
 * Whoever has the last word gets the message, without a login: it is a secret like a
 * password.  Such URLs stand in GENURLAUTH's reply, URLFETCH, CATENATE and BURL.
 */
#ifndef MW_PROTO_URLAUTH_H
#define MW_PROTO_URLAUTH_H

#include "base/bytes.h"

/* From the first octet of a token in `text` to behind the last one of any; false: none, and
   nothing is told. */
bool urlauth_find_in(struct bytes text, size_t *at_out, size_t *n_out);
/* Most lines have no ";": it must cost them little. */
static inline bool urlauth_possible(struct bytes text)
{
	return text.n > sizeof(";urlauth=") && bytes_chr(text, 0, ';') < text.n;
}
static inline bool urlauth_find(struct bytes text, size_t *at_out, size_t *n_out)
{
	return urlauth_possible(text) && urlauth_find_in(text, at_out, n_out);
}

#endif
