/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * smtp_judge.c - what is wrong with a dialogue, as findings.
 *
 * In:   commands when they are asked and answered, replies, the beginning of TLS
 * Out:  findings: talking before the greeting or ahead of replies, commands out of order or
 *       of extensions that were not offered, text between STARTTLS and TLS, AUTH in clear,
 *       chunks that do not add up
 * RFC:  5321 4.1.4, 4.3.1, 2920 3.1, 3030, 3207 6, 4954 4
 *
 * Each is told once a session, of the first case.  Where octets are missing, or only one side
 * was captured, nobody knows who spoke first: nothing is told then.
 */
#include "proto/smtp.h"

#include "base/limits.h"
#include "proto/finding.h"

/* Whether this is the first, and findings are wanted. */
static bool once(struct smtp *m, enum smtp_once what)
{
	if ((m->told & 1u << what) || !events_want(m->s->out, EV_FINDING))
		return false;
	m->told |= 1u << what;
	return true;
}

/* Both sides were captured, and nothing of them is missing so far. */
static bool certain(const struct smtp *m)
{
	const struct conn_half *client = &m->s->conn->half[DIR_CLIENT];
	const struct conn_half *server = &m->s->conn->half[DIR_SERVER];

	return client->seen && server->seen && !client->one_sided && !server->one_sided &&
	       client->gap_octets == 0 && server->gap_octets == 0;
}

static void add_command(struct finding *f, const char *what, const struct asked *a)
{
	size_t shown = a->secret_at ? a->secret_at : asked_text(a).n;
	struct ev_evidence *row = finding_evidence(f, what, "client",
						   bytes_head(asked_text(a), shown));

	row->offset = a->offset;
	row->octets = a->octets;
	if (a->f.first) {
		row->first_frame = a->f.first;
		row->last_frame = a->f.last;
	}
	f->record.command_seq = a->seq;
}

static void add_reply(struct finding *f, const char *what, const struct reply *r, size_t line)
{
	struct ev_evidence *row = finding_evidence(f, what, "server", reply_line(r, line));

	row->octets = r->octets;
	if (r->f.first) {
		row->first_frame = r->f.first;
		row->last_frame = r->f.last;
	}
}

void smtp_judge_early(struct smtp *m)
{
	const struct asked *a = m->dialog.head;
	struct finding f;

	if (a == NULL || a->row == NULL || m->half_greeted || !certain(m) || !once(m, ONCE_EARLY))
		return;
	session_finding(m->s, &f, ANOMALY_SMTP_EARLY_TALKER, CONFIDENCE_CONFIRMED);
	finding_reason(&f, "The client sent %s before the server had greeted it.", a->verb);
	add_command(&f, "said early", a);
	add_reply(&f, "the greeting", &m->dialog.reply, 0);
	finding_put(&f, m->s->out);
}

/* RFC 2920 3.1, 3207 4, 4954 4: a client waits for the reply to these. */
static bool must_be_last(const struct asked *a)
{
	static const char *const verbs[] = { "EHLO", "HELO", "LHLO", "DATA", "VRFY", "EXPN",
					     "TURN", "QUIT", "NOOP", "STARTTLS", "AUTH" };

	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (bytes_eq(bytes_str(a->verb), bytes_str(verbs[i])))
			return true;
	return false;
}

static void tell_pipelining(struct smtp *m, const struct asked *before, const struct asked *a,
			    bool offered)
{
	struct finding f;

	session_finding(m->s, &f, ANOMALY_SMTP_PIPELINING, CONFIDENCE_CONFIRMED);
	finding_reason(&f, "The client did not wait for the reply to %s",
		       bytes_eq(bytes_str(before->verb), B(".")) ? "the message"
								 : before->verb);
	finding_reason(&f, offered ? ", which has to be the last of a group."
				   : ", and the server did not offer PIPELINING.");
	add_command(&f, "not answered yet", before);
	if (a)
		add_command(&f, "sent ahead", a);
	finding_put(&f, m->s->out);
}

