/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * mailbox.h - what a POP3 server said about the mails in the box: number, size, unique id.
 *
 * RFC 1939 5 (STAT, LIST) and 7 (UIDL).  Numbers hold for one session; LIST, UIDL and the
 * reply to RETR each know a part, and here it comes together by the number.
 */
#ifndef MW_PROTO_MAILBOX_H
#define MW_PROTO_MAILBOX_H

#include "base/hash.h"
#include "event/record.h"

struct mail {
	uint64_t number;
	uint64_t octets;      /* as LIST announced, or NO_U64 */
	size_t uid_at, uid_n; /* in mailbox.uids; uid_n 0: not known */
	uint64_t message_id;  /* as which it was fetched last, or NO_U64 */
	bool fetched;         /* whole */
	bool deleted;         /* marked for deletion */
};

/* Zeroed state is empty. */
struct mailbox {
	struct mail *mails;   /* in the order they were told */
	size_t nmails, capmails;
	uint32_t *slots;      /* hash of the number -> index + 1 */
	size_t nslots;
	struct buf uids;
	uint64_t stat_count, stat_octets; /* NO_U64 before STAT */
	bool cut;             /* LIMIT_LISTING or LIMIT_LISTING_OCTETS was reached */
};

void mailbox_init(struct mailbox *b);
void mailbox_fini(struct mailbox *b);
/* Mail `number`, or NULL when nothing was told about it. */
const struct mail *mailbox_find(const struct mailbox *b, struct hash_key key,
				uint64_t number);
/* Its unique id; p == NULL when not known.  Valid until the next mailbox_row(). */
struct bytes mailbox_uid(const struct mailbox *b, const struct mail *m);
/* The same to be changed; a new one when nothing was told about it.  NULL, and `cut`, when
   there are LIMIT_LISTING of them. */
struct mail *mailbox_mail(struct mailbox *b, struct hash_key key, uint64_t number);
/* A row of LIST or UIDL: what is absent in it stays as it was. */
void mailbox_row(struct mailbox *b, struct hash_key key, const struct ev_row *row);

/* "3 1200" (LIST, STAT) or "3 unique-id" (UIDL); false when it is neither.  `*row_out`
   borrows from `line`. */
bool mailbox_read_sizes(struct bytes line, struct ev_row *row_out);
bool mailbox_read_uid(struct bytes line, struct ev_row *row_out);

#endif
