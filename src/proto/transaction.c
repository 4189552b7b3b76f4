/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * transaction.c - the envelope: from whom, to whom, and what the server said to each.
 *
 * In:   arguments of MAIL and RCPT, and the replies to them
 * Out:  the envelope of a message record
 * RFC:  5321 3.3, 4.1.1.2, 4.1.1.3, 4.1.2; 1870; 2033 4.2
 */
#include "proto/transaction.h"

#include "base/limits.h"

#include <stdlib.h>

enum { RECIPIENTS_KEPT = 32 }; /* a longer list is not kept for the next session */

void transaction_reset(struct transaction *t)
{
	t->begun = t->open = t->refused = false;
	t->mail_from = t->mail_params = (struct bytes){ NULL, 0 };
	esmtp_mail(&t->params, &t->arena, B(""), false);
	t->odd = t->params.odd;
	t->nrcpt = 0;
	t->cut = 0;
	t->cut_accepted = t->cut_told = 0;
	t->told = 0;
	t->command = NULL;
	t->message_id = NO_U64;
	t->mail = t->final = (struct verdict){ .code = NO_U64 };
	t->queue_id = (struct bytes){ NULL, 0 };
	t->f = (struct conn_frames){ 0, 0, NO_TIME, NO_TIME };
	arena_reset(&t->arena);
}

bool transaction_trim(struct transaction *t)
{
	if (t->begun || t->nrcpt || arena_used(&t->arena))
		return false;
	free(t->rcpt);
	t->rcpt = NULL;
	t->caprcpt = 0;
	arena_fini(&t->arena);
	return true;
}

void transaction_fini(struct transaction *t)
{
	free(t->rcpt);
	arena_fini(&t->arena);
	*t = (struct transaction){ 0 };
}

struct transaction *transaction_take(struct shared *shared)
{
	struct transaction *t = shared->nidle_tx ? shared->idle_tx[--shared->nidle_tx] :
						   xcalloc(1, sizeof(*t));

	transaction_reset(t);
	return t;
}

void transaction_give(struct shared *shared, struct transaction *t)
{
	if (shared->nidle_tx == IDLE_TRANSACTIONS || t->caprcpt > RECIPIENTS_KEPT) {
		transaction_fini(t);
		free(t);
		return;
	}
	arena_reset(&t->arena);
	*t = (struct transaction){ .rcpt = t->rcpt, .caprcpt = t->caprcpt, .arena = t->arena };
	shared->idle_tx[shared->nidle_tx++] = t;
}

void transactions_fini(struct shared *shared)
{
	while (shared->nidle_tx) {
		struct transaction *t = shared->idle_tx[--shared->nidle_tx];

		transaction_fini(t);
		free(t);
	}
}

/* The end of a path that begins with "<", quotes respected, after its ">". */
static size_t path_end(struct bytes b)
{
	size_t end = bytes_chr(b, 0, '>');
	bool quoted = false;

	if (end < b.n && bytes_chr(bytes_head(b, end), 0, '"') == end)
		return end + 1;
	for (size_t i = 0; i < b.n; i++) {
		int c = bytes_at(b, i);

		if (c == '\\' && quoted)
			i++;
		else if (c == '"')
			quoted = !quoted;
		else if (c == '>' && !quoted)
			return i + 1;
	}
	return b.n;
}

void transaction_path(struct bytes arg, struct bytes *address_out, struct bytes *params_out)
{
	size_t colon = bytes_chr(arg, 0, ':'), end;
	struct bytes b = bytes_trim(colon < arg.n ? bytes_from(arg, colon + 1) : arg), path;

	if (bytes_at(b, 0) == '<') {
		end = path_end(b);
		path = bytes_sub(b, 1, end - 1);
		if (bytes_last(path) == '>')
			path = bytes_head(path, path.n - 1);
	} else {
		end = bytes_chr(b, 0, ' ');
		path = bytes_head(b, end);
	}
	/* "@one,@two:user@three": servers must accept the route and should ignore it */
	if (bytes_at(path, 0) == '@' && bytes_chr(path, 0, ':') < path.n)
		path = bytes_from(path, bytes_chr(path, 0, ':') + 1);
	*address_out = bytes_trim(path);
	*params_out = bytes_trim(bytes_from(b, end));
}

