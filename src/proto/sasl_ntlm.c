/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sasl_ntlm.c - the three messages of NTLM.
 *
 * In:   NEGOTIATE (client), CHALLENGE (server), AUTHENTICATE (client)
 * Out:  domain, user, workstation, the server's names, challenge and response
 * RFC:  MS-NLMP 2.2.1, MS-SMTPNTLM, MS-OXPOP3, MS-OXIMAP
 *
 *   "NTLMSSP" NUL, type (32 bits), then fields: length, room, offset into the message.
 *   Text is UTF-16LE where flag NEGOTIATE_UNICODE is set, else of the client's code page.
 */
#include "proto/sasl_mech.h"

enum {
	NEGOTIATE = 1, CHALLENGE = 2, AUTHENTICATE = 3,
	UNICODE = 1 << 0,          /* NTLMSSP_NEGOTIATE_UNICODE */
	TARGET_INFO = 1 << 23,     /* NTLMSSP_NEGOTIATE_TARGET_INFO */
	AV_EOL = 0, AV_NB_COMPUTER = 1, AV_DNS_COMPUTER = 3, /* MS-NLMP 2.2.2.1 */
};

bool ntlm_is_message(struct bytes word)
{
	return bytes_starts(word, B("NTLMSSP\0"));
}

static uint32_t ntlm_u32(struct bytes message, size_t at)
{
	struct cur c = cur_of(bytes_from(message, at));
	uint32_t v = cur_le32(&c);

	return cur_ok(&c) ? v : 0;
}

/* The field whose length, room and offset stand at `at`; p == NULL when it is empty or
   lies outside. */
static struct bytes ntlm_field(struct bytes message, size_t at)
{
	struct cur c = cur_of(bytes_from(message, at));
	uint16_t n = cur_le16(&c);
	uint32_t from;

	cur_skip(&c, 2);
	from = cur_le32(&c);
	if (!cur_ok(&c) || n == 0 || from > message.n || n > message.n - from)
		return (struct bytes){ NULL, 0 };
	return bytes_sub(message, from, n);
}

static void ntlm_text(struct sasl *l, enum sasl_fact what, struct bytes text, bool wide)
{
	if (wide)
		sasl_set_utf16(l, what, text);
	else
		sasl_set(l, what, text);
}

/* The list of (id, length, value) the server tells about itself; its DNS name is the
   better one. */
static void ntlm_target_info(struct sasl *l, struct bytes list)
{
	struct cur c = cur_of(list);

	while (cur_left(&c) >= 4) {
		uint16_t id = cur_le16(&c), n = cur_le16(&c);
		struct bytes value = cur_take(&c, n);

		if (id == AV_EOL)
			break;
		if (id == AV_DNS_COMPUTER ||
		    (id == AV_NB_COMPUTER && !sasl_fact(l, SASL_SERVER_NAME).p))
			sasl_set_utf16(l, SASL_SERVER_NAME, value);
	}
}

void ntlm_client(struct sasl *l, unsigned i, struct bytes word)
{
	struct bytes response;
	bool wide;

	(void)i;
	if (!ntlm_is_message(word))
		return;
	switch (ntlm_u32(word, 8)) {
	case NEGOTIATE: /* its names are never UTF-16 (MS-NLMP 2.2.1.1) */
		sasl_set(l, SASL_DOMAIN, ntlm_field(word, 16));
		sasl_set(l, SASL_WORKSTATION, ntlm_field(word, 24));
		break;
	case AUTHENTICATE:
		wide = ntlm_u32(word, 60) & UNICODE;
		ntlm_text(l, SASL_DOMAIN, ntlm_field(word, 28), wide);
		ntlm_text(l, SASL_USER, ntlm_field(word, 36), wide);
		ntlm_text(l, SASL_WORKSTATION, ntlm_field(word, 44), wide);
		response = ntlm_field(word, 20);
		sasl_set_hex(l, SASL_SECRET, response.p ? response : ntlm_field(word, 12));
		break;
	}
}

void ntlm_server(struct sasl *l, struct bytes word)
{
	uint32_t flags = ntlm_u32(word, 20);

	/* Before the first message some servers only say "ntlm supported". */
	if (!ntlm_is_message(word) || ntlm_u32(word, 8) != CHALLENGE)
		return;
	ntlm_text(l, SASL_REALM, ntlm_field(word, 12), flags & UNICODE);
	sasl_set_hex(l, SASL_CHALLENGE, bytes_sub(word, 24, 8));
	if (flags & TARGET_INFO)
		ntlm_target_info(l, ntlm_field(word, 40));
}
