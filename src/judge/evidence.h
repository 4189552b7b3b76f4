/* SPDX-License-Identifier: BSD-2-Clause */
/* evidence.h - evidence that lies in a message, with the frames that carried it. */
#ifndef MW_JUDGE_EVIDENCE_H
#define MW_JUDGE_EVIDENCE_H

#include "event/finding.h"

/* A finding about message `m`. */
void message_finding(struct finding *f, enum anomaly_id id, enum confidence c,
		     const struct ev_message *m);
/* `octets` octets of `m` from `offset` on (NO_U64: not known); `text` is what they are. */
struct ev_evidence *message_evidence(struct finding *f, const struct ev_message *m,
				     const char *what, uint64_t offset, uint64_t octets,
				     struct bytes text);
/* The next field called `name` of the message's own header, from `*i` on; NULL: no more. */
const struct ev_header_row *message_field(const struct ev_message *m, const char *name, size_t *i);
/* The first few fields of that name as evidence. */
void message_evidence_fields(struct finding *f, const struct ev_message *m, const char *name);

#endif
