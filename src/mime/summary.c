/* SPDX-License-Identifier: BSD-2-Clause */
/* summary.c - see summary.h and mime.h. */
#include "mime/summary.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "mime/header.h"
#include "mime/rfc2047.h"

#include <stddef.h>

enum how {
	TEXT,      /* unstructured: words decoded */
	AS_IS,     /* trimmed */
	ANGLE,     /* what stands in <>, without blanks and comments */
	DATE,
	ADDRESSES, /* one list, whatever the number of fields */
	COUNT,
};

enum { NOWHERE = SIZE_MAX };

struct field {
	struct bytes name;
	enum how how;
	size_t at;   /* where in struct mime_summary */
	size_t raw;  /* the same for the raw octets, or NOWHERE */
	bool once;   /* RFC 5322 3.6 allows one */
};

#define AT(member) offsetof(struct mime_summary, member)

static const struct field fields[] = {
	{ B("Received"),         COUNT,     AT(received),         NOWHERE,         false },
	{ B("From"),             ADDRESSES, AT(from),             AT(from_raw),    true },
	{ B("To"),               ADDRESSES, AT(to),               AT(to_raw),      true },
	{ B("Cc"),               ADDRESSES, AT(cc),               AT(cc_raw),      true },
	{ B("Bcc"),              ADDRESSES, AT(bcc),              NOWHERE,         true },
	{ B("Sender"),           ADDRESSES, AT(sender),           NOWHERE,         true },
	{ B("Reply-To"),         ADDRESSES, AT(reply_to),         NOWHERE,         true },
	{ B("Subject"),          TEXT,      AT(subject),          AT(subject_raw), true },
	{ B("Date"),             DATE,      AT(date),             AT(date_raw),    true },
	{ B("Message-ID"),       ANGLE,     AT(message_id),       NOWHERE,         true },
	{ B("In-Reply-To"),      AS_IS,     AT(in_reply_to),      NOWHERE,         true },
	{ B("References"),       AS_IS,     AT(references),       NOWHERE,         true },
	{ B("User-Agent"),       TEXT,      AT(user_agent),       NOWHERE,         false },
	{ B("X-Mailer"),         TEXT,      AT(x_mailer),         NOWHERE,         false },
	{ B("Return-Path"),      ANGLE,     AT(return_path),      NOWHERE,         false },
	{ B("List-Id"),          TEXT,      AT(list_id),          NOWHERE,         false },
	{ B("Auto-Submitted"),   AS_IS,     AT(auto_submitted),   NOWHERE,         false },
	{ B("X-Originating-IP"), AS_IS,     AT(x_originating_ip), NOWHERE,         false },
};

/* The member at `offset`. */
static void *member(struct mime_summary *s, size_t offset)
{
	return (char *)s + offset;
}

static const struct field *find(struct bytes name, size_t *index_out)
{
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		if (bytes_ieq(name, fields[i].name)) {
			*index_out = i;
			return &fields[i];
		}
	}
	return NULL;
}

static size_t addresses(const struct mime_summary *s)
{
	return s->from.n + s->sender.n + s->reply_to.n + s->to.n + s->cc.n + s->bcc.n;
}

/* Is there still room, in a message that may hold thousands of fields? */
static bool room(const struct mime_summary *s, const struct arena *keep)
{
	return arena_used(keep) < LIMIT_MIME_MEMORY && addresses(s) < LIMIT_ADDRESSES;
}

/* What encoded words had wrong. */
static enum mime_defect words(unsigned flags)
{
	return flags & (RFC2047_UNKNOWN | RFC2047_WRONG) ? MIME_DEFECT_HEADER_WORD :
							   MIME_DEFECT_COUNT;
}

static enum mime_defect take_addresses(struct mime_summary *s, const struct field *f,
				       struct arena *keep, struct bytes text)
{
	struct address_list *list = member(s, f->at);
	bool invalid = list->invalid;

