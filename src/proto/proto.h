/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * proto.h - what a mail protocol is to the rest: one struct of functions.
 *
 * To add one: a file that ends in one `const struct proto`, a line in protos.def, a
 * transcript in tests/dialog/.  detect.c asks every protocol to bid on the first octets
 * of a connection and hands the connection to the best bid; ports are only hints.
 */
#ifndef MW_PROTO_PROTO_H
#define MW_PROTO_PROTO_H

#include "event/event.h"
#include "stream/conn.h"

struct session; /* session.h: what all protocols keep about a mail session */

struct proto {
	const char *name;            /* network.protocol: "smtp", "pop3" */
	const char *label;           /* protocol column, as Wireshark: "SMTP", "POP" */
	const char *command_action;  /* event.action: "smtp-command", */
	const char *login_action;    /* "smtp-login" */
	const uint16_t *ports;       /* 0-terminated hints */
	unsigned number;             /* PROTO_... */
	size_t state_octets;         /* of the state that open() finds zeroed */

	/* How sure (0-100) that octets sent by `d` from the beginning of a connection (or
	   of a capture begun in its middle) are this protocol's.  -1: certainly not.
	   `head` may be cut anywhere: judge what is there. */
	int (*probe)(enum dir d, struct bytes head);
	void (*open)(struct session *s, void *state);
	/* The same contracts as struct conn_ops. */
	size_t (*data)(struct session *s, void *state, enum dir d, struct bytes b);
	void (*gap)(struct session *s, void *state, enum dir d, uint64_t missing,
		    struct bytes rest);
	void (*eof)(struct session *s, void *state, enum dir d, struct bytes rest);
	/* Everything unanswered is told; the session record follows by itself. */
	void (*close)(struct session *s, void *state, enum close_why why,
		      const struct bytes rest[2]);
	/* The session sleeps (session_sleep.h): whether it can now, which must be quick; puts
	   the state into `p`, of which nothing is there afterwards, and returns the octets of
	   session_part() that went with it; makes the state of `s` again, zeroed before. */
	bool (*may_sleep)(const void *state);
	size_t (*sleep)(void *state, struct pack *p);
	void (*wake)(struct session *s, void *state, struct pack *p);
};

#define PROTO(name) extern const struct proto proto_##name;
#include "proto/protos.def"
#undef PROTO

/* Their numbers: PROTO_smtp, ... */
enum {
#define PROTO(name) PROTO_##name,
#include "proto/protos.def"
#undef PROTO
	PROTO_COUNT,
};

struct protos; /* the detector and its counters, for one engine */

/* `out` receives every event; both must outlive the result. */
struct protos *protos_new(struct events *out);
/* The key of mailwire.auth.secret_hmac, instead of a random one. */
struct hmac_key; /* base/hash.h */
void protos_hmac_key(struct protos *p, const struct hmac_key *key);
/* No SHA-256 of messages and parts. */
void protos_no_digests(struct protos *p);
/* Secrets that a server repeats are left in the texts of its replies. */
void protos_show_secrets(struct protos *p);
/* `numbers`, which must outlive `p`, is told of every connection, session and message. */
struct numbers; /* event/numbers.h */
void protos_numbers(struct protos *p, struct numbers *numbers);
/* The reader for streams_new(), with the result of protos_new() as its ctx. */
extern const struct conn_ops protos_ops;
/* Session number of a connection, or 0 when it is not (yet) known as mail. */
uint64_t protos_session_of(const struct conn *c);
/* Its protocol's label, or NULL. */
const char *protos_label_of(const struct conn *c);
void protos_free(struct protos **p);

#endif
