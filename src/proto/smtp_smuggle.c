/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * smtp_smuggle.c - the second reading of a message, and what the server's replies say.
 *
 * In:   ends and commands as a lenient server reads them (smuggle.h), and the replies since
 *       the message began
 * Out:  a finding with both readings: `possible` while nothing tells which one the server
 *       took, `confirmed` when it said more than one message deserves
 * RFC:  5321 2.3.8, 4.1.1.4; CVE-2023-51764, CVE-2023-51765, CVE-2023-51766
 *
 * A strict server answers a message once.  A lenient one answers the first message, each
 * command behind it, and the next message: replies that no command asked for.  Commands that
 * the client pipelined behind the final dot get the first of these: it is the sum that
 * tells, so both readings go on while they wait, if need be into the next message.
 */
#include "proto/smtp.h"

#include "base/arena.h"
#include "proto/finding.h"

#include <stdlib.h>

enum {
	COMMANDS_SHOWN = 12, /* smuggled commands shown as evidence, */
	REPLIES_SHOWN = 8,   /* and replies to them */
	ADDRESS_SHOWN = 100,
};

/* A message as the lenient server reads it. */
struct reading {
	uint64_t from, octets;     /* in the octets of the whole */
	uint64_t rcpts;
	char sender[ADDRESS_SHOWN], rcpt[ADDRESS_SHOWN];
	size_t sender_n, rcpt_n;
};

struct smuggled {
	struct finding f;
	const char *end;           /* "LF.CRLF": the first that was used */
	bool nul;
	uint64_t messages;         /* that were begun, the first one included */
	uint64_t commands, expected; /* read in it; replies a lenient server owes */
	uint64_t deserved;         /* replies a strict one owes: to the message, and to each
				      command behind it */
	uint64_t replies;          /* since the message began, its own included */
	bool ahead;                /* commands behind it did not wait for its reply */
	bool hole;                 /* octets are missing: nothing is certain */
	size_t shown, replies_shown;
	bool open;                 /* the last message has no end yet */
	bool ended;                /* the strict end was seen */
	uint64_t octets;           /* of the whole */
	struct reading first, second;
};

static void copy(char *to, size_t *n_out, struct bytes text)
{
	struct bytes b = bytes_head(text, ADDRESS_SHOWN);

	for (size_t i = 0; i < b.n; i++)
		to[i] = (char)bytes_at(b, i);
	*n_out = b.n;
}

static struct ev_evidence *evidence(struct smtp *m, struct smuggled *g, const char *what,
				    uint64_t offset, uint64_t octets, struct bytes text)
{
	struct ev_evidence *row = finding_evidence(&g->f, what, "client", text);

	row->offset = m->watch->base + offset;
	row->octets = octets;
	return row;
}

/* The first command was read: from here on both readings are kept. */
static struct smuggled *begin(struct smtp *m)
{
	struct smtp_watch *w = m->watch;
	struct smuggled *g = xcalloc(1, sizeof(*g));
	struct ev_evidence *row;

	session_finding(m->s, &g->f, ANOMALY_SMTP_SMUGGLING, CONFIDENCE_POSSIBLE);
	g->f.record.message_id = w->message_id;
	g->end = w->end.name;
	g->nul = w->end.nul;
	g->messages = 1;
	g->expected = g->deserved = 1;
	g->replies = w->replies;
	g->first.octets = w->end.offset;
	copy(g->first.sender, &g->first.sender_n, smtp_tx(m)->mail_from);
	g->first.rcpts = smtp_tx(m)->nrcpt + smtp_tx(m)->cut;
	if (smtp_tx(m)->nrcpt)
		copy(g->first.rcpt, &g->first.rcpt_n, smtp_tx(m)->rcpt[0].address);
	row = evidence(m, g, "the lenient end", w->end.offset, w->end.octets,
		       bytes_str(w->end.name));
	if (w->end_f.first)
		row->first_frame = row->last_frame = w->end_f.first;
	w->smuggled = g;
	return g;
}

static void command(struct smuggled *g, struct bytes line)
{
	struct bytes arg = line, verb = bytes_word(&arg), address, params;

	transaction_path(arg, &address, &params);
	if (bytes_ieq(verb, B("MAIL")) && g->second.sender_n == 0)
		copy(g->second.sender, &g->second.sender_n, address);
	if (bytes_ieq(verb, B("RCPT")) && g->messages == 1 && g->second.rcpts++ == 0)
		copy(g->second.rcpt, &g->second.rcpt_n, address);
}

void smuggled_item(struct smtp *m, const struct smuggle_item *i, const struct conn_frames *f)
{
	struct smuggled *g = m->watch->smuggled ? m->watch->smuggled : begin(m);
	struct ev_evidence *row;

	g->expected++;
	if (i->kind == SMUGGLE_END) {
		if (g->messages == 2 && g->open)
			g->second.octets = i->offset - g->second.from;
		g->open = false;
		return;
	}
	g->commands++;
	command(g, bytes_trim(i->text));
	if (g->shown < COMMANDS_SHOWN) {
		g->shown++;
		row = evidence(m, g, "a smuggled command", i->offset, i->octets, i->text);
		if (f->first)
			row->first_frame = row->last_frame = f->first;
	}
	if (i->data && ++g->messages == 2)
		g->second.from = i->offset + i->octets + (i->crlf ? 2 : 1);
	g->open |= i->data;
}

void smuggled_end(struct smtp *m, uint64_t octets)
{
	struct smuggled *g = m->watch->smuggled;

	if (g == NULL)
		return;
	g->ended = true;
	g->octets = octets;
	if (g->messages == 2 && g->open)
		g->second.octets = octets - g->second.from;
	g->expected++; /* the strict end: a message's, or an unknown command */
	if (g->replies >= g->expected)
		smuggled_tell(m);
}

