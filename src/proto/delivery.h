/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * delivery.h - one message that crosses the wire: the one place where it meets mime/.
 *
 * SMTP DATA and POP3 RETR and TOP (and whatever comes) agree here on what a message is.
 * Octets go in as they come; out go the events of the message and of its parts, and at
 * the end the record, once what became of the message is known.  Memory does not depend
 * on the size of the message.
 *
 *	delivery_open -> ( delivery_octets | delivery_wire | delivery_gap )*
 *	              -> delivery_end      the end was seen, or will not come
 *	              -> delivery_close    the verdict is known: tells the record
 */
#ifndef MW_PROTO_DELIVERY_H
#define MW_PROTO_DELIVERY_H

#include "proto/session.h"

struct delivery;
struct mime;
struct transaction;
struct reply;

/* What is known about a message beside its octets.  Borrowed during the calls only. */
struct delivery_facts {
	const char *command;            /* DATA, RETR, TOP */
	enum dir from;                  /* who sends it */
	uint64_t number;                /* in the mailbox, or NO_U64 */
	struct bytes uid;               /* in the mailbox, or p == NULL */
	uint64_t announced;             /* octets, or NO_U64 */
	bool headers_only;              /* TOP */
	const struct transaction *envelope; /* or NULL */
	const struct reply *reply;      /* to the whole message, or NULL */
	const char *outcome;            /* "success" or "failure", where no reply code tells;
					   or NULL */
	/* IMAP; p == NULL where not known */
	struct bytes mailbox, flags, internal_date;
	struct bytes section;           /* which part of it, or p == NULL: all */
	const struct ev_pieces *pieces; /* CATENATE; or NULL */
	uint64_t pieces_total;
	bool body_only;                 /* its octets begin behind the header... */
	struct bytes header;            /* ... which is known to say this, or p == NULL: nothing */
};

/* Its first octet (or its end, when it has none) is there.  Tells MESSAGE_OPEN. */
struct delivery *delivery_open(struct session *s, const struct delivery_facts *facts);
uint64_t delivery_id(const struct delivery *d);
/* Octets of it so far, missing ones counted. */
uint64_t delivery_size(const struct delivery *d);
/* Its size, when it has ended and nothing of it is missing; else NO_U64. */
uint64_t delivery_whole(const struct delivery *d);
/* The next octets of the message itself. */
void delivery_octets(struct delivery *d, struct bytes run);
/* Where these octets lay in the stream, as they were on the wire: called after
   delivery_octets(), in order, before the connection forgets their frames. */
void delivery_wire(struct delivery *d, uint64_t offset, uint64_t octets);
/* The same for octets whose frame is known already.  `again`: they came before it was known
   whose they are, and delivery_wire_before() has told so. */
void delivery_wire_span(struct delivery *d, const struct span *s, bool again);
void delivery_wire_before(struct session *s, enum dir from, const struct span *span);
/* `missing` octets of it were not captured. */
void delivery_gap(struct delivery *d, uint64_t missing);
/* No more octets.  `end_seen`: its terminator was there; false: it broke off.  A hole that
   swallowed the end is a gap and an end that was not seen. */
void delivery_end(struct delivery *d, bool end_seen);
/* The server said `r` before the end was there.  It counts when nothing else is said. */
void delivery_early_reply(struct delivery *d, const struct reply *r);
/* Between the last octet and delivery_close(): the parser that has seen all, or NULL when
   nobody asked for what it finds; octets not captured; the frames. */
const struct mime *delivery_mime(const struct delivery *d);
uint64_t delivery_missing(const struct delivery *d);
struct conn_frames delivery_frames(const struct delivery *d);
/* Tells the record with what is known now; `*d` is given back and cleared. */
void delivery_close(struct delivery **d, const struct delivery_facts *facts);
/* Frees what was given back. */
void deliveries_fini(struct shared *shared);

#endif
