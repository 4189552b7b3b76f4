/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * delivery_report.c - reports for machines, as rows of the message's record.
 *
 * In:   mime_reports()
 * Out:  mailwire.dsn, mailwire.mdn, mailwire.feedback
 *
 * A message has one report of a kind; should it have more, the rows of all are told, and of
 * what there is once, the first.
 */
#include "proto/delivery_own.h"

#include <stdlib.h>

static void first(struct bytes *into, struct bytes value)
{
	if (into->p == NULL)
		*into = value;
}

static void delivery(const struct report *p, struct ev_message *r, size_t *cap)
{
	first(&r->dsn_mta, p->reporting_mta);
	first(&r->dsn_received_from, p->received_from);
	first(&r->dsn_envelope_id, p->envelope_id);
	first(&r->dsn_arrival_date, p->arrival_date);
	for (size_t i = 0; i < p->n; i++) {
		const struct report_recipient *from = &p->recipient[i];
		struct ev_dsn *row = &ARRAY_PUSH(r->dsn.v, r->dsn.n, *cap);

		record_init(RECORD_DSN, row);
		row->part = bytes_str(p->path);
		row->final = from->final;
		row->original = from->original;
		row->action = from->action;
		row->status = from->status;
		row->remote_mta = from->remote_mta;
		row->diagnostic = from->diagnostic;
		row->last_attempt = from->last_attempt;
		row->will_retry_until = from->will_retry_until;
		row->log_id = from->log_id;
	}
}

static void disposition(const struct report *p, struct ev_message *r)
{
	first(&r->mdn_ua, p->reporting_ua);
	first(&r->mdn_message_id, p->message_id);
	first(&r->mdn_disposition, p->disposition);
	first(&r->mdn_error, p->error);
	if (p->n == 0)
		return;
	first(&r->mdn_final, p->recipient[0].final);
	first(&r->mdn_original, p->recipient[0].original);
}

static void feedback(const struct report *p, struct ev_message *r)
{
	first(&r->arf_type, p->feedback_type);
	first(&r->arf_ua, p->user_agent);
	first(&r->arf_mail_from, p->mail_from);
	first(&r->arf_source_ip, p->source_ip);
	first(&r->arf_domain, p->reported_domain);
}

void delivery_fill_reports(struct delivery *d, struct ev_message *r)
{
	size_t n, cap = 0;
	const struct report *const *reports = mime_reports(d->mime, &n);

	for (size_t i = 0; i < n; i++) {
		switch (reports[i]->kind) {
		case REPORT_DELIVERY:
			delivery(reports[i], r, &cap);
			break;
		case REPORT_DISPOSITION:
			disposition(reports[i], r);
			break;
		case REPORT_FEEDBACK:
			feedback(reports[i], r);
			break;
		case REPORT_KINDS:
			break;
		}
	}
}

void delivery_free_reports(struct ev_message *r)
{
	free(r->dsn.v);
}
