/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * dialog_tag.c - commands and replies that find each other by tag.
 *
 * In:   command lines and their continuations, replies in any order
 * Out:  the queue of dialog.c, so that the records are the same
 * RFC:  9051 2.2, 5.5
 */
#include "proto/dialog.h"

#include "base/arena.h"
#include "base/limits.h"

struct bytes asked_tag(const struct asked *a)
{
	return bytes_head(buf_bytes(&a->line), a->tag_n);
}

struct asked *dialog_find(const struct dialog *d, struct bytes tag)
{
	for (struct asked *a = d->head; a; a = a->next)
		if (a->tag_n == tag.n && bytes_eq(asked_tag(a), tag))
			return a;
	return NULL;
}

static void frames_add(struct conn_frames *f, const struct conn_frames *more)
{
	if (more->last == 0)
		return;
	if (f->last == 0) {
		*f = *more;
		return;
	}
	f->last = more->last;
	f->last_ns = more->last_ns;
}

void dialog_more(struct dialog *d, struct session *s, struct asked *a, struct bytes text,
		 uint64_t offset, uint64_t octets)
{
	struct conn_frames f = session_frames(s, DIR_CLIENT, offset, octets);
	size_t room = a->line.n < LIMIT_COMMAND_KEPT ? LIMIT_COMMAND_KEPT - a->line.n : 0;
	struct bytes kept = bytes_head(text, room);

	buf_add(&a->line, kept);
	d->pending_octets += kept.n;
	a->octets += octets;
	frames_add(&a->f, &f);
	/* A "+" before it is no answer: that is waited for from here. */
	a->said.f = (struct conn_frames){ 0, 0, NO_TIME, NO_TIME };
}

void dialog_said(struct session *s, struct asked *a, struct bytes text, uint64_t offset,
		 uint64_t octets)
{
	struct conn_frames f = session_frames(s, DIR_SERVER, offset, octets);
	struct reply *r = &a->said;

	if (!r->open)
		r->f = (struct conn_frames){ 0, 0, NO_TIME, NO_TIME };
	r->open = true;
	frames_add(&r->f, &f);
	r->octets += octets;
	if (text.p == NULL || r->nends >= LIMIT_REPLY_LINES)
		return;
	buf_add(&r->text, bytes_head(text, LIMIT_REPLY_TEXT - r->text.n));
	ARRAY_PUSH(r->ends, r->nends, r->capends) = r->text.n;
}

void dialog_reply_join(struct dialog *d, struct asked *a)
{
	struct reply *r = &d->reply, *said = &a->said;

	if (!said->open)
		return;
	if (r->octets == 0)
		r->f = said->f;
	if (said->f.last) {
		r->f.first = said->f.first;
		r->f.first_ns = said->f.first_ns;
	}
	r->octets += said->octets;
	r->open = true;
	r->hole |= said->hole;
	for (size_t i = 0; i < said->nends && r->nends < LIMIT_REPLY_LINES; i++) {
		buf_add(&r->text, bytes_head(reply_line(said, i),
					     LIMIT_REPLY_TEXT - r->text.n));
		ARRAY_PUSH(r->ends, r->nends, r->capends) = r->text.n;
	}
}
