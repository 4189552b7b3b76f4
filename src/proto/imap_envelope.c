/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * imap_envelope.c - ENVELOPE: what a server read out of the header of a message.
 *
 * In:   the text of the value
 * Out:  subject, date, people
 * RFC:  9051 7.5.2
 *
 *	"(" date subject from sender reply-to to cc bcc in-reply-to message-id ")"
 *	people: NIL or "(" 1*( "(" name route mailbox host ")" ) ")"; a group begins with a
 *	host that is NIL and ends with a mailbox that is NIL too
 */
#include "proto/imap_structure.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "mime/header.h"
#include "proto/imap_syntax.h"

/* The next token of `t` as a string, or p == NULL (NIL); false when it is neither. */
static bool read_text(struct imap_tokens *t, struct arena *a, struct bytes *out)
{
	struct imap_token token;
	struct buf b = { 0 };

	*out = (struct bytes){ NULL, 0 };
	if (!imap_token_next(t, &token) || token.kind == IMAP_OPEN || token.kind == IMAP_CLOSE)
		return false;
	if (token.kind == IMAP_ATOM && bytes_ieq(token.text, B("NIL")))
		return true;
	imap_token_value(&token, &b);
	*out = bytes_dup(a, buf_bytes(&b));
	buf_fini(&b);
	return true;
}

static struct bytes decoded(struct arena *a, struct bytes text)
{
	struct buf b = { 0 };
	struct bytes kept;

	if (text.p == NULL)
		return text;
	header_text(&b, text);
	kept = bytes_dup(a, buf_bytes(&b));
	buf_fini(&b);
	return kept;
}

static struct bytes cleaned(struct arena *a, struct bytes text)
{
	struct buf b = { 0 };
	struct bytes kept;

	utf8_clean(&b, text);
	kept = bytes_dup(a, buf_bytes(&b));
	buf_fini(&b);
	return kept;
}

/* mailbox@host */
static struct bytes address(struct arena *a, struct bytes mailbox, struct bytes host)
{
	struct buf b = { 0 };
	struct bytes kept;

	utf8_clean(&b, mailbox);
	if (host.n) {
		buf_addc(&b, '@');
		utf8_clean(&b, host);
	}
	kept = bytes_dup(a, buf_bytes(&b));
	buf_fini(&b);
	return kept;
}

static bool read_person(struct imap_tokens *t, struct arena *a, struct address_list *list)
{
	struct bytes name, route, mailbox, host;
	struct imap_token token;

	if (!read_text(t, a, &name) || !read_text(t, a, &route) || !read_text(t, a, &mailbox) ||
	    !read_text(t, a, &host) || !imap_token_next(t, &token) || token.kind != IMAP_CLOSE)
		return false;
	if (host.p == NULL)
		return true; /* a group begins or ends */
	if (list->n >= LIMIT_ADDRESSES) {
		list->cut = true;
		return true;
	}
	ARRAY_PUSH(list->v, list->n, list->cap) = (struct address){
		.name = decoded(a, name), .addr = address(a, mailbox, host),
		.local = cleaned(a, mailbox), .domain = cleaned(a, host),
	};
	return true;
}

static bool read_people(struct imap_tokens *t, struct arena *a, struct address_list *list)
{
	struct imap_token token;

	if (!imap_token_next(t, &token))
		return false;
	if (token.kind == IMAP_ATOM && bytes_ieq(token.text, B("NIL")))
		return true;
	if (token.kind != IMAP_OPEN)
		return false;
	while (imap_token_next(t, &token)) {
		if (token.kind == IMAP_CLOSE)
			return true;
		if (token.kind != IMAP_OPEN || !read_person(t, a, list))
			return false;
	}
	return false;
}

static void read_end(struct imap_envelope *out, struct arena *a)
{
	out->subject = decoded(a, out->subject_raw);
	if (out->message_id.p)
		out->message_id = header_angle(out->message_id);
}

bool imap_read_envelope(struct bytes text, struct arena *a, struct imap_envelope *out)
{
	struct imap_tokens t = { .all = text };
	struct imap_token token;
	bool ok;

	*out = (struct imap_envelope){ 0 };
	if (!imap_token_next(&t, &token) || token.kind != IMAP_OPEN)
		return false;
	ok = read_text(&t, a, &out->date) && read_text(&t, a, &out->subject_raw) &&
	     read_people(&t, a, &out->from) && read_people(&t, a, &out->sender) &&
	     read_people(&t, a, &out->reply_to) && read_people(&t, a, &out->to) &&
	     read_people(&t, a, &out->cc) && read_people(&t, a, &out->bcc) &&
	     read_text(&t, a, &out->in_reply_to) && read_text(&t, a, &out->message_id);
	read_end(out, a);
	return ok && imap_token_next(&t, &token) && token.kind == IMAP_CLOSE;
}

void imap_envelope_fini(struct imap_envelope *e)
{
	struct address_list *lists[] = { &e->from, &e->sender, &e->reply_to, &e->to, &e->cc,
					 &e->bcc };

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		address_list_fini(lists[i]);
}
