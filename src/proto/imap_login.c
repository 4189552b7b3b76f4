/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * imap_login.c - logins: AUTHENTICATE and LOGIN.
 *
 * In:   the commands, and what was answered
 * Out:  records of logins, the phase of the session
 * RFC:  9051 6.2.2, 6.2.3, 4959
 */
#include "proto/imap_finding.h"

/* mechanism [SP initial-response] */
void imap_auth_asked(struct imap *m, struct asked *a)
{
	m->deciding = a;
	sasl_asked(&m->sasl, a, &m->decoded);
}

static const char *login_status(struct imap *m, const struct reply *r)
{
	if (r == NULL || m->positive)
		imap_moved(m, r, IMAP_AUTHENTICATED);
	m->auth_refused = r && !m->positive;
	return r == NULL ? "none" : m->positive ? "ok" : "error";
}

void imap_auth_answered(struct imap *m, struct asked *a, const struct reply *r)
{
	(void)a;
	m->word_due = false;
	if (m->sasl.active)
		sasl_end(&m->sasl, m->s, login_status(m, r), r, NULL);
}

/* userid SP password, each a string */
void imap_login_answered(struct imap *m, struct asked *a, const struct reply *r)
{
	struct imap_tokens words = { .all = asked_arg(a) };
	const char *status = login_status(m, r);
	struct buf user = { 0 }, secret = { 0 };
	struct imap_token t;
	struct sasl login = { 0 };

	sasl_begin(&login, B("LOGIN"), &a->f);
	if (imap_token_next(&words, &t) && t.text.p && !t.cut) {
		imap_token_value(&t, &user);
		buf_cstr(&user);
		sasl_user(&login, buf_bytes(&user), &a->f);
	}
	if (imap_token_next(&words, &t) && t.text.p) {
		/* A bare word with blanks is wrong, and all of it is the password. */
		if (t.kind == IMAP_ATOM)
			t.text = bytes_trim(bytes_from(words.all, t.at));
		imap_token_value(&t, &secret);
		buf_cstr(&secret);
		sasl_secret(&login, buf_bytes(&secret), &a->f);
	}
	imap_found_login(m, a, buf_bytes(&user));
	sasl_end(&login, m->s, status, r, NULL);
	buf_fini(&user);
	buf_fini(&secret);
}