void smtp_judge_ahead(struct smtp *m, const struct asked *before, const struct asked *a)
{
	bool last, offered;

	if (before == NULL || before->row == NULL || before->doubtful || !m->replied ||
	    m->greeting_due || m->phase == SMTP_UNKNOWN || (m->told & 1u << ONCE_PIPELINING))
		return;
	last = must_be_last(before);
	offered = smtp_offer(m, B("PIPELINING"), NULL);
	if ((!last && (offered || !m->hello_known)) || !certain(m) || !once(m, ONCE_PIPELINING))
		return;
	tell_pipelining(m, before, a, last);
}

void smtp_judge_early_body(struct smtp *m, const struct asked *a)
{
	if (hold_empty(&m->s->hold[DIR_CLIENT]) || a->doubtful || !certain(m) ||
	    !once(m, ONCE_PIPELINING))
		return;
	tell_pipelining(m, a, NULL, true);
}

/* RFC 5321 4.5.3.1.4 asks for 512, extensions for some more; RFC 4954 4 for 12,288. */
void smtp_judge_length(struct smtp *m, const struct asked *a, uint64_t octets)
{
	uint64_t most = smtp_is_auth(a) ? 12288 : 2048;
	struct finding f;

	if (octets <= most || !once(m, ONCE_LENGTH))
		return;
	session_finding(m->s, &f, ANOMALY_SMTP_COMMAND_LONG, CONFIDENCE_CONFIRMED);
	finding_reason(&f, "The line has %s%llu octets.", octets >= LIMIT_LINE ? "at least " : "",
		       (unsigned long long)octets);
	add_command(&f, "the line", a);
	finding_put(&f, m->s->out);
}

void smtp_judge_order(struct smtp *m, const struct asked *a)
{
	static const char *const phases[] = {
		[SMTP_UNKNOWN] = "", [SMTP_CONNECTED] = "before the greeting",
		[SMTP_GREETED] = "before EHLO", [SMTP_READY] = "outside of a transaction",
		[SMTP_MAIL] = "before a recipient was accepted",
		[SMTP_RCPT] = "inside a transaction", [SMTP_DATA] = "between chunks",
		[SMTP_CLOSING] = "after QUIT",
	};
	struct finding f;

	if (!certain(m) || !once(m, ONCE_ORDER))
		return;
	session_finding(m->s, &f, ANOMALY_SMTP_ORDER, CONFIDENCE_CONFIRMED);
	finding_reason(&f, "%s came %s; the server answered %llu.", a->verb, phases[m->phase],
		       (unsigned long long)m->dialog.reply.code);
	add_command(&f, "out of order", a);
	add_reply(&f, "the reply", &m->dialog.reply, 0);
	finding_put(&f, m->s->out);
}

void smtp_judge_offer(struct smtp *m, const struct asked *a)
{
	const char *source, *keyword;
	struct finding f;

	if (!m->hello_known || m->phase == SMTP_UNKNOWN ||
	    !events_want(m->s->out, EV_FINDING) || !certain(m))
		return;
	while ((keyword = smtp_not_offered(m, a, &source)) != NULL) {
		session_finding(m->s, &f, ANOMALY_SMTP_NOT_OFFERED, CONFIDENCE_CONFIRMED);
		finding_reason(&f, "%s uses %s (%s), which the server did not offer; it answered "
			       "%llu.", a->verb, keyword, source,
			       (unsigned long long)m->dialog.reply.code);
		add_command(&f, "the command", a);
		finding_put(&f, m->s->out);
	}
}