static struct bytes keep(struct transaction *t, struct bytes b)
{
	if (!b.p)
		return b;
	return bytes_dup(&t->arena, bytes_head(b, LIMIT_ENVELOPE_TEXT));
}

/* What is kept of `r`, which may be NULL. */
static struct verdict verdict_of(struct transaction *t, const struct reply *r)
{
	struct verdict v = { .code = NO_U64 };
	struct bytes enhanced;

	if (r == NULL)
		return v;
	v.code = r->code;
	v.text = keep(t, reply_line(r, 0));
	enhanced = reply_enhanced(r);
	if (enhanced.p)
		v.enhanced = keep(t, enhanced);
	return v;
}

void transaction_mail(struct transaction *t, struct bytes arg, const struct reply *r)
{
	struct bytes address, params;

	transaction_reset(t);
	t->begun = true;
	t->open = r == NULL || r->code / 100 == 2;
	t->refused = !t->open;
	t->mail = verdict_of(t, r);
	transaction_path(arg, &address, &params);
	t->mail_from = keep(t, address);
	if (params.n == 0)
		return;
	t->mail_params = keep(t, params);
	esmtp_mail(&t->params, &t->arena, t->mail_params, t->mail_params.n < params.n);
	t->odd = t->params.odd;
}

const char *transaction_verdict(uint64_t code)
{
	switch (code / 100) {
	case 2:
		return "accepted";
	case 4:
		return "deferred";
	case 5:
		return "rejected";
	default:
		return "unknown";
	}
}

void transaction_rcpt(struct transaction *t, struct bytes arg, const struct reply *r)
{
	struct bytes address, params;
	struct ev_rcpt *rcpt;
	struct verdict v;

	t->begun = true;
	if (t->nrcpt >= LIMIT_RECIPIENTS || arena_used(&t->arena) >= LIMIT_ENVELOPE_OCTETS) {
		t->cut++;
		t->cut_accepted += r && r->code / 100 == 2;
		t->odd.note = NULL;
		return;
	}
	transaction_path(arg, &address, &params);
	rcpt = &ARRAY_PUSH(t->rcpt, t->nrcpt, t->caprcpt);
	record_init(RECORD_RCPT, rcpt);
	rcpt->address = keep(t, address);
	t->odd = (struct esmtp_oddity){ NULL, { NULL, 0 } };
	if (params.n) {
		rcpt->params = keep(t, params);
		esmtp_rcpt(rcpt, &t->odd, &t->arena, rcpt->params, rcpt->params.n < params.n);
	}
	v = verdict_of(t, r);
	rcpt->code = v.code;
	rcpt->enhanced = v.enhanced;
	rcpt->text = v.text;
	rcpt->verdict = transaction_verdict(v.code);
}

/* The queue id in `r`, which is one of those that may have it: the first that does counts. */
static struct bytes keep_queue_id(struct transaction *t, const struct reply *r)
{
	struct bytes id = { NULL, 0 };

	if (r->code / 100 == 2)
		id = transaction_queue_id(r);
	if (id.p)
		id = keep(t, id);
	if (t->queue_id.p == NULL)
		t->queue_id = id;
	return id;
}

/* The index of the next recipient that was accepted, from `i` on. */
static size_t next_accepted(const struct transaction *t, size_t i)
{
	while (i < t->nrcpt && t->rcpt[i].code / 100 != 2)
		i++;
	return i;
}

bool transaction_told(struct transaction *t, const struct reply *r)
{
	size_t i = next_accepted(t, t->told);

	if (i < t->nrcpt) {
		bool full = arena_used(&t->arena) >= LIMIT_ENVELOPE_OCTETS;
		struct verdict v = full ? (struct verdict){ .code = r->code } : verdict_of(t, r);

		t->rcpt[i].final_code = v.code;
		t->rcpt[i].final_enhanced = v.enhanced;
		t->rcpt[i].final_text = v.text;
		t->rcpt[i].final_id = full ? (struct bytes){ NULL, 0 } : keep_queue_id(t, r);
		t->told = i + 1;
	} else if (t->cut_told < t->cut_accepted) {
		t->cut_told++;
	}
	return next_accepted(t, t->told) < t->nrcpt || t->cut_told < t->cut_accepted;
}

