/* SPDX-License-Identifier: BSD-2-Clause */
/* test_sasl.c - who logs in with what, out of the words of each mechanism. */
#include "proto/sasl.h"

#include "base/base64.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define NONE { NULL, 0 }

/* AUTHENTICATE_MESSAGE with NT response "resp", user "bob" in UTF-16, flags 1 */
#define NTLM_3 \
	"NTLMSSP\0\3\0\0\0" "\0\0\0\0\0\0\0\0" "\4\0\4\0\x46\0\0\0" "\0\0\0\0\0\0\0\0" \
	"\6\0\6\0\x40\0\0\0" "\0\0\0\0\0\0\0\0" "\0\0\0\0\0\0\0\0" "\1\0\0\0" \
	"b\0o\0b\0" "resp"

static const struct {
	const char *name;
	struct bytes words[3];
	struct bytes user, secret, authzid;
} rows[] = {
	{ "PLAIN", { B("\0alice\0secret") }, B("alice"), B("secret"), NONE },
	{ "plain", { B("bob\0alice\0secret") }, B("alice"), B("secret"), B("bob") },
	{ "PLAIN", { B("alice\0alice\0s") }, B("alice"), B("s"), NONE },
	{ "PLAIN", { B("\0alice\0") }, B("alice"), B(""), NONE },
	{ "PLAIN", { B("no NUL") }, NONE, NONE, NONE },
	{ "PLAIN", { B("\0one NUL") }, B("one NUL"), NONE, NONE },
	{ "LOGIN", { B("alice"), B("secret") }, B("alice"), B("secret"), NONE },
	{ "CRAM-MD5", { B("a b 0123") }, B("a b"), B("0123"), NONE },
	{ "DIGEST-MD5", { B("username=\"a,b\",realm=\"r\",response=0123,authzid=\"z\"") },
	  B("a,b"), B("0123"), B("z") },
	{ "SCRAM-SHA-256", { B("n,,n=alice,r=nonce"), B("c=biws,r=nonce,p=cHJvb2Y=") },
	  B("alice"), B("cHJvb2Y="), NONE },
	{ "SCRAM-SHA-1-PLUS", { B("p=tls-unique,a=z,n=alice,r=n"), B("c=x,r=n,p=p") },
	  B("alice"), B("p"), B("z") },
	{ "XOAUTH2", { B("user=a@example.org\1auth=Bearer tok\1\1") }, B("a@example.org"),
	  B("Bearer tok"), NONE },
	{ "OAUTHBEARER", { B("n,a=a@example.org,\1host=h\1port=1\1auth=Bearer tok\1\1") },
	  B("a@example.org"), B("Bearer tok"), NONE },
	{ "NTLM", { B("NTLMSSP\0\1\0\0\0"), B(NTLM_3) }, B("bob"), B("72657370"), NONE },
	{ "NTLM", { B("NTLMSSP\0\3\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\xff\xff") },
	  NONE, NONE, NONE },
	{ "EXTERNAL", { B("alice") }, B("alice"), NONE, NONE },
	{ "ANONYMOUS", { B("trace@example.org") }, NONE, NONE, NONE },
	{ "X-UNKNOWN", { B("one"), B("two") }, NONE, B("two"), NONE },
};

static void check(const char *name, const char *what, const struct sasl *l,
		  enum sasl_fact fact, struct bytes want)
{
	struct bytes got = sasl_fact(l, fact);

	if ((got.p != NULL) != (want.p != NULL) || !bytes_eq(got, want))
		fail_msg("%s: wrong %s: \"%.*s\"", name, what, (int)got.n, (const char *)got.p);
}

static void each_mechanism_says_who(void **state)
{
	struct conn_frames f = { 1, 1, 0, 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct sasl l = { 0 };

		sasl_begin(&l, bytes_str(rows[i].name), &f);
		for (size_t w = 0; w < 3 && rows[i].words[w].p; w++) {
			struct buf word = { 0 };

			base64_encode(&word, rows[i].words[w]);
			sasl_client(&l, buf_bytes(&word), &f, NULL);
			buf_fini(&word);
		}
		assert_false(l.x->bad_base64);
		check(rows[i].name, "user", &l, SASL_USER, rows[i].user);
		check(rows[i].name, "secret", &l, SASL_SECRET, rows[i].secret);
		check(rows[i].name, "authzid", &l, SASL_AUTHZID, rows[i].authzid);
		sasl_fini(&l);
	}
}

/* UTF-16LE of a short ASCII text. */
#define W2(a, b) a "\0" b "\0"
#define W3(a, b, c) W2(a, b) c "\0"

/* NEGOTIATE: flags, domain "DOM" at 32, workstation "PC" at 35 */
#define NTLM_NEGOTIATE \
	"NTLMSSP\0\1\0\0\0" "\7\x30\0\0" "\3\0\3\0\x20\0\0\0" "\2\0\2\0\x23\0\0\0" "DOMPC"
