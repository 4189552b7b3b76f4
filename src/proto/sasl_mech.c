/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sasl_mech.c - the SASL mechanisms: which word says what.
 *
 * In:   the decoded words of both sides, the client's numbered
 * Out:  user, identity to act as, challenge, secret (a password, or what proves one)
 *
 * One table; the functions follow in its order.  A mechanism that is not in it still has
 * its words and its outcome recorded.
 */
#include "proto/sasl_mech.h"

static void plain(struct sasl *l, unsigned i, struct bytes word);
static void login(struct sasl *l, unsigned i, struct bytes word);
static void login_asked(struct sasl *l, struct bytes word);
static void cram_md5(struct sasl *l, unsigned i, struct bytes word);
static void challenge(struct sasl *l, struct bytes word);
static void digest_md5(struct sasl *l, unsigned i, struct bytes word);
static void digest_md5_asked(struct sasl *l, struct bytes word);
static void scram(struct sasl *l, unsigned i, struct bytes word);
static void scram_asked(struct sasl *l, struct bytes word);
static void xoauth2(struct sasl *l, unsigned i, struct bytes word);
static void oauthbearer(struct sasl *l, unsigned i, struct bytes word);
static void oauth_asked(struct sasl *l, struct bytes word);
static void external(struct sasl *l, unsigned i, struct bytes word);
static void anonymous(struct sasl *l, unsigned i, struct bytes word);

static const struct sasl_mechanism mechanisms[] = {
	/* name         kind        client       server       open source */
	{ "USER/PASS",   "password", login,       NULL,        1, "RFC 1939 7: no SASL" },
	{ "APOP",        "digest",   cram_md5,    NULL,        0, "RFC 1939 7: no SASL" },
	{ "PLAIN",       "password", plain,       NULL,        0, "RFC 4616" },
	{ "LOGIN",       "password", login,       login_asked, 1, "draft-murchison-sasl-login" },
	{ "CRAM-MD5",    "digest",   cram_md5,    challenge,   0, "RFC 2195" },
	{ "DIGEST-MD5",  "digest",   digest_md5,  digest_md5_asked, 0, "RFC 2831" },
	{ "SCRAM-*",     "proof",    scram,       scram_asked, 1, "RFC 5802, 7677" },
	{ "XOAUTH2",     "token",    xoauth2,     oauth_asked, 0,
	  "developers.google.com/gmail/imap/xoauth2-protocol" },
	{ "OAUTHBEARER", "token",    oauthbearer, oauth_asked, 0, "RFC 7628" },
	{ "NTLM",        "digest",   ntlm_client, ntlm_server, 0, "MS-NLMP, MS-SMTPNTLM" },
	{ "EXTERNAL",    "none",     external,    NULL,        1, "RFC 4422 A" },
	{ "ANONYMOUS",   "none",     anonymous,   NULL,        1, "RFC 4505" },
	{ "GSSAPI",      "ticket",   gss_client,  NULL,        0, "RFC 4752" },
	{ "GS2-KRB5*",   "ticket",   gss_client,  NULL,        0, "RFC 5801" },
	{ "GSS-SPNEGO",  "ticket",   gss_client,  gss_server,  0, "RFC 4178" },
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
	sasl_set(l, SASL_USER, user);
	if (authzid.n && !bytes_eq(authzid, user))
		sasl_set(l, SASL_AUTHZID, authzid);
	if (second < word.n)
		sasl_set(l, SASL_SECRET, bytes_from(word, second + 1));
}

/* The user, then the password.  After a hole only the server's question tells which. */
static void login(struct sasl *l, unsigned i, struct bytes word)
{
	if (i == 0 && (!l->hole || l->x->user_asked))
		sasl_set(l, SASL_USER, word);
	else if (i <= 1)
		sasl_set(l, SASL_SECRET, word);
}

/* "User Name" and "Password" in the draft; "Username:" and "Password:" in most servers. */
static void login_asked(struct sasl *l, struct bytes word)
{
	l->x->user_asked = bytes_istarts(word, B("User"));
	if (bytes_istarts(word, B("Pass")) && l->x->client_words == 0)
		l->x->client_words = 1;
}

/* user SP digest; the user may have blanks */
static void cram_md5(struct sasl *l, unsigned i, struct bytes word)
{
	size_t blank = bytes_rchr(word, ' ');

	if (i > 0)
		return;
	sasl_set(l, SASL_USER, bytes_head(word, blank));
	if (blank < word.n)
		sasl_set(l, SASL_SECRET, bytes_from(word, blank + 1));
}

