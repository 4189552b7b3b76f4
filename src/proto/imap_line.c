/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * imap_line.c - lines of IMAP, and which of their octets belong to literals.
 *
 * In:   octets of one side, the unfinished line again with each call
 * Out:  physical lines, each cut into literal and code
 * RFC:  9051 4.3, 7888
 *
 *	a LOGIN {5}      code, announces a literal of 5
 *	alice {6}        5 octets of literal; code " {6}", announces one of 6
 *	secret           6 octets of literal; code "": the command ends
 *
 * What a line is does not depend on literals, so that it is found the same after a hole.
 */
#include "proto/imap.h"

/* The last octets of a line, for an announcement that a cut would tear apart. */
static void keep_end(struct imap_side *h, struct bytes code)
{
	struct bytes last = bytes_from(code, code.n > sizeof(h->end) ? code.n - sizeof(h->end)
								     : 0);
	size_t drop = h->nend + last.n > sizeof(h->end) ? h->nend + last.n - sizeof(h->end) : 0;

	memmove(h->end, h->end + drop, h->nend - drop);
	h->nend -= drop;
	if (last.n)
		memcpy(h->end + h->nend, last.p, last.n);
	h->nend += last.n;
}

static void piece_fill(struct imap_side *h, struct bytes raw, struct imap_piece *out)
{
	size_t n = h->literal < raw.n ? (size_t)h->literal : raw.n;
	struct bytes code = bytes_from(raw, n);

	h->literal -= n;
	out->literal = bytes_head(raw, n);
	out->literal_over = n && h->literal == 0;
	out->has_code = code.n > 0;
	out->ended = bytes_last(code) == '\n';
	out->code = bytes_chomp(code);
	out->code_at = n < out->item.text.n ? n : out->item.text.n;
	if (!out->has_code)
		return;
	if (h->nend || !out->ended)
		keep_end(h, out->code);
	if (!out->ended)
		return;
	if (h->nend && h->end[h->nend - 1] == '\r')
		h->nend--; /* the piece before ended inside the line end */
	out->announces = imap_literal_at_end(h->nend ? bytes_of(h->end, h->nend) : out->code,
					     &out->next);
	h->nend = 0;
}

enum step imap_piece_next(struct imap_side *h, struct bytes b, struct imap_piece *out)
{
	*out = (struct imap_piece){ 0 };
	if (line_next(&h->line, b, &out->item) != STEP_ITEM)
		return STEP_MORE;
	piece_fill(h, bytes_head(b, out->item.octets), out);
	return STEP_ITEM;
}

void imap_piece_rest(struct imap_side *h, struct bytes rest, struct imap_piece *out)
{
	*out = (struct imap_piece){ .item = { .text = bytes_chomp(rest), .octets = rest.n,
					      .tail = h->line.skipping } };
	if (out->item.tail)
		out->item.text = (struct bytes){ NULL, 0 };
	line_reset(&h->line);
	piece_fill(h, rest, out);
	h->nend = 0;
}

bool imap_side_gap(struct imap_side *h, uint64_t missing)
{
	line_reset(&h->line);
	h->nend = 0;
	if (h->inside && h->literal >= missing) {
		h->literal -= missing;
		return true;
	}
	*h = (struct imap_side){ 0 };
	return false;
}
