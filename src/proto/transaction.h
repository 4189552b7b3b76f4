/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * transaction.h - the envelope: from whom, to whom, and what the server said to each.
 *
 * RFC 5321 3.3.  Filled by replies, not by wishes: MAIL counts when it was accepted, each
 * RCPT with its verdict, and RSET, EHLO or the end of data empty it.  Whatever ends it, a
 * record of it is told (mailwire.transaction), also when no message was ever sent.
 */
#ifndef MW_PROTO_TRANSACTION_H
#define MW_PROTO_TRANSACTION_H

#include "proto/dialog.h"
#include "proto/esmtp.h"

/* A reply as far as the envelope keeps it.  Code NO_U64: none was seen. */
struct verdict {
	uint64_t code;
	struct bytes enhanced, text; /* p == NULL: none */
};

/* transaction_reset() makes zeroed state an empty one.  Text lives in the arena until the
   next reset. */
struct transaction {
	bool begun;                 /* MAIL or RCPT was answered: there is something to tell */
	bool open;                  /* MAIL was accepted (or is taken to be) */
	bool refused;               /* MAIL was not */
	uint64_t number;            /* how many were told of */
	struct bytes mail_from;     /* without <>; empty: the null reverse-path */
	struct bytes mail_params;   /* as written */
	struct esmtp_mail params;   /* one by one */
	struct esmtp_oddity odd;    /* of the parameters of the last MAIL or RCPT */
	struct verdict mail;        /* the reply to MAIL */
	struct ev_rcpt *rcpt;
	size_t nrcpt, caprcpt;
	uint64_t cut;               /* recipients over LIMIT_RECIPIENTS */
	uint64_t cut_accepted;      /* of these */
	size_t told;                /* LMTP: recipients before this one have their verdict */
	uint64_t cut_told;          /* and of those that were cut */
	const char *command;        /* DATA, BDAT or BURL, when one was tried */
	uint64_t message_id;        /* its message, or NO_U64 */
	struct verdict final;       /* the last word on all of it */
	struct bytes queue_id;      /* in it, in LMTP in the first that has one; or p == NULL */
	struct conn_frames f;       /* from MAIL to the last word */
	struct arena arena;
};

void transaction_reset(struct transaction *t);
void transaction_fini(struct transaction *t);
/* An empty one, perhaps with memory at hand; the end of one; frees what was given back. */
struct transaction *transaction_take(struct shared *shared);
void transaction_give(struct shared *shared, struct transaction *t);
void transactions_fini(struct shared *shared);
/* Frees what an empty one keeps for the next: it can be copied then.  False: it is not empty. */
bool transaction_trim(struct transaction *t);
/* It is over: tells its record, when there is anything to tell, and resets.  `ended` as in
   mailwire.transaction.ended, for a transaction whose MAIL was not refused. */
void transaction_end(struct transaction *t, struct session *s, const char *ended);

/* MAIL with the argument "FROM:<...> params" was answered: a new transaction, which is not
   open when it was refused.  `r` is NULL when the reply is not known; without `arg` (p ==
   NULL) from whom is not. */
void transaction_mail(struct transaction *t, struct bytes arg, const struct reply *r);
/* RCPT was answered. */
void transaction_rcpt(struct transaction *t, struct bytes arg, const struct reply *r);
/* Whether a recipient was accepted, or may have been. */
bool transaction_accepted(const struct transaction *t);
/* `command` was to send the message; it is `message_id`, or NO_U64 when it was refused. */
void transaction_sending(struct transaction *t, const char *command, uint64_t message_id);
/* `r` is the reply to the message, or to what was to send it. */
void transaction_final(struct transaction *t, const struct reply *r);
/* Each recipient's verdict, by the reply to RCPT and the final one.  Where that was not
   seen, `open` becomes of those that were accepted. */
void transaction_settle(struct transaction *t, const char *open);
/* `f` carried a command of it, or a reply. */
void transaction_frames(struct transaction *t, const struct conn_frames *f);

/* LMTP: `r` is the verdict on the message for the next of the accepted recipients, in order.
   True when others wait for theirs (RFC 2033 4.2). */
bool transaction_told(struct transaction *t, const struct reply *r);

/* A path and its parameters out of "FROM:<a@b> SIZE=1": the address without brackets and
   source route (RFC 5321 4.1.2, C), the parameters, trimmed. */
void transaction_path(struct bytes arg, struct bytes *address_out, struct bytes *params_out);
/* "accepted", "deferred", "rejected" or "unknown", by the code. */
const char *transaction_verdict(uint64_t code);
/* The queue id in a final reply, as the common servers write it, or p == NULL. */
struct bytes transaction_queue_id(const struct reply *r);

#endif
