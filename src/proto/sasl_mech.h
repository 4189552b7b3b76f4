/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sasl_mech.h - the SASL mechanisms: which word says what.
 *
 *	sasl_mech.c     the table, and the mechanisms whose words are text
 *	sasl_ntlm.c     NTLM
 *	sasl_gss.c      Kerberos in GSSAPI, GS2-KRB5 and GSS-SPNEGO
 */
#ifndef MW_PROTO_SASL_MECH_H
#define MW_PROTO_SASL_MECH_H

#include "proto/sasl.h"

struct sasl_mechanism {
	const char *name;      /* a final "*" stands for any ending */
	const char *kind;      /* of its secret: mailwire.auth.secret_kind */
	/* Word number `i` (from 0) of the client, decoded. */
	void (*client)(struct sasl *l, unsigned i, struct bytes word);
	/* A challenge, decoded.  May be NULL: it says nothing. */
	void (*server)(struct sasl *l, struct bytes word);
	unsigned open_words;   /* how many of its first words are no secret */
	const char *source;    /* RFC */
};

/* By name, without regard to case; NULL when there is none. */
const struct sasl_mechanism *sasl_mechanism(struct bytes name);

/* For the functions above: note what was found (p == NULL: nothing was); a later value
   replaces an earlier one. */
void sasl_set(struct sasl *l, enum sasl_fact what, struct bytes value);
/* The same, in hexadecimal. */
void sasl_set_hex(struct sasl *l, enum sasl_fact what, struct bytes octets);
/* The same, out of UTF-16LE. */
void sasl_set_utf16(struct sasl *l, enum sasl_fact what, struct bytes text);

/* sasl_ntlm.c; MS-NLMP 2.2.1 */
bool ntlm_is_message(struct bytes word);
void ntlm_client(struct sasl *l, unsigned i, struct bytes word);
void ntlm_server(struct sasl *l, struct bytes word);

/* sasl_gss.c; RFC 4752, RFC 4121, RFC 4178 */
void gss_client(struct sasl *l, unsigned i, struct bytes word);
void gss_server(struct sasl *l, struct bytes word);

#endif
