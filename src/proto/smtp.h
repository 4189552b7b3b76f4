/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * smtp.h - what the files of SMTP share.
 *
 *	smtp_syntax.c   a line: verb and arguments, code and text
 *	smtp_verbs.c    the table of commands: what asking and being answered does
 *	smtp_body.c     the message after DATA
 *	smtp_chunk.c    the message in chunks, after BDAT
 *	smtp_reply.c    which command a reply answers
 *	smtp_watch.c    what is wrong with the octets of a message (smtp_watch.h)
 *	smtp_offer.c    what EHLO offered, and what belongs to which extension
 *	smtp_judge.c    what is wrong with the dialogue
 *	smtp_smuggle.c  messages that lenient servers read in another way
 *	smtp.c          the session: both sides' octets, holes, the end
 */
#ifndef MW_PROTO_SMTP_H
#define MW_PROTO_SMTP_H

#include "proto/delivery.h"
#include "proto/dialog.h"
#include "proto/dot.h"
#include "proto/line.h"
#include "proto/sasl.h"
#include "proto/smtp_watch.h"
#include "proto/transaction.h"

/* Where the session stands, by what the server has said. */
enum smtp_phase {
	SMTP_UNKNOWN,  /* the capture began in the middle, or octets are missing */
	SMTP_CONNECTED,/* before the greeting */
	SMTP_GREETED,  /* before EHLO */
	SMTP_READY,
	SMTP_MAIL,     /* a sender was accepted */
	SMTP_RCPT,     /* and a recipient */
	SMTP_DATA,     /* a message is being sent */
	SMTP_CLOSING,  /* QUIT was answered */
};
#define SMTP_IN(phase) (1u << (phase))

/* What the client's next octets are. */
enum smtp_client {
	SMTP_COMMANDS,
	SMTP_BODY,
	SMTP_CHUNK,    /* so many octets, whatever they are */
	SMTP_WORD,     /* one line of a SASL exchange */
};

enum { TLS_HANDSHAKE = 0x16 }; /* the first octet of TLS: a record type */

/* What is told once a session. */
enum smtp_once {
	ONCE_EARLY, ONCE_PIPELINING, ONCE_LENGTH, ONCE_ORDER, ONCE_AUTH, ONCE_MASKED,
	ONCE_INJECTED_COMMAND, ONCE_INJECTED_REPLY, ONCE_UNASKED,
	ONCE_PARAMETER, ONCE_BDAT_SIZE, ONCE_BDAT_UNFINISHED, ONCE_BDAT_MIXED, ONCE_BINARYMIME,
};

/* What one side said in clear between the reply to STARTTLS and TLS: the first of it. */
struct smtp_clear {
	uint64_t count, offset, octets;
	struct conn_frames f;
	char text[128];
	size_t n;
};

struct smtp {
	struct session *s;
	struct dialog dialog;
	struct line line[2];
	enum smtp_phase phase;
	enum smtp_client client;
	bool greeting_due;        /* the next reply is the greeting */
	bool replied;             /* any reply was seen */
	bool synced[2];           /* this side's next octet begins a line, as far as known */
	bool tls_agreed;          /* STARTTLS was accepted; the next octets show what follows:
				     TLS, or text that somebody else has decrypted */
	bool half_greeted;        /* the client spoke inside the greeting's first line */
	bool hello_known;         /* the reply to EHLO or HELO was seen: all offers are known */
	bool auth_refused;        /* the last AUTH was: its words may still come as lines */
	struct asked *deciding;   /* the command on whose reply the meaning of the client's
				     next octets depends; the last one asked */
	struct transaction *tx;   /* NULL before the first: see smtp_tx() */
	struct sasl sasl;
	struct buf decoded;       /* of the line that is being told */

	/* BDAT. */
	struct asked *chunk;      /* whose octets are coming, while it is not answered */
	uint64_t chunk_left;      /* octets to come */
	bool chunk_last;
	bool chunk_judged;        /* it was answered before its octets were there, */
	bool chunk_dropped;       /* and refused: they are no message */
	bool discard;             /* a chunk was refused: the next ones are no message */

	unsigned told;            /* bits of enum smtp_once */
	uint32_t offers_told;     /* extensions used though not offered: bits of their table */
	struct smtp_clear *clear; /* by enum dir; NULL: neither side said anything */

