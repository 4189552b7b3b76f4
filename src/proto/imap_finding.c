/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * imap_finding.c - what is wrong in a session of IMAP beside its messages.
 *
 * In:   greetings, commands, replies, literals, as they are read
 * Out:  findings, each kind once a session (twice where a second case says more)
 * RFC:  9051 2.2.1, 4.3, 6.2.1, 6.2.3, 7.1.4, 11, 7888
 */
#include "proto/imap_finding.h"

#include "base/limits.h"
#include "proto/finding.h"

enum { TLS_HANDSHAKE = 0x16 };

/* False: it was told already. */
static bool first(struct imap *m, enum imap_found what)
{
	bool is_first = !(m->found & 1u << what);

	m->found |= 1u << what;
	return is_first;
}

static void tell(struct imap *m, struct finding *f)
{
	if (f->record.user.p == NULL && m->s->user_proven)
		f->record.user = buf_bytes(&m->s->user);
	finding_put(f, m->s->out);
}

void imap_found_preauth(struct imap *m, struct bytes line, uint64_t at, uint64_t octets)
{
	struct finding f;

	m->preauth = true;
	if (!first(m, IMAP_FOUND_PREAUTH))
		return;
	session_finding(m->s, &f, ANOMALY_IMAP_PREAUTH, CONFIDENCE_POSSIBLE);
	finding_reason(&f, "the server greets with PREAUTH, not encrypted");
	session_evidence(m->s, &f, "greeting", DIR_SERVER, at, octets, line);
	f.record.command_seq = 0;
	tell(m, &f);
}

void imap_found_starttls_late(struct imap *m, const struct asked *a, uint64_t at)
{
	struct finding f;

	if (!m->preauth || !first(m, IMAP_FOUND_STARTTLS_LATE))
		return;
	session_finding(m->s, &f, ANOMALY_IMAP_PREAUTH, CONFIDENCE_LIKELY);
	finding_reason(&f, "the client asks for TLS, which PREAUTH took away from it");
	session_evidence(m->s, &f, "STARTTLS", DIR_CLIENT, at, a->octets, asked_text(a));
	f.record.command_seq = a->seq;
	tell(m, &f);
}

/* The server's last list of capabilities has this one. */
static bool announced(const struct imap *m, struct bytes capability)
{
	struct bytes all = session_text(m->s, TEXT_CAPABILITIES);

	while (all.n) {
		size_t end = bytes_chr(all, 0, '\n');

		if (bytes_ieq(bytes_head(all, end), capability))
			return true;
		all = bytes_from(all, end + 1);
	}
	return false;
}

void imap_found_login(struct imap *m, const struct asked *a, struct bytes user)
{
	struct ev_evidence *row;
	struct finding f;

	if (!announced(m, B("LOGINDISABLED")) || !first(m, IMAP_FOUND_LOGIN))
		return;
	session_finding(m->s, &f, ANOMALY_IMAP_LOGIN_DISABLED, CONFIDENCE_CONFIRMED);
	finding_reason(&f, "LOGIN, although the server announces LOGINDISABLED");
	row = finding_evidence(&f, "command", "client", (struct bytes){ NULL, 0 });
	if (a->f.first) {
		row->first_frame = a->f.first;
		row->last_frame = a->f.last;
	}
	f.record.command_seq = a->seq;
	f.record.user = user.n ? user : (struct bytes){ NULL, 0 };
	tell(m, &f);
}

/* All that the client said is known. */
static bool client_is_whole(const struct imap *m)
{
	const struct conn_half *c = &m->s->conn->half[DIR_CLIENT];

	return c->syn && c->gap_octets == 0 && !c->one_sided && !m->gave_up && !m->s->force;
}

void imap_found_command(struct imap *m, const struct asked *a, uint64_t at)
{
	enum { LOOK_AT = 64 };
	struct asked *other;
	struct finding f;

	if (m->dialog.pending > LOOK_AT || m->found & 1u << IMAP_FOUND_TAG || !client_is_whole(m))
		return;
	other = dialog_find(&m->dialog, m->s, asked_tag(a));
	if (other == NULL || other == a || other->doubtful || !first(m, IMAP_FOUND_TAG))
		return;
	session_finding(m->s, &f, ANOMALY_IMAP_TAG_REUSED, CONFIDENCE_CONFIRMED);
	finding_reason(&f, "tag ");
	finding_reason_text(&f, bytes_head(asked_tag(a), 64));
	finding_reason(&f, " is given to %s while %s has no reply to it yet",
		       *a->verb ? a->verb : "a command", *other->verb ? other->verb : "another");
	session_evidence(m->s, &f, "command", DIR_CLIENT, at, a->octets, asked_tag(a));
	f.record.command_seq = a->seq;
	tell(m, &f);
}

void imap_found_reply(struct imap *m, struct bytes line, uint64_t at, uint64_t octets)
{
	struct finding f;

	if (!client_is_whole(m) || !first(m, IMAP_FOUND_REPLY))
		return;
	session_finding(m->s, &f, ANOMALY_IMAP_UNASKED_REPLY, CONFIDENCE_LIKELY);
	finding_reason(&f, "no command of the session waits for this reply");
	session_evidence(m->s, &f, "reply", DIR_SERVER, at, octets, line);
	tell(m, &f);
}

