/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sasl_gss.c - what can be read of Kerberos: the service a ticket is for, and the account
 * when it is named in clear.
 *
 * In:   tokens of GSSAPI, GS2-KRB5 and GSS-SPNEGO
 * Out:  realm, service principal, the identity to act as
 * RFC:  2743 3.1, 4120 5, 4121 4, 4178 4.2, 4752 3
 *
 *   [APPLICATION 0] { mechanism, 01 00, AP-REQ { ... ticket { realm, sname, (sealed) } } }
 *
 * The client's own name is sealed in the ticket.  But at the end of a GSSAPI exchange the
 * client wraps "which layer, how much, whom to act as", and wraps it without encryption
 * (RFC 4752 3.1): the name there is the account's in most clients.
 */
#include "proto/sasl_mech.h"

enum {
	DER_OCTETS = 0x04, DER_OID = 0x06, DER_GENERAL_STRING = 0x1b, DER_SEQUENCE = 0x30,
	APPLICATION = 0x60,        /* + number, constructed */
	CONTEXT = 0xa0,            /* + number, constructed */
	AP_REQ = 14, TICKET = 1,   /* application numbers, RFC 4120 5.4.1, 5.5.1 */
	NAME_PARTS = 8,            /* of a principal that are looked at */
	NESTED = 4,                /* negotiations inside one another that are opened */
	SEALED = 2,                /* flag of a wrap token, RFC 4121 4.2.2 */
};

/* The content of the next element of `*c` when its tag is `tag`; p == NULL, and the
   cursor bad, otherwise.  An element that is cut ends where the octets do. */
static struct bytes der_enter(struct cur *c, uint8_t tag)
{
	uint8_t got = cur_u8(c), first = cur_u8(c);
	size_t n = first;

	if (first & 0x80) {
		if ((first & 0x7f) > 4)
			c->bad = true;
		n = 0;
		for (int i = first & 0x7f; i > 0 && cur_ok(c); i--)
			n = n << 8 | cur_u8(c);
	}
	if (!cur_ok(c) || got != tag) {
		c->bad = true;
		return (struct bytes){ NULL, 0 };
	}
	return cur_take(c, n < cur_left(c) ? n : cur_left(c));
}

/* The same inside `in`, whose first element it is. */
static struct bytes der_inside(struct bytes in, uint8_t tag)
{
	struct cur c = cur_of(in);

	return der_enter(&c, tag);
}

/* The content of field [number] of the sequence `in`; p == NULL when it has none. */
static struct bytes der_field(struct bytes in, uint8_t number)
{
	struct cur c = cur_of(in);

	while (cur_left(&c)) {
		struct cur look = c;
		uint8_t tag = cur_u8(&look);
		struct bytes content = der_enter(&c, tag);

		if (!cur_ok(&c))
			break;
		if (tag == CONTEXT + number)
			return content;
	}
	return (struct bytes){ NULL, 0 };
}

/* "imap" "mail.example.org" and the realm: imap/mail.example.org@EXAMPLE.ORG */
static void gss_principal(struct sasl *l, struct bytes realm, struct bytes sname)
{
	struct cur parts = cur_of(der_inside(der_field(sname, 1), DER_SEQUENCE));
	struct buf name = { 0 };

	for (int i = 0; i < NAME_PARTS && cur_left(&parts); i++) {
		struct bytes part = der_enter(&parts, DER_GENERAL_STRING);

		if (part.p == NULL)
			break;
		if (i)
			buf_addc(&name, '/');
		buf_add(&name, part);
	}
	if (name.n && realm.n) {
		buf_addc(&name, '@');
		buf_add(&name, realm);
	}
	if (name.n)
		sasl_set(l, SASL_SERVICE, buf_bytes(&name));
	if (realm.n)
		sasl_set(l, SASL_REALM, realm);
	buf_fini(&name);
}

static void gss_ap_req(struct sasl *l, struct bytes token)
{
	struct bytes body = der_inside(der_inside(token, APPLICATION + AP_REQ), DER_SEQUENCE);
	struct bytes ticket = der_inside(der_inside(der_field(body, 3), APPLICATION + TICKET),
					 DER_SEQUENCE);

	gss_principal(l, der_inside(der_field(ticket, 1), DER_GENERAL_STRING),
		      der_inside(der_field(ticket, 2), DER_SEQUENCE));
}

/* NegTokenInit (its field 2) or NegTokenResp (its field 2): the mechanism's own token. */
static struct bytes spnego_inner(struct bytes token)
{
	struct bytes body = der_inside(der_inside(token, CONTEXT + 0), DER_SEQUENCE);

	if (body.p == NULL)
		body = der_inside(der_inside(token, CONTEXT + 1), DER_SEQUENCE);
	return der_inside(der_field(body, 2), DER_OCTETS);
}

/* A wrap token that is not sealed (RFC 4121 4.2.6.2): 05 04, flags, FF, EC, RRC, number;
   then the text and a checksum of EC octets, turned right by RRC octets. */
static void gss_wrapped(struct sasl *l, struct bytes token)
{
	struct cur c = cur_of(token);
	bool wrap = cur_be16(&c) == 0x0504;
	uint8_t flags = cur_u8(&c), filler = cur_u8(&c);
	uint16_t checksum = cur_be16(&c), turned = cur_be16(&c);
	struct bytes text, all;
	struct buf joined = { 0 };

	cur_skip(&c, 8);
	all = cur_rest(&c);
	if (!cur_ok(&c) || !wrap || filler != 0xff || (flags & SEALED) || all.n <= checksum)
		return;
	turned = (uint16_t)(turned % all.n);
	buf_add(&joined, bytes_from(all, turned));
	buf_add(&joined, bytes_head(all, turned));
	/* layer (8 bits), largest message (24 bits), identity */
	text = bytes_from(bytes_head(buf_bytes(&joined), all.n - checksum), 4);
	if (text.n)
		sasl_set(l, SASL_USER, text);
	buf_fini(&joined);
}

/* A GSSAPI token, or what GS2 or SPNEGO has around or instead of one. */
static void gss_token(struct sasl *l, struct bytes token)
{
	static const uint8_t spnego[] = { 0x2b, 0x06, 0x01, 0x05, 0x05, 0x02 };

	for (int depth = 0; depth < NESTED && token.p; depth++) {
		struct cur c = cur_of(der_inside(token, APPLICATION + 0));
		struct bytes oid = der_enter(&c, DER_OID);

		if (ntlm_is_message(token)) {
			ntlm_client(l, 0, token);
			return;
		}
		if (cur_ok(&c) && !bytes_eq(oid, bytes_of(spnego, sizeof(spnego)))) {
			cur_skip(&c, 2); /* which token it is, RFC 4121 4.1 */
			gss_ap_req(l, cur_rest(&c));
			return;
		}
		token = spnego_inner(cur_ok(&c) ? cur_rest(&c) : token);
	}
}

void gss_client(struct sasl *l, unsigned i, struct bytes word)
{
	(void)i;
	if (word.n == 0)
		return;
	/* What is opaque is known only to have been said. */
	if (!(l->x->known & 1u << SASL_SECRET))
		sasl_set_hex(l, SASL_SECRET, word);
	if (bytes_at(word, 0) == 0x05)
		gss_wrapped(l, word);
	else
		gss_token(l, word);
}

void gss_server(struct sasl *l, struct bytes word)
{
	struct bytes inner = ntlm_is_message(word) ? word : spnego_inner(word);

	if (inner.p)
		ntlm_server(l, inner);
}