/* CHALLENGE: target "CO" at 48, flags UNICODE and TARGET_INFO, challenge, info at 52 */
#define NTLM_CHALLENGE \
	"NTLMSSP\0\2\0\0\0" "\4\0\4\0\x30\0\0\0" "\1\0\x80\0" \
	"\1\2\3\4\5\6\7\xff" "\0\0\0\0\0\0\0\0" "\x12\0\x12\0\x34\0\0\0" \
	W2("C", "O") "\1\0\4\0" W2("N", "B") "\3\0\2\0" "m\0" "\0\0\0\0"
/* AUTHENTICATE: LM at 64 (empty), NT "resp", domain "DOM", user U+1F600, workstation "PC" */
#define NTLM_AUTHENTICATE \
	"NTLMSSP\0\3\0\0\0" "\0\0\0\0\x40\0\0\0" "\4\0\4\0\x40\0\0\0" \
	"\6\0\6\0\x44\0\0\0" "\4\0\4\0\x4a\0\0\0" "\4\0\4\0\x4e\0\0\0" \
	"\0\0\0\0\0\0\0\0" "\1\0\0\0" "resp" W3("D", "O", "M") "\x3d\xd8\x00\xde" W2("P", "C")

/* An AP-REQ with a ticket for imap/mail.example.org@EXAMPLE.ORG, its sealed parts left out */
#define KRB5_OID "\x06\x09\x2a\x86\x48\x86\xf7\x12\x01\x02\x02"
#define TICKET_NAMES \
	"\xa0\x03\x02\x01\x05" "\xa1\x0d\x1b\x0b" "EXAMPLE.ORG" \
	"\xa2\x23\x30\x21" "\xa0\x03\x02\x01\x03" "\xa1\x1a\x30\x18" \
	"\x1b\x04" "imap" "\x1b\x10" "mail.example.org"
#define AP_REQ \
	"\x6e\x4c\x30\x4a" "\xa0\x03\x02\x01\x05" "\xa1\x03\x02\x01\x0e" \
	"\xa3\x3e\x61\x3c\x30\x3a" TICKET_NAMES
#define GSS_KRB5 "\x60\x5b" KRB5_OID "\x01\x00" AP_REQ
#define SPNEGO \
	"\x60\x6d\x06\x06\x2b\x06\x01\x05\x05\x02" "\xa0\x63\x30\x61" "\xa2\x5f\x04\x5d" GSS_KRB5
/* A wrap token, not sealed, checksum of 4 octets in front (RRC 4): which layer, whom */
#define GSS_WRAP "\5\4\1\xff\0\4\0\4\0\0\0\0\0\0\0\1" "SUM!" "\1\0\0\0" "alice"

#define DIGEST_CHALLENGE "realm=\"example.org\",nonce=\"n1\",qop=\"auth\",algorithm=md5-sess"
#define OAUTH_ERROR "{\"status\":\"invalid_token\"}"

