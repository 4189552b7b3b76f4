/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pop3.h - what the files of POP3 share.
 *
 *	pop3_verbs.c    the table of commands: what asking and being answered does
 *	pop3_reply.c    which command a reply answers
 *	pop3_mail.c     the message after RETR and TOP
 *	pop3_xmit.c     the message after XTND XMIT
 *	pop3_box.c      what the session does to its mailbox
 *	pop3_apop.c     the timestamp of the greeting
 *	pop3_stls.c     where TLS takes over
 *	pop3_server.c   the server's octets: status lines, listings, messages
 *	pop3.c          the session: the client's octets, holes, the end
 */
#ifndef MW_PROTO_POP3_H
#define MW_PROTO_POP3_H

#include "proto/delivery.h"
#include "proto/dialog.h"
#include "proto/dot.h"
#include "proto/line.h"
#include "proto/mailbox.h"
#include "proto/sasl.h"

/* The states of RFC 1939 3, by what the server has said. */
enum pop3_phase {
	POP3_UNKNOWN,       /* the capture began in the middle, or octets are missing */
	POP3_CONNECTED,     /* before the greeting */
	POP3_AUTHORIZATION,
	POP3_TRANSACTION,
	POP3_UPDATE,        /* QUIT was answered */
};
#define POP3_IN(phase) (1u << (phase))

/* What the server's next octets are. */
enum pop3_server {
	POP3_STATUS,        /* "+OK" or "-ERR" */
	POP3_LISTING,       /* lines up to a lone dot */
	POP3_MESSAGE,       /* octets up to a lone dot */
	POP3_LOOSE,         /* a status line; or, by its look, what a "+OK" to a command that
			       was not seen (or is not known) brings with it */
};

/* How the session was left. */
enum pop3_quit { POP3_QUIT_NONE, POP3_QUIT_OK, POP3_QUIT_ERR, POP3_QUIT_UNSURE };

/* A message on its way from the client (XTND XMIT): while `delivery` is set. */
struct pop3_xmit {
	struct delivery *delivery;
	struct dot dot;
	bool hole;                /* octets are missing; the end may be among them */
	uint64_t held_at;         /* as in struct pop3 for the other direction */
	size_t held;
	bool held_lenient;
};

/* Messages that were not as large as announced. */
struct pop3_sizes {
	uint64_t compared, differ;
	uint64_t number, announced, size; /* of the first that differs */
	struct finding *finding;          /* NULL while none does */
};

/* What one side said in clear after STLS was accepted. */
struct pop3_plain {
	uint64_t at, octets;
	struct conn_frames f;
	struct buf text;          /* the beginning of it */
};

struct pop3 {
	struct session *s;
	struct dialog dialog;
	struct line line[2];
	enum pop3_phase phase;
	enum pop3_server server;
	bool greeting_due, replied;
	bool synced[2];           /* this side's next octet begins a line, as far as known */
	bool word_due;            /* the client's next line is a word of a SASL exchange */
	bool tls_agreed;          /* STLS was accepted; what begins a line shows what follows */
	struct pop3_plain plain[2];
	bool auth_refused;
	struct asked *deciding;   /* AUTH or STLS, on whose reply the client's next octets
				     depend; the last command asked */
	bool guessed;             /* the status line was in a hole, the rest is taken for what
				     the command asks for */
	bool positive;            /* the reply that is open began with "+OK" */
	bool hole;                /* octets of this listing or message are missing; its end
				     may be among them */
	bool asked_since;         /* and the client has gone on since */

	struct buf user;          /* that USER gave, and where */
	struct conn_frames user_f;
	struct buf timestamp;     /* of the greeting, for APOP, and where */
	struct conn_frames greeting_f;
	bool apop_judged;
	struct sasl sasl;
	struct buf decoded;       /* of the line that is being told */

	struct mailbox box;
	enum pop3_quit quit;
	bool delete_unsure;       /* the reply to a DELE was not captured */
	struct conn_frames delete_f, fetch_f; /* the last DELE, the first RETR */
	struct pop3_sizes sizes;
	struct ev_row *rows;      /* of the listing that is being told */
	size_t nrows, caprows;
	struct arena row_text;

	/* The message that is being sent. */
	struct delivery *delivery;
	struct dot dot;
	uint64_t missing;         /* octets that were missing before its first */
	uint64_t held_at;         /* undecided octets at its end: where, */
	size_t held;              /* how many, */
	bool held_lenient;        /* and whether they may be its end */
	size_t skip;              /* octets to come that were judged already */

	struct pop3_xmit xmit;
	uint64_t xmit_missing;    /* octets that were missing before its first */
	size_t client_skip;       /* as `skip`, of the client */
};

/* pop3_verbs.c */
enum pop3_shape {
	POP3_ONE_LINE,
	POP3_LINES,               /* a listing */
	POP3_LINES_IF_BARE,       /* a listing when it has no argument */
	POP3_MAIL,                /* a message */
	POP3_ANY,                 /* not known: decided by what comes */
	POP3_BY_WORD,             /* by its first argument: XTND */
};

