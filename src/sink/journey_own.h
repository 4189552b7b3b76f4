/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * journey_own.h - what the files of the journey share: messages, and where each was seen.
 */
#ifndef MW_SINK_JOURNEY_OWN_H
#define MW_SINK_JOURNEY_OWN_H

#include "base/arena.h"
#include "base/hash.h"
#include "event/event.h"
#include "view/text.h"

/* What the sighting is a stage of. */
enum stage {
	STAGE_SUBMITTED, /* SMTP to port 587 or 465, after a login, or before any server marked it */
	STAGE_RELAYED,   /* SMTP between servers */
	STAGE_DELIVERED, /* LMTP: into the mailbox */
	STAGE_STORED,    /* IMAP APPEND */
	STAGE_RETRIEVED, /* POP3, IMAP */
};

struct sighting {
	struct sighting *next;       /* of the same message */
	uint64_t id, session, size;
	int64_t ts;
	const char *direction, *protocol;
	struct ip client, server;
	enum stage stage;
	bool received;               /* a server has marked it (RFC 5321 4.4) */
	struct bytes section;        /* "TEXT", "HEADER": only that part of it; else absent */
	bool body_known;             /* all of its parts went by */
	bool raw_known;              /* the octets of its body went by, and there are some */
	uint8_t body[SHA256_OCTETS]; /* of its decoded parts; of its number when not known */
	uint8_t raw[SHA256_OCTETS];  /* of the octets of its body */
};

struct traveller {
	struct traveller *next_in_bucket;
	struct bytes key, subject;
	bool named;                  /* `key` is its Message-ID; else a digest */
	struct sighting *first, *last; /* in order of time */
	size_t seen;
};

void journey_text(struct buf *out, const struct traveller *t, const struct look *look);
void journey_json(struct buf *out, const struct traveller *t);

/* Digests of bodies that are going by: the octets behind the header, any number of messages at
   once.  Zeroed is the start. */
struct body;
struct bodies {
	struct body **bucket;
};
void bodies_push(struct bodies *b, const struct ev_octets *o);
/* The message is over.  False: octets of it are missing, or it has no body. */
bool bodies_end(struct bodies *b, uint64_t message_id, uint8_t out[SHA256_OCTETS]);
void bodies_fini(struct bodies *b);

/* Which message stands at a place: a body, or a number in a mailbox.  Zeroed is the start. */
struct place;
struct places {
	struct place **bucket;
	size_t n, nbuckets;
	struct arena arena;
};
/* `t` is at `key`, a digest.  Two messages at one place: it tells no more which. */
void places_add(struct places *p, const uint8_t key[SHA256_OCTETS], struct traveller *t);
struct traveller *places_find(const struct places *p, const uint8_t key[SHA256_OCTETS]);
void places_fini(struct places *p);
/* The place that a UID is, in a mailbox, in a session. */
void place_of_uid(uint64_t session, struct bytes mailbox, struct bytes uid,
		  uint8_t out[SHA256_OCTETS]);

#endif
