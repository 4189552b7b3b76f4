/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * mailbox.c - what a POP3 server said about the mails in the box: number, size, unique id.
 *
 * In:   rows of LIST, UIDL and STAT
 * Out:  what is known about mail N when it is fetched
 * RFC:  1939 5 and 7
 */
#include "proto/mailbox.h"

#include "base/arena.h"
#include "base/limits.h"

#include <stdlib.h>

void mailbox_init(struct mailbox *b)
{
	*b = (struct mailbox){ .stat_count = NO_U64, .stat_octets = NO_U64 };
}

void mailbox_fini(struct mailbox *b)
{
	free(b->mails);
	free(b->slots);
	buf_fini(&b->uids);
	mailbox_init(b);
}

/* The slot of `number`: its own, or the free one where it belongs.  nslots is a power of
   two and at least a quarter of it is free. */
static size_t mailbox_slot(const struct mailbox *b, struct hash_key key, uint64_t number)
{
	size_t mask = b->nslots - 1;
	size_t at = (size_t)hash_bytes(key, bytes_of(&number, sizeof(number))) & mask;

	while (b->slots[at] && b->mails[b->slots[at] - 1].number != number)
		at = (at + 1) & mask;
	return at;
}

const struct mail *mailbox_find(const struct mailbox *b, struct hash_key key,
				uint64_t number)
{
	size_t at;

	if (b->nslots == 0)
		return NULL;
	at = mailbox_slot(b, key, number);
	return b->slots[at] ? &b->mails[b->slots[at] - 1] : NULL;
}

struct bytes mailbox_uid(const struct mailbox *b, const struct mail *m)
{
	if (m == NULL || m->uid_n == 0)
		return (struct bytes){ NULL, 0 };
	return bytes_sub(buf_bytes(&b->uids), m->uid_at, m->uid_n);
}

static void mailbox_grow(struct mailbox *b, struct hash_key key)
{
	b->nslots = b->nslots ? b->nslots * 2 : 64;
	free(b->slots);
	b->slots = xcalloc(b->nslots, sizeof(*b->slots));
	for (size_t i = 0; i < b->nmails; i++)
		b->slots[mailbox_slot(b, key, b->mails[i].number)] = (uint32_t)(i + 1);
}

static struct mail *mailbox_add(struct mailbox *b, struct hash_key key, uint64_t number)
{
	size_t at;

	if ((b->nmails + 1) * 4 > b->nslots * 3)
		mailbox_grow(b, key);
	at = mailbox_slot(b, key, number);
	if (b->slots[at] == 0) {
		ARRAY_PUSH(b->mails, b->nmails, b->capmails) =
			(struct mail){ .number = number, .octets = NO_U64,
					.message_id = NO_U64 };
		b->slots[at] = (uint32_t)b->nmails;
	}
	return &b->mails[b->slots[at] - 1];
}

struct mail *mailbox_mail(struct mailbox *b, struct hash_key key, uint64_t number)
{
	if (b->nmails >= LIMIT_LISTING && mailbox_find(b, key, number) == NULL) {
		b->cut = true;
		return NULL;
	}
	return mailbox_add(b, key, number);
}

void mailbox_row(struct mailbox *b, struct hash_key key, const struct ev_row *row)
{
	struct mail *m = mailbox_mail(b, key, row->number);

	if (m == NULL)
		return;
	if (row->octets != NO_U64)
		m->octets = row->octets;
	if (row->uid.n == 0 || bytes_eq(mailbox_uid(b, m), row->uid))
		return;
	if (row->uid.n > LIMIT_LISTING_OCTETS - b->uids.n) {
		b->cut = true;
		return;
	}
	m->uid_at = b->uids.n;
	m->uid_n = row->uid.n;
	buf_add(&b->uids, row->uid);
}

bool mailbox_read_sizes(struct bytes line, struct ev_row *row_out)
{
	record_init(RECORD_ROW, row_out);
	line = bytes_trim(line);
	if (!bytes_u64(bytes_word(&line), &row_out->number))
		return false;
	return bytes_u64(bytes_word(&line), &row_out->octets);
}

bool mailbox_read_uid(struct bytes line, struct ev_row *row_out)
{
	record_init(RECORD_ROW, row_out);
	line = bytes_trim(line);
	if (!bytes_u64(bytes_word(&line), &row_out->number))
		return false;
	row_out->uid = bytes_word(&line);
	return row_out->uid.n > 0;
}