/* What waits for further replies: of the message before, or of this one. */
static struct smuggled *waiting(const struct smtp *m)
{
	return m->watch->owed ? m->watch->owed : m->watch->smuggled;
}

void smuggled_asked(struct smtp *m, bool ahead)
{
	struct smuggled *g = waiting(m);

	if (g == NULL || !g->ended)
		return;
	g->expected++;
	g->deserved++;
	g->ahead |= ahead;
}

void smuggled_gap(struct smtp *m)
{
	if (m->watch->smuggled)
		m->watch->hole = true;
	if (m->watch->owed)
		m->watch->owed->hole = true;
}

/* RFC 5321 4.1.1.10: QUIT has 221, or is refused.  Another reply is to what was smuggled. */
bool smuggled_before_quit(const struct smtp *m, const struct asked *a, uint64_t code)
{
	const struct smuggled *g = waiting(m);

	return g && g->ended && !g->hole && !m->watch->hole && code != 221 && code / 100 <= 3 &&
	       bytes_eq(bytes_str(a->verb), B("QUIT"));
}

static void tell(struct smtp *m, struct smuggled *g);

static void tell_owed(struct smtp *m)
{
	struct smuggled *g = m->watch->owed;

	if (!g)
		return;
	m->watch->owed = NULL;
	tell(m, g);
}

void smuggled_next(struct smtp *m)
{
	struct smuggled *g = m->watch->smuggled;

	tell_owed(m);
	if (g && g->ahead && g->ended && !m->watch->hole) {
		m->watch->owed = g;
		m->watch->smuggled = NULL;
	}
	smuggled_tell(m);
}

bool smuggled_reply(struct smtp *m, const struct reply *r, const struct asked *a)
{
	struct smtp_watch *w = m->watch;
	struct smuggled *g = waiting(m);
	struct ev_evidence *row;

	if (r->code == 421 || w == &smtp_no_watch)
		return false;
	if (w->owed == NULL)
		w->replies++;
	if (g == NULL)
		return false;
	g->replies++;
	if (g->hole || (g == w->smuggled && w->hole))
		return false;
	if (g->replies_shown < REPLIES_SHOWN) {
		g->replies_shown++;
		row = finding_evidence(&g->f, a && a->row == &smtp_end_of_data ? "the reply to the message"
									: "a further reply",
				       "server", reply_line(r, 0));
		row->octets = r->octets;
		if (r->f.first) {
			row->first_frame = r->f.first;
			row->last_frame = r->f.last;
		}
	}
	if (g->ended && g->replies >= g->expected) {
		if (g == w->owed)
			w->owed = NULL;
		else
			w->smuggled = NULL;
		tell(m, g);
	}
	return a == NULL;
}

static void reason_people(struct finding *f, const struct reading *r)
{
	finding_reason(f, " from <");
	finding_reason_text(f, bytes_of(r->sender, r->sender_n));
	finding_reason(f, "> to <");
	finding_reason_text(f, bytes_of(r->rcpt, r->rcpt_n));
	finding_reason(f, ">");
	if (r->rcpts > 1)
		finding_reason(f, " and %llu more", (unsigned long long)r->rcpts - 1);
}

static void reason(struct smuggled *g)
{
	struct finding *f = &g->f;

	finding_reason(f, "RFC 5321 reads one message of %llu octets",
		       (unsigned long long)g->octets);
	reason_people(f, &g->first);
	finding_reason(f, ". A server for which %s%s ends a message reads one of %llu octets, then "
		       "%llu command%s", g->end, g->nul ? " (with NUL)" : "",
		       (unsigned long long)g->first.octets, (unsigned long long)g->commands,
		       g->commands == 1 ? "" : "s");
	if (g->messages > 1) {
		finding_reason(f, " and %llu further message%s, the next of %llu octets",
			       (unsigned long long)g->messages - 1, g->messages == 2 ? "" : "s",
			       (unsigned long long)g->second.octets);
		reason_people(f, &g->second);
	}
	if (g->replies > g->deserved && g->deserved > 1)
		finding_reason(f, ". This server gave %llu replies where the message and the commands "
			       "behind it have %llu: it answered what was smuggled.",
			       (unsigned long long)g->replies, (unsigned long long)g->deserved);
	else if (g->replies > g->deserved)
		finding_reason(f, ". This server gave %llu replies where one message has one: it "
			       "answered what was smuggled.", (unsigned long long)g->replies);
	else
		finding_reason(f, ". Its replies do not tell that this server did.");
}

static void tell(struct smtp *m, struct smuggled *g)
{
	struct ev_finding *r = &g->f.record;

	r->head.ts = m->s->conn->now_ns;
	if (g->hole)
		g->replies = 0;
	reason(g);
	if (g->replies > g->deserved) {
		r->confidence = "confirmed";
		r->severity = severity_name(SEVERITY_CRITICAL);
		r->severity_number = severity_number(SEVERITY_CRITICAL);
	}
	finding_put(&g->f, m->s->out);
	free(g);
}

void smuggled_tell(struct smtp *m)
{
	struct smtp_watch *w = m->watch;
	struct smuggled *g = w->smuggled;

	if (g == NULL)
		return;
	w->smuggled = NULL;
	if (!g->ended)
		g->octets = w->octets.at;
	g->hole |= w->hole;
	tell(m, g);
}

void smuggled_close(struct smtp *m)
{
	smuggled_next(m);
	tell_owed(m);
}
