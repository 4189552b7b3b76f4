/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * imap_catenate.c - a message that the server puts together: APPEND ... CATENATE.
 *
 * In:   the words and literals between the parentheses
 * Out:  the octets that are sent, as the message's; the list of its pieces
 * RFC:  4469
 *
 *	APPEND Drafts CATENATE (URL "/INBOX;UID=20/;SECTION=HEADER" TEXT {42} ... URL "...")
 *
 * What a URL names is on the server already and never crosses the wire.  What is sent stands
 * together, as if nothing were between, and the message is never complete.  When its first
 * piece is a URL its header is in there: what is sent is read as a body.
 */
#include "proto/imap.h"

#include "base/arena.h"
#include "base/limits.h"

#include <stdlib.h>

struct imap_catenated {
	enum imap_piece_kind { PIECE_NONE, PIECE_TEXT, PIECE_URL } kind; /* that comes next */
	struct ev_pieces pieces;
	size_t cap;
	uint64_t total;
	bool body_only;      /* the first is a URL */
	bool partly;         /* one is a URL */
	struct buf url;      /* that comes as a literal */
	struct arena texts;
};

void imap_catenate_begin(struct imap_mail *s)
{
	if (s->catenated == NULL)
		s->catenated = xcalloc(1, sizeof(*s->catenated));
}

static void piece_add(struct imap_mail *s, struct ev_piece piece)
{
	struct imap_catenated *c = s->catenated;

	if (c->total++ < LIMIT_IMAP_PIECES)
		ARRAY_PUSH(c->pieces.v, c->pieces.n, c->cap) = piece;
}

static void url_add(const struct imap *m, struct imap_mail *s, struct bytes url)
{
	struct buf own = { 0 };
	struct imap_catenated *c = s->catenated;
	struct ev_piece piece;

	record_init(RECORD_PIECE, &piece);
	url = session_masked(m->s, url, &own);
	piece.url = bytes_dup(&c->texts, bytes_head(url, LIMIT_ENVELOPE_TEXT));
	piece.offset = s->delivery ? delivery_size(s->delivery) : 0;
	c->body_only = c->body_only || c->total == 0;
	c->partly = true;
	c->kind = PIECE_NONE;
	piece_add(s, piece);
	buf_fini(&own);
}

/* All its pieces are named. */
static void catenate_over(struct imap *m, const struct imap_mail *s)
{
	struct delivery *d = imap_append_delivery(m);

	m->catenate = false;
	if (d)
		delivery_end(d, !s->catenated->partly);
}

void imap_catenate_token(struct imap *m, const struct imap_token *t)
{
	struct imap_mail *s = imap_append_now(m);
	struct buf url = { 0 };

	if (s == NULL || s->catenated == NULL)
		return;
	if (t->kind == IMAP_OPEN) {
		m->depth++;
	} else if (t->kind == IMAP_CLOSE) {
		m->depth -= m->depth > 0;
		if (m->depth == 0)
			catenate_over(m, s);
	} else if (s->catenated->kind == PIECE_URL && t->text.p) {
		imap_token_value(t, &url);
		url_add(m, s, buf_bytes(&url));
		buf_fini(&url);
	} else if (t->kind == IMAP_ATOM) {
		s->catenated->kind = bytes_ieq(t->text, B("TEXT")) ? PIECE_TEXT
				   : bytes_ieq(t->text, B("URL"))  ? PIECE_URL : PIECE_NONE;
	}
}

bool imap_catenate_literal(struct imap *m, uint64_t octets)
{
	struct imap_mail *s = imap_append_now(m);
	struct ev_piece piece;

	if (s == NULL || s->catenated == NULL)
		return false;
	if (s->catenated->kind == PIECE_URL) {
		m->naming = octets > 0;
		return false;
	}
	s->catenated->kind = PIECE_NONE;
	record_init(RECORD_PIECE, &piece);
	piece.offset = s->delivery ? delivery_size(s->delivery) : 0;
	piece.octets = octets;
	piece_add(s, piece);
	return true;
}

void imap_catenate_url(struct imap *m, struct bytes literal, bool over)
{
	struct imap_mail *s = imap_append_now(m);

	m->naming = !over;
	if (s == NULL || s->catenated == NULL)
		return;
	buf_add(&s->catenated->url,
		bytes_head(literal, LIMIT_ENVELOPE_TEXT - s->catenated->url.n));
	if (!over)
		return;
	url_add(m, s, buf_bytes(&s->catenated->url));
	buf_clear(&s->catenated->url);
}

void imap_catenate_facts(const struct imap_mail *s, struct delivery_facts *facts)
{
	const struct imap_catenated *c = s->catenated;

	if (c == NULL)
		return;
	facts->announced = NO_U64;
	facts->body_only = c->body_only;
	facts->pieces = &c->pieces;
	facts->pieces_total = c->total;
}

void imap_catenate_fini(struct imap_mail *s)
{
	struct imap_catenated *c = s->catenated;

	if (c == NULL)
		return;
	free(c->pieces.v);
	buf_fini(&c->url);
	arena_fini(&c->texts);
	free(c);
	s->catenated = NULL;
}
