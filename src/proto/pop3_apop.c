/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pop3_apop.c - the timestamp in a server's greeting, and whether it is one.
 *
 * In:   the text of the greeting
 * Out:  "<1896.697170952@dbc.mtview.ca.us>"; a finding when it is no msg-id
 * RFC:  1939 7, 5322 3.6.4
 *
 * The timestamp must be a msg-id (RFC 1939 7).  MD5 collisions make passwords leak to who
 * may choose it, octet by octet, but only with octets that no msg-id has (CVE-2007-1558).
 */
#include "proto/pop3.h"

#include "proto/finding.h"

void pop3_timestamp(struct pop3 *m, struct bytes greeting)
{
	size_t open = bytes_rchr(greeting, '<'), close = bytes_rchr(greeting, '>');

	buf_clear(&m->timestamp);
	if (open < close && close < greeting.n)
		buf_add(&m->timestamp, bytes_sub(greeting, open, close - open + 1));
	m->greeting_f = m->dialog.reply.f;
}

/* Words of atext with dots between them (RFC 5322 3.2.3). */
static bool dot_atom(struct bytes b)
{
	const struct bytes specials = B("!#$%&'*+-/=?^_`{|}~");
	bool empty = true;

	for (size_t i = 0; i < b.n; i++) {
		int c = bytes_at(b, i);

		if (c == '.' && empty)
			return false;
		empty = c == '.';
		if (!empty && !ascii_alnum(c) &&
		    bytes_chr(specials, 0, (uint8_t)c) == specials.n)
			return false;
	}
	return !empty;
}

/* "[" printable octets "]" (RFC 5322 3.6.4) */
static bool domain_literal(struct bytes b)
{
	if (bytes_at(b, 0) != '[' || bytes_last(b) != ']')
		return false;
	for (size_t i = 1; i + 1 < b.n; i++)
		if (!ascii_print(bytes_at(b, i)) || bytes_at(b, i) == ' ' ||
		    bytes_at(b, i) == '[' || bytes_at(b, i) == ']' || bytes_at(b, i) == '\\')
			return false;
	return true;
}

bool pop3_is_msg_id(struct bytes b)
{
	struct bytes inner = bytes_sub(b, 1, b.n > 2 ? b.n - 2 : 0);
	size_t at = bytes_chr(inner, 0, '@');
	struct bytes right = bytes_from(inner, at + 1);

	return at < inner.n && dot_atom(bytes_head(inner, at)) &&
	       (dot_atom(right) || domain_literal(right));
}

void pop3_apop_judge(struct pop3 *m, const struct asked *a)
{
	struct bytes stamp = buf_bytes(&m->timestamp);
	struct ev_evidence *row;
	struct finding f;

	if (stamp.n == 0 || m->apop_judged || pop3_is_msg_id(stamp))
		return;
	m->apop_judged = true;
	session_finding(m->s, &f, ANOMALY_POP3_APOP_WEAK_CHALLENGE, CONFIDENCE_LIKELY);
	f.record.command_seq = a->seq;
	finding_reason(&f, "the client answered with APOP to a timestamp that is no msg-id: ");
	finding_reason_text(&f, stamp);
	row = finding_evidence(&f, "greeting", "server", stamp);
	if (m->greeting_f.first) {
		row->first_frame = m->greeting_f.first;
		row->last_frame = m->greeting_f.last;
	}
	finding_put(&f, m->s->out);
}