struct pop3_verb {
	const char *name;
	unsigned phases;          /* POP3_IN() where it is legal */
	enum pop3_shape shape;    /* of a positive reply */
	/* It was said.  May be NULL. */
	void (*asked)(struct pop3 *m, struct asked *a);
	/* A line of its listing.  May be NULL. */
	void (*row)(struct pop3 *m, struct bytes line);
	/* The whole reply is there (m->positive says which); `r` is NULL when it was not
	   captured and the command is taken to be accepted.  May be NULL. */
	void (*answered)(struct pop3 *m, struct asked *a, const struct reply *r);
	const char *source;
};

const struct pop3_verb *pop3_verb(struct bytes name);
/* The shape of a positive reply to `a` (may be NULL). */
enum pop3_shape pop3_shape(const struct asked *a);
bool pop3_is_auth(const struct asked *a);
/* XTND XMIT */
bool pop3_is_xmit(const struct asked *a);
/* A row of the listing that is being told; its text is copied. */
void pop3_row(struct pop3 *m, struct ev_row row);

/* pop3_reply.c */
enum pop3_says { POP3_SAYS_NONE, POP3_SAYS_OK, POP3_SAYS_ERR, POP3_SAYS_CHALLENGE };

/* What a line of the server says, and the text after it. */
enum pop3_says pop3_read_status(struct bytes line, struct bytes *text_out);
void pop3_status_line(struct pop3 *m, const struct line_item *item, uint64_t at);
/* The listing or message is over; `note` (may be NULL) tells why, when its end was not
   seen. */
void pop3_over(struct pop3 *m, const char *note);
/* `a`, the oldest command, is given up: told without a reply, taken to be accepted. */
void pop3_lose(struct pop3 *m, struct asked *a, const char *note);
void pop3_tell_line(struct pop3 *m, enum line_kind kind, struct bytes text, uint64_t at,
		    uint64_t octets);

/* pop3_box.c */
/* The message that `a` (may be NULL) fetched is over. */
void pop3_fetched(struct pop3 *m, const struct asked *a, struct delivery *d,
		  const struct delivery_facts *facts);
/* DELE, RSET were answered. */
void pop3_deleted(struct pop3 *m, const struct asked *a);
void pop3_undeleted(struct pop3 *m);
/* Fills in what the session's record tells, and tells the findings. */
void pop3_box_close(struct pop3 *m, enum close_why why);

/* pop3_apop.c */
/* Keeps the timestamp in the text of the greeting. */
void pop3_timestamp(struct pop3 *m, struct bytes greeting);
/* "<left@right>" as RFC 5322 3.6.4 has it, without its obsolete forms. */
bool pop3_is_msg_id(struct bytes b);
/* `a` answers to it. */
void pop3_apop_judge(struct pop3 *m, const struct asked *a);

/* pop3_stls.c */
/* Whether a TLS record of a handshake begins here; no line of POP3 begins so. */
bool pop3_is_tls(struct bytes b);
void pop3_stls_accepted(struct pop3 *m);
/* Octets in clear from side `d`. */
void pop3_stls_plain(struct pop3 *m, enum dir d, struct bytes b, uint64_t at);
/* The first TLS record: nothing more can be read. */
void pop3_stls_begins(struct pop3 *m);

/* pop3_xmit.c */
/* XTND XMIT was accepted: what the client says next is a message. */
void pop3_xmit_begin(struct pop3 *m, struct asked *a);
/* Octets of it; returns how many were used. */
size_t pop3_xmit(struct pop3 *m, struct bytes b, uint64_t at);
/* `missing` octets follow `rest`; 0: nothing does. */
void pop3_xmit_gap(struct pop3 *m, uint64_t missing, struct bytes rest, uint64_t at);
/* The server goes on: the end, when it may be among what is missing, was there. */
void pop3_xmit_over(struct pop3 *m);
/* The end of the session. */
void pop3_xmit_close(struct pop3 *m);

/* pop3_mail.c */
/* The message that is being sent; opens it. */
struct delivery *pop3_delivery(struct pop3 *m);
/* Octets of it, the first at stream offset `at`; returns how many were used. */
size_t pop3_mail(struct pop3 *m, struct bytes b, uint64_t at);
/* Tells its record. */
void pop3_mail_close(struct pop3 *m);
/* The client goes on: a message whose end may be missing is over. */
void pop3_client_went_on(struct pop3 *m);

/* pop3_server.c */
/* Octets of the server, the first at stream offset `at`; returns how many were used. */
size_t pop3_server(struct pop3 *m, struct bytes b, uint64_t at);
/* Nothing follows `rest`. */
void pop3_server_end(struct pop3 *m, struct bytes rest, uint64_t at);
/* `missing` octets follow `rest`, and then more. */
void pop3_server_gap(struct pop3 *m, uint64_t missing, struct bytes rest, uint64_t at);
/* The reply that is open will not be continued. */
void pop3_server_cut(struct pop3 *m);

/* pop3_probe.c; see proto.h */
int pop3_probe(enum dir d, struct bytes head);

#endif
