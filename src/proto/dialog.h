/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * dialog.h - what was asked and not yet answered, and which reply answers what.
 *
 * The same for every protocol in which replies come in the order of the commands (RFC
 * 5321 4.1, RFC 1939 3).  A command is kept apart from its reply: the protocol moves its
 * state when dialog_answered() has told both as one record, not before.
 *
 *	client line ---> dialog_ask() ------> queue: A B C
 *	server line ---> dialog_reply_add() (once for each line of the reply)
 *	        last --> the protocol acts --> dialog_answered(A)   record, A leaves
 */
#ifndef MW_PROTO_DIALOG_H
#define MW_PROTO_DIALOG_H

#include "proto/session.h"

struct delivery;

/* The reply that is being said. */
struct reply {
	bool open;                /* its first line was seen, its last was not */
	uint64_t code;            /* SMTP; NO_U64 in POP3 */
	struct buf text;          /* its lines without codes, at most LIMIT_REPLY_TEXT */
	size_t *ends, nends, capends; /* where each ends in `text` */
	uint64_t octets;
	struct conn_frames f;
	bool hole;                /* octets of it are missing */
};

/* What untagged responses told (IMAP); NO_U64: nothing. */
struct asked_told {
	uint64_t exists, recent, uidvalidity, uidnext, unseen, highestmodseq;
	uint64_t fetched, expunged, found; /* how many */
};

/* A command that waits for its reply.  Owned by the dialog. */
struct asked {
	struct asked *next, *before;
	uint64_t seq;             /* mailwire.command.seq */
	const void *row;          /* of the protocol's verb table, or NULL: unknown verb */
	char verb[VERB_OCTETS];   /* upper case, cut */
	struct buf line;          /* the text, without its line end */
	size_t arg_at;            /* where its arguments begin */
	size_t secret_at;         /* where a secret begins in the text; 0: none */
	uint64_t offset, octets;  /* where it lies in the stream, its line end included */
	struct conn_frames f;
	int64_t client_ns;        /* since the last reply, or NO_TIME */
	uint64_t message_id;      /* NO_U64, or the message it transfers */
	const char *note;         /* what was odd, or NULL */
	bool cut;                 /* its end is missing: what its last word was is not known */
	bool doubtful;            /* its reply may lie in a hole */
	uint64_t reply_octets;    /* of the replies before the last: 334, "+ " */
	struct conn_frames reply_f;
	int64_t server_ns;        /* the server's part of the time these replies took */
	unsigned steps;           /* how many they are */
	struct delivery *delivery;/* the message whose verdict it waits for */

	/* Where replies carry the tag of their command (IMAP). */
	size_t tag_n;             /* the tag is at the front of the text */
	size_t bucket;            /* of dialog.by_tag */
	struct asked *younger, *older; /* in it */
	struct asked_told told;
	struct reply said;        /* what was said on the way to its reply */
	int64_t idle_from, idle_ns; /* it waited for news: since when, 0: does not; and how
				     long in all */
};

struct bytes asked_text(const struct asked *a);
/* Arguments, secret included. */
struct bytes asked_arg(const struct asked *a);
/* The secret part, or p == NULL. */
struct bytes asked_secret(const struct asked *a);

/* Line `i` of a reply; empty when there is none. */
struct bytes reply_line(const struct reply *r, size_t i);
/* "5.1.1" at the start of its first line (RFC 2034 4), or p == NULL. */
struct bytes reply_enhanced(const struct reply *r);

/* Zeroed state is the start. */
enum { DIALOG_BUCKETS = 32 };
struct dialog {
	struct asked *head, *last;
	struct asked **by_tag;    /* DIALOG_BUCKETS: hash of the tag -> the youngest; or NULL */
	size_t pending, pending_octets;
	uint64_t seq;
	struct reply reply;
	int64_t replied_ns;       /* last octet of the last reply, 0: none yet */
};

void dialog_fini(struct dialog *d, struct shared *shared);
/* Its session may sleep (session_sleep.h): the commands that wait, if any, have no message that
   points back to it. */
bool dialog_may_sleep(const struct dialog *d);
/* Frees what is kept for the next reply. */
void dialog_sleep(struct dialog *d);
/* Frees what is kept for the next commands and replies of all sessions. */
void dialogs_fini(struct shared *shared);

/* A client's line lies at `offset`, `octets` long.  `name` is the verb as it shall be told,
   `arg_at` where its arguments begin.  The result stays valid until it is answered. */
struct asked *dialog_ask(struct dialog *d, struct session *s, const void *row,
			 struct bytes name, struct bytes text, size_t arg_at,
			 uint64_t offset, uint64_t octets);
