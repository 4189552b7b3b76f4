/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * explain.h - what a command asks and what a reply means, in a few words for a learner.
 */
#ifndef MW_VIEW_EXPLAIN_H
#define MW_VIEW_EXPLAIN_H

#include "event/event.h"

/* "asks how many messages and octets the mailbox holds" for pop3 STAT; NULL when there is
   nothing to add. */
const char *explain_verb(const char *protocol, struct bytes verb);
/* "accepted", "go on", "refused for now: try again later", ... by reply code or status. */
const char *explain_reply(const struct ev_command *c);
/* "the client closed first" and the like; never NULL. */
const char *explain_end(const char *ended);
/* Why a session's content could be read, or could not. */
const char *explain_readable(const struct ev_session *s);

#endif
