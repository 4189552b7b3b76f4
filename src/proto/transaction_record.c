/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * transaction_record.c - the record of a transaction, when it is over.
 *
 * In:   the envelope, as transaction.c has it
 * Out:  the TRANSACTION record: one for each MAIL that was answered, and for what the
 *       capture shows the rest of
 * RFC:  5321 3.3, 4.1.4
 */
#include "proto/transaction.h"

static void count_verdicts(struct ev_transaction *r)
{
	r->accepted = r->deferred = r->rejected = 0;
	for (size_t i = 0; i < r->rcpt.n; i++) {
		struct bytes verdict = bytes_str(r->rcpt.v[i].verdict);

		r->accepted += bytes_eq(verdict, B("accepted"));
		r->deferred += bytes_eq(verdict, B("deferred"));
		r->rejected += bytes_eq(verdict, B("rejected"));
	}
}

/* By the last word; without one, nothing was delivered unless its reply was not seen. */
static const char *outcome(const struct transaction *t, const struct ev_transaction *r)
{
	if (t->final.code == NO_U64)
		return t->message_id != NO_U64 ? "unknown" : "failure";
	return r->accepted || t->final.code / 100 == 2 ? "success" : "failure";
}

static void fill_params(const struct esmtp_mail *p, struct ev_transaction *r)
{
	r->size = p->size;
	r->body = p->body;
	r->smtputf8 = p->smtputf8;
	r->ret = p->ret;
	r->envid = p->envid;
	r->auth = p->auth;
	r->by_ns = p->by_ns;
	r->by_mode = p->by_mode;
	r->hold_for = p->hold_for;
	r->hold_until = p->hold_until;
	r->priority = p->priority;
	r->requiretls = p->requiretls;
	r->params_rest = p->rest;
}

static void fill(const struct transaction *t, const struct session *s,
		 struct ev_transaction *r)
{
	r->number = t->number;
	r->command = t->command;
	r->message_id = t->message_id;
	if (s->user_proven)
		r->user = buf_bytes(&s->user);
	r->told_ip = s->told.ip;
	if (s->told.port)
		r->told_port = s->told.port;
	r->told_by = s->told_by;
	r->helo = session_text(s, TEXT_HELO);
	r->mail_from = t->mail_from;
	r->mail_params = t->mail_params;
	fill_params(&t->params, r);
	r->mail_code = t->mail.code;
	r->mail_enhanced = t->mail.enhanced;
	r->mail_text = t->mail.text;
	r->rcpt = (struct ev_rcpts){ t->rcpt, t->nrcpt };
	if (t->cut)
		r->rcpt_cut = t->cut;
	r->reply_code = t->final.code;
	r->reply_enhanced = t->final.enhanced;
	r->reply_text = t->final.text;
	r->local_id = t->queue_id;
	count_verdicts(r);
}

void transaction_end(struct transaction *t, struct session *s, const char *ended)
{
	struct ev_transaction r;

	if (t->begun)
		t->number++;
	if (t->begun && events_want(s->out, EV_TRANSACTION)) {
		bool unseen = t->message_id != NO_U64 && t->final.code == NO_U64 &&
			      (bytes_eq(bytes_str(ended), B("unanswered")) ||
			       bytes_eq(bytes_str(ended), B("closed")));

		transaction_settle(t, unseen ? "unknown" : "unsent");
		session_record_init(s, RECORD_TRANSACTION, &r, "transaction-ended", &t->f);
		fill(t, s, &r);
		r.ended = t->refused ? "sender-refused" : ended;
		r.head.outcome = outcome(t, &r);
		session_put(s, (struct event){ .kind = EV_TRANSACTION, .transaction = &r });
	}
	transaction_reset(t);
}
