/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * transaction.h - the envelope: from whom, to whom, and what the server said to each.
 *
 * RFC 5321 3.3.  Filled by replies, not by wishes: MAIL counts when it was accepted, each
 * RCPT with its verdict, and RSET, EHLO or the end of data empty it.
 */
#ifndef MW_PROTO_TRANSACTION_H
#define MW_PROTO_TRANSACTION_H

#include "proto/dialog.h"

/* transaction_reset() makes zeroed state an empty one.  Text lives in the arena until the
   next reset. */
struct transaction {
	bool open;                  /* MAIL was accepted (or is taken to be) */
	struct bytes mail_from;     /* without <>; empty: the null reverse-path */
	struct bytes mail_params;
	uint64_t announced;         /* SIZE=, or NO_U64 */
	struct ev_rcpt *rcpt;
	size_t nrcpt, caprcpt;
	uint64_t cut;               /* recipients over LIMIT_RECIPIENTS */
	size_t told;                /* LMTP: recipients before this one have their verdict */
	struct arena arena;
};

void transaction_reset(struct transaction *t);
void transaction_fini(struct transaction *t);

/* MAIL with the argument "FROM:<...> params" was accepted: a new transaction. */
void transaction_mail(struct transaction *t, struct bytes arg);
/* RCPT was answered; `r` is NULL when the reply is not known. */
void transaction_rcpt(struct transaction *t, struct bytes arg, const struct reply *r);

/* LMTP: `r` is the verdict on the message for the next of the accepted recipients, in order.
   True when others wait for theirs (RFC 2033 4.2). */
bool transaction_told(struct transaction *t, const struct reply *r);

/* A path and its parameters out of "FROM:<a@b> SIZE=1": the address without brackets and
   source route (RFC 5321 4.1.2, C), the parameters, trimmed. */
void transaction_path(struct bytes arg, struct bytes *address_out, struct bytes *params_out);
/* "accepted", "deferred", "rejected" or "unknown". */
const char *transaction_verdict(const struct reply *r);
/* The queue id in a final reply, as the common servers write it, or p == NULL. */
struct bytes transaction_queue_id(const struct reply *r);

#endif
