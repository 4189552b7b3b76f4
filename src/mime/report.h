/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * report.h - reports for machines: what became of a message.
 *
 * message/delivery-status (RFC 3464, 6533), message/disposition-notification (RFC 8098,
 * formerly 3798) and message/feedback-report (RFC 5965).  The decoded content goes in, the
 * fields are there at the end; memory is bounded by LIMIT_REPORT_RECIPIENTS.
 */
#ifndef MW_MIME_REPORT_H
#define MW_MIME_REPORT_H

#include "base/arena.h"
#include "mime/folded.h"

enum report_kind { REPORT_DELIVERY, REPORT_DISPOSITION, REPORT_FEEDBACK, REPORT_KINDS };

/* Texts are valid UTF-8 in the caller's arena; absent ones have p == NULL.  Addresses are
   without "rfc822;", other types keep theirs. */
struct report_recipient {
	struct bytes original, final;   /* Original-Recipient, Final-Recipient */
	struct bytes action;            /* failed, delayed, delivered, relayed, expanded */
	struct bytes status;            /* "5.1.1" */
	struct bytes remote_mta;        /* without "dns;" */
	struct bytes diagnostic;        /* "smtp; 550 no such user" */
	struct bytes last_attempt, will_retry_until, log_id;
};

struct report {
	enum report_kind kind;
	const char *path;               /* of the part; for the caller to set */
	/* a delivery report, of the message */
	struct bytes reporting_mta, received_from, envelope_id, arrival_date;
	struct report_recipient *recipient; /* on the heap until report_fini() */
	size_t n, cap;
	bool cut;                       /* there were more */
	/* a disposition; its recipient is recipient[0] */
	struct bytes reporting_ua, message_id, disposition, error;
	/* feedback */
	struct bytes feedback_type, user_agent, mail_from, source_ip, reported_domain;
	bool gap;                       /* octets of it are missing */
};

struct report_reader {
	struct report *report;
	struct arena *arena;
	size_t most;                    /* recipients */
	struct folded lines;
	bool first_over;                /* the fields of the message are over */
	bool block_open;                /* a recipient's fields are being read */
};

/* Which kind a part of type message/`subtype` (lower case) is, or REPORT_KINDS. */
enum report_kind report_kind_of(struct bytes subtype);
/* `report` is zeroed but for its kind and path.  At most `most` recipients are read. */
void report_begin(struct report_reader *r, struct report *report, struct arena *a, size_t most);
void report_push(struct report_reader *r, struct bytes octets);
void report_gap(struct report_reader *r);
void report_end(struct report_reader *r);
void report_fini(struct report *report);

#endif
