/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pop3_mail.c - a message on its way to the client.
 *
 * In:   the server's octets after "+OK" to RETR or TOP
 * Out:  a delivery, with what the mailbox knows about the message
 * RFC:  1939 3, 5 and 7
 *
 * The message ends at its lone dot; announced octet counts are told, never used to find
 * the end.
 */
#include "proto/pop3.h"

/* "1234 octets": what the status line of RETR announces. */
static uint64_t announced_in(struct bytes text)
{
	uint64_t n;
	struct bytes word = bytes_word(&text);

	if (!bytes_u64(word, &n))
		return NO_U64;
	return bytes_istarts(text, B("octet")) || bytes_istarts(text, B("byte")) ? n : NO_U64;
}

/* What is known about the message that `a` (may be NULL) fetches. */
static struct delivery_facts pop3_facts(const struct pop3 *m, const struct asked *a)
{
	struct delivery_facts facts = { .from = DIR_SERVER, .command = "RETR",
					.number = NO_U64, .announced = NO_U64 };
	const struct mail *mail;
	struct bytes arg;

	if (m->dialog.reply.nends)
		facts.announced = announced_in(reply_line(&m->dialog.reply, 0));
	if (a == NULL)
		return facts;
	arg = asked_arg(a);
	facts.headers_only = bytes_eq(bytes_str(a->verb), B("TOP"));
	if (facts.headers_only)
		facts.command = "TOP";
	if (!bytes_u64(bytes_word(&arg), &facts.number))
		return facts;
	mail = mailbox_find(&m->box, m->s->shared->key, facts.number);
	facts.uid = mailbox_uid(&m->box, mail);
	if (mail && facts.announced == NO_U64)
		facts.announced = mail->octets;
	return facts;
}

/* The command whose message is being sent, or NULL. */
static struct asked *pop3_fetching(const struct pop3 *m)
{
	return pop3_shape(m->dialog.head) == POP3_MAIL ? m->dialog.head : NULL;
}

struct delivery *pop3_delivery(struct pop3 *m)
{
	struct asked *a = pop3_fetching(m);
	struct delivery_facts facts = pop3_facts(m, a);

	if (m->delivery == NULL) {
		m->delivery = delivery_open(m->s, &facts);
		delivery_gap(m->delivery, m->missing);
		m->missing = 0;
	}
	if (a)
		a->message_id = delivery_id(m->delivery);
	return m->delivery;
}

void pop3_mail_close(struct pop3 *m)
{
	struct delivery_facts facts = pop3_facts(m, pop3_fetching(m));

	if (m->delivery) {
		pop3_fetched(m, pop3_fetching(m), m->delivery, &facts);
		delivery_close(&m->delivery, &facts);
	}
	m->missing = 0;
	m->held = 0;
	m->held_lenient = false;
}

/* The octets of a message; those used count for the reply. */
size_t pop3_mail(struct pop3 *m, struct bytes b, uint64_t at)
{
	struct delivery *d = pop3_delivery(m);
	struct bytes in = b, run;
	enum step step;
	size_t used;

	while ((step = dot_next(&m->dot, &in, &run)) == STEP_ITEM)
		delivery_octets(d, run);
	used = b.n - in.n;
	delivery_wire(d, at, step == STEP_END ? used - 3 : used);
	if ((m->dialog.reply.open || m->guessed) && used)
		dialog_reply_octets(&m->dialog, m->s, at, used);
	m->held_at = at + used;
	m->held = in.n;
	m->held_lenient = step != STEP_END && dot_lenient_end(&m->dot, in);
	if (step == STEP_END) {
		pop3_tell_line(m, LINE_END, B("."), at + used - 3, 3);
		delivery_end(d, true);
		pop3_over(m, NULL);
	}
	return used;
}

void pop3_client_went_on(struct pop3 *m)
{
	m->asked_since = true;
	if (m->server != POP3_MESSAGE || !m->held_lenient || m->delivery == NULL)
		return;
	pop3_tell_line(m, LINE_END, B("."), m->held_at, m->held);
	m->skip = m->held;
	delivery_end(m->delivery, true);
	pop3_over(m, m->hole ? NULL : "a lone dot with a bare line end was taken for the end");
}