	if (!room(s, keep)) {
		list->cut = s->addresses_cut = true;
		return MIME_DEFECT_COUNT;
	}
	list->invalid = false;
	list->words = 0;
	address_parse(list, keep, text);
	s->addresses_cut |= list->cut;
	if (list->invalid)
		return MIME_DEFECT_ADDRESS_INVALID;
	list->invalid = invalid;
	return words(list->words);
}

/* `plain`: it is ASCII, and has no encoded words. */
static enum mime_defect take(struct mime_summary *s, const struct field *f, struct arena *keep,
			     struct bytes text, bool plain)
{
	BUF_SHORT(b);
	BUF_SHORT(squeezed);
	enum mime_defect wrong = MIME_DEFECT_COUNT;

	if (plain && (f->how == TEXT || f->how == AS_IS)) {
		*(struct bytes *)member(s, f->at) = bytes_dup(keep, text);
		return MIME_DEFECT_COUNT;
	}
	switch (f->how) {
	case TEXT:
		wrong = words(rfc2047_decode(&b, text));
		break;
	case AS_IS:
		utf8_clean(&b, text);
		break;
	case ANGLE:
		header_squeeze(&squeezed, header_angle(text));
		utf8_clean(&b, buf_bytes(&squeezed));
		buf_fini(&squeezed);
		break;
	case DATE:
		s->date = date_parse(text);
		return s->date.ts_ns == TS_NONE ? MIME_DEFECT_DATE_INVALID : MIME_DEFECT_COUNT;
	case ADDRESSES: case COUNT:
		return MIME_DEFECT_COUNT;
	}
	*(struct bytes *)member(s, f->at) = header_keep(keep, &b);
	buf_fini(&b);
	return wrong;
}

enum mime_defect summary_field(struct mime_summary *s, struct arena *keep, struct mime_header *h)
{
	BUF_SHORT(scratch);
	struct bytes unfolded;
	const struct field *f;
	bool again;
	enum mime_defect wrong = MIME_DEFECT_COUNT;
	size_t index;

	s->headers++;
	f = find(h->name, &index);
	if (!f)
		return MIME_DEFECT_COUNT;
	if (f->how == COUNT) {
		++*(uint32_t *)member(s, f->at);
		return MIME_DEFECT_COUNT;
	}
	again = s->seen & UINT32_C(1) << index;
	s->seen |= UINT32_C(1) << index;
	unfolded = h->line.p ? h->line : header_unfolded(&scratch, h->value);
	if (f->how == ADDRESSES)
		wrong = take_addresses(s, f, keep, unfolded);
	else if (!again)
		wrong = take(s, f, keep, unfolded, h->plain);
	if (f->how == TEXT && !again)
		h->text = *(struct bytes *)member(s, f->at);
	if (!again && f->raw != NOWHERE)
		*(struct bytes *)member(s, f->raw) = bytes_dup(keep, unfolded);
	buf_fini(&scratch);
	return again && f->once ? MIME_DEFECT_HEADER_TWICE : wrong;
}

void summary_reset(struct mime_summary *s)
{
	struct address_list *lists[] = { &s->from, &s->sender, &s->reply_to, &s->to, &s->cc,
					 &s->bcc };

	struct address_list kept[sizeof(lists) / sizeof(*lists)];

	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		address_list_reset(lists[i]);
		kept[i] = *lists[i];
	}
	*s = (struct mime_summary){ .date = { .ts_ns = TS_NONE } };
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++)
		*lists[i] = kept[i];
}

void summary_fini(struct mime_summary *s)
{
	address_list_fini(&s->from);
	address_list_fini(&s->sender);
	address_list_fini(&s->reply_to);
	address_list_fini(&s->to);
	address_list_fini(&s->cc);
	address_list_fini(&s->bcc);
	*s = (struct mime_summary){ .date = { .ts_ns = TS_NONE } };
}
