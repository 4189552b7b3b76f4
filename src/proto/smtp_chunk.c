/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * smtp_chunk.c - messages in chunks.
 *
 * In:   "BDAT 1000", 1000 octets, "BDAT 24 LAST", 24 octets
 * Out:  one delivery, whose verdict is the reply to the last chunk
 * RFC:  3030
 *
 * The octets follow their command whatever the server thinks of it, so nothing waits here
 * and nothing is unstuffed.  A hole has a size, and so has what is left of the chunk: the
 * next command is found behind any hole.
 */
#include "proto/smtp.h"

#include "base/limits.h"

bool smtp_read_chunk(struct bytes arg, uint64_t *octets_out, bool *last_out)
{
	struct bytes size = bytes_word(&arg), word = bytes_word(&arg);

	*last_out = bytes_ieq(word, B("LAST"));
	return bytes_u64(size, octets_out) && *octets_out <= INT64_MAX &&
	       (word.n == 0 || *last_out) && arg.n == 0;
}

/* The chunk has all its octets (`whole`), or will not have them. */
static void chunk_end(struct smtp *m, bool whole)
{
	struct asked *a = m->chunk;

	m->client = SMTP_COMMANDS;
	m->chunk = NULL;
	m->chunk_judged = false;
	line_reset(&m->line[DIR_CLIENT]);
	if (!m->chunk_last || m->delivery == NULL)
		return;
	smtp_delivery_end(m, whole);
	if (a == NULL) { /* the verdict came first */
		smtp_body_close(m, &m->delivery, NULL, "BDAT");
		smtp_reset(m, "answered");
		m->phase = SMTP_READY;
		return;
	}
	a->delivery = m->delivery;
	m->unsettled = a;
	m->delivery = NULL;
}

void smtp_chunk_asked(struct smtp *m, struct asked *a)
{
	if (!smtp_read_chunk(asked_arg(a), &m->chunk_left, &m->chunk_last)) {
		a->note = "not a chunk size: no octets are taken for a chunk";
		smtp_judge_chunk(m, a, ONCE_BDAT_SIZE);
		return;
	}
	m->chunk = a;
	m->chunk_judged = m->chunk_dropped = false;
	m->client = SMTP_CHUNK;
	if (m->delivery)
		a->message_id = delivery_id(m->delivery);
	if (m->chunk_left == 0)
		chunk_end(m, true);
}

/* A chunk was refused: the message will not be, and what is left of it is no message. */
static void chunk_refuse(struct smtp *m, const struct reply *r)
{
	bool again = m->discard;

	m->discard = true;
	if (m->delivery == NULL && again)
		return; /* the first refusal is the verdict */
	if (m->delivery == NULL) {
		transaction_sending(smtp_tx(m), "BDAT", NO_U64);
		transaction_final(smtp_tx(m), r);
		return;
	}
	smtp_delivery_end(m, false);
	smtp_body_close(m, &m->delivery, r, "BDAT");
}

bool smtp_chunk_is_message(const struct smtp *m, const struct asked *a)
{
	const struct smtp_verb *v = a->row;
	uint64_t octets;
	bool last;

	return v && v->answered == smtp_chunk_answered && m->delivery == NULL && !m->discard &&
	       smtp_read_chunk(asked_arg(a), &octets, &last) && last && octets == 0;
}

/* Refused, it is one all the same if DATA could have begun one: a recipient was accepted. */
static bool chunk_refused_empty(struct smtp *m, const struct asked *a)
{
	return smtp_chunk_is_message(m, a) && transaction_accepted(smtp_tx(m));
}

/* The whole message was "BDAT 0 LAST". */
static void chunk_empty(struct smtp *m, struct asked *a, const struct reply *r)
{
	a->message_id = delivery_id(smtp_delivery(m, "BDAT"));
	smtp_delivery_end(m, true);
	smtp_body_close(m, &m->delivery, r, "BDAT");
}

