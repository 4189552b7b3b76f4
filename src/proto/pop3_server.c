/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pop3_server.c - the server's octets: status lines, listings, messages, holes.
 *
 * In:   in-order octets of the server
 * Out:  lines to pop3_reply.c, message octets to pop3_mail.c, rows of listings
 * RFC:  1939 3 and 5
 *
 *   STATUS --+OK to LIST, UIDL, CAPA--> LISTING --"."-------> STATUS
 *          --+OK to RETR, TOP---------> MESSAGE --CRLF.CRLF-> STATUS
 *          --+OK to what was not seen-> LOOSE: by the next line one of the three
 */
#include "proto/pop3.h"

/* A listing may hold lines of its own that look like anything; but when octets of it are
   missing and the client has gone on, a status line begins the next reply. */
static bool pop3_next_reply(const struct pop3 *m, struct bytes b)
{
	bool challenge = m->deciding && pop3_is_auth(m->deciding) && bytes_starts(b, B("+ "));

	return m->hole && m->asked_since &&
	       (challenge || bytes_starts(b, B("+OK")) || bytes_starts(b, B("-ERR")));
}

static void pop3_listing_line(struct pop3 *m, const struct line_item *item, uint64_t at)
{
	struct asked *a = m->dialog.head;
	const struct pop3_verb *v = a ? a->row : NULL;
	struct bytes text = item->text;
	bool loose = !m->guessed && !m->dialog.reply.open;

	if (pop3_next_reply(m, text)) {
		pop3_over(m, "the end of the reply was not captured");
		pop3_status_line(m, item, at);
		return;
	}
	if (bytes_eq(text, B("."))) {
		pop3_tell_line(m, LINE_END, text, at, item->octets);
		if (!loose)
			dialog_reply_octets(&m->dialog, m->s, at, item->octets);
		pop3_over(m, NULL);
		return;
	}
	if (!m->synced[DIR_SERVER]) {
		/* After a hole this may be the end of a line. */
		m->synced[DIR_SERVER] = true;
		pop3_tell_line(m, LINE_OTHER, text, at, item->octets);
		return;
	}
	pop3_tell_line(m, LINE_LISTING, text, at, item->octets);
	if (loose)
		return;
	if (bytes_at(text, 0) == '.')
		text = bytes_from(text, 1);
	dialog_reply_add(&m->dialog, m->s, NO_U64, text, at, item->octets);
	if (v && v->row)
		v->row(m, text);
}

/* "Name: value", as the first line of a message. */
static bool looks_like_header(struct bytes line)
{
	size_t colon = bytes_chr(line, 0, ':');

	if (colon == 0 || colon == line.n)
		return false;
	for (size_t i = 0; i < colon; i++)
		if (!ascii_print(bytes_at(line, i)) || bytes_at(line, i) == ' ')
			return false;
	return true;
}

/* One line; returns false when it turned out to be the first of a message. */
static bool pop3_server_line(struct pop3 *m, const struct line_item *item, uint64_t at)
{
	struct bytes text;

	if (item->tail) {
		if (m->dialog.reply.open)
			dialog_reply_octets(&m->dialog, m->s, at, item->octets);
		return true;
	}
	if (m->server == POP3_LOOSE && pop3_read_status(item->text, &text) == POP3_SAYS_NONE) {
		m->dot = (struct dot){ 0 };
		m->server = looks_like_header(item->text) ? POP3_MESSAGE : POP3_LISTING;
		if (m->server == POP3_MESSAGE)
			return false;
	}
	if (m->server == POP3_LISTING)
		pop3_listing_line(m, item, at);
	else
		pop3_status_line(m, item, at);
	return true;
}

/* The same at the start of a line of a message, when `b` may be cut. */
static bool pop3_may_be_over(const struct pop3 *m, struct bytes b)
{
	bool line_start = m->dot.seen == DOT_SEEN_CRLF || m->dot.seen == DOT_SEEN_LF;

	return m->hole && m->asked_since && line_start &&
	       (bytes_starts(B("-ERR"), bytes_head(b, 4)) ||
		bytes_starts(B("+OK"), bytes_head(b, 3)));
}

