/* SPDX-License-Identifier: BSD-2-Clause */
/* finding.c - see finding.h. */
#include "proto/finding.h"

void session_finding(const struct session *s, struct finding *f, enum anomaly_id id,
		     enum confidence c)
{
	struct ev_head head = s->head;

	head.ts = s->conn->now_ns;
	finding_init(f, id, c, &head);
}

struct ev_evidence *session_evidence(const struct session *s, struct finding *f,
				     const char *what, enum dir d, uint64_t offset,
				     uint64_t octets, struct bytes text)
{
	struct conn_frames at = session_frames(s, d, offset, octets);
	struct ev_evidence *row;

	row = finding_evidence(f, what, d == DIR_CLIENT ? "client" : "server", text);
	if (at.first) {
		row->first_frame = at.first;
		row->last_frame = at.last;
	}
	row->offset = offset;
	row->octets = octets;
	return row;
}
