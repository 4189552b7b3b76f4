/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * dialog_tag.c - commands and replies that find each other by tag.
 *
 * In:   command lines and their continuations, replies in any order
 * Out:  the queue of dialog.c, so that the records are the same
 * RFC:  9051 2.2, 5.5
 */
#include "proto/dialog.h"
#include "proto/urlauth.h"

#include "base/arena.h"
#include "base/limits.h"

struct bytes asked_tag(const struct asked *a)
{
	return bytes_head(buf_bytes(&a->line), a->tag_n);
}

/* The key keeps anybody from choosing tags of one bucket. */
static size_t bucket_of(const struct session *s, struct bytes tag)
{
	return (size_t)hash_bytes(s->shared->key, tag) % DIALOG_BUCKETS;
}

void dialog_tag(struct dialog *d, const struct session *s, struct asked *a, size_t n)
{
	if (n == 0)
		return;
	a->tag_n = n;
	a->bucket = bucket_of(s, asked_tag(a));
	a->younger = NULL;
	if (!d->by_tag)
		d->by_tag = xcalloc(DIALOG_BUCKETS, sizeof(*d->by_tag));
	a->older = d->by_tag[a->bucket];
	if (a->older)
		a->older->younger = a;
	d->by_tag[a->bucket] = a;
}

void dialog_untag(struct dialog *d, struct asked *a)
{
	if (a->tag_n == 0)
		return;
	if (a->younger)
		a->younger->older = a->older;
	else
		d->by_tag[a->bucket] = a->older;
	if (a->older)
		a->older->younger = a->younger;
}

struct asked *dialog_find(const struct dialog *d, const struct session *s, struct bytes tag)
{
	struct asked *oldest = NULL;

	if (!d->by_tag)
		return NULL;
	for (struct asked *a = d->by_tag[bucket_of(s, tag)]; a; a = a->older)
		if (a->tag_n == tag.n && bytes_eq(asked_tag(a), tag))
			oldest = a;
	return oldest;
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
	size_t token_at, token_octets;

	if (a->secret_at == 0 && urlauth_find(kept, &token_at, &token_octets))
		a->secret_at = a->line.n + token_at;
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
	if (text.p)
		reply_add_line(r, s, text);
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
