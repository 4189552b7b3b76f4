/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * imap_described.h - what FETCH says of messages without sending them: told as records, kept
 * for a while, and held against the messages when those come.
 *
 * Kept are the last LIMIT_IMAP_DESCRIBED messages of the mailbox, as long as their texts
 * stay within LIMIT_IMAP_DESCRIBED_OCTETS.
 */
#ifndef MW_PROTO_IMAP_DESCRIBED_H
#define MW_PROTO_IMAP_DESCRIBED_H

#include "proto/imap.h"

enum imap_description {
	IMAP_NOT_DESCRIBED, IMAP_ENVELOPE, IMAP_STRUCTURE,
	IMAP_FIELDS, /* BODY[HEADER.FIELDS (...)]: a literal; told, not kept to compare */
};

/* A value of message m->number begins: at its "(", or at the first octet of its literal. */
void imap_description_begin(struct imap *m, enum imap_description what);
/* Octets of it, as on the wire at `at`; nothing happens while none is open. */
void imap_description_add(struct imap *m, struct bytes octets, uint64_t at);
/* Its ")", or the last octet of its literal, was added. */
void imap_description_end(struct imap *m);
/* What is open cannot be read: octets are missing. */
void imap_description_lost(struct imap *m);
/* The FETCH response is over: tells the record, if it described anything. */
void imap_described_tell(struct imap *m);
/* Message `number` is gone, as imap_mail_expunged(). */
void imap_described_expunged(struct imap *m, uint64_t number);
/* Another mailbox, or the end. */
void imap_described_close(struct imap *m);

/* The header that part `l` must have, for one that is fetched without it; nothing when that is
   not known. */
void imap_part_header(struct imap *m, struct imap_mail *l);
/* `l` is at its end: a finding when it is not what was said of it. */
void imap_compare(struct imap *m, struct imap_mail *l);

#endif