bool transaction_accepted(const struct transaction *t)
{
	for (size_t i = 0; i < t->nrcpt; i++)
		if (t->rcpt[i].code == NO_U64 || t->rcpt[i].code / 100 == 2)
			return true;
	return t->cut_accepted > 0;
}

void transaction_sending(struct transaction *t, const char *command, uint64_t message_id)
{
	if (!t->begun && message_id == NO_U64)
		return; /* a DATA out of the blue */
	t->command = command;
	t->begun = true;
	if (message_id == NO_U64)
		return;
	t->message_id = message_id;
	t->final = (struct verdict){ .code = NO_U64 }; /* of a DATA that was refused before */
	t->queue_id = (struct bytes){ NULL, 0 };
}

void transaction_final(struct transaction *t, const struct reply *r)
{
	if (!t->begun)
		return; /* to a DATA out of the blue */
	t->final = verdict_of(t, r);
	if (t->told == 0) {
		t->queue_id = (struct bytes){ NULL, 0 };
		(void)keep_queue_id(t, r);
	}
	transaction_frames(t, &r->f);
}

void transaction_settle(struct transaction *t, const char *open)
{
	for (size_t i = 0; i < t->nrcpt; i++) {
		struct ev_rcpt *r = &t->rcpt[i];
		uint64_t last = r->final_code != NO_U64 ? r->final_code : t->final.code;

		r->verdict = transaction_verdict(r->code);
		if (r->code != NO_U64 && r->code / 100 != 2)
			continue;
		if (last == NO_U64)
			r->verdict = r->code == NO_U64 ? "unknown" : open;
		else if (last / 100 != 2 || r->code != NO_U64)
			r->verdict = transaction_verdict(last);
	}
}

void transaction_frames(struct transaction *t, const struct conn_frames *f)
{
	if (f->first == 0)
		return;
	if (t->f.first == 0)
		t->f = *f;
	t->f.last = f->last;
	t->f.last_ns = f->last_ns;
}

static struct bytes id_word(struct bytes b)
{
	size_t n = 0;

	while (n < b.n && !ascii_space(bytes_at(b, n)) && bytes_at(b, n) != ')' &&
	       bytes_at(b, n) != ';' && bytes_at(b, n) != ',')
		n++;
	return n ? bytes_head(b, n) : (struct bytes){ NULL, 0 };
}

/* Dovecot's LMTP: "2.0.0 <b@example.net> aBcD1 Saved", in its log "session=<aBcD1>". */
static struct bytes saved_id(struct bytes head, struct bytes enhanced)
{
	struct bytes word = bytes_from(head, bytes_rchr(head, ' ') + 1);

	if (bytes_rchr(head, ' ') == head.n || bytes_last(word) == '>' ||
	    bytes_eq(word, enhanced))
		return (struct bytes){ NULL, 0 };
	return id_word(word);
}

struct bytes transaction_queue_id(const struct reply *r)
{
	static const char *const before[] = {
		"queued as ",          /* Postfix, Haraka, OpenSMTPD's relays */
		" id=",                /* Exim */
		"queued mail for delivery id ",
		"message accepted for delivery id ",
		" qp ",                /* qmail */
		"id:",
	};
	struct bytes line = reply_line(r, r->nends ? r->nends - 1 : 0), head;
	size_t at;

	for (size_t i = 0; i < sizeof(before) / sizeof(before[0]); i++) {
		struct bytes mark = bytes_str(before[i]);

		at = bytes_ifind(line, mark);
		if (at < line.n)
			return id_word(bytes_trim(bytes_from(line, at + mark.n)));
	}
	if (bytes_ends(line, B(" Saved")))
		return saved_id(bytes_head(line, line.n - 6), reply_enhanced(r));
	/* sendmail: "2.0.0 r1A2B3c4 Message accepted for delivery";
	   OpenSMTPD: "2.0.0 1a2b3c4d Message accepted for delivery" */
	at = bytes_ifind(line, B(" message accepted for delivery"));
	if (at == line.n)
		return (struct bytes){ NULL, 0 };
	head = bytes_head(line, at);
	if (bytes_rchr(head, ' ') < head.n)
		head = bytes_from(head, bytes_rchr(head, ' ') + 1);
	/* "250 2.0.0 Message accepted ...": that is no id */
	return bytes_eq(head, reply_enhanced(r)) ? (struct bytes){ NULL, 0 } : id_word(head);
}
