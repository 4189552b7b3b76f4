/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * finding.h - putting a finding together.
 *
 *	finding_init(&f, ANOMALY_X, CONFIDENCE_CONFIRMED, &head);
 *	finding_reason(&f, "%u failures in %u seconds", n, seconds);
 *	row = finding_evidence(&f, "first failure", "server", text);
 *	row->first_frame = ...;
 *	finding_put(&f, out);      tells EV_FINDING and frees
 *
 * Protocols, which know frames by stream offsets, use proto/finding.h on top of it.  What
 * is a secret must not come into a reason; octets that may hold one are marked so, with
 * evidence_is_secret().
 */
#ifndef MW_EVENT_FINDING_H
#define MW_EVENT_FINDING_H

#include "base/arena.h"
#include "event/anomaly.h"
#include "event/event.h"

enum confidence {
	CONFIDENCE_POSSIBLE,  /* the octets allow it */
	CONFIDENCE_LIKELY,    /* and nothing innocent explains them well */
	CONFIDENCE_CONFIRMED, /* it is what happened: no reading of the octets differs */
};

/* On the stack; zeroed by finding_init(). */
struct finding {
	struct ev_finding record;
	struct buf reason;
	size_t cap_evidence;
	struct arena arena;   /* texts of the evidence */
};

/* `head`: session, addresses, frames and times; dataset and action are set here. */
void finding_init(struct finding *f, enum anomaly_id id, enum confidence c,
		  const struct ev_head *head);
/* Adds to the sentence that says what was seen. */
void finding_reason(struct finding *f, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* Adds octets from the wire to it. */
void finding_reason_text(struct finding *f, struct bytes text);
/* The same, harmless for a terminal (utf8_show). */
void finding_reason_shown(struct finding *f, struct bytes text);
/* One more row, at most LIMIT_EVIDENCE_ROWS: later ones overwrite the last.  `text` is copied,
   up to LIMIT_EVIDENCE_TEXT octets; NULL `p` for none.  Valid until the next call. */
struct ev_evidence *finding_evidence(struct finding *f, const char *what, const char *from,
				     struct bytes text);
/* The octets of `row` may hold a secret: only --show-secrets shows them. */
static inline void evidence_is_secret(struct ev_evidence *row)
{
	row->secret_text = row->text;
	row->text = (struct bytes){ NULL, 0 };
}
/* Tells it when anybody listens, and frees what `f` holds.  The head's first and last frame
   are widened to the evidence. */
void finding_put(struct finding *f, struct events *out);

#endif