void smtp_judge_params(struct smtp *m, const struct asked *a, const struct reply *r)
{
	const struct esmtp_oddity *odd = &smtp_tx(m)->odd;
	struct finding f;

	if (odd->note == NULL || !certain(m) || !once(m, ONCE_PARAMETER))
		return;
	session_finding(m->s, &f, ANOMALY_SMTP_PARAMETER, CONFIDENCE_CONFIRMED);
	finding_reason(&f, "%s has \"", a->verb);
	finding_reason_text(&f, odd->param);
	finding_reason(&f, "\": %s", odd->note);
	if (r)
		finding_reason(&f, "; the server answered %llu", (unsigned long long)r->code);
	finding_reason(&f, ".");
	add_command(&f, "the command", a);
	finding_put(&f, m->s->out);
}

/* The line of the reply that begins with `keyword`. */
static size_t offered_in(const struct reply *r, struct bytes keyword)
{
	for (size_t i = 1; i < r->nends; i++)
		if (bytes_istarts(reply_line(r, i), keyword))
			return i;
	return 0;
}

static bool has_word(struct bytes list, struct bytes word)
{
	while (list.n)
		if (bytes_ieq(bytes_word(&list), word))
			return true;
	return false;
}

/* "XXXXXXXA": some firewalls write this over what they do not want to be used. */
static size_t masked_in(const struct reply *r)
{
	for (size_t i = 1; i < r->nends; i++) {
		struct bytes line = bytes_trim(reply_line(r, i));
		size_t n = 0;

		while (n < line.n && bytes_at(line, n) == 'X')
			n++;
		if (n >= 4 && n + 1 >= line.n)
			return i;
	}
	return 0;
}

void smtp_judge_hello(struct smtp *m, const struct reply *r)
{
	struct bytes mechanisms = { NULL, 0 };
	struct finding f;
	size_t masked = masked_in(r);

	if (masked && !smtp_offer(m, B("STARTTLS"), NULL) && once(m, ONCE_MASKED)) {
		session_finding(m->s, &f, ANOMALY_STARTTLS_MASKED, CONFIDENCE_LIKELY);
		finding_reason(&f, "The reply to EHLO has a keyword that was written over, and no "
				   "STARTTLS.");
		add_reply(&f, "written over", r, masked);
		finding_put(&f, m->s->out);
	}
	if (m->tls_agreed || !smtp_offer(m, B("AUTH"), &mechanisms))
		return;
	if ((!has_word(mechanisms, B("PLAIN")) && !has_word(mechanisms, B("LOGIN"))) ||
	    !once(m, ONCE_AUTH))
		return;
	session_finding(m->s, &f, ANOMALY_AUTH_OFFERED_CLEAR, CONFIDENCE_CONFIRMED);
	finding_reason(&f, "The server offers AUTH ");
	finding_reason_text(&f, mechanisms);
	finding_reason(&f, smtp_offer(m, B("STARTTLS"), NULL)
				   ? " before STARTTLS was used." : " and no STARTTLS.");
	add_reply(&f, "the offer", r, offered_in(r, B("AUTH")));
	finding_put(&f, m->s->out);
}

void smtp_judge_clear(struct smtp *m, enum dir d, struct bytes text, uint64_t offset,
		      uint64_t octets)
{
	struct smtp_clear *c;
	struct bytes kept = bytes_head(text, sizeof(c->text));

	if (!m->tls_agreed)
		return;
	if (!m->clear)
		m->clear = xcalloc(2, sizeof(*m->clear));
	c = &m->clear[d];
	if (c->count++)
		return;
	c->offset = offset;
	c->octets = octets;
	c->f = session_frames(m->s, d, offset, octets);
	c->n = kept.n;
	for (size_t i = 0; i < kept.n; i++)
		c->text[i] = (char)bytes_at(kept, i);
}

static void tell_injected(struct smtp *m, enum dir d, enum confidence confidence,
			  const char *reason)
{
	const struct smtp_clear *c = &m->clear[d];
	struct ev_evidence *row;
	struct finding f;

	session_finding(m->s, &f, d == DIR_CLIENT ? ANOMALY_STARTTLS_INJECTED_COMMAND
						  : ANOMALY_STARTTLS_INJECTED_REPLY,
			confidence);
	finding_reason(&f, "%s", reason);
	row = finding_evidence(&f, "in clear", d == DIR_CLIENT ? "client" : "server",
			       bytes_of(c->text, c->n));
	row->offset = c->offset;
	row->octets = c->octets;
	if (c->f.first) {
		row->first_frame = c->f.first;
		row->last_frame = c->f.last;
	}
	if (d == DIR_CLIENT)
		evidence_is_secret(row);
	finding_put(&f, m->s->out);
}

