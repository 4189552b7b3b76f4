/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sasl_mech.c - the SASL mechanisms: which word of the client says what.
 *
 * In:   the decoded words of the client, numbered
 * Out:  user, identity to act as, secret (a password, or what proves one)
 *
 * One table; the functions follow in its order.  A mechanism that is not in it still has
 * its words and its outcome recorded.
 */
#include "proto/sasl_mech.h"

static void plain(struct sasl *l, unsigned i, struct bytes word);
static void login(struct sasl *l, unsigned i, struct bytes word);
static void cram_md5(struct sasl *l, unsigned i, struct bytes word);
static void digest_md5(struct sasl *l, unsigned i, struct bytes word);
static void scram(struct sasl *l, unsigned i, struct bytes word);
static void xoauth2(struct sasl *l, unsigned i, struct bytes word);
static void oauthbearer(struct sasl *l, unsigned i, struct bytes word);
static void ntlm(struct sasl *l, unsigned i, struct bytes word);
static void external(struct sasl *l, unsigned i, struct bytes word);
static void token(struct sasl *l, unsigned i, struct bytes word);

static const struct sasl_mechanism mechanisms[] = {
	/* name         client       open source */
	{ "PLAIN",       plain,       0,   "RFC 4616" },
	{ "LOGIN",       login,       1,   "draft-murchison-sasl-login" },
	{ "CRAM-MD5",    cram_md5,    0,   "RFC 2195" },
	{ "DIGEST-MD5",  digest_md5,  0,   "RFC 2831" },
	{ "SCRAM-*",     scram,       1,   "RFC 5802, 7677" },
	{ "XOAUTH2",     xoauth2,     0,   "developers.google.com/gmail/imap/xoauth2-protocol" },
	{ "OAUTHBEARER", oauthbearer, 0,   "RFC 7628" },
	{ "NTLM",        ntlm,        0,   "MS-NLMP, MS-SMTPNTLM" },
	{ "EXTERNAL",    external,    1,   "RFC 4422 A" },
	{ "ANONYMOUS",   external,    1,   "RFC 4505" },
	{ "GSSAPI",      token,       0,   "RFC 4752" },
	{ "GSS-SPNEGO",  token,       0,   "RFC 4178" },
};

const struct sasl_mechanism *sasl_mechanism(struct bytes name)
{
	for (size_t i = 0; i < sizeof(mechanisms) / sizeof(mechanisms[0]); i++) {
		struct bytes row = bytes_str(mechanisms[i].name);

		if (bytes_last(row) == '*' ? bytes_istarts(name, bytes_head(row, row.n - 1))
					   : bytes_ieq(name, row))
			return &mechanisms[i];
	}
	return NULL;
}

/* [authzid] NUL authcid NUL passwd */
static void plain(struct sasl *l, unsigned i, struct bytes word)
{
	size_t first = bytes_chr(word, 0, '\0');
	size_t second = bytes_chr(word, first + 1, '\0');
	struct bytes authzid = bytes_head(word, first);
	struct bytes user = bytes_sub(word, first + 1, second - first - 1);

	if (i > 0 || first == word.n)
		return;
	sasl_set_user(l, user);
	if (authzid.n && !bytes_eq(authzid, user))
		sasl_set_authzid(l, authzid);
	if (second < word.n)
		sasl_set_secret(l, bytes_from(word, second + 1));
}

static void login(struct sasl *l, unsigned i, struct bytes word)
{
	if (i == 0)
		sasl_set_user(l, word);
	else if (i == 1)
		sasl_set_secret(l, word);
}

/* user SP digest; the user may have blanks */
static void cram_md5(struct sasl *l, unsigned i, struct bytes word)
{
	size_t blank = bytes_rchr(word, ' ');

	if (i > 0)
		return;
	sasl_set_user(l, bytes_head(word, blank));
	if (blank < word.n)
		sasl_set_secret(l, bytes_from(word, blank + 1));
}

/* The value of `key` in a list of key=value or key="value", separated by `sep`; p == NULL
   when it is not there. */
