/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * event.c - the one policy for secrets: what leaves the program, and what does not.
 */
#include "event/event.h"

#define HIDDEN "[hidden]"

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
