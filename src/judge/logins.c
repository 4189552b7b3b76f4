/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * logins.c - logins that together look like guessing.
 *
 * In:   the records of all login attempts, in order
 * Out:  findings: one account tried again and again, many accounts tried by one client or
 *       with one password, a success after many failures
 *
 * A failure counts when a secret was offered and refused for what it is: not when the
 * server had no time ([IN-USE], [SYS/TEMP], 4xx) or knows no such mechanism.  Passwords are
 * compared by their keyed hash.  Thresholds are in base/limits.h, JUDGE_*.
 */
#include "judge/judge.h"

#include "base/limits.h"
#include "judge/series.h"

#include <string.h>

struct logins {
	bool begun;
	struct series accounts;    /* by client, server and user */
	struct series clients;     /* by client and server, with which users */
	struct series secrets;     /* by hash of the password, with which users */
};

/* "[IN-USE]", "[UNAVAILABLE]": refused, but not for the secret. */
static bool refused_otherwise(struct bytes code)
{
	static const char *const codes[] = {
		"IN-USE", "LOGIN-DELAY", "SYS/TEMP", "SYS/PERM", /* RFC 2449 8.1, RFC 3206 4 */
		"UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG", "CONTACTADMIN", /* RFC 5530 3 */
		"PRIVACYREQUIRED",
	};

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (bytes_ieq(code, bytes_str(codes[i])))
			return true;
	return bytes_at(code, 0) == '4';
}

static bool is_failure(const struct ev_auth *a)
{
	return strcmp(a->head.outcome, "failure") == 0 && a->secret.p &&
	       (a->reply_code == NO_U64 || a->reply_code / 100 == 5) &&
	       !refused_otherwise(a->response_code);
}

static struct series_key key_of(const struct series *t, const struct ev_auth *a,
			       struct bytes user)
{
	struct series_key key;
	BUF_SHORT(what);

	ip_text(&what, &a->head.client_ip);
	buf_addc(&what, ' ');
	ip_text(&what, &a->head.server_ip);
	buf_addc(&what, ' ');
	buf_add(&what, user);
	key = series_key(t, buf_bytes(&what));
	buf_fini(&what);
	return key;
}

/* One more failure of a series. */
static void count(struct series_row *row, const struct ev_auth *a)
{
	if (row->count++ == 0) {
		row->first_frame = a->head.first_frame;
		row->first_session = a->head.session_id;
	}
	row->last_frame = a->head.last_frame;
}

static void tell(const struct series_row *row, const struct ev_auth *a, enum anomaly_id id,
		 enum confidence confidence, const char *what, uint64_t n, struct events *out)
{
	struct ev_evidence *evidence;
	struct finding f;

	finding_init(&f, id, confidence, &a->head);
	f.record.user = a->user;
	f.record.head.start = row->first_ns;
	f.record.head.end = a->head.ts;
	f.record.head.duration = a->head.ts - row->first_ns;
	finding_reason(&f, "%llu %s since session %llu", (unsigned long long)n, what,
		       (unsigned long long)row->first_session);
	if (a->user.p) {
		finding_reason(&f, "; this one as ");
		finding_reason_text(&f, a->user);
	}
	evidence = finding_evidence(&f, "first attempt", "client", (struct bytes){ NULL, 0 });
	evidence->first_frame = evidence->last_frame = row->first_frame;
	evidence = finding_evidence(&f, "this attempt", "client", (struct bytes){ NULL, 0 });
	evidence->first_frame = a->head.first_frame;
	evidence->last_frame = a->head.last_frame;
	finding_put(&f, out);
}

/* At the threshold, and again at each tenfold of it: a series may have no end. */
static bool due(struct series_row *row, uint64_t n, uint64_t threshold)
{
	uint64_t next = row->told ? row->told * 10 : threshold;

	if (n < next)
		return false;
	row->told = next;
	return true;
}

static void failed(struct logins *l, const struct ev_auth *a, struct events *out)
{
	struct series_row *row;

	if (a->user.p == NULL)
		return;
	row = series_at(&l->accounts, key_of(&l->accounts, a, a->user), a->head.ts);
	count(row, a);
	if (due(row, row->count, JUDGE_BRUTEFORCE))
		tell(row, a, ANOMALY_AUTH_BRUTEFORCE, CONFIDENCE_LIKELY,
		     "failures of one client for one account", row->count, out);

	row = series_at(&l->clients, key_of(&l->clients, a, B("")), a->head.ts);
	count(row, a);
	if (series_with(&l->clients, row, a->user) && due(row, row->nothers, JUDGE_SPRAY_CLIENT))
		tell(row, a, ANOMALY_AUTH_SPRAY, CONFIDENCE_LIKELY,
		     "accounts tried in vain by one client", row->nothers, out);

	if (a->secret.n == 0 || a->secret_hmac.n == 0 || strcmp(a->secret_kind, "password") != 0)
		return;
	row = series_at(&l->secrets, series_key(&l->secrets, a->secret_hmac), a->head.ts);
	count(row, a);
	if (series_with(&l->secrets, row, a->user) && due(row, row->nothers, JUDGE_SPRAY_SECRET))
		tell(row, a, ANOMALY_AUTH_SPRAY, CONFIDENCE_LIKELY,
		     "accounts tried in vain with one password", row->nothers, out);
}

static void succeeded(struct logins *l, const struct ev_auth *a, struct events *out)
{
	struct series_row *row;

	if (a->user.p == NULL)
		return;
	row = series_find(&l->accounts, key_of(&l->accounts, a, a->user), a->head.ts);
	if (row && row->count >= JUDGE_GUESSED) {
		tell(row, a, ANOMALY_AUTH_SUCCESS_AFTER_FAILURES, CONFIDENCE_LIKELY,
		     "failures for this account, and then it succeeds,", row->count, out);
		row->count = row->told = 0;
		return;
	}
	if (row)
		row->count = row->told = 0;
	row = series_find(&l->clients, key_of(&l->clients, a, B("")), a->head.ts);
	if (row && row->nothers >= JUDGE_SPRAY_CLIENT)
		tell(row, a, ANOMALY_AUTH_SUCCESS_AFTER_FAILURES, CONFIDENCE_POSSIBLE,
		     "accounts or more tried in vain by this client, and then one succeeds,",
		     row->nothers, out);
}

static void put(void *state, const struct event *ev, struct events *out)
{
	const int64_t pause = JUDGE_LOGIN_PAUSE_SECONDS * (int64_t)NS_PER_SEC;
	const struct ev_auth *a = ev->auth;
	struct logins *l = state;

	if (!l->begun) {
		l->begun = true;
		series_init(&l->accounts, LIMIT_JUDGE_LOGINS, pause);
		series_init(&l->clients, LIMIT_JUDGE_LOGINS, pause);
		series_init(&l->secrets, LIMIT_JUDGE_LOGINS, pause);
	}
	if (is_failure(a))
		failed(l, a, out);
	else if (strcmp(a->head.outcome, "success") == 0)
		succeeded(l, a, out);
}

static void fini(void *state)
{
	struct logins *l = state;

	series_fini(&l->accounts);
	series_fini(&l->clients);
	series_fini(&l->secrets);
}

const struct detector detector_logins = {
	.name = "logins",
	.wants = EV_BIT(EV_AUTH),
	.state_octets = sizeof(struct logins),
	.put = put,
	.fini = fini,
};