static struct bytes value_of(struct bytes list, uint8_t sep, struct bytes key)
{
	while (list.n) {
		size_t end = bytes_chr(list, 0, sep);
		size_t eq = bytes_chr(bytes_head(list, end), 0, '=');
		struct bytes name = bytes_trim(bytes_head(list, eq));
		struct bytes value = bytes_sub(list, eq + 1, end - eq - 1);

		if (eq < end && bytes_at(list, eq + 1) == '"') {
			size_t close = bytes_chr(list, eq + 2, '"');

			value = bytes_sub(list, eq + 2, close - eq - 2);
			end = bytes_chr(list, close, sep);
		}
		if (bytes_at(list, eq) == '=' && bytes_ieq(name, key))
			return value;
		list = bytes_from(list, end + 1);
	}
	return (struct bytes){ NULL, 0 };
}

static void set_found(struct sasl *l, void (*set)(struct sasl *, struct bytes),
		      struct bytes value)
{
	if (value.p)
		set(l, value);
}

static void digest_md5(struct sasl *l, unsigned i, struct bytes word)
{
	if (i > 0)
		return;
	set_found(l, sasl_set_user, value_of(word, ',', B("username")));
	set_found(l, sasl_set_authzid, value_of(word, ',', B("authzid")));
	set_found(l, sasl_set_secret, value_of(word, ',', B("response")));
}

/* gs2-header "n=" user ",r=" nonce; then "c=" ... ",p=" proof */
static void scram(struct sasl *l, unsigned i, struct bytes word)
{
	if (i == 0) {
		set_found(l, sasl_set_user, value_of(word, ',', B("n")));
		set_found(l, sasl_set_authzid, value_of(word, ',', B("a")));
	} else if (i == 1) {
		set_found(l, sasl_set_secret, value_of(word, ',', B("p")));
	}
}

/* "user=" user ^A "auth=Bearer " token ^A ^A */
static void xoauth2(struct sasl *l, unsigned i, struct bytes word)
{
	if (i > 0)
		return;
	set_found(l, sasl_set_user, value_of(word, 1, B("user")));
	set_found(l, sasl_set_secret, value_of(word, 1, B("auth")));
}

/* "n,a=" user "," ^A "host=" host ^A "port=" port ^A "auth=Bearer " token ^A ^A */
static void oauthbearer(struct sasl *l, unsigned i, struct bytes word)
{
	size_t header = bytes_chr(word, 0, 1);

	if (i > 0)
		return;
	set_found(l, sasl_set_user, value_of(bytes_head(word, header), ',', B("a")));
	set_found(l, sasl_set_secret,
		  value_of(bytes_from(word, header + 1), 1, B("auth")));
}

/* A field of an NTLM message: length, room, offset; UTF-16LE or one octet a character. */
static struct bytes ntlm_field(struct bytes message, size_t at)
{
	struct cur c = cur_of(bytes_from(message, at));
	uint16_t n = cur_le16(&c);
	uint32_t from;

	cur_skip(&c, 2);
	from = cur_le32(&c);
	if (!cur_ok(&c) || from > message.n || n > message.n - from)
		return (struct bytes){ NULL, 0 };
	return bytes_sub(message, from, n);
}

/* AUTHENTICATE_MESSAGE (MS-NLMP 2.2.1.3): the user at 36, the NT response at 20, the
   flags at 60, of which the first says that names are in UTF-16. */
static void ntlm(struct sasl *l, unsigned i, struct bytes word)
{
	struct cur c = cur_of(bytes_from(word, 60));
	bool wide = (cur_le32(&c) & 1) != 0 && cur_ok(&c);
	struct bytes user = ntlm_field(word, 36);
	struct buf narrow = { 0 };

	(void)i;
	if (!bytes_starts(word, B("NTLMSSP\0\3\0\0\0")) || user.p == NULL)
		return;
	c = cur_of(user);
	while (wide && cur_left(&c) >= 2) {
		uint16_t u = cur_le16(&c);

		/* Names of accounts are plain; what is not is shown as such. */
		buf_addc(&narrow, u < 0x80 ? (uint8_t)u : '?');
	}
	sasl_set_user(l, wide ? buf_bytes(&narrow) : user);
	set_found(l, sasl_set_secret, ntlm_field(word, 20));
	buf_fini(&narrow);
}

/* The word is the identity to act as, or a trace; it may be empty. */
static void external(struct sasl *l, unsigned i, struct bytes word)
{
	if (i == 0 && word.n)
		sasl_set_user(l, word);
}

/* Opaque: only that it was said. */
static void token(struct sasl *l, unsigned i, struct bytes word)
{
	(void)i;
	if (word.n)
		sasl_set_secret(l, word);
}
