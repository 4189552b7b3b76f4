/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * smtp_watch.h - what is watched while a message goes by: octets that RFC 5321 forbids, and
 * ends that only lenient servers see (smuggle.h).
 *
 *	smtp_watch.c     the octets, and the findings they make
 *	smtp_smuggle.c   the second reading, and what the server's replies say about it
 */
#ifndef MW_PROTO_SMTP_WATCH_H
#define MW_PROTO_SMTP_WATCH_H

#include "proto/octets.h"
#include "proto/session.h"
#include "proto/smuggle.h"

struct smtp;
struct reply;
struct asked;
struct smuggled;

/* Zeroed state is idle. */
struct smtp_watch {
	bool on;                     /* a message goes by, and somebody wants findings */
	uint64_t base;               /* stream offset of its first octet, once that came */
	uint64_t message_id;
	struct octets octets;
	struct conn_frames seen[OCTETS_KINDS]; /* the frame of the first of each kind */
	struct smuggle reading;
	bool hole;                   /* octets of it are missing: nothing is certain */
	uint64_t ends;               /* lenient ends so far */
	struct smuggle_item end;     /* the last of them (`text` is not valid), */
	struct conn_frames end_f;    /* its frame, */
	uint64_t replies;            /* and replies since the message began, its own included */
	struct smuggled *smuggled;   /* a command was read behind an end; or NULL */
	struct smuggled *owed;       /* the same of the message before, when commands that did not
					wait may have got the replies that tell; or NULL */
};

/* What is watched before the first message: nothing.  Only read. */
extern const struct smtp_watch smtp_no_watch;
/* The session begins; it is over: tells what is still to be told. */
void smtp_watch_open(struct smtp *m);
void smtp_watch_close(struct smtp *m);
/* Nothing that it found waits to be told. */
static inline bool smtp_watch_idle(const struct smtp_watch *w)
{
	return !w->smuggled && !w->owed;
}
/* A message begins. */
void smtp_watch_begin(struct smtp *m, uint64_t message_id);
/* Octets of it as on the wire, while they are delivered.  `in_data`: they came after DATA,
   where an end is looked for. */
void smtp_watch_octets(struct smtp *m, struct bytes b, uint64_t at, bool in_data);
void smtp_watch_gap(struct smtp *m, uint64_t missing);
/* No more octets of it, which are `size` without transport: tells what was wrong with them. */
void smtp_watch_end(struct smtp *m, uint64_t size);
/* A message that the server took to be over at a lone dot with wrong line ends, `octets` of
   them at `at`. */
void smtp_watch_lenient(struct smtp *m, struct bytes text, uint64_t at);

/* smtp_smuggle.c */
/* A lenient server ends a message, or reads a command; the frame of its last octet. */
void smuggled_item(struct smtp *m, const struct smuggle_item *i, const struct conn_frames *f);
/* The message ends here as all see it, after `octets`. */
void smuggled_end(struct smtp *m, uint64_t octets);
/* A reply since the message began, to `a`, which may be its end.  True when `a` is NULL: it
   answers one that the server read in the message. */
bool smuggled_reply(struct smtp *m, const struct reply *r, const struct asked *a);
/* A command was asked; `ahead`: others wait for their replies. */
void smuggled_asked(struct smtp *m, bool ahead);
/* Commands of the client are missing. */
void smuggled_gap(struct smtp *m);
/* `code` is none for QUIT, which `a` may be, and so one that the server read in the message. */
bool smuggled_before_quit(const struct smtp *m, const struct asked *a, uint64_t code);
/* Another message begins: what is known is told, or waits for replies that are owed. */
void smuggled_next(struct smtp *m);
/* What is known of this message is told, */
void smuggled_tell(struct smtp *m);
/* and all of it: the session ends. */
void smuggled_close(struct smtp *m);

#endif
