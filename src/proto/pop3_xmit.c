/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pop3_xmit.c - a message that a client sends: XTND XMIT.
 *
 * In:   the client's octets after "+OK" to XTND XMIT
 * Out:  a delivery, and the end of data, which is asked and answered like a command
 * RFC:  none; RFC 1082 2 for XTND, Berkeley's popper for XMIT
 *
 * The message is stuffed and ended as RFC 1939 3 has it for the other direction.  Where
 * octets are missing the end may be among them: the server's next reply tells.
 */
#include "proto/pop3.h"

static const char xmit[] = "XTND XMIT";

static struct delivery_facts xmit_facts(void)
{
	return (struct delivery_facts){ .from = DIR_CLIENT, .command = xmit,
					.number = NO_U64, .announced = NO_U64 };
}

static void sent_answered(struct pop3 *m, struct asked *a, const struct reply *r)
{
	struct delivery_facts facts = xmit_facts();

	if (r)
		facts.outcome = m->positive ? "success" : "failure";
	if (a->delivery)
		delivery_close(&a->delivery, &facts);
}

static const struct pop3_verb end_of_data = {
	.name = ".", .phases = POP3_IN(POP3_TRANSACTION), .shape = POP3_ONE_LINE,
	.answered = sent_answered, .source = "RFC 1939 3",
};

void pop3_xmit_begin(struct pop3 *m, struct asked *a)
{
	struct delivery_facts facts = xmit_facts();

	m->xmit = (struct pop3_xmit){ .delivery = delivery_open(m->s, &facts) };
	a->message_id = delivery_id(m->xmit.delivery);
	if (m->xmit_missing) {
		delivery_gap(m->xmit.delivery, m->xmit_missing);
		dot_gap(&m->xmit.dot);
		m->xmit.hole = true;
		m->xmit_missing = 0;
	}
	line_reset(&m->line[DIR_CLIENT]);
}

/* The end waits for its reply; `octets` may be 0 when it was not captured. */
static void xmit_asked(struct pop3 *m, struct bytes text, uint64_t at, uint64_t octets,
		       const char *note)
{
	struct asked *a = dialog_ask(&m->dialog, m->s, &end_of_data, B("."), text, text.n, at,
				     octets);
	struct ev_line l;

	a->delivery = m->xmit.delivery;
	a->message_id = delivery_id(a->delivery);
	a->note = note;
	m->xmit.delivery = NULL;
	m->xmit.held = 0;
	if (octets == 0)
		return;
	l = session_line_of(DIR_CLIENT, LINE_END, text, at, octets);
	l.command_seq = a->seq;
	session_line(m->s, &l);
}

size_t pop3_xmit(struct pop3 *m, struct bytes b, uint64_t at)
{
	struct pop3_xmit *x = &m->xmit;
	struct bytes in = b, run;
	enum step step;
	size_t used;

	while ((step = dot_next(&x->dot, &in, &run)) == STEP_ITEM)
		delivery_octets(x->delivery, run);
	used = b.n - in.n;
	delivery_wire(x->delivery, at, step == STEP_END ? used - 3 : used);
	if (step == STEP_END) {
		delivery_end(x->delivery, true);
		xmit_asked(m, B("."), at + used - 3, 3, NULL);
		return used;
	}
	x->held_at = at + used;
	x->held = in.n;
	x->held_lenient = dot_lenient_end(&x->dot, in);
	return used;
}

void pop3_xmit_gap(struct pop3 *m, uint64_t missing, struct bytes rest, uint64_t at)
{
	struct pop3_xmit *x = &m->xmit;

	delivery_wire(x->delivery, at, rest.n);
	delivery_octets(x->delivery, dot_flush(&x->dot, rest));
	x->held = 0;
	x->held_lenient = false;
	if (missing == 0) {
		delivery_end(x->delivery, false);
		return;
	}
	delivery_gap(x->delivery, missing);
	dot_gap(&x->dot);
	x->hole = true;
}

void pop3_xmit_over(struct pop3 *m)
{
	struct pop3_xmit *x = &m->xmit;

	if (x->held_lenient) {
		m->client_skip = x->held;
		delivery_end(x->delivery, true);
		xmit_asked(m, B("."), x->held_at, x->held, x->hole
			   ? "octets before the end are missing"
			   : "a lone dot with a bare line end was taken for the end");
	} else if (x->hole) {
		delivery_end(x->delivery, false);
		xmit_asked(m, B(""), 0, 0, "the end of the message was not captured");
	}
}

void pop3_xmit_close(struct pop3 *m)
{
	struct delivery_facts facts = xmit_facts();

	if (m->xmit.delivery)
		delivery_close(&m->xmit.delivery, &facts);
}
