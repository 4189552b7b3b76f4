/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * session.h - a mail session: what every protocol keeps about it, and how it tells.
 *
 * The protocol's own state sits beside it (proto.h).  Everything that reaches the events
 * goes through the functions here, so that addresses, numbers, frames and times are
 * filled in at one place.
 */
#ifndef MW_PROTO_SESSION_H
#define MW_PROTO_SESSION_H

#include "base/hash.h"
#include "base/pool.h"
#include "event/numbers.h"
#include "proto/hold.h"
#include "proto/inflate.h"
#include "proto/phases.h"
#include "proto/proto.h"
#include "proto/spoken.h"
#include "proto/tls_clock.h"

enum { VERB_OCTETS = 32 }; /* of a command's verb, cut, and a NUL */

enum {
	IDLE_DELIVERIES = 8, IDLE_ASKED = 16, IDLE_PEEKS = 16, IDLE_REPLIES = 16,
	IDLE_TRANSACTIONS = 16,
};

struct peek;
struct transaction;

/* The memory of a reply (dialog.h). */
struct reply_memory {
	struct buf text;
	size_t *ends, capends;
};

/* What all sessions of an engine share: numbers, the random key of tables, and what is used
   again. */
struct shared {
	struct events *out;
	struct hash_key key;
	struct hmac_key hmac_key;    /* of mailwire.auth.secret_hmac */
	uint64_t sessions, messages; /* numbers given out */
	struct inflater_pool inflaters; /* of compressed sessions */
	bool no_digests;             /* of messages and parts */
	struct policy policy;        /* for the texts of replies, which are no secrets but may
					repeat one: see session_masked() */
	struct numbers *numbers;     /* who is told of them, or NULL */
	struct delivery *idle[IDLE_DELIVERIES]; /* with their parsers, for the next messages */
	unsigned nidle;
	struct asked *idle_asked[IDLE_ASKED]; /* with their buffers, for the next commands */
	unsigned nidle_asked;
	struct peek *idle_peek[IDLE_PEEKS]; /* likewise, for the next connections */
	unsigned nidle_peek;
	struct reply_memory idle_reply[IDLE_REPLIES];
	unsigned nidle_reply;
	struct transaction *idle_tx[IDLE_TRANSACTIONS];
	unsigned nidle_tx;
	struct pool session_pool, state_pool[PROTO_COUNT];
	struct pool watch_pool;      /* of SMTP (smtp_watch.h) */
};

/* What a POP3 session did to its mailbox, for its record (fields.def says what each is). */
struct session_box {
	bool stat;                   /* messages and octets are known */
	uint64_t messages, octets, fetched, deleted, undeleted;
	const char *deletions;       /* NULL: nothing to tell */
	struct buf deleted_uids;     /* one a line */
	struct buf language;
	bool utf8;
};

/* One direction of a session that is compressed. */
struct session_inflate {
	struct inflater *inflater;
	struct hold raw;             /* compressed octets, as on the wire, that wait */
	bool busy;                   /* they are being worked on */
	uint64_t at;                 /* offset of the next octet out of them */
};

/* Texts that the session's record tells; an empty one is none.  They stand behind each other in
   one block: a session that is over waits a second for late frames, and every block of it is
   out of the caches by then. */
enum session_text {
	TEXT_BANNER, TEXT_HELO,
	TEXT_CAPABILITIES,           /* one a line */
	TEXT_CLIENT_ID, TEXT_SERVER_ID, /* IMAP ID: "name=x, version=1" */
	TEXT_REFUSAL,                /* of the replies that refused the one that says why */
	SESSION_TEXTS,
};
struct session_texts {
	struct buf all;
	uint32_t end[SESSION_TEXTS]; /* where each ends in `all` */
};

struct session {
	struct conn *conn;
	struct shared *shared;
	struct events *out;
	const struct proto *proto;
	void *state;
	uint64_t id;
	struct ev_head head;         /* as every record of this session begins */
	char community[COMMUNITY_ID_OCTETS];

	/* The octets data() is given begin at this stream offset, by enum dir. */
	uint64_t at[2];
	/* Set by data(): no more of this side until the other one has spoken.  What it left
	   unused is held (hold.h) and comes back then. */
	bool wait[2];
	/* Set by data(): the other side may have been waiting for this; let it speak first. */
	bool yield;
	/* Nothing more will be known: data() must decide now what it would wait for. */
	bool force;
	struct hold hold[2];
	bool eof[2];                 /* this side closed while its octets were held */
	/* Set by data(): what both sides say from here on, behind the octets that it used, is
	   compressed (RFC 4978).  It is given the octets out of it; offsets go on as if those
	   had been sent (feed_inflate.c). */
	bool inflate_due;
	struct session_inflate *inflate; /* by enum dir; NULL: not compressed */