void imap_found_literal(struct imap *m, enum dir d, const struct imap_literal *l,
			const struct asked *a, struct bytes line, uint64_t at, uint64_t octets)
{
	struct finding f;

	if (l->octets < UINT64_C(1) << 32 || !first(m, IMAP_FOUND_OVERSIZED))
		return;
	session_finding(m->s, &f, ANOMALY_IMAP_LITERAL_OVERSIZED, CONFIDENCE_CONFIRMED);
	finding_reason(&f, "the %s announces a literal of %llu octets",
		       d == DIR_CLIENT ? "client" : "server", (unsigned long long)l->octets);
	session_evidence(m->s, &f, "announcement", d, at, octets,
			 a && a->secret_at ? (struct bytes){ NULL, 0 } : line);
	if (a)
		f.record.command_seq = a->seq;
	tell(m, &f);
}

void imap_found_unwaited(struct imap *m, const struct imap_literal *l, const struct asked *a,
			 struct bytes line, uint64_t at, uint64_t octets)
{
	enum { MINUS_OCTETS = 4096 }; /* RFC 7888 5 */
	bool minus = announced(m, B("LITERAL-")) || announced(m, B("IMAP4rev2"));
	const struct conn_half *server = &m->s->conn->half[DIR_SERVER];
	struct finding f;

	/* What was announced is only known where all of it was seen. */
	if (l->sync || session_text(m->s, TEXT_CAPABILITIES).n == 0 || server->gap_octets || server->one_sided ||
	    announced(m, B("LITERAL+")) || (minus && l->octets <= MINUS_OCTETS) ||
	    !first(m, IMAP_FOUND_UNWAITED))
		return;
	session_finding(m->s, &f, ANOMALY_IMAP_LITERAL_UNWAITED, CONFIDENCE_LIKELY);
	if (minus)
		finding_reason(&f, "a literal of %llu octets is not waited for; with LITERAL- "
			       "%d are allowed", (unsigned long long)l->octets, MINUS_OCTETS);
	else
		finding_reason(&f, "a literal is not waited for, and the server announces "
			       "neither LITERAL+ nor LITERAL-");
	session_evidence(m->s, &f, "announcement", DIR_CLIENT, at, octets,
			 a->secret_at ? (struct bytes){ NULL, 0 } : line);
	f.record.command_seq = a->seq;
	tell(m, &f);
}

void imap_found_unfinished(struct imap *m, enum dir d)
{
	const struct imap_side *h = &m->side[d];
	struct ev_evidence *row;
	struct finding f;

	if (!h->inside || h->literal == 0 || m->s->conn->half[d].gap_octets ||
	    !first(m, IMAP_FOUND_UNFINISHED))
		return;
	session_finding(m->s, &f, ANOMALY_IMAP_LITERAL_UNFINISHED, CONFIDENCE_CONFIRMED);
	finding_reason(&f, "the connection ended %llu octets before the end of a literal",
		       (unsigned long long)h->literal);
	row = finding_evidence(&f, "literal", d == DIR_CLIENT ? "client" : "server",
			       (struct bytes){ NULL, 0 });
	row->offset = m->s->at[d];
	tell(m, &f);
}

void imap_clear_line(struct imap *m, enum dir d, struct bytes line, uint64_t at,
		     uint64_t octets)
{
	struct imap_clear *c = &m->clear[d];

	if (!m->tls_agreed)
		return;
	if (c->octets == 0) {
		c->at = at;
		c->f = session_frames(m->s, d, at, octets);
		buf_add(&c->text, bytes_head(line, LIMIT_EVIDENCE_TEXT));
	}
	c->octets = at + octets - c->at;
}

static void injected(struct imap *m, enum dir d)
{
	struct imap_clear *c = &m->clear[d];
	struct ev_evidence *row;
	struct finding f;

	if (c->octets == 0)
		return;
	session_finding(m->s, &f, ANOMALY_IMAP_STARTTLS_INJECTION, CONFIDENCE_LIKELY);
	finding_reason(&f, "%llu octets of the %s are in clear behind STARTTLS and before TLS",
		       (unsigned long long)c->octets, d == DIR_CLIENT ? "client" : "server");
	row = finding_evidence(&f, "in clear", d == DIR_CLIENT ? "client" : "server",
			       buf_bytes(&c->text));
	row->offset = c->at;
	row->octets = c->octets;
	if (c->f.first) {
		row->first_frame = c->f.first;
		row->last_frame = c->f.last;
	}
	tell(m, &f);
	c->octets = 0;
}

bool imap_tls_begins(struct imap *m, struct bytes rest)
{
	if (!m->tls_agreed || bytes_at(rest, 0) != TLS_HANDSHAKE)
		return false;
	session_encrypted(m->s);
	injected(m, DIR_CLIENT);
	injected(m, DIR_SERVER);
	return true;
}
