/* SPDX-License-Identifier: BSD-2-Clause */
/* test_sasl.c - who logs in with what, out of the words of each mechanism. */
#include "proto/sasl.h"

#include "base/base64.h"

#include <setjmp.h>
#include <stdarg.h>
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
	{ "NTLM", { B("NTLMSSP\0\1\0\0\0"), B(NTLM_3) }, B("bob"), B("resp"), NONE },
	{ "NTLM", { B("NTLMSSP\0\3\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\xff\xff") },
	  NONE, NONE, NONE },
	{ "EXTERNAL", { B("alice") }, B("alice"), NONE, NONE },
	{ "ANONYMOUS", { B("trace@example.org") }, B("trace@example.org"), NONE, NONE },
	{ "X-UNKNOWN", { B("one"), B("two") }, NONE, B("two"), NONE },
};

static void check(const char *name, const char *what, bool has, const struct buf *got,
		  struct bytes want)
{
	if (has != (want.p != NULL) || (has && !bytes_eq(buf_bytes(got), want)))
		fail_msg("%s: wrong %s", name, what);
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
		assert_false(l.bad_base64);
		check(rows[i].name, "user", l.has_user, &l.user, rows[i].user);
		check(rows[i].name, "secret", l.has_secret, &l.secret, rows[i].secret);
		check(rows[i].name, "authzid", l.has_authzid, &l.authzid, rows[i].authzid);
		sasl_fini(&l);
	}
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
	sasl_server(&l, B("VXNlcm5hbWU6"), &f, NULL);
	assert_false(sasl_next_secret(&l));
	sasl_client(&l, B("YWxpY2U="), &f, NULL);
	assert_true(bytes_eq(buf_bytes(&l.user), B("alice")));
	sasl_fini(&l);
}

static void odd_words_are_noted(void **state)
{
	struct conn_frames f = { 1, 1, 0, 0 };
	struct sasl l = { 0 };

	(void)state;
	sasl_begin(&l, B("PLAIN"), &f);
	sasl_client(&l, B("="), &f, NULL);
	assert_false(l.bad_base64);
	sasl_client(&l, B("*"), &f, NULL);
	assert_true(l.cancelled);
	sasl_client(&l, B("a?"), &f, NULL);
	assert_true(l.bad_base64);
	for (int i = 0; i < 100; i++)
		sasl_client(&l, B("YQ=="), &f, NULL);
	assert_true(l.words_cut);
	sasl_fini(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_mechanism_says_who),
		cmocka_unit_test(words_are_secret_unless_names),
		cmocka_unit_test(a_lost_login_is_known_by_its_challenge),
		cmocka_unit_test(odd_words_are_noted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