	/* What the session record tells. */
	struct endpoint told;        /* the client, as a proxy in front told it, or family 0 */
	const char *told_by;         /* how; NULL: there is none */
	struct buf user;
	struct session_texts texts;
	struct session_box *box;     /* of POP3, else NULL */
	bool user_proven;            /* `user` logged in */
	bool encrypted;              /* TLS from here on: nothing more is readable */
	uint64_t commands, messages, logins;
	bool cleartext_told, guessable_told; /* findings about logins, once a session */
	/* STARTTLS was accepted.  What can be read after it was TLS on its way to the client: a
	   box in between hands out what it decrypted. */
	bool tls_accepted;
	struct phases phases;
	uint64_t refused;            /* replies that refused */
	int64_t slowest_ns, stalled_ns; /* the server's slowest reply; stalls of all messages */
	uint64_t slowest_frame;
	char slowest_verb[VERB_OCTETS];
	struct tls_clock *tls;       /* NULL before the first octet of TLS */
	struct spoken spoken;        /* secrets of the login that is on */
	int64_t word_ns;             /* the client's last word in a login exchange; 0: none */
	size_t part_octets;          /* of parts that only some sessions have and this one has */
};

/* Zeroed memory for what only some sessions need, made when this one does, and counted as its
   own; it ends with session_part_free(), of the same size, and may be NULL then. */
void *session_part(struct session *s, size_t octets);
void session_part_free(struct session *s, void *part, size_t octets);

/* A mail session on `c`; its number is the next one.  Tells SESSION_OPEN. */
struct session *session_open(struct shared *shared, struct conn *c, const struct proto *p);
/* Tells the record (session_record.c); session_close() does. */
void session_record(struct session *s, enum close_why why);
/* Nothing more is said in it: frees what only its protocol needs. */
void session_settle(struct session *s);
/* Tells the session record and frees it.  `*s` is cleared. */
void session_close(struct session **s, enum close_why why);

/* Memory it takes, the body and parts of a message on its way aside. */
size_t session_octets(const struct session *s);
/* The same without the session's own struct and its protocol's state. */
size_t session_octets_outside(const struct session *s);

/* The frames that carried octets of side `d`, held ones too (see conn_spans). */
size_t session_spans(const struct session *s, enum dir d, uint64_t offset, uint64_t octets,
		     struct span *out, size_t max);
struct conn_frames session_frames(const struct session *s, enum dir d, uint64_t offset,
				  uint64_t octets);
/* Whether a word of the other side can still come, and what was said may wait for it. */
bool session_may_wait(const struct session *s, enum dir d);
/* From here on the session is TLS: counted, no longer read. */
void session_encrypted(struct session *s);
/* Octets of a session that is TLS, or of what was said before it: see tls_clock.h. */
void session_tls(struct session *s, enum dir d, struct bytes b, uint64_t at);
void session_tls_gap(struct session *s, enum dir d, uint64_t missing);

/* `h` as a record of this session begins: all but dataset and action, which stay; carried
   by the frames `f`, complete at f->last_ns. */
void session_head(const struct session *s, struct ev_head *h, const struct conn_frames *f);

/* `record`, of this kind, as such a record begins: all but its head is absent. */
void session_record_init(const struct session *s, enum record_kind kind, void *record,
			 const char *action, const struct conn_frames *f);

/* Tells a line of the dialogue that lies at stream offset `l->offset`, `l->octets` long.
   Fills in head, spans and (unless set) nothing else; the rest is the caller's. */
void session_line(struct session *s, struct ev_line *l);
/* Whether session_line() has anything to do for a line of the server with this text. */
bool session_line_matters(const struct session *s, struct bytes text);
/* `text` of the server, by the policy without the secrets of the client that it repeats;
   `own` then holds the rest of it (cleared first). */
struct bytes session_masked(const struct session *s, struct bytes text, struct buf *own);
/* An ev_line with every optional field absent. */
struct ev_line session_line_of(enum dir d, enum line_kind kind, struct bytes text,
			       uint64_t offset, uint64_t octets);
/* Tells `e`, when anybody listens. */
static inline void session_put(struct session *s, struct event e)
{
	if (events_want(s->out, e.kind))
		s->out->put(s->out, &e);
}

/* p == NULL: there is none; valid until the next session_text_set(). */
struct bytes session_text(const struct session *s, enum session_text which);
/* `text` lies elsewhere. */
void session_text_set(struct session *s, enum session_text which, struct bytes text);

/* The account, as a login attempt gave it; a proven one stays until another is. */
void session_user(struct session *s, struct bytes user, bool proven);

#endif
