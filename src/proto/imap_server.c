/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * imap_server.c - the server's octets: responses, literals in them, messages, holes.
 *
 * In:   in-order octets of the server
 * Out:  lines to imap_reply.c, message octets to imap_mail.c
 * RFC:  9051 2.2.2, 4.3
 *
 * A hole inside a literal takes its octets off the literal and all goes on behind it.
 */
#include "proto/imap_finding.h"

static void response_end(struct imap *m)
{
	if (m->response == IMAP_RESPONSE_FETCH)
		imap_fetch_end(m);
	m->response = IMAP_RESPONSE_OTHER;
	m->side[DIR_SERVER].inside = false;
	m->literals = false;
	m->answers = NULL;
}

static void literal_begin(struct imap *m, uint64_t octets)
{
	struct imap_side *h = &m->side[DIR_SERVER];

	h->inside = true;
	h->literal = octets;
	if (m->response != IMAP_RESPONSE_FETCH || !imap_fetch_literal(m, octets))
		return;
	h->message = octets > 0;
	if (!h->message)
		imap_mail_end(m, true);
}

static void server_piece(struct imap *m, const struct imap_piece *p, uint64_t at)
{
	struct imap_side *h = &m->side[DIR_SERVER];

	imap_clear_line(m, DIR_SERVER, p->item.text, at, p->item.octets);
	if (h->inside || p->item.tail)
		imap_response_more(m, p, at);
	else
		imap_response_line(m, p, at);
	if (!p->ended)
		return;
	if (p->announces && m->literals) {
		imap_found_literal(m, DIR_SERVER, &p->next, NULL, p->item.text, at,
				   p->item.octets);
		literal_begin(m, p->next.octets);
	} else {
		response_end(m);
	}
}

static size_t server_message(struct imap *m, struct bytes b, uint64_t at)
{
	struct imap_side *h = &m->side[DIR_SERVER];
	struct bytes run = bytes_head(b, h->literal < b.n ? (size_t)h->literal : b.n);

	imap_mail_octets(m, run, at);
	h->literal -= run.n;
	h->message = h->literal > 0;
	if (!h->message)
		imap_mail_end(m, true);
	return run.n;
}

size_t imap_server(struct imap *m, struct bytes b, uint64_t at)
{
	struct imap_side *h = &m->side[DIR_SERVER];
	struct imap_piece piece;
	size_t used = 0;

	while (used < b.n && !m->s->yield) {
		struct bytes rest = bytes_from(b, used);

		if (!h->inside && imap_tls_begins(m, rest))
			return b.n;
		if (m->unasked_ok && !h->inside && imap_is_squeezed(m, rest) == STEP_MORE)
			break;
		if (m->s->inflate_due)
			break;
		if (h->message) {
			used += server_message(m, rest, at + used);
			continue;
		}
		if (imap_piece_next(h, rest, &piece) != STEP_ITEM)
			break;
		server_piece(m, &piece, at + used);
		used += piece.item.octets;
	}
	return used;
}

void imap_server_end(struct imap *m, struct bytes rest, uint64_t at)
{
	struct imap_piece piece;

	if (rest.n == 0 || (!m->side[DIR_SERVER].inside && imap_tls_begins(m, rest)))
		return;
	imap_piece_rest(&m->side[DIR_SERVER], rest, &piece);
	m->dialog.reply.hole = true;
	server_piece(m, &piece, at);
	m->dialog.reply.hole = false;
}

void imap_server_gap(struct imap *m, uint64_t missing, struct bytes rest, uint64_t at)
{
	struct imap_side *h = &m->side[DIR_SERVER];
	uint64_t left;

	imap_server_end(m, rest, at);
	m->greeting_due = false;
	if (m->sasl.active)
		m->sasl.hole = true;
	left = h->literal < missing ? h->literal : missing;
	if (h->message)
		imap_mail_gap(m, left);
	if (h->message && left == h->literal)
		imap_mail_end(m, left == missing);
	if (m->answers)
		m->answers->said.hole = true;
	imap_fetch_hole(m);
	if (imap_side_gap(h, missing)) {
		h->message = h->message && h->literal > 0;
		return;
	}
	response_end(m);
	m->phase = IMAP_PHASE_UNKNOWN;
	m->unasked_ok = imap_is_compress(m->deciding);
	imap_doubt(m);
}
