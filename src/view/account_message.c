/* SPDX-License-Identifier: BSD-2-Clause */
/* account_message.c - a message in the account of its session; see account.h. */
#include "view/account.h"

#include "base/hash.h"

#include <inttypes.h>

enum { FRAMES_SHOWN = 24 };

static void texts(struct buf *out, const char *name, const struct ev_texts *v,
		  const struct ev_texts *names)
{
	if (!v->n)
		return;
	account_label(out, name);
	for (size_t i = 0; i < v->n; i++) {
		bool named = names && i < names->n && names->v[i].n;

		buf_adds(out, i ? ", " : "");
		if (named) {
			text_trimmed(out, names->v[i]);
			buf_adds(out, " <");
		}
		text_trimmed(out, v->v[i]);
		buf_adds(out, named ? ">" : "");
	}
	buf_addc(out, '\n');
}

static void text(struct buf *out, const char *name, struct bytes v)
{
	if (!v.p)
		return;
	account_label(out, name);
	text_trimmed(out, v);
	buf_addc(out, '\n');
}

/* "<>" is the null reverse-path; who is not known is not nobody. */
static void path(struct buf *out, struct bytes address)
{
	buf_addc(out, '<');
	if (address.p)
		text_trimmed(out, address);
	else
		buf_addc(out, '?');
	buf_addc(out, '>');
}

static void envelope(struct buf *out, const struct ev_message *m)
{
	if (!m->mail_from.p && !m->rcpt.n)
		return;
	account_label(out, "Envelope");
	path(out, m->mail_from);
	buf_adds(out, " \xe2\x86\x92");
	for (size_t i = 0; i < m->rcpt.n; i++) {
		const struct ev_rcpt *r = &m->rcpt.v[i];

		buf_adds(out, i ? ", " : " ");
		path(out, r->address);
		buf_printf(out, " %s", r->verdict ? r->verdict : "unknown");
		if (r->code != NO_U64)
			buf_printf(out, " (%" PRIu64 ")", r->code);
	}
	buf_addc(out, '\n');
}

static void frames(struct buf *out, const struct ev_message *m)
{
	if (!m->frames.n)
		return;
	account_label(out, "Frames");
	buf_printf(out, "%zu frame%s:", m->frames.n, m->frames.n == 1 ? "" : "s");
	for (size_t i = 0; i < m->frames.n && i < FRAMES_SHOWN; i++)
		buf_printf(out, "%s #%" PRIu64 "(%" PRIu64 ")", i ? "," : "", m->frames.v[i].frame,
			   m->frames.v[i].octets);
	buf_adds(out, m->frames.n > FRAMES_SHOWN ? ", \xe2\x80\xa6\n" : "\n");
}

static void parts(struct buf *out, const struct ev_message *m)
{
	for (size_t i = 0; i < m->parts.n; i++) {
		const struct ev_part *p = &m->parts.v[i];

		account_label(out, i ? "" : "Parts");
		text_trimmed(out, p->path);
		buf_adds(out, "  ");
		text_trimmed(out, p->content_type);
		if (p->charset.n) {
			buf_adds(out, "; ");
			text_trimmed(out, p->charset);
		}
		if (p->encoding.n) {
			buf_adds(out, ", ");
			text_trimmed(out, p->encoding);
		}
		if (p->name.n) {
			buf_adds(out, ", \"");
			text_trimmed(out, p->name);
			buf_addc(out, '"');
		}
		if (p->size != NO_U64) {
			buf_adds(out, ", ");
			text_counted(out, p->size, "octet");
			buf_adds(out, " decoded");
		}
		buf_adds(out, p->complete == 0 ? ", incomplete\n" : "\n");
	}
}

void account_message(struct buf *out, const struct account_style *st, const struct ev_message *m)
{
	struct buf title = { 0 };

	buf_printf(&title, "Message %" PRIu64 " (%s, %s): ", m->id,
		   m->direction ? m->direction : "seen", m->command ? m->command : "");
	text_counted(&title, m->size, "octet");
	account_heading(out, st, buf_cstr(&title));
	buf_fini(&title);
	envelope(out, m);
	texts(out, "From", &m->from, &m->from_names);
	texts(out, "To", &m->to, &m->to_names);
	texts(out, "Cc", &m->cc, NULL);
	if (m->subject.p) {
		account_label(out, "Subject");
		text_unfolded(out, bytes_trim(m->subject));
		buf_addc(out, '\n');
	}
	if (!bytes_eq(m->subject, m->raw_subject))
		text(out, "on the wire", m->raw_subject);
	text(out, "Date", m->raw_date);
	text(out, "Message-ID", m->rfc_message_id);
	text(out, "Mailer", m->mailer);
	text(out, "Unique id", m->uid);
	parts(out, m);
	frames(out, m);
	if (m->sha256_partial.known) {
		account_label(out, "SHA-256");
		hash_hex(out, bytes_of(m->sha256_partial.octets, SHA256_OCTETS));
		buf_adds(out, ", of what was captured\n");
	}
	if (m->sha256.known) {
		account_label(out, "SHA-256");
		hash_hex(out, bytes_of(m->sha256.octets, sizeof(m->sha256.octets)));
		buf_addc(out, '\n');
	}
	if (m->complete == 0) {
		account_label(out, "Incomplete");
		if (m->missing != NO_U64 && m->missing) {
			text_counted(out, m->missing, "octet");
			buf_adds(out, " not in the capture\n");
		} else {
			buf_adds(out, "its end is not in the capture\n");
		}
	}
	if (m->reply_code != NO_U64) {
		account_label(out, "Reply");
		buf_printf(out, "%" PRIu64 " ", m->reply_code);
		text_trimmed(out, m->reply_text);
		buf_addc(out, '\n');
	}
	account_message_time(out, st, m);
}
