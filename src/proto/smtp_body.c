/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * smtp_body.c - the message after DATA.
 *
 * In:   the client's octets after "354"
 * Out:  a delivery, and the end of data, which is asked and answered like a command
 * RFC:  5321 4.1.1.4, 4.5.2
 *
 * The message ends at CRLF.CRLF.  Where octets are missing the end may be among them: the
 * server's next reply tells, for until the end it has nothing to say.
 */
#include "proto/smtp.h"

static struct delivery_facts smtp_facts(struct smtp *m, const struct reply *r,
					const char *command)
{
	return (struct delivery_facts){
		.command = command,
		.from = DIR_CLIENT,
		.number = NO_U64,
		.announced = smtp_tx(m)->params.size,
		.envelope = smtp_tx(m),
		.reply = r,
	};
}

struct delivery *smtp_delivery(struct smtp *m, const char *command)
{
	struct delivery_facts facts = smtp_facts(m, NULL, command);

	if (m->delivery == NULL) {
		m->delivery = delivery_open(m->s, &facts);
		m->sending = command;
		transaction_sending(smtp_tx(m), command, delivery_id(m->delivery));
		smtp_watch_begin(m, delivery_id(m->delivery));
	}
	return m->delivery;
}

void smtp_delivery_end(struct smtp *m, bool end_seen)
{
	delivery_end(m->delivery, end_seen);
	smtp_watch_end(m, delivery_size(m->delivery));
}

void smtp_body_begin(struct smtp *m, struct asked *a)
{
	const struct conn_half *client = &m->s->conn->half[DIR_CLIENT];

	m->client = SMTP_BODY;
	m->dot = (struct dot){ 0 };
	m->body_hole = false;
	m->held = 0;
	m->held_lenient = false;
	line_reset(&m->line[DIR_CLIENT]); /* what looked like half a line is the message's */
	if (m->delivery) { /* chunks without a last one */
		smtp_delivery_end(m, false);
		smtp_body_drop(m, &m->delivery, "BDAT");
	}
	/* Where only the server was captured there will be no message to tell of. */
	if (client->seen && !client->one_sided) {
		uint64_t id = delivery_id(smtp_delivery(m, "DATA"));

		if (a)
			a->message_id = id;
	}
	if (m->body_missing) {
		delivery_gap(smtp_delivery(m, "DATA"), m->body_missing);
		smtp_watch_gap(m, m->body_missing);
		dot_gap(&m->dot);
		m->body_hole = true;
		m->body_missing = 0;
	}
}

/* The end of data waits for its reply; `octets` may be 0 when it was not captured. */
static void smtp_body_asked(struct smtp *m, struct bytes text, uint64_t at, uint64_t octets,
			    const char *note)
{
	struct asked *a = dialog_ask(&m->dialog, m->s, &smtp_end_of_data, B("."),
				     text, text.n, at, octets);
	struct ev_line l;

	if (m->watch->owed) /* its own end counts already */
		smuggled_asked(m, false);
	a->delivery = m->delivery;
	a->message_id = delivery_id(m->delivery);
	a->note = note;
	m->unsettled = a;
	m->delivery = NULL;
	m->client = SMTP_COMMANDS;
	m->held = 0;
	m->held_lenient = false;
	if (octets == 0)
		return;
	l = session_line_of(DIR_CLIENT, LINE_END, text, at, octets);
	l.command_seq = a->seq;
	session_line(m->s, &l);
}

size_t smtp_body(struct smtp *m, struct bytes b, uint64_t at)
{
	struct delivery *d = smtp_delivery(m, "DATA");
	struct bytes in = b, run;
	enum step step;
	size_t used;

	while ((step = dot_next(&m->dot, &in, &run)) == STEP_ITEM)
		delivery_octets(d, run);
	used = b.n - in.n;
	if (step == STEP_END) {
		delivery_wire(d, at, used - 3);
		smtp_watch_octets(m, bytes_head(b, used - 3), at, true);
		smtp_delivery_end(m, true);
		smtp_body_asked(m, B("."), at + used - 3, 3, NULL);
		return used;
	}
	delivery_wire(d, at, used);
	smtp_watch_octets(m, bytes_head(b, used), at, true);
	m->held_at = at + used;
	m->held = in.n;
	m->held_lenient = dot_lenient_end(&m->dot, in);
	return used;
}

static void smtp_body_flush(struct smtp *m, struct bytes rest, uint64_t at)
{
	struct delivery *d = smtp_delivery(m, "DATA");

	delivery_octets(d, dot_flush(&m->dot, rest));
	delivery_wire(d, at, rest.n);
	smtp_watch_octets(m, rest, at, true);
	m->held = 0;
	m->held_lenient = false;
}

void smtp_body_gap(struct smtp *m, uint64_t missing, struct bytes rest, uint64_t at)
{
	smtp_body_flush(m, rest, at);
	delivery_gap(m->delivery, missing);
	smtp_watch_gap(m, missing);
	dot_gap(&m->dot);
	m->body_hole = true;
}

bool smtp_body_over(struct smtp *m)
{
	if (!m->body_hole && !m->held_lenient)
		return false;
	/* The octets that make the lenient end are still to come back: they are said. */
	if (m->held_lenient) {
		uint64_t at = m->held_at;
		size_t octets = m->held;

		m->skip = octets;
		(void)smtp_delivery(m, "DATA");
		smtp_delivery_end(m, true);
		if (!m->body_hole)
			smtp_watch_lenient(m, octets == 2 ? B(".\n") : B(".\r\n"), at);
		smtp_body_asked(m, B("."), at, octets,
				m->body_hole ? "octets before the end are missing"
					     : "a lone dot with a bare line end was taken for the end");
		return true;
	}
	(void)smtp_delivery(m, "DATA");
	smtp_delivery_end(m, false);
	smtp_body_asked(m, B(""), 0, 0, "the end of the message was not captured");
	return true;
}

void smtp_body_break(struct smtp *m, struct bytes rest, uint64_t at)
{
	if (m->delivery == NULL && rest.n == 0)
		return;
	smtp_body_flush(m, rest, at);
	smtp_delivery_end(m, false);
}

/* Whether any recipient got it. */
static bool smtp_delivered(struct smtp *m)
{
	for (size_t i = 0; i < smtp_tx(m)->nrcpt; i++)
		if (bytes_eq(bytes_str(smtp_tx(m)->rcpt[i].verdict), B("accepted")))
			return true;
	return false;
}

void smtp_body_close(struct smtp *m, struct delivery **d, const struct reply *r,
		     const char *command)
{
	struct delivery_facts facts;

	if (r)
		transaction_final(smtp_tx(m), r);
	if (*d == NULL)
		return;
	facts = smtp_facts(m, r, command);
	transaction_settle(smtp_tx(m), "unknown");
	/* LMTP has many last words: one good one is success (RFC 2033 4.2). */
	if (r && m->lmtp && smtp_tx(m)->told)
		facts.outcome = smtp_delivered(m) ? "success" : "failure";
	delivery_close(d, &facts);
}

void smtp_body_drop(struct smtp *m, struct delivery **d, const char *command)
{
	struct delivery_facts facts;

	if (*d == NULL)
		return;
	facts = smtp_facts(m, NULL, command);
	transaction_settle(smtp_tx(m), "unsent");
	delivery_close(d, &facts);
}

void smtp_body_judged(struct smtp *m, const struct reply *r)
{
	delivery_early_reply(m->delivery, r);
	transaction_final(smtp_tx(m), r);
}
