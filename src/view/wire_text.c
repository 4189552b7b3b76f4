/* SPDX-License-Identifier: BSD-2-Clause */
/* wire_text.c - see wire_text.h. */
#include "view/wire_text.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "view/text.h"

#include <inttypes.h>

static void label(struct buf *out, const char *name)
{
	buf_printf(out, "  %-10s ", name);
}

static void recipient(struct buf *out, const struct ev_rcpt *r)
{
	label(out, "To");
	utf8_show(out, r->address);
	if (r->params.n) {
		buf_addc(out, ' ');
		utf8_show(out, r->params);
	}
	if (r->code != NO_U64)
		buf_printf(out, "  %" PRIu64, r->code);
	if (r->text.n) {
		buf_addc(out, ' ');
		utf8_show(out, r->text);
	}
	buf_addc(out, '\n');
}

/* What CATENATE adds to it from the server. */
static void pieces(struct buf *out, const struct ev_message *m)
{
	for (size_t i = 0; i < m->pieces.n; i++) {
		if (m->pieces.v[i].url.p == NULL)
			continue;
		label(out, "With");
		utf8_show(out, m->pieces.v[i].url);
		buf_printf(out, ", at octet %" PRIu64 "\n", m->pieces.v[i].offset);
	}
}

void wire_text(struct buf *out, const struct ev_message *m)
{
	const struct ev_head *h = &m->head;

	if (m->mail_from.p) {
		label(out, "Envelope");
		buf_addc(out, '<');
		utf8_show(out, m->mail_from);
		buf_addc(out, '>');
		if (m->mail_params.n) {
			buf_addc(out, ' ');
			utf8_show(out, m->mail_params);
		}
		buf_addc(out, '\n');
	}
	for (size_t i = 0; i < m->rcpt.n; i++)
		recipient(out, &m->rcpt.v[i]);
	if (m->reply_code != NO_U64) {
		label(out, "Reply");
		buf_printf(out, "%" PRIu64 " ", m->reply_code);
		utf8_show(out, m->reply_text);
		buf_addc(out, '\n');
	}
	label(out, "Session");
	buf_printf(out, "%" PRIu64 ", %s %s, ", h->session_id, h->protocol ? h->protocol : "",
		   m->command ? m->command : "");
	text_endpoint(out, &h->client_ip, h->client_port);
	buf_adds(out, message_fetched(m) ? " \xe2\x86\x90 " : " \xe2\x86\x92 ");
	text_endpoint(out, &h->server_ip, h->server_port);
	if (m->user.n) {
		buf_adds(out, ", user ");
		utf8_show(out, m->user);
	}
	buf_addc(out, '\n');
	label(out, "Octets");
	text_count(out, m->size == NO_U64 ? 0 : m->size);
	buf_adds(out, " in ");
	text_counted(out, m->frames_total != NO_U64 ? m->frames_total : m->frames.n, "frame");
	buf_adds(out, " (");
	text_frames(out, h->first_frame, h->last_frame);
	buf_adds(out, "), ");
	text_state(out, m);
	buf_addc(out, '\n');
	pieces(out, m);
	if (m->sha256_partial.known) {
		label(out, "SHA-256");
		hash_hex(out, bytes_of(m->sha256_partial.octets, SHA256_OCTETS));
		buf_adds(out, ", of what was captured\n");
	}
	if (m->sha256.known) {
		label(out, "SHA-256");
		hash_hex(out, bytes_of(m->sha256.octets, SHA256_OCTETS));
		buf_addc(out, '\n');
	}
}
