/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * starttls.c - a server that offers TLS to some and not to others.
 *
 * In:   the records of sessions, in order
 * Out:  starttls.missing: a session without the offer, on a server that made it in another
 *
 * Somebody between the two who takes the offer out of the reply leaves nothing in that
 * session; only the other sessions of the same server show that something is missing.  A
 * server may decide by client, so this is "likely" only for a client that had the offer
 * before, and "possible" for others.
 *
 * After a login IMAP and POP3 servers do not list it any more (RFC 9051 7.2.2, RFC 2595 4),
 * and the record has what was offered last: such sessions say nothing here.
 */
#include "judge/judge.h"

#include "base/limits.h"
#include "judge/series.h"

#include <string.h>

struct starttls {
	bool begun;
	struct series offered;     /* by server, with which clients */
	struct series missing;     /* by server: the first session without it */
};

enum offer { OFFER_UNKNOWN, OFFER_MADE, OFFER_MISSING };

static enum offer offer_of(const struct ev_session *s)
{
	const char *protocol = s->head.protocol ? s->head.protocol : "";
	bool smtp = strcmp(protocol, "smtp") == 0 || strcmp(protocol, "submission") == 0;

	for (size_t i = 0; i < s->capabilities.n; i++)
		if (bytes_ieq(s->capabilities.v[i], B("STARTTLS")) ||
		    bytes_ieq(s->capabilities.v[i], B("STLS")))
			return OFFER_MADE;
	if (s->capabilities.n == 0 || s->encrypted == 1 || (!smtp && s->user.p))
		return OFFER_UNKNOWN;
	return OFFER_MISSING;
}

static struct bytes octets_of(const struct ip *ip)
{
	return bytes_of(ip->a, ip_octets(ip));
}

static struct series_key server_of(const struct series *t, const struct ev_session *s)
{
	struct series_key key;
	BUF_SHORT(what);

	buf_add(&what, bytes_of(&s->head.server_port, sizeof(s->head.server_port)));
	buf_add(&what, octets_of(&s->head.server_ip));
	key = series_key(t, buf_bytes(&what));
	buf_fini(&what);
	return key;
}

static bool with_client(const struct series *t, struct series_row *row, const struct ev_session *s)
{
	return series_with(t, row, octets_of(&s->head.client_ip));
}

/* `row`: the session that differs. */
static void tell(const struct ev_session *s, enum confidence confidence, const char *fmt,
		 const struct series_row *row, struct events *out)
{
	struct ev_evidence *evidence;
	struct finding f;

	finding_init(&f, ANOMALY_STARTTLS_MISSING, confidence, &s->head);
	finding_reason(&f, fmt, (unsigned long long)row->first_session);
	evidence = finding_evidence(&f, "the other session", NULL, (struct bytes){ NULL, 0 });
	evidence->first_frame = evidence->last_frame = row->first_frame;
	finding_put(&f, out);
}

static void note(struct series_row *row, const struct ev_session *s)
{
	if (row->count++ == 0) {
		row->first_session = s->head.session_id;
		row->first_frame = s->head.first_frame;
	}
}

static void put(void *state, const struct event *ev, struct events *out)
{
	const struct ev_session *s = ev->session;
	struct starttls *t = state;
	enum offer offer = offer_of(s);
	struct series_row *other, *row;
	struct series_key server;

	if (offer == OFFER_UNKNOWN)
		return;
	if (!t->begun) {
		t->begun = true;
		series_init(&t->offered, LIMIT_JUDGE_SERVERS, INT64_MAX);
		series_init_like(&t->missing, &t->offered);
	}
	server = server_of(&t->offered, s);
	if (offer == OFFER_MADE) {
		row = series_at(&t->offered, server, s->head.ts);
		note(row, s);
		with_client(&t->offered, row, s);
		other = series_find(&t->missing, server, s->head.ts);
		if (other && other->told++ == 0)
			tell(s, CONFIDENCE_POSSIBLE,
			     "The server offers TLS here, but did not in session %llu before.",
			     other, out);
		return;
	}
	row = series_at(&t->missing, server, s->head.ts);
	note(row, s);
	other = series_find(&t->offered, server, s->head.ts);
	if (other == NULL)
		return;
	row->told++;
	tell(s, with_client(&t->offered, other, s) ? CONFIDENCE_POSSIBLE : CONFIDENCE_LIKELY,
	     "The server offered TLS in session %llu, but not here.", other, out);
}

static void fini(void *state)
{
	struct starttls *t = state;

	series_fini(&t->offered);
	series_fini(&t->missing);
}

const struct detector detector_starttls = {
	.name = "starttls",
	.wants = EV_BIT(EV_SESSION),
	.state_octets = sizeof(struct starttls),
	.put = put,
	.fini = fini,
};
