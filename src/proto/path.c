/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * path.c - what a session says about the path between its ends.
 *
 * In:   the segment of a direction that was sent in vain (stream/stuck.h)
 * Out:  a finding, when the session is over
 * RFC:  2923 2.1, 8899
 */
#include "proto/path.h"

#include "proto/finding.h"

static void tell(struct session *s, enum dir d, const struct conn_stuck *k)
{
	const char *who = d == DIR_CLIENT ? "client" : "server";
	struct ev_evidence *row;
	struct finding f;

	session_finding(s, &f, ANOMALY_TCP_MTU_BLACK_HOLE, CONFIDENCE_LIKELY);
	finding_reason(&f, "The %s sent a segment of %u octets %u times more within %lld ms", who,
		       k->octets, k->times, (long long)((k->last_ns - k->first_ns) / 1000000));
	if (k->through)
		finding_reason(&f, ", until %u octets of it came through", k->through);
	else
		finding_reason(&f, " in vain, while the other end was heard of");
	if (k->arrived)
		finding_reason(&f, "; the largest that is known to have arrived before has %u",
			       k->arrived);
	finding_reason(&f, ".");
	row = finding_evidence(&f, "sent again", who, (struct bytes){ NULL, 0 });
	row->first_frame = k->first_frame;
	row->last_frame = k->last_frame;
	row->octets = k->octets;
	finding_put(&f, s->out);
}

void path_judge(struct session *s)
{
	if (!events_want(s->out, EV_FINDING))
		return;
	for (int i = 0; i < 2; i++) {
		const struct conn_stuck *k = conn_stuck(s->conn, (enum dir)i);

		if (k)
			tell(s, (enum dir)i, k);
	}
}
