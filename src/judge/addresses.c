/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * addresses.c - a client that tries out which addresses exist.
 *
 * In:   the records of VRFY, EXPN and RCPT that were told: nobody has this name, in order
 * Out:  a finding: one client was told of many names that a server does not have them
 *
 * Which replies say so, the SMTP session knows (EV_NOBODY).  A list with old addresses looks
 * the same, which is why it is only possible.  Thresholds are in base/limits.h, JUDGE_*.
 */
#include "judge/judge.h"

#include "base/limits.h"
#include "judge/series.h"

struct addresses {
	bool begun;
	struct series clients;     /* by client and server */
};

static struct series_key key_of(const struct series *t, const struct ev_command *c)
{
	struct series_key key;
	struct buf what = { 0 };

	ip_text(&what, &c->head.client_ip);
	buf_addc(&what, ' ');
	ip_text(&what, &c->head.server_ip);
	key = series_key(t, buf_bytes(&what));
	buf_fini(&what);
	return key;
}

static void tell(const struct series_row *row, const struct ev_command *c, struct events *out)
{
	struct ev_evidence *evidence;
	struct finding f;

	finding_init(&f, ANOMALY_SMTP_ENUMERATION, CONFIDENCE_POSSIBLE, &c->head);
	f.record.head.start = row->first_ns;
	f.record.head.end = c->head.ts;
	f.record.head.duration = c->head.ts - row->first_ns;
	finding_reason(&f, "The server told this client %llu times since session %llu that there is nobody "
			   "of a name, the last time for ",
		       (unsigned long long)row->count, (unsigned long long)row->first_session);
	finding_reason_shown(&f, bytes_head(c->arg, 100));
	finding_reason(&f, ".");
	evidence = finding_evidence(&f, "first refusal", "client", (struct bytes){ NULL, 0 });
	evidence->first_frame = evidence->last_frame = row->first_frame;
	evidence = finding_evidence(&f, "this refusal", "server", c->reply_text);
	evidence->first_frame = c->head.first_frame;
	evidence->last_frame = c->head.last_frame;
	finding_put(&f, out);
}

static void put(void *state, const struct event *ev, struct events *out)
{
	const struct ev_command *c = ev->command;
	struct addresses *a = state;
	struct series_row *row;
	uint64_t next;

	if (!a->begun) {
		a->begun = true;
		series_init(&a->clients, LIMIT_JUDGE_LOGINS,
			    JUDGE_LOGIN_PAUSE_SECONDS * (int64_t)NS_PER_SEC);
	}
	row = series_at(&a->clients, key_of(&a->clients, c), c->head.ts);
	if (row->count++ == 0) {
		row->first_frame = c->head.first_frame;
		row->first_session = c->head.session_id;
	}
	(void)series_with(&a->clients, row, c->arg);
	/* At the threshold, and again at each tenfold of it: a series may have no end. */
	next = row->told ? row->told * 10 : JUDGE_ENUMERATION;
	if (row->count < next || row->nothers < JUDGE_SPRAY_CLIENT)
		return;
	row->told = next;
	tell(row, c, out);
}

static void fini(void *state)
{
	struct addresses *a = state;

	series_fini(&a->clients);
}

const struct detector detector_addresses = {
	.name = "addresses",
	.wants = EV_BIT(EV_NOBODY),
	.state_octets = sizeof(struct addresses),
	.put = put,
	.fini = fini,
};