void smtp_chunk_answered(struct smtp *m, struct asked *a, const struct reply *r)
{
	bool ours = m->delivery && a->message_id == delivery_id(m->delivery);
	uint64_t octets;
	bool last;

	if (!smtp_read_chunk(asked_arg(a), &octets, &last))
		return;
	/* Before its octets were there: smtp_chunk() sees whether they still come. */
	m->chunk_judged = m->chunk == a && r;
	m->chunk_dropped = m->chunk_judged && !smtp_accepted(r);
	if (m->chunk == a)
		m->chunk = NULL;
	if (a->delivery)
		smtp_body_close(m, &a->delivery, r, "BDAT");
	else if (!smtp_accepted(r) && chunk_refused_empty(m, a))
		chunk_empty(m, a, r);
	else if (!smtp_accepted(r) && (ours || m->delivery == NULL))
		chunk_refuse(m, r);
	else if (last && ours && r)
		smtp_body_judged(m, r);
	else if (smtp_chunk_is_message(m, a))
		chunk_empty(m, a, r);
	if (last && m->delivery == NULL) {
		smtp_reset(m, r ? "answered" : "unanswered");
		m->phase = SMTP_READY;
	} else if (smtp_accepted(r)) {
		m->phase = SMTP_DATA;
	}
}

/* A message begins behind the verdict on the one before.  False: wait for it. */
static bool chunk_may_begin(struct smtp *m)
{
	if (m->unsettled == NULL || m->delivery)
		return true;
	if (session_may_wait(m->s, DIR_CLIENT)) {
		m->s->wait[DIR_CLIENT] = true;
		return false;
	}
	smtp_lose_until(m, m->unsettled, "no reply seen");
	return true;
}

size_t smtp_chunk(struct smtp *m, struct bytes b, uint64_t at)
{
	struct bytes part = b;

	/* The server has its mind made up: some clients stop sending then. */
	if (m->chunk_judged) {
		if (bytes_chr(b, 0, '\n') == b.n && b.n < LIMIT_DETECT_OCTETS && !m->s->force)
			return 0;
		m->chunk_judged = false;
		if (smtp_looks_like_command(b)) {
			chunk_end(m, false);
			return 0;
		}
	}
	if (!chunk_may_begin(m))
		return 0;
	if (!m->discard && !m->chunk_dropped)
		smtp_delivery(m, "BDAT");
	if (m->delivery && m->chunk)
		m->chunk->message_id = delivery_id(m->delivery);
	if (part.n > m->chunk_left)
		part = bytes_head(part, (size_t)m->chunk_left);
	if (m->delivery) {
		delivery_octets(m->delivery, part);
		delivery_wire(m->delivery, at, part.n);
		smtp_watch_octets(m, part, at, false);
	}
	m->chunk_left -= part.n;
	if (m->chunk_left == 0)
		chunk_end(m, true);
	return part.n;
}

void smtp_chunk_gap(struct smtp *m, uint64_t missing, struct bytes rest, uint64_t at)
{
	uint64_t part;

	m->chunk_judged = false;
	while (rest.n && m->client == SMTP_CHUNK) {
		size_t n = smtp_chunk(m, rest, at);

		rest = bytes_from(rest, n);
		at += n;
	}
	if (m->client != SMTP_CHUNK)
		return;
	part = missing < m->chunk_left ? missing : m->chunk_left;
	if (part && !m->discard && !m->chunk_dropped && (m->delivery || !m->unsettled)) {
		uint64_t id = delivery_id(smtp_delivery(m, "BDAT"));

		if (m->chunk)
			m->chunk->message_id = id;
	}
	if (m->delivery) {
		delivery_gap(m->delivery, part);
		smtp_watch_gap(m, part);
	}
	m->chunk_left -= part;
	if (m->chunk_left == 0)
		chunk_end(m, true);
}

void smtp_abandon(struct smtp *m, struct asked *a)
{
	if (m->delivery == NULL)
		return;
	smtp_judge_chunk(m, a, ONCE_BDAT_UNFINISHED);
	smtp_delivery_end(m, false);
	a->delivery = m->delivery;
	m->delivery = NULL;
}

void smtp_abandoned(struct smtp *m, struct asked *a)
{
	smtp_body_drop(m, &a->delivery, "BDAT");
}
