/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * imap_client.c - the client's octets: lines, the literals in them, holes.
 *
 * In:   in-order octets of the client
 * Out:  lines to imap_command.c, messages to imap_append.c
 * RFC:  9051 2.2.1, 4.3, 7888
 *
 * After AUTHENTICATE, STARTTLS and a literal that waits for "+" the client's octets wait
 * for the reply.  When none can come they are judged by what they look like.
 */
#include "proto/imap_finding.h"

#include "base/limits.h"

enum { TLS_HANDSHAKE = 0x16 };

static const char no_reply[] = "no reply seen";

/* "tag VERB", with a verb that is known. */
static bool is_command(struct bytes line)
{
	struct imap_command_line c = imap_read_command(line);

	return c.tag.n && imap_verb(c.name) != NULL;
}

/* What is before the first octet that is no text. */
static struct bytes text_head(struct bytes line)
{
	size_t n = 0;

	while (n < line.n && bytes_at(line, n) >= 0x20 && bytes_at(line, n) <= 0x7e)
		n++;
	return bytes_head(line, n);
}

/* The reply to m->deciding is not known and `rest` follows it.  False: not yet. */
static bool imap_decide(struct imap *m, struct bytes rest)
{
	struct asked *a = m->deciding;
	size_t end = bytes_chr(rest, 0, '\n');
	struct bytes line = bytes_chomp(bytes_head(rest, end + 1));
	/* By what is there when the first octet comes that is no text, with or without more. */
	struct bytes text = text_head(line);
	bool squeezed = imap_is_compress(a) && !is_command(text);

	if ((!a->doubtful || squeezed) && session_may_wait(m->s, DIR_CLIENT)) {
		m->s->wait[DIR_CLIENT] = true;
		return false;
	}
	if (end == rest.n && rest.n < LIMIT_LINE && !m->s->force &&
	    bytes_at(rest, 0) != TLS_HANDSHAKE && !(squeezed && text.n < line.n))
		return false;
	m->deciding = NULL;
	if (m->asking == a && m->side[DIR_CLIENT].inside) {
		if (is_command(line))
			imap_client_stop(m);
		return true;
	}
	while (m->dialog.head != a)
		imap_lose(m, m->dialog.head, no_reply);
	if (imap_is_auth(a) && !is_command(line)) {
		m->word_due = true;
		return true;
	}
	imap_lose(m, a, no_reply);
	if (squeezed)
		imap_squeeze(m);
	return true;
}

void imap_client_stop(struct imap *m)
{
	struct imap_side *h = &m->side[DIR_CLIENT];

	if (m->deciding && m->deciding == m->asking)
		m->deciding = NULL;
	if (h->message)
		imap_append_end(m, false);
	h->inside = h->message = false;
	h->literal = 0;
	m->asking = NULL;
	m->hiding = false;
}

/* A literal is announced, and the client goes on with it or waits for "+". */
static void imap_literal_begin(struct imap *m, const struct imap_literal *literal)
{
	struct imap_side *h = &m->side[DIR_CLIENT];
	struct asked *a = m->asking;

	h->inside = true;
	h->literal = literal->octets;
	if (imap_is_append(a) && imap_append_begin(m, literal->octets)) {
		m->line_end = NULL;
		h->message = h->literal > 0;
		if (!h->message)
			imap_append_end(m, true);
	}
	if (imap_is_login(a) && m->args++ > 0)
		m->hiding = true;
	if (literal->sync)
		m->deciding = a;
}

static void imap_client_piece(struct imap *m, const struct imap_piece *p, uint64_t at,
			      const char *note)
{
	struct imap_side *h = &m->side[DIR_CLIENT];

	imap_clear_line(m, DIR_CLIENT, p->item.text, at, p->item.octets);
	if (h->inside || p->item.tail)
		imap_command_more(m, p, at);
	else if (m->word_due)
		imap_word(m, &p->item, at);
	else if (!imap_done(m, &p->item, at))
		imap_command(m, p, at, note);
	if (!p->ended)
		return;
	if (p->announces && m->asking) {
		imap_found_literal(m, DIR_CLIENT, &p->next, m->asking, p->item.text, at,
				   p->item.octets);
		imap_found_unwaited(m, &p->next, m->asking, p->item.text, at,
				    p->item.octets);
		imap_literal_begin(m, &p->next);
		return;
	}
	h->inside = m->hiding = false;
	m->asking = NULL;
}

/* The next octets of a message; returns how many. */
static size_t imap_client_message(struct imap *m, struct bytes b, uint64_t at)
{
	struct imap_side *h = &m->side[DIR_CLIENT];
	struct bytes run = bytes_head(b, h->literal < b.n ? (size_t)h->literal : b.n);

	imap_append_octets(m, run, at);
	h->literal -= run.n;
	h->message = h->literal > 0;
	if (!h->message)
		imap_append_end(m, true);
	return run.n;
}

size_t imap_client(struct imap *m, struct bytes b)
{
	struct imap_side *h = &m->side[DIR_CLIENT];
	uint64_t at = m->s->at[DIR_CLIENT];
	struct imap_piece piece;
	size_t used = 0;

	while (used < b.n) {
		struct bytes rest = bytes_from(b, used);

		if (m->deciding && !imap_decide(m, rest))
			break;
		if (m->unasked_ok && !h->inside && imap_is_squeezed(m, rest) == STEP_MORE)
			break;
		if (m->s->inflate_due)
			break;
		if (!h->inside && imap_tls_begins(m, rest))
			return b.n;
		if (h->message) {
			used += imap_client_message(m, rest, at + used);
			continue;
		}
		if (imap_piece_next(h, rest, &piece) != STEP_ITEM)
			break;
		imap_client_piece(m, &piece, at + used, NULL);
		used += piece.item.octets;
	}
	return used;
}

static void imap_client_rest(struct imap *m, struct bytes rest, const char *note)
{
	struct imap_piece piece;

	if (rest.n == 0)
		return;
	if (!m->side[DIR_CLIENT].inside && imap_tls_begins(m, rest))
		return;
	imap_piece_rest(&m->side[DIR_CLIENT], rest, &piece);
	imap_client_piece(m, &piece, m->s->at[DIR_CLIENT], note);
}

void imap_client_gap(struct imap *m, uint64_t missing, struct bytes rest)
{
	struct imap_side *h = &m->side[DIR_CLIENT];
	uint64_t left;

	if (m->sasl.active)
		m->sasl.hole = true;
	imap_client_rest(m, rest, "octets of it are missing");
	m->deciding = NULL;
	left = h->literal < missing ? h->literal : missing;
	if (h->message)
		imap_append_gap(m, left);
	if (h->message && left == h->literal)
		imap_append_end(m, left == missing);
	if (imap_side_gap(h, missing)) {
		h->message = h->message && h->literal > 0;
		return;
	}
	m->asking = NULL;
	m->hiding = false;
	m->phase = IMAP_PHASE_UNKNOWN;
}

void imap_client_end(struct imap *m, struct bytes rest)
{
	imap_client_rest(m, rest, "its line end is missing");
}