static void challenge(struct sasl *l, struct bytes word)
{
	sasl_set(l, SASL_CHALLENGE, word);
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

static void digest_md5(struct sasl *l, unsigned i, struct bytes word)
{
	if (i > 0)
		return;
	sasl_set(l, SASL_USER, value_of(word, ',', B("username")));
	sasl_set(l, SASL_REALM, value_of(word, ',', B("realm")));
	sasl_set(l, SASL_SERVICE, value_of(word, ',', B("digest-uri")));
	sasl_set(l, SASL_AUTHZID, value_of(word, ',', B("authzid")));
	sasl_set(l, SASL_SECRET, value_of(word, ',', B("response")));
}

/* The realm offered counts until the client chooses one. */
static void digest_md5_asked(struct sasl *l, struct bytes word)
{
	if (sasl_is_proof(word))
		return;
	sasl_set(l, SASL_CHALLENGE, word);
	sasl_set(l, SASL_REALM, value_of(word, ',', B("realm")));
}

/* A saslname in clear: "=2C" is a comma, "=3D" is "=" (RFC 5802 5.1). */
static void set_saslname(struct sasl *l, enum sasl_fact what, struct bytes name)
{
	struct buf out = { 0 };

	if (name.p == NULL)
		return;
	while (name.n) {
		struct bytes head = bytes_head(name, 3);
		bool comma = bytes_ieq(head, B("=2C")), equals = bytes_ieq(head, B("=3D"));

		buf_addc(&out, comma ? ',' : equals ? '=' : (uint8_t)bytes_at(name, 0));
		name = bytes_from(name, comma || equals ? 3 : 1);
	}
	buf_cstr(&out);
	sasl_set(l, what, buf_bytes(&out));
	buf_fini(&out);
}

/* gs2-header "n=" user ",r=" nonce; then "c=" ... ",p=" proof.  The header says "p=" too:
   "p=tls-unique,a=authzid,n=user,r=nonce". */
static void scram(struct sasl *l, unsigned i, struct bytes word)
{
	struct bytes user = value_of(word, ',', B("n"));

	(void)i;
	if (user.p == NULL) {
		sasl_set(l, SASL_SECRET, value_of(word, ',', B("p")));
		return;
	}
	/* "n,," of the header has no "=". */
	set_saslname(l, SASL_USER, user);
	set_saslname(l, SASL_AUTHZID, value_of(word, ',', B("a")));
	sasl_set(l, SASL_BINDING, bytes_head(word, bytes_chr(word, 0, ',')));
}

/* r=nonce,s=salt,i=iterations; then v=proof or e=error */
static void scram_asked(struct sasl *l, struct bytes word)
{
	if (bytes_starts(word, B("r=")) || bytes_starts(word, B("m=")))
		sasl_set(l, SASL_CHALLENGE, word);
	else if (bytes_starts(word, B("e=")))
		sasl_set(l, SASL_ERROR, bytes_from(word, 2));
}

/* "user=" user ^A "auth=Bearer " token ^A ^A */
static void xoauth2(struct sasl *l, unsigned i, struct bytes word)
{
	if (i > 0)
		return;
	sasl_set(l, SASL_USER, value_of(word, 1, B("user")));
	sasl_set(l, SASL_SECRET, value_of(word, 1, B("auth")));
}

/* "n,a=" user "," ^A "host=" host ^A "port=" port ^A "auth=Bearer " token ^A ^A */
static void oauthbearer(struct sasl *l, unsigned i, struct bytes word)
{
	size_t header = bytes_chr(word, 0, 1);

	if (i > 0)
		return;
	set_saslname(l, SASL_USER, value_of(bytes_head(word, header), ',', B("a")));
	sasl_set(l, SASL_SECRET,
		 value_of(bytes_from(word, header + 1), 1, B("auth")));
}

/* {"status":"invalid_token", ...}; the client then sends an empty word, or ^A, and the
   server refuses (RFC 7628 3.2.3). */
static void oauth_asked(struct sasl *l, struct bytes word)
{
	if (bytes_at(word, 0) == '{')
		sasl_set(l, SASL_ERROR, word);
}

/* The word is the identity to act as; it may be empty. */
static void external(struct sasl *l, unsigned i, struct bytes word)
{
	if (i == 0 && word.n)
		sasl_set(l, SASL_USER, word);
}

/* What a visitor says of itself: nobody's name, and nobody checks it (RFC 4505 2). */
static void anonymous(struct sasl *l, unsigned i, struct bytes word)
{
	if (i == 0 && word.n)
		sasl_set(l, SASL_TRACE, word);
}
