/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * account.h - a session told in words and tables, out of its records.
 *
 * Each function adds whole lines to `out`.  Text from the wire is made safe for a
 * terminal; secrets follow the policy.
 */
#ifndef MW_VIEW_ACCOUNT_H
#define MW_VIEW_ACCOUNT_H

#include "view/text.h"

struct account_style {
	struct policy policy;
	struct look look; /* explanations that do not fit the columns are left out */
};

/* Who with whom, the handshake. */
void account_opening(struct buf *out, const struct account_style *st,
		     const struct ev_session *s);
/* One command with its reply.  `start_ns` is the session's first frame; `words` are lines
   to tell between the two (account_words), or empty. */
void account_command(struct buf *out, const struct account_style *st,
		     const struct ev_command *c, int64_t start_ns, struct bytes words);
/* The words of a login's exchange, a line each, as lines of the dialogue. */
void account_words(struct buf *out, const struct account_style *st, const struct ev_auth *a);
/* What a login came to: one line. */
void account_auth(struct buf *out, const struct account_style *st, const struct ev_auth *a);
/* account_message.c: envelope, fields, parts, frames, the reply. */
void account_message(struct buf *out, const struct account_style *st,
		     const struct ev_message *m);
/* The mailbox table of a POP3 session: number, octets, unique id. */
struct account_mailbox {
	bool has_stat;
	uint64_t stat_messages, stat_octets;
	struct ev_row *rows; /* by message number, ascending; absent fields allowed */
	size_t nrows;
};
void account_mailbox(struct buf *out, const struct account_style *st,
		     const struct account_mailbox *m);
/* account_time.c: phases, the slowest reply, round trips; a message's transfer; a line below
   a reply that was long in coming, or nothing. */
void account_time(struct buf *out, const struct account_style *st, const struct ev_session *s);
void account_message_time(struct buf *out, const struct account_style *st,
			  const struct ev_message *m);
void account_wait(struct buf *out, const struct account_style *st, const struct ev_command *c);
/* Teardown, what was missing, what was readable and why. */
void account_closing(struct buf *out, const struct account_style *st,
		     const struct ev_session *s);
/* What of the whole capture was missing, wrong or given up: lines of the summary; nothing
   when all was well. */
void account_capture(struct buf *out, const struct ev_capture *c);
/* A heading line within a session; the beginning of a line that has a name. */
void account_heading(struct buf *out, const struct account_style *st, const char *text);
void account_label(struct buf *out, const char *name);

#endif
