/* SPDX-License-Identifier: BSD-2-Clause */
/* finding.c - see finding.h. */
#include "event/finding.h"

#include "base/limits.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const confidences[] = {
	[CONFIDENCE_POSSIBLE] = "possible",
	[CONFIDENCE_LIKELY] = "likely",
	[CONFIDENCE_CONFIRMED] = "confirmed",
};

void finding_init(struct finding *f, enum anomaly_id id, enum confidence c,
		  const struct ev_head *head)
{
	const struct anomaly *a = anomaly_of(id);
	struct ev_finding *r = &f->record;

	memset(f, 0, sizeof(*f));
	record_init(RECORD_FINDING, r);
	if (head)
		r->head = *head;
	r->head.dataset = record_dataset(RECORD_FINDING);
	r->head.action = "finding-made";
	r->head.outcome = NULL;
	r->rule = a->id;
	r->title = a->title;
	r->meaning = a->meaning;
	r->reference = a->reference;
	r->advice = a->advice;
	r->severity = severity_name(a->severity);
	r->severity_number = severity_number(a->severity);
	r->confidence = confidences[c];
}

void finding_reason(struct finding *f, const char *fmt, ...)
{
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	buf_adds(&f->reason, text);
}

void finding_reason_text(struct finding *f, struct bytes text)
{
	buf_add(&f->reason, bytes_head(text, LIMIT_EVIDENCE_TEXT));
}

void finding_reason_shown(struct finding *f, struct bytes text)
{
	struct buf safe = { 0 };

	utf8_show(&safe, text);
	finding_reason_text(f, buf_bytes(&safe));
	buf_fini(&safe);
}

struct ev_evidence *finding_evidence(struct finding *f, const char *what, const char *from,
				     struct bytes text)
{
	struct ev_evidences *all = &f->record.evidence;
	struct ev_evidence *row;

	if (all->n == LIMIT_EVIDENCE_ROWS)
		all->n--;
	row = &ARRAY_PUSH(all->v, all->n, f->cap_evidence);
	record_init(RECORD_EVIDENCE, row);
	row->what = what;
	row->from = from;
	if (text.p)
		row->text = bytes_dup(&f->arena, bytes_head(text, LIMIT_EVIDENCE_TEXT));
	return row;
}

/* The frames of the finding are at least those of its evidence. */
static void widen(struct ev_head *h, const struct ev_evidence *row)
{
	if (row->first_frame != NO_U64 &&
	    (h->first_frame == NO_U64 || row->first_frame < h->first_frame))
		h->first_frame = row->first_frame;
	if (row->last_frame != NO_U64 &&
	    (h->last_frame == NO_U64 || row->last_frame > h->last_frame))
		h->last_frame = row->last_frame;
}

void finding_put(struct finding *f, struct events *out)
{
	struct ev_finding *r = &f->record;

	if (events_want(out, EV_FINDING)) {
		for (size_t i = 0; i < r->evidence.n; i++)
			widen(&r->head, &r->evidence.v[i]);
		if (f->reason.n)
			r->reason = buf_bytes(&f->reason);
		out->put(out, &(struct event){ .kind = EV_FINDING, .finding = r });
	}
	buf_fini(&f->reason);
	free(r->evidence.v);
	arena_fini(&f->arena);
}
