/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * finding.h - a finding about a session, its evidence by stream offsets.
 *
 * See event/finding.h for the rest.  Frames are looked up when evidence is added: do that
 * while the connection still knows them (conn_spans() says how long), or keep them.
 */
#ifndef MW_PROTO_FINDING_H
#define MW_PROTO_FINDING_H

#include "event/finding.h"
#include "proto/session.h"

/* A finding about `s`, told with the time of what was completed last. */
void session_finding(const struct session *s, struct finding *f, enum anomaly_id id,
		     enum confidence c);
/* `octets` octets that side `d` sent, from stream offset `offset`; `text` is what they are,
   as far as known.  Frames are looked up. */
struct ev_evidence *session_evidence(const struct session *s, struct finding *f,
				     const char *what, enum dir d, uint64_t offset,
				     uint64_t octets, struct bytes text);

#endif
