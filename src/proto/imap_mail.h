/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * imap_mail.h - messages put together out of what FETCH tells; shared by imap_mail.c (what
 * is received and parked), imap_match.c (whose octets they are) and imap_ahead.c (what came
 * before its turn).
 */
#ifndef MW_PROTO_IMAP_MAIL_H
#define MW_PROTO_IMAP_MAIL_H

#include "proto/imap.h"

/* Octets of which message, and which of them. */
struct imap_piece_of {
	struct imap_section section;
	uint64_t number;       /* NO_U64: not known (any more) */
	struct bytes uid;      /* empty: not known */
	uint64_t asked;        /* octets the command asked for; NO_U64: all, or not known */
};

/* By unique id where both are known, else by number. */
bool imap_same_message(uint64_t number, struct bytes uid, uint64_t other_number,
		       struct bytes other_uid);
/* The unique id of message m->number, or empty. */
struct bytes imap_uid_now(const struct imap *m);
bool imap_is_header(enum imap_section_kind kind);
bool imap_same_part(const struct imap_mail *l, const struct imap_section *s);
/* The parked message that octets of `of` will belong to once what is between is there. */
const struct imap_mail *imap_mail_of(const struct imap *m, const struct imap_piece_of *of);
/* "BODY.PEEK[1]<0.2048>": how many octets of section `s` the command asks for; NO_U64: all. */
uint64_t imap_asked_octets(const struct imap *m, const struct imap_section *s);
/* The parked message that `octets` octets of `of` continue, or NULL. */
struct imap_mail *imap_mail_before(struct imap *m, const struct imap_piece_of *of,
				   uint64_t octets);
/* A new one; the oldest is told when there is no room for it. */
struct imap_mail *imap_mail_open(struct imap *m, const struct imap_piece_of *of);
/* `octets` octets of `s` come next; of those, what `l` has already is passed over. */
void imap_mail_join(struct imap_mail *l, const struct imap_section *s, uint64_t octets);
/* These are some of them, and their frames; `again`: they waited. */
void imap_mail_add(struct imap_mail *l, struct bytes run, const struct span *spans, size_t n,
		   bool again);
/* All of them are there: is `l` complete, does what waited continue it? */
void imap_mail_advance(struct imap *m, struct imap_mail *l);

/* True: the octets of `of` wait.  What imap_ahead_add() gets is theirs, up to _end(). */
bool imap_ahead_begin(struct imap *m, const struct imap_piece_of *of, uint64_t octets);
void imap_ahead_add(struct imap *m, struct bytes run, const struct span *spans, size_t n);
void imap_ahead_end(struct imap *m);
/* Octets of what is coming are missing, or it broke off: it is a message of its own from here
   on.  NULL: there is none. */
struct imap_mail *imap_ahead_stop(struct imap *m);
/* Adds a range that continues `l`; false when there is none. */
bool imap_ahead_take(struct imap *m, struct imap_mail *l);
/* The response told the unique id of m->number. */
void imap_ahead_note(struct imap *m);
void imap_ahead_expunged(struct imap *m, uint64_t number);
/* All that waits is told as it is. */
void imap_ahead_close(struct imap *m);

#endif