size_t pop3_server(struct pop3 *m, struct bytes b, uint64_t at)
{
	size_t used = m->skip < b.n ? m->skip : b.n;

	m->skip -= used;
	while (used < b.n && !m->s->yield) {
		struct bytes rest = bytes_from(b, used);
		struct line_item item;
		size_t n;

		if (m->tls_agreed && m->server == POP3_STATUS && pop3_is_tls(rest)) {
			pop3_stls_begins(m);
			return b.n;
		}
		if (m->server == POP3_MESSAGE && pop3_may_be_over(m, rest)) {
			if (rest.n < 4)
				break;
			if (pop3_next_reply(m, rest))
				pop3_over(m, "the end of the message was not captured");
		}
		if (m->server == POP3_MESSAGE) {
			n = pop3_mail(m, rest, at + used);
			used += n;
			if (n == 0)
				break;
			continue;
		}
		if (line_next(&m->line[DIR_SERVER], rest, &item) != STEP_ITEM)
			break;
		pop3_stls_plain(m, DIR_SERVER, bytes_head(rest, item.octets), at + used);
		if (pop3_server_line(m, &item, at + used))
			used += item.octets;
	}
	return used;
}

/* The status line was in the hole.  When one command waits and its reply has many lines,
   what follows is most likely these. */
static void pop3_guess(struct pop3 *m)
{
	struct asked *a = m->dialog.head;

	if (a == NULL || a->next || m->server != POP3_STATUS)
		return;
	m->positive = true;
	if (pop3_shape(a) == POP3_MAIL) {
		m->server = POP3_MESSAGE;
		m->dot = (struct dot){ 0 };
	} else if (pop3_shape(a) == POP3_LINES) {
		m->server = POP3_LISTING;
	}
	m->guessed = m->server != POP3_STATUS;
}

void pop3_server_cut(struct pop3 *m)
{
	if (m->server == POP3_MESSAGE || m->dialog.reply.open)
		pop3_over(m, "the end of the reply was not captured");
}

void pop3_server_gap(struct pop3 *m, uint64_t missing, struct bytes rest, uint64_t at)
{
	pop3_server_end(m, rest, at);
	m->greeting_due = false;
	pop3_guess(m);
	if (m->server == POP3_MESSAGE) {
		if (m->delivery)
			delivery_gap(m->delivery, missing);
		else
			m->missing += missing;
		dot_gap(&m->dot);
	}
	m->held = 0;
	m->held_lenient = false;
	m->hole = m->server != POP3_STATUS;
	m->asked_since = false;
	m->synced[DIR_SERVER] = false;
	line_reset(&m->line[DIR_SERVER]);
	dialog_doubt(&m->dialog);
	if (m->sasl.active)
		m->sasl.hole = true;
}

void pop3_server_end(struct pop3 *m, struct bytes rest, uint64_t at)
{
	size_t skip = m->skip < rest.n ? m->skip : rest.n;
	struct line_item item;

	m->skip = 0;
	at += skip;
	rest = bytes_from(rest, skip);
	if (rest.n == 0)
		return;
	if (m->server == POP3_MESSAGE) {
		delivery_octets(pop3_delivery(m), dot_flush(&m->dot, rest));
		delivery_wire(m->delivery, at, rest.n);
		return;
	}
	/* The beginning of a line: half a number is not a number. */
	item = (struct line_item){ .text = bytes_chomp(rest), .octets = rest.n };
	m->dialog.reply.hole = true;
	if (m->server == POP3_STATUS)
		pop3_status_line(m, &item, at);
	else
		pop3_tell_line(m, LINE_OTHER, item.text, at, item.octets);
	m->dialog.reply.hole = m->dialog.reply.open;
}