/* What both sides say, in turns; and what is known then. */
static const struct {
	const char *name;
	struct bytes words[5];   /* "S:" in front: of the server */
	enum sasl_fact fact;
	struct bytes value;
} facts[] = {
	{ "NTLM", { B(NTLM_NEGOTIATE) }, SASL_DOMAIN, B("DOM") },
	{ "NTLM", { B(NTLM_NEGOTIATE) }, SASL_WORKSTATION, B("PC") },
	{ "NTLM", { B("S:" "NTLM supported"), B("S:" NTLM_CHALLENGE) }, SASL_CHALLENGE,
	  B("01020304050607ff") },
	{ "NTLM", { B("S:" NTLM_CHALLENGE) }, SASL_REALM, B("CO") },
	{ "NTLM", { B("S:" NTLM_CHALLENGE) }, SASL_SERVER_NAME, B("m") },
	{ "NTLM", { B(NTLM_AUTHENTICATE) }, SASL_USER, B("\xf0\x9f\x98\x80") },
	{ "NTLM", { B(NTLM_AUTHENTICATE) }, SASL_DOMAIN, B("DOM") },
	{ "NTLM", { B(NTLM_AUTHENTICATE) }, SASL_WORKSTATION, B("PC") },
	{ "NTLM", { B(NTLM_AUTHENTICATE) }, SASL_SECRET, B("72657370") },
	{ "GSSAPI", { B(GSS_KRB5) }, SASL_SERVICE, B("imap/mail.example.org@EXAMPLE.ORG") },
	{ "ANONYMOUS", { B("trace@example.org") }, SASL_TRACE, B("trace@example.org") },
	{ "GSSAPI", { B(GSS_KRB5) }, SASL_REALM, B("EXAMPLE.ORG") },
	{ "GSSAPI", { B(GSS_KRB5), B("S:x"), B(""), B("S:x"), B(GSS_WRAP) }, SASL_USER, B("alice") },
	{ "GSS-SPNEGO", { B(SPNEGO) }, SASL_SERVICE, B("imap/mail.example.org@EXAMPLE.ORG") },
	{ "GSS-SPNEGO", { B(NTLM_NEGOTIATE), B("S:" NTLM_CHALLENGE), B(NTLM_AUTHENTICATE) },
	  SASL_DOMAIN, B("DOM") },
	{ "CRAM-MD5", { B("S:<1.2@example.org>") }, SASL_CHALLENGE, B("<1.2@example.org>") },
	{ "DIGEST-MD5", { B("S:" DIGEST_CHALLENGE) }, SASL_CHALLENGE, B(DIGEST_CHALLENGE) },
	{ "DIGEST-MD5", { B("S:" DIGEST_CHALLENGE) }, SASL_REALM, B("example.org") },
	{ "DIGEST-MD5", { B("S:" DIGEST_CHALLENGE), B("username=\"a\",realm=\"r2\",digest-uri=\"smtp/x\"") },
	  SASL_REALM, B("r2") },
	{ "DIGEST-MD5", { B("username=\"a\",digest-uri=\"smtp/x\"") }, SASL_SERVICE, B("smtp/x") },
	{ "DIGEST-MD5", { B("S:rspauth=0123") }, SASL_CHALLENGE, NONE },
	{ "SCRAM-SHA-1", { B("n,,n=al=2Cice=3D,r=x") }, SASL_USER, B("al,ice=") },
	{ "SCRAM-SHA-1", { B("y,,n=a,r=x") }, SASL_BINDING, B("y") },
	{ "SCRAM-SHA-256-PLUS", { B("p=tls-exporter,,n=a,r=x") }, SASL_BINDING, B("p=tls-exporter") },
	{ "SCRAM-SHA-256", { B("n,,n=a,r=x"), B("S:r=xy,s=c2FsdA==,i=4096") }, SASL_CHALLENGE,
	  B("r=xy,s=c2FsdA==,i=4096") },
	{ "SCRAM-SHA-256", { B("n,,n=a,r=x"), B("S:e=invalid-proof") }, SASL_ERROR, B("invalid-proof") },
	{ "XOAUTH2", { B("user=a\1auth=Bearer t\1\1"), B("S:" OAUTH_ERROR), B("") }, SASL_ERROR,
	  B(OAUTH_ERROR) },
	{ "XOAUTH2", { B("user=a\1auth=Bearer t\1\1"), B("S:" OAUTH_ERROR), B("") }, SASL_SECRET,
	  B("Bearer t") },
	{ "LOGIN", { B("S:Password:"), B("sesame") }, SASL_SECRET, B("sesame") },
	{ "LOGIN", { B("S:Password:"), B("sesame") }, SASL_USER, NONE },
};

static void say(struct sasl *l, struct bytes said)
{
	struct conn_frames f = { 1, 1, 0, 0 };
	bool server = bytes_starts(said, B("S:"));
	struct buf word = { 0 };

	base64_encode(&word, bytes_from(said, server ? 2 : 0));
	if (server)
		sasl_server(l, buf_bytes(&word), &f);
	else
		sasl_client(l, buf_bytes(&word), &f, NULL);
	buf_fini(&word);
}

static void each_mechanism_tells_its_facts(void **state)
{
	struct conn_frames f = { 1, 1, 0, 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++) {
		struct sasl l = { 0 };
		char name[40];

		sasl_begin(&l, bytes_str(facts[i].name), &f);
		for (size_t w = 0; w < 5 && facts[i].words[w].p; w++)
			say(&l, facts[i].words[w]);
		snprintf(name, sizeof(name), "row %zu, %s", i, facts[i].name);
		check(name, "fact", &l, facts[i].fact, facts[i].value);
		sasl_fini(&l);
	}
}

/* Cut anywhere, with any octet wrong: nothing is read that is not there (run with ASan). */
static void damaged_tokens_are_survived(void **state)
{
	static const struct bytes tokens[] = { B(NTLM_NEGOTIATE), B(NTLM_AUTHENTICATE), B(GSS_KRB5),
					       B(SPNEGO), B(GSS_WRAP), B("S:" NTLM_CHALLENGE) };
	struct conn_frames f = { 1, 1, 0, 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(tokens) / sizeof(tokens[0]); i++) {
		for (size_t n = 0; n < tokens[i].n * 2; n++) {
			struct sasl l = { 0 };
			struct buf token = { 0 };

			buf_add(&token, bytes_head(tokens[i], n < tokens[i].n ? n : tokens[i].n));
			if (n >= tokens[i].n)
				token.p[n - tokens[i].n] ^= 0xff;
			sasl_begin(&l, B("GSS-SPNEGO"), &f);
			say(&l, buf_bytes(&token));
			sasl_fini(&l);
			buf_fini(&token);
		}
	}
}