/* LIMIT_PIPELINE or LIMIT_PIPELINE_OCTETS is reached: the oldest must be given up. */
bool dialog_full(const struct dialog *d);
/* Every command that waits now may have had its reply in a hole. */
void dialog_doubt(struct dialog *d);

/* One line of the reply, `text` without its code.  `code` as in struct reply. */
void dialog_reply_add(struct dialog *d, struct session *s, uint64_t code, struct bytes text,
		      uint64_t offset, uint64_t octets);
/* Octets of the reply that are not kept as text: a message, its lone dot. */
void dialog_reply_octets(struct dialog *d, struct session *s, uint64_t offset,
			 uint64_t octets);
/* The reply was a step on the way (334, "+ "): it counts for `a`, which stays. */
void dialog_reply_step(struct dialog *d, const struct session *s, struct asked *a);

/* Before dialog_reply_add(): fills in which command the line answers, and for the first
   line of a reply, where somebody wants lines, how long it was waited for. */
void dialog_reply_line(const struct dialog *d, const struct session *s, struct ev_line *l,
		       const struct asked *a);

/* What a record of a command tells beside the command and the reply. */
struct answer {
	const char *status;       /* mailwire.command.status */
	const char *note;         /* or NULL: the command's own */
	struct ev_listing listing;
	bool greeting;            /* it answers no command, by rule */
	bool nobody;              /* SMTP: nobody has the name that was asked for */
	/* IMAP */
	struct bytes tag;         /* of a reply without a command */
	const char *word;         /* OK, NO, BAD, or NULL */
	struct bytes response_code;
	struct bytes mailbox;     /* that it is about, or p == NULL */
};

/* The collected reply answers `a`, the oldest command, or nothing that was seen (NULL).
   Tells the record; `a` is gone after it and the reply is empty again. */
void dialog_answered(struct dialog *d, struct session *s, struct asked *a,
		     const struct answer *how);
/* No reply for `a`, the oldest: tells the record with status "none". */
void dialog_unanswered(struct dialog *d, struct session *s, struct asked *a,
		       const char *note);

/* dialog_record.c: the record of a command, of its reply, or of both, where somebody wants it.
   `a` is NULL for a reply that nobody asked for. */
void dialog_tell(struct dialog *d, struct session *s, const struct asked *a,
		 const struct answer *how, bool replied);

/* dialog_timing.c: docs/TIMING.md */
/* NO_TIME where one of them is not known. */
int64_t dialog_span_ns(int64_t from, int64_t to);

/* NO_TIME where not known. */
struct reply_times {
	int64_t server;           /* mailwire.timing.server_ms, and of that */
	int64_t queue, network;
};
/* Of the collected reply to `a`, whose first frame (that of its first step) is in `f`. */
struct reply_times dialog_times(const struct dialog *d, const struct session *s,
				const struct asked *a, const struct conn_frames *f);
/* The server's part of the time until its reply `f` to `a`, the last of an exchange: since
   the client last spoke, or since its own last reply (LMTP gives several). */
int64_t dialog_step_ns(const struct dialog *d, const struct session *s, const struct asked *a,
		       const struct conn_frames *f);
/* A reply is complete: what the session's record tells of it.  `times`: its own, for `a`. */
void dialog_note(struct dialog *d, struct session *s, const struct asked *a,
		 const struct answer *how, const struct conn_frames *f,
		 const struct reply_times *times);

/* dialog_tag.c: replies in any order, each with the tag of its command (RFC 9051 2.2).
   dialog_answered() and dialog_unanswered() take any command that waits. */

/* Another line of it.  What a server says is no secret in records: one that it repeats is
   hidden here, by the policy. */
void reply_add_line(struct reply *r, const struct session *s, struct bytes text);

/* The first `n` octets of the text are the tag of `a`, which was asked last. */
void dialog_tag(struct dialog *d, const struct session *s, struct asked *a, size_t n);
/* `a` leaves the queue: for dialog.c. */
void dialog_untag(struct dialog *d, struct asked *a);
/* The oldest command with this tag, or NULL. */
struct asked *dialog_find(const struct dialog *d, const struct session *s, struct bytes tag);
struct bytes asked_tag(const struct asked *a);
/* The command goes on: `text` is added to its text. */
void dialog_more(struct dialog *d, struct session *s, struct asked *a, struct bytes text,
		 uint64_t offset, uint64_t octets);
/* Said on the way to the reply of `a`.  `text` is a line of it, or p == NULL: octets that
   are not kept. */
void dialog_said(struct session *s, struct asked *a, struct bytes text, uint64_t offset,
		 uint64_t octets);
/* Before dialog_answered(): what was said on the way follows the collected reply. */
void dialog_reply_join(struct dialog *d, struct asked *a);

#endif
