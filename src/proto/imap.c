/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * imap.c - an IMAP session: both sides' octets, holes, and the end.
 *
 * In:   in-order octets of both directions
 * Out:  the client's to imap_client.c, the server's to imap_server.c
 * RFC:  3501, 9051
 */
#include "proto/imap_described.h"
#include "proto/imap_finding.h"

static void imap_open(struct session *s, void *state)
{
	struct imap *m = state;

	m->s = s;
	m->side[DIR_CLIENT].synced = s->conn->half[DIR_CLIENT].syn;
	m->side[DIR_SERVER].synced = s->conn->half[DIR_SERVER].syn;
	mailbox_init(&m->box);
	if (s->conn->half[DIR_SERVER].syn) {
		m->greeting_due = true;
		m->phase = IMAP_CONNECTED;
	}
}

void imap_squeeze(struct imap *m)
{
	if (m->s->inflate)
		return;
	m->s->inflate_due = true;
	/* What was looked at in vain is no text: it comes again, inflated. */
	line_reset(&m->side[DIR_CLIENT].line);
	line_reset(&m->side[DIR_SERVER].line);
}

static void squeezed(struct imap *m)
{
	struct asked *a = m->deciding;

	imap_squeeze(m);
	m->unasked_ok = false;
	if (!imap_is_compress(a))
		return;
	while (m->deciding == a)
		imap_lose(m, m->dialog.head, "no reply seen");
}

enum step imap_is_squeezed(struct imap *m, struct bytes rest)
{
	enum { ENOUGH = 256 }; /* each flush of DEFLATE leaves zeros */

	for (size_t i = 0; i < rest.n && i < ENOUGH; i++) {
		int c = bytes_at(rest, i);

		if (c == '\n')
			break;
		if (c < 0x20 && c != '\t' && c != '\r') {
			squeezed(m);
			return STEP_ITEM;
		}
		if (i + 1 == rest.n && rest.n < ENOUGH && !m->s->force)
			return STEP_MORE;
	}
	m->unasked_ok = false;
	return STEP_END;
}

static size_t imap_data(struct session *s, void *state, enum dir d, struct bytes b)
{
	if (s->encrypted)
		return b.n;
	return d == DIR_CLIENT ? imap_client(state, b) : imap_server(state, b, s->at[d]);
}

static void imap_gap(struct session *s, void *state, enum dir d, uint64_t missing,
		     struct bytes rest)
{
	if (s->encrypted)
		return;
	if (d == DIR_CLIENT)
		imap_client_gap(state, missing, rest);
	else
		imap_server_gap(state, missing, rest, s->at[d]);
}

static void imap_eof(struct session *s, void *state, enum dir d, struct bytes rest)
{
	if (s->encrypted)
		return;
	if (d == DIR_CLIENT)
		imap_client_end(state, rest);
	else
		imap_server_end(state, rest, s->at[d]);
}

static void imap_close(struct session *s, void *state, enum close_why why,
		       const struct bytes rest[2])
{
	struct imap *m = state;

	/* Where the server's rest is TLS, the client's is not read either. */
	if (!s->encrypted && !m->side[DIR_SERVER].inside)
		imap_tls_begins(m, rest[DIR_SERVER]);
	imap_eof(s, state, DIR_CLIENT, rest[DIR_CLIENT]);
	imap_eof(s, state, DIR_SERVER, rest[DIR_SERVER]);
	if (why == CLOSE_FIN || why == CLOSE_HALF || why == CLOSE_RST) {
		imap_found_unfinished(m, DIR_CLIENT);
		imap_found_unfinished(m, DIR_SERVER);
	}
	imap_mail_close(m);
	imap_described_close(m);
	while (m->dialog.head)
		imap_lose(m, m->dialog.head, "no reply seen");
	imap_append_fini(m);
	if (m->sasl.active)
		sasl_end(&m->sasl, s, "none", NULL, NULL);
	dialog_fini(&m->dialog, s->shared);
	sasl_fini(&m->sasl);
	mailbox_fini(&m->box);
	buf_fini(&m->decoded);
	buf_fini(&m->fetched.name);
	buf_fini(&m->uid);
	buf_fini(&m->flags);
	buf_fini(&m->date);
	buf_fini(&m->mailbox);
	buf_fini(&m->named);
	buf_fini(&m->behind);
	buf_fini(&m->clear[DIR_CLIENT].text);
	buf_fini(&m->clear[DIR_SERVER].text);
}

static bool imap_may_sleep(const void *state)
{
	const struct imap *m = state;

	return !m->sent && !m->mails && dialog_may_sleep(&m->dialog);
}

/* Its texts, each time in this order; that of a FETCH stays, its section points into it. */
static void imap_texts(struct imap *m, struct pack *p, void (*one)(struct pack *, struct buf *))
{
	one(p, &m->behind);
	one(p, &m->named);
	one(p, &m->uid);
	one(p, &m->flags);
	one(p, &m->date);
	one(p, &m->mailbox);
}

static size_t imap_sleep(void *state, struct pack *p)
{
	struct imap *m = state;

	dialog_sleep(&m->dialog);
	buf_fini(&m->decoded);
	imap_texts(m, p, pack_buf);
	m->s = NULL;
	pack_struct(p, m, sizeof(*m));
	return 0;
}

static void imap_wake(struct session *s, void *state, struct pack *p)
{
	struct imap *m = state;

	unpack_struct(p, m, sizeof(*m));
	imap_texts(m, p, unpack_buf);
	m->s = s;
}

static const uint16_t imap_ports[] = { 143, 993, 0 };

const struct proto proto_imap = {
	.name = "imap",
	.label = "IMAP",
	.command_action = "imap-command",
	.login_action = "imap-login",
	.ports = imap_ports,
	.number = PROTO_imap,
	.state_octets = sizeof(struct imap),
	.probe = imap_probe,
	.open = imap_open,
	.data = imap_data,
	.gap = imap_gap,
	.eof = imap_eof,
	.close = imap_close,
	.may_sleep = imap_may_sleep,
	.sleep = imap_sleep,
	.wake = imap_wake,
};