void smtp_judge_starttls(struct smtp *m)
{
	struct bytes held = hold_bytes(&m->s->hold[DIR_CLIENT]);

	if (held.n == 0 || bytes_at(held, 0) == TLS_HANDSHAKE || !certain(m) ||
	    !once(m, ONCE_INJECTED_COMMAND))
		return;
	smtp_judge_clear(m, DIR_CLIENT, bytes_chomp(bytes_head(held, bytes_chr(held, 0, '\n') + 1)),
			 hold_offset(&m->s->hold[DIR_CLIENT]), held.n);
	tell_injected(m, DIR_CLIENT, CONFIDENCE_LIKELY,
		      "Behind STARTTLS, and before its reply, came further text in clear: a server "
		      "that keeps it reads it as if it had come through TLS.");
}

void smtp_judge_tls(struct smtp *m)
{
	if (m->clear && m->clear[DIR_CLIENT].count && certain(m) && once(m, ONCE_INJECTED_COMMAND))
		tell_injected(m, DIR_CLIENT, CONFIDENCE_CONFIRMED,
			      "Between the reply to STARTTLS and the first octet of TLS came text in "
			      "clear.");
	if (m->clear && m->clear[DIR_SERVER].count && certain(m) && once(m, ONCE_INJECTED_REPLY))
		tell_injected(m, DIR_SERVER, CONFIDENCE_CONFIRMED,
			      "Behind the reply to STARTTLS, and before TLS, came a reply in clear that "
			      "nothing had asked for: a client that keeps it takes it for the first "
			      "reply inside TLS.");
}

void smtp_judge_unasked(struct smtp *m)
{
	const struct reply *r = &m->dialog.reply;
	struct finding f;

	/* 421 may come at any time (RFC 5321 3.8); Exchange says 451 for a timeout. */
	if (r->code == 421 || r->code == 451 || m->phase == SMTP_UNKNOWN || m->tls_agreed || r->hole ||
	    !certain(m) || !once(m, ONCE_UNASKED))
		return;
	session_finding(m->s, &f, ANOMALY_SMTP_UNASKED, CONFIDENCE_CONFIRMED);
	finding_reason(&f, "The server said %llu, and no command waited for a reply.",
		       (unsigned long long)r->code);
	add_reply(&f, "the reply", r, 0);
	finding_put(&f, m->s->out);
}

void smtp_judge_chunk(struct smtp *m, const struct asked *a, enum smtp_once what)
{
	static const struct {
		enum anomaly_id id;
		const char *reason;
	} rows[] = {
		[ONCE_BDAT_SIZE] = { ANOMALY_SMTP_BDAT_SIZE,
				     "The size is no number, is over 2^63-1, or something else than "
				     "LAST follows it." },
		[ONCE_BDAT_UNFINISHED] = { ANOMALY_SMTP_BDAT_UNFINISHED,
					   "The message in chunks was given up: no LAST came." },
		[ONCE_BDAT_MIXED] = { ANOMALY_SMTP_BDAT_MIXED,
				      "DATA and BDAT were used for one message." },
		[ONCE_BINARYMIME] = { ANOMALY_SMTP_BINARYMIME,
				      "MAIL said BODY=BINARYMIME, and DATA was used to send it." },
	};
	struct finding f;

	if (!certain(m) || !once(m, what))
		return;
	session_finding(m->s, &f, rows[what].id, CONFIDENCE_CONFIRMED);
	finding_reason(&f, "%s", rows[what].reason);
	if (a)
		add_command(&f, "the command", a);
	finding_put(&f, m->s->out);
}