	bool lmtp;                /* LHLO: a reply for each recipient (RFC 2033 4.2) */

	/* The message that is being sent. */
	struct delivery *delivery;
	const char *sending;      /* its command: DATA or BDAT */
	struct asked *unsettled;  /* the end of a message that waits for its verdict; the next
				     message begins behind that */
	struct dot dot;
	bool body_hole;           /* octets of it are missing: its end may be among them */
	uint64_t body_missing;    /* octets missing before it began */
	uint64_t held_at;         /* undecided octets at its end (dot.h): where, */
	size_t held;              /* how many, */
	bool held_lenient;        /* and whether a lenient server takes them for the end */
	size_t skip;              /* octets to come that were judged already */
	struct smtp_watch *watch; /* what is wrong with it; smtp_no_watch before the first */
};

/* smtp_verbs.c */
struct smtp_verb {
	char name[12];
	unsigned phases;          /* SMTP_IN() where it is legal */
	/* It was said.  May be NULL. */
	void (*asked)(struct smtp *m, struct asked *a);
	/* It was answered; `r` is NULL when the reply is not known and the command is taken
	   to be accepted.  May be NULL. */
	void (*answered)(struct smtp *m, struct asked *a, const struct reply *r);
	bool decides;             /* see smtp.deciding */
	const char *source;       /* RFC section */
};

const struct smtp_verb *smtp_verb(struct bytes name);
/* The end of a message: no command, but asked and answered like one. */
extern const struct smtp_verb smtp_end_of_data;
/* What the client says next depends on the reply, in these three ways. */
bool smtp_is_data(const struct asked *a);
bool smtp_is_auth(const struct asked *a);
/* Whether `r` says that nobody has the name that VRFY, EXPN or RCPT asked for: 550, 551 or
   553, and where it has an enhanced code, 5.1.x (RFC 3463 3.2).  A refusal for who the client
   is, or what it sends, is none, nor is one for now. */
bool smtp_says_nobody(const struct asked *a, const struct reply *r);
/* The reply to the greeting or a command is positive; an unknown one counts as such. */
bool smtp_accepted(const struct reply *r);

/* The transaction that is on, or the empty one between two. */
struct transaction *smtp_tx(struct smtp *m);
/* It is over, as mailwire.transaction.ended says. */
void smtp_reset(struct smtp *m, const char *ended);

/* smtp_offer.c */
/* Whether the reply to EHLO has this keyword; its arguments.  `args_out` may be NULL. */
bool smtp_offer(const struct smtp *m, struct bytes keyword, struct bytes *args_out);
/* The size the server offered to take (RFC 1870 3), or NO_U64. */
uint64_t smtp_offered_size(const struct smtp *m);
/* Whether a parameter list has "SMTPUTF8", or one that begins with "SIZE=". */
bool smtp_has_param(struct bytes params, struct bytes prefix);
/* An extension that the command uses and the server did not offer, each once a session, and
   where it is defined; or NULL. */
const char *smtp_not_offered(struct smtp *m, const struct asked *a, const char **source_out);

/* smtp_judge.c; all of them tell findings, each at most once a session */
/* The greeting is here; commands may be waiting already. */
void smtp_judge_early(struct smtp *m);
/* `a` was asked while `before` (or NULL) had no reply. */
void smtp_judge_ahead(struct smtp *m, const struct asked *before, const struct asked *a);
/* DATA was accepted; its message may have come already. */
void smtp_judge_early_body(struct smtp *m, const struct asked *a);
void smtp_judge_length(struct smtp *m, const struct asked *a, uint64_t octets);
/* `a` was answered, and is not legal in this phase. */
void smtp_judge_order(struct smtp *m, const struct asked *a);
/* `a` was answered: does it use what was not offered? */
void smtp_judge_offer(struct smtp *m, const struct asked *a);
/* `a`, MAIL or RCPT, is in the transaction: can its parameters be used?  `r` may be NULL. */
void smtp_judge_params(struct smtp *m, const struct asked *a, const struct reply *r);
/* EHLO was accepted. */
void smtp_judge_hello(struct smtp *m, const struct reply *r);
/* STARTTLS was accepted; what came behind it before that waits. */
void smtp_judge_starttls(struct smtp *m);
/* `d` said this after STARTTLS was accepted. */
void smtp_judge_clear(struct smtp *m, enum dir d, struct bytes text, uint64_t offset,
		      uint64_t octets);