/* The server's proof lets a password be guessed as well as the client's does. */
static void proofs_of_the_server_are_secret(void **state)
{
	struct buf word = { 0 }, decoded = { 0 };
	struct ev_line line = { 0 };

	(void)state;
	buf_adds(&word, "+ ");
	base64_encode(&word, B("v=rmF9pqV8S7suAoZWja4dJRkFsKQ="));
	line.text = buf_bytes(&word);
	sasl_line(&line, 2, &decoded);
	assert_int_equal(line.secret_at, 2);
	assert_int_equal(line.secret_n, word.n - 2);
	assert_true(line.decoded_secret);
	assert_true(sasl_is_proof(B("rspauth=ea40f60335c427b5527b84dbabcdfffd")));
	assert_false(sasl_is_proof(B("r=xy,s=c2FsdA==,i=4096")));
	line = (struct ev_line){ .text = B("334 VXNlcm5hbWU6") };
	sasl_line(&line, 4, &decoded);
	assert_int_equal(line.secret_n, 0);
	assert_true(bytes_eq(line.decoded, B("Username:")));
	buf_fini(&word);
	buf_fini(&decoded);
}

/* After a hole the word may be the password though none was seen before it. */
static void after_a_hole_all_words_are_secret(void **state)
{
	struct conn_frames f = { 1, 1, 0, 0 };
	struct sasl l = { 0 };

	(void)state;
	sasl_begin(&l, B("LOGIN"), &f);
	l.hole = true;
	assert_true(sasl_next_secret(&l));
	sasl_client(&l, B("c2VzYW1l"), &f, NULL);
	assert_null(sasl_fact(&l, SASL_USER).p);
	assert_true(bytes_eq(sasl_fact(&l, SASL_SECRET), B("sesame")));
	sasl_fini(&l);
}

/* Only a mere name is shown; when the mechanism is not known, nothing is. */
static void words_are_secret_unless_names(void **state)
{
	static const struct {
		const char *name;
		bool secret[2];
	} cases[] = {
		{ "LOGIN", { false, true } },   { "PLAIN", { true, true } },
		{ "EXTERNAL", { false, true } }, { "SCRAM-SHA-1", { false, true } },
		{ "XOAUTH2", { true, true } },  { "X-UNKNOWN", { true, true } },
		{ "", { true, true } },
	};
	struct conn_frames f = { 1, 1, 0, 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct sasl l = { 0 };

		sasl_begin(&l, bytes_str(cases[i].name), &f);
		assert_int_equal(sasl_next_secret(&l), cases[i].secret[0]);
		sasl_client(&l, B("YQ=="), &f, NULL);
		assert_int_equal(sasl_next_secret(&l), cases[i].secret[1]);
		sasl_fini(&l);
	}
}

static void a_lost_login_is_known_by_its_challenge(void **state)
{
	struct conn_frames f = { 1, 1, 0, 0 };
	struct sasl l = { 0 };

	(void)state;
	sasl_begin(&l, B(""), &f);
	sasl_server(&l, B("VXNlcm5hbWU6"), &f);
	assert_false(sasl_next_secret(&l));
	sasl_client(&l, B("YWxpY2U="), &f, NULL);
	assert_true(bytes_eq(sasl_fact(&l, SASL_USER), B("alice")));
	sasl_fini(&l);
}

static void odd_words_are_noted(void **state)
{
	struct conn_frames f = { 1, 1, 0, 0 };
	struct sasl l = { 0 };

	(void)state;
	sasl_begin(&l, B("PLAIN"), &f);
	sasl_client(&l, B("="), &f, NULL);
	assert_false(l.x->bad_base64);
	sasl_client(&l, B("*"), &f, NULL);
	assert_true(l.x->cancelled);
	sasl_client(&l, B("a?"), &f, NULL);
	assert_true(l.x->bad_base64);
	for (int i = 0; i < 100; i++)
		sasl_client(&l, B("YQ=="), &f, NULL);
	assert_true(l.x->words_cut);
	sasl_fini(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_mechanism_says_who),
		cmocka_unit_test(each_mechanism_tells_its_facts),
		cmocka_unit_test(damaged_tokens_are_survived),
		cmocka_unit_test(proofs_of_the_server_are_secret),
		cmocka_unit_test(after_a_hole_all_words_are_secret),
		cmocka_unit_test(words_are_secret_unless_names),
		cmocka_unit_test(a_lost_login_is_known_by_its_challenge),
		cmocka_unit_test(odd_words_are_noted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
