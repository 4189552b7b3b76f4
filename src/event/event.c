/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * event.c - which record an event tells, and the one policy for secrets: what leaves the
 * program, and what does not.
 */
#include "event/event.h"

#define HIDDEN "[hidden]"

bool event_record(enum event_kind kind, enum record_kind *kind_out)
{
	switch (kind) {
	case EV_COMMAND:
	case EV_NOBODY:
		*kind_out = RECORD_COMMAND;
		return true;
	case EV_AUTH:
		*kind_out = RECORD_AUTH;
		return true;
	case EV_MESSAGE_OPEN:
	case EV_MESSAGE:
		*kind_out = RECORD_MESSAGE;
		return true;
	case EV_SESSION:
		*kind_out = RECORD_SESSION;
		return true;
	case EV_TRANSACTION:
		*kind_out = RECORD_TRANSACTION;
		return true;
	case EV_DESCRIBED:
		*kind_out = RECORD_DESCRIBED;
		return true;
	case EV_CAPTURE:
		*kind_out = RECORD_CAPTURE;
		return true;
	case EV_FINDING:
		*kind_out = RECORD_FINDING;
		return true;
	default:
		return false;
	}
}

struct bytes policy_secret(const struct policy *p, struct bytes secret)
{
	return p->show_secrets ? secret : B(HIDDEN);
}

void policy_line(const struct policy *p, const struct ev_line *l, struct buf *out)
{
	if (l->secret_n == 0 || p->show_secrets) {
		buf_add(out, l->text);
		return;
	}
	buf_add(out, bytes_head(l->text, l->secret_at));
	buf_adds(out, HIDDEN);
	/* Each step clamps, so that a range that is off hides more, never less. */
	buf_add(out, bytes_from(bytes_from(l->text, l->secret_at), l->secret_n));
}