/* TLS begins. */
void smtp_judge_tls(struct smtp *m);
/* A reply to nothing that was seen. */
void smtp_judge_unasked(struct smtp *m);
/* ONCE_BDAT_SIZE to ONCE_BINARYMIME; `a` may be NULL. */
void smtp_judge_chunk(struct smtp *m, const struct asked *a, enum smtp_once what);

/* smtp_probe.c; see proto.h */
int smtp_probe(enum dir d, struct bytes head);

/* smtp_body.c */
/* The message that is being sent, by `command`; opens it. */
struct delivery *smtp_delivery(struct smtp *m, const char *command);
/* It gets no more octets; `end_seen` as in delivery_end(). */
void smtp_delivery_end(struct smtp *m, bool end_seen);
/* DATA was accepted: the client's next octets are a message. */
void smtp_body_begin(struct smtp *m, struct asked *a);
/* Octets of the message, the first at stream offset `at`; returns how many were used. */
size_t smtp_body(struct smtp *m, struct bytes b, uint64_t at);
/* `missing` octets of it are not there; `rest` was left before them. */
void smtp_body_gap(struct smtp *m, uint64_t missing, struct bytes rest, uint64_t at);
/* The server says that the message is over, though its end was not seen.  True when that
   can be: octets are missing, or a lenient reading of what was said has an end here. */
bool smtp_body_over(struct smtp *m);
/* The session ends inside the message; `rest` are its last octets. */
void smtp_body_break(struct smtp *m, struct bytes rest, uint64_t at);
/* Tells the record of a message that was sent by `command`; `r` is the reply to it, or NULL. */
void smtp_body_close(struct smtp *m, struct delivery **d, const struct reply *r,
		     const char *command);
/* The same for one that was given up: no reply to it will come. */
void smtp_body_drop(struct smtp *m, struct delivery **d, const char *command);
/* The server has the last word before the end of the message was there. */
void smtp_body_judged(struct smtp *m, const struct reply *r);

/* smtp_chunk.c */
/* "1000 LAST"; false when it is no chunk size (RFC 3030 2), or an absurd one. */
bool smtp_read_chunk(struct bytes arg, uint64_t *octets_out, bool *last_out);
void smtp_chunk_asked(struct smtp *m, struct asked *a);
void smtp_chunk_answered(struct smtp *m, struct asked *a, const struct reply *r);
/* Whether `a` is the whole message: "BDAT 0 LAST", and no chunk before it. */
bool smtp_chunk_is_message(const struct smtp *m, const struct asked *a);
/* As smtp_body() and smtp_body_gap(). */
size_t smtp_chunk(struct smtp *m, struct bytes b, uint64_t at);
void smtp_chunk_gap(struct smtp *m, uint64_t missing, struct bytes rest, uint64_t at);
/* `a` ends the transaction, although chunks of a message were sent: it is told as broken off
   when `a` has its reply, by smtp_abandoned(). */
void smtp_abandon(struct smtp *m, struct asked *a);
void smtp_abandoned(struct smtp *m, struct asked *a);

/* smtp.c */
/* The line at the front of `b` is a command and not the first line of a message or a word
   of a login: known, and with the arguments it must have. */
bool smtp_looks_like_command(struct bytes b);

/* smtp_reply.c */
/* A line of the server. */
void smtp_server_line(struct smtp *m, const struct line_item *item, uint64_t at);
/* Octets are missing: where the session stands is known again after the next command that
   moves it. */
void smtp_unsure(struct smtp *m);
/* The server's next octets follow a hole; `rest` was left before it. */
void smtp_server_gap(struct smtp *m, struct bytes rest);
/* The reply that is open will not be continued. */
void smtp_reply_cut(struct smtp *m);
/* `a`, the oldest command, is given up: told without a reply, taken to be accepted. */
void smtp_lose(struct smtp *m, struct asked *a, const char *note);
/* The same for all that wait, up to `last` (included), or all. */
void smtp_lose_until(struct smtp *m, const struct asked *last, const char *note);

#endif
