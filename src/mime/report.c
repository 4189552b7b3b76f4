/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * report.c - see report.h.
 *
 *	fields of the message  <empty line>  ( fields of a recipient  <empty line> )*
 *
 * A disposition and a feedback report have one block only.
 */
#include "mime/report.h"

#include "base/limits.h"
#include "mime/header.h"
#include "mime/keep.h"

#include <stddef.h>
#include <stdlib.h>

enum report_kind report_kind_of(struct bytes subtype)
{
	if (bytes_eq(subtype, B("delivery-status")) ||
	    bytes_eq(subtype, B("global-delivery-status")))
		return REPORT_DELIVERY;
	if (bytes_eq(subtype, B("disposition-notification")) ||
	    bytes_eq(subtype, B("global-disposition-notification")))
		return REPORT_DISPOSITION;
	if (bytes_eq(subtype, B("feedback-report")))
		return REPORT_FEEDBACK;
	return REPORT_KINDS;
}

enum how { TEXT, TYPED, ANGLE };

struct report_field {
	struct bytes name;
	enum how how;
	size_t at;
};

#define OF(member) offsetof(struct report, member)
static const struct report_field of_message[] = {
	{ B("Reporting-MTA"), TYPED, OF(reporting_mta) },
	{ B("Received-From-MTA"), TYPED, OF(received_from) },
	{ B("Original-Envelope-Id"), TEXT, OF(envelope_id) },
	{ B("Arrival-Date"), TEXT, OF(arrival_date) },
	{ B("Reporting-UA"), TEXT, OF(reporting_ua) },
	{ B("Original-Message-ID"), ANGLE, OF(message_id) },
	{ B("Disposition"), TEXT, OF(disposition) },
	{ B("Error"), TEXT, OF(error) },
	{ B("Feedback-Type"), TEXT, OF(feedback_type) },
	{ B("User-Agent"), TEXT, OF(user_agent) },
	{ B("Original-Mail-From"), ANGLE, OF(mail_from) },
	{ B("Source-IP"), TEXT, OF(source_ip) },
	{ B("Reported-Domain"), TEXT, OF(reported_domain) },
};
#undef OF

#define OF(member) offsetof(struct report_recipient, member)
static const struct report_field of_recipient[] = {
	{ B("Original-Recipient"), TYPED, OF(original) },
	{ B("Final-Recipient"), TYPED, OF(final) },
	{ B("Action"), TEXT, OF(action) },
	{ B("Status"), TEXT, OF(status) },
	{ B("Remote-MTA"), TYPED, OF(remote_mta) },
	{ B("Diagnostic-Code"), TEXT, OF(diagnostic) },
	{ B("Last-Attempt-Date"), TEXT, OF(last_attempt) },
	{ B("Will-Retry-Until"), TEXT, OF(will_retry_until) },
	{ B("Final-Log-ID"), TEXT, OF(log_id) },
};
#undef OF

/* "rfc822; bob@example.net": the address; other types than these two stay in front. */
static struct bytes untyped(struct bytes value)
{
	size_t semicolon = bytes_chr(value, 0, ';');
	struct bytes type = bytes_trim(bytes_head(value, semicolon));

	if (bytes_ieq(type, B("rfc822")) || bytes_ieq(type, B("dns")))
		return bytes_trim(bytes_from(value, semicolon + 1));
	return value;
}

/* Fills the member the field is for, once; false when it is none of the table. */
static bool take(struct arena *a, void *into, const struct report_field *table, size_t n,
		 struct bytes name, struct bytes value)
{
	for (size_t i = 0; i < n; i++) {
		struct bytes *member = (void *)((char *)into + table[i].at);

		if (!bytes_ieq(name, table[i].name))
			continue;
		if (member->p == NULL && table[i].how == TYPED)
			*member = keep_text(a, untyped(value));
		else if (member->p == NULL && table[i].how == ANGLE)
			*member = keep_text(a, header_angle(value));
		else if (member->p == NULL)
			*member = keep_text(a, value);
		return true;
	}
	return false;
}

#define TABLE(t) (t), sizeof(t) / sizeof(*(t))

/* The recipient the fields now belong to, or NULL over the limit. */
static struct report_recipient *recipient(struct report_reader *r)
{
	struct report *report = r->report;

	if (!r->block_open && report->n == r->most) {
		report->cut = true;
		return NULL;
	}
	if (!r->block_open)
		ARRAY_PUSH(report->recipient, report->n, report->cap) =
			(struct report_recipient){ 0 };
	r->block_open = true;
	return &report->recipient[report->n - 1];
}

static void line(struct report_reader *r, struct bytes text)
{
	struct bytes name = bytes_trim(bytes_head(text, bytes_chr(text, 0, ':')));
	struct bytes value = bytes_trim(bytes_from(text, bytes_chr(text, 0, ':') + 1));
	struct report_recipient scratch = { 0 };

	/* Blank lines at the beginning, and two for one, are common. */
	if (bytes_trim(text).n == 0) {
		r->block_open = false;
		return;
	}
	if (arena_used(r->arena) > LIMIT_MIME_MEMORY) {
		r->report->cut = true;
		return;
	}
	if (take(r->arena, r->report, TABLE(of_message), name, value))
		return;
	/* Only a field of a recipient begins one: others may stand alone. */
	if (!take(r->arena, &scratch, TABLE(of_recipient), name, value))
		return;
	if (recipient(r))
		(void)take(r->arena, recipient(r), TABLE(of_recipient), name, value);
}

void report_begin(struct report_reader *r, struct report *report, struct arena *a, size_t most)
{
	folded_fini(&r->lines);
	*r = (struct report_reader){ .report = report, .arena = a, .most = most };
}

void report_push(struct report_reader *r, struct bytes octets)
{
	struct bytes text;

	while (folded_next(&r->lines, &octets, &text))
		line(r, text);
}

void report_gap(struct report_reader *r)
{
	folded_gap(&r->lines);
	r->report->gap = true;
	r->block_open = false;
}

void report_end(struct report_reader *r)
{
	struct bytes text;

	if (folded_end(&r->lines, &text))
		line(r, text);
	folded_fini(&r->lines);
}

void report_fini(struct report *report)
{
	free(report->recipient);
	report->recipient = NULL;
	report->n = report->cap = 0;
}
