/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * imap_match.c - whose octets are these: which message, which of its octets, is it parked?
 *
 * In:   a section, and the messages that wait for more
 * Out:  the one that it continues
 * RFC:  9051 6.4.5, 2.3.1
 */
#include "proto/imap_mail.h"

bool imap_is_header(enum imap_section_kind kind)
{
	return kind == IMAP_HEADER || kind == IMAP_MIME;
}

/* What follows a header of this kind makes a whole of it. */
static enum imap_section_kind body_of(enum imap_section_kind kind)
{
	return kind == IMAP_HEADER ? IMAP_TEXT : IMAP_PART;
}

bool imap_same_message(uint64_t number, struct bytes uid, uint64_t other_number,
		       struct bytes other_uid)
{
	if (uid.n && other_uid.n)
		return bytes_eq(uid, other_uid);
	return number == other_number && number != NO_U64;
}

/* The unique id of message m->number, as far as it was told. */
struct bytes imap_uid_now(const struct imap *m)
{
	if (m->uid.n)
		return buf_bytes(&m->uid);
	return mailbox_uid(&m->box, mailbox_find(&m->box, m->s->shared->key, m->number));
}

bool imap_same_part(const struct imap_mail *l, const struct imap_section *s)
{
	return bytes_eq(buf_bytes(&l->part), s->part) && l->binary == s->binary;
}

/* The octets of `s` follow those that the parked message has, or overlap them. */
static bool continues(const struct imap_mail *l, const struct imap_section *s,
		      uint64_t octets)
{
	uint64_t end = l->origin + l->octets;

	if (!l->parked || !imap_same_part(l, s))
		return false;
	if (imap_is_header(l->kind) && l->whole && s->kind == body_of(l->kind))
		return s->origin == 0;
	if (l->kind != s->kind || !l->partial || !s->partial)
		return false;
	return s->origin == end ||
	       (s->origin < end && s->origin > l->origin && octets > end - s->origin);
}

struct imap_mail *imap_mail_before(struct imap *m, const struct imap_piece_of *of,
				   uint64_t octets)
{
	for (struct imap_mail *l = m->mails; l; l = l->next)
		if (imap_same_message(l->number, buf_bytes(&l->uid), of->number, of->uid) &&
		    continues(l, &of->section, octets))
			return l;
	return NULL;
}

const struct imap_mail *imap_mail_of(const struct imap *m, const struct imap_piece_of *of)
{
	const struct imap_section *s = &of->section;

	for (const struct imap_mail *l = m->mails; l; l = l->next)
		if (l->parked && l->kind == s->kind && l->partial && s->origin > l->origin &&
		    imap_same_part(l, s) &&
		    imap_same_message(l->number, buf_bytes(&l->uid), of->number, of->uid))
			return l;
	return NULL;
}

uint64_t imap_asked_octets(const struct imap *m, const struct imap_section *s)
{
	enum { LOOK_AT_OCTETS = 1024 };
	struct bytes arg = m->answers ? asked_arg(m->answers) : B("");
	size_t at;
	uint64_t from, n;

	for (arg = bytes_head(arg, LOOK_AT_OCTETS); arg.n; arg = bytes_from(arg, at + 2)) {
		struct bytes range, name;

		at = bytes_find(arg, B("]<"));
		if (at == arg.n)
			break;
		name = bytes_head(arg, at);
		name = bytes_from(name, bytes_rchr(name, '[') + 1);
		range = bytes_from(arg, at + 2);
		range = bytes_head(range, bytes_chr(range, 0, '>'));
		if (bytes_ieq(name, s->name) &&
		    bytes_u64(bytes_head(range, bytes_chr(range, 0, '.')), &from) &&
		    from == s->origin &&
		    bytes_u64(bytes_from(range, bytes_chr(range, 0, '.') + 1), &n))
			return n;
	}
	return NO_U64;
}

