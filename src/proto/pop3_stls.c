/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pop3_stls.c - where TLS takes over, and what was said in clear just before.
 *
 * In:   the accepted STLS; what both sides say in clear after it; the first TLS record
 * Out:  the end of what can be read; a finding when anything stood in between
 * RFC:  2595 4; CVE-2011-0411 and its like
 *
 *   client   STLS CRLF [here]            ClientHello
 *   server             +OK CRLF [here]   ServerHello
 *
 * A side that keeps what it read before the handshake takes it for said inside TLS: who
 * can write into the connection puts commands, or replies, there.  Where no TLS follows,
 * a box in between hands out the text in clear, and nothing is wrong.
 */
#include "proto/pop3.h"

#include "proto/finding.h"

enum { TLS_HANDSHAKE = 0x16, KEPT = 256 };

bool pop3_is_tls(struct bytes b)
{
	return bytes_at(b, 0) == TLS_HANDSHAKE;
}

void pop3_stls_accepted(struct pop3 *m)
{
	m->tls_agreed = m->s->tls_accepted = true;
	for (int d = 0; d < 2; d++) {
		m->plain[d].octets = 0;
		buf_clear(&m->plain[d].text);
	}
}

void pop3_stls_plain(struct pop3 *m, enum dir d, struct bytes b, uint64_t at)
{
	struct pop3_plain *p = &m->plain[d];

	if (!m->tls_agreed)
		return;
	if (p->octets == 0) {
		p->at = at;
		p->f = session_frames(m->s, d, at, b.n);
	}
	p->octets += b.n;
	buf_add(&p->text, bytes_head(b, p->text.n < KEPT ? KEPT - p->text.n : 0));
}

static void tell(struct pop3 *m, enum dir d)
{
	const struct pop3_plain *p = &m->plain[d];
	const char *who = d == DIR_CLIENT ? "client" : "server";
	struct ev_evidence *row;
	struct finding f;

	session_finding(m->s, &f, ANOMALY_POP3_STLS_INJECTION, CONFIDENCE_CONFIRMED);
	finding_reason(&f, d == DIR_CLIENT
		? "%llu octets of the client stand in clear between STLS and its TLS handshake"
		: "%llu octets of the server stand in clear between its +OK to STLS and its TLS handshake",
		(unsigned long long)p->octets);
	row = finding_evidence(&f, "before TLS", who, buf_bytes(&p->text));
	row->offset = p->at;
	row->octets = p->octets;
	if (p->f.first) {
		row->first_frame = p->f.first;
		row->last_frame = p->f.last;
	}
	if (d == DIR_CLIENT)
		evidence_is_secret(row);
	finding_put(&f, m->s->out);
}

void pop3_stls_begins(struct pop3 *m)
{
	for (int d = 0; d < 2; d++)
		if (m->plain[d].octets)
			tell(m, (enum dir)d);
	m->tls_agreed = false;
	session_encrypted(m->s);
}
