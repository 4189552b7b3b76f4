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

void transaction_reset(struct transaction *t)
{
	t->open = false;
	t->mail_from = t->mail_params = (struct bytes){ NULL, 0 };
	t->announced = NO_U64;
	t->nrcpt = 0;
	t->cut = 0;
	t->told = 0;
	arena_reset(&t->arena);
}

void transaction_fini(struct transaction *t)
{
	free(t->rcpt);
	arena_fini(&t->arena);
	*t = (struct transaction){ 0 };
}

/* The end of a path that begins with "<", quotes respected, after its ">". */
static size_t path_end(struct bytes b)
{
	bool quoted = false;

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
	struct bytes b = bytes_from(arg, bytes_chr(arg, 0, ':') + 1), path;
	size_t end;

	if (bytes_chr(arg, 0, ':') == arg.n)
		b = arg;
	b = bytes_trim(b);
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
	return bytes_dup(&t->arena, bytes_head(b, LIMIT_ENVELOPE_TEXT));
}

static uint64_t size_param(struct bytes params)
{
	uint64_t size;

	while (params.n) {
		struct bytes word = bytes_word(&params);

		if (bytes_istarts(word, B("SIZE=")) && bytes_u64(bytes_from(word, 5), &size))
			return size;
	}
	return NO_U64;
}

void transaction_mail(struct transaction *t, struct bytes arg)
{
	struct bytes address, params;

	transaction_reset(t);
	t->open = true;
	transaction_path(arg, &address, &params);
	t->mail_from = keep(t, address);
	t->announced = size_param(params);
	if (params.n)
		t->mail_params = keep(t, params);
}

const char *transaction_verdict(const struct reply *r)
{
	if (r == NULL)
		return "unknown";
	switch (r->code / 100) {
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

static void rcpt_verdict(struct transaction *t, struct ev_rcpt *rcpt, const struct reply *r)
{
	struct bytes enhanced;

	rcpt->verdict = transaction_verdict(r);
	if (r == NULL)
		return;
	rcpt->code = r->code;
	rcpt->text = keep(t, reply_line(r, 0));
	enhanced = reply_enhanced(r);
	if (enhanced.p)
		rcpt->enhanced = keep(t, enhanced);
}

void transaction_rcpt(struct transaction *t, struct bytes arg, const struct reply *r)
{
	struct bytes address, params;
	struct ev_rcpt *rcpt;

	if (t->nrcpt >= LIMIT_RECIPIENTS || arena_used(&t->arena) >= LIMIT_ENVELOPE_OCTETS) {
		t->cut++;
		return;
	}
	transaction_path(arg, &address, &params);
	rcpt = &ARRAY_PUSH(t->rcpt, t->nrcpt, t->caprcpt);
	record_init(RECORD_RCPT, rcpt);
	rcpt->address = keep(t, address);
	if (params.n)
		rcpt->params = keep(t, params);
	rcpt_verdict(t, rcpt, r);
}

/* The index of the next recipient that was accepted, from `i` on. */
static size_t next_accepted(const struct transaction *t, size_t i)
{
	while (i < t->nrcpt && !bytes_eq(bytes_str(t->rcpt[i].verdict), B("accepted")))
		i++;
	return i;
}

bool transaction_told(struct transaction *t, const struct reply *r)
{
	size_t i = next_accepted(t, t->told);

	if (i == t->nrcpt)
		return false;
	rcpt_verdict(t, &t->rcpt[i], r);
	t->told = i + 1;
	return next_accepted(t, t->told) < t->nrcpt;
}

static struct bytes id_word(struct bytes b)
{
	size_t n = 0;

	while (n < b.n && !ascii_space(bytes_at(b, n)) && bytes_at(b, n) != ')' &&
	       bytes_at(b, n) != ';' && bytes_at(b, n) != ',')
		n++;
	return n ? bytes_head(b, n) : (struct bytes){ NULL, 0 };
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
