/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * session_record.c - what a session was, as its record: addresses and TCP, times, what was said.
 *
 * In:   the session and its connection, at the end
 * Out:  mailwire.session
 */
#include "proto/session.h"

#include "base/arena.h"

#include <stdlib.h>

enum { TEXTS_SHORT = 16 }; /* so many lines of a text are listed on the stack */

static struct bytes kept(const struct buf *b)
{
	return b->n ? buf_bytes(b) : (struct bytes){ NULL, 0 };
}

static const char *const ended_words[] = {
	[CLOSE_FIN] = "fin",         [CLOSE_HALF] = "half-close",
	[CLOSE_RST] = "reset",       [CLOSE_REUSED] = "reused",
	[CLOSE_TIMEOUT] = "timeout", [CLOSE_EVICTED] = "evicted",
	[CLOSE_END] = "end-of-capture",
};
static const char *const roles_words[] = {
	[ROLES_BY_SYN] = "syn",   [ROLES_BY_CONTENT] = "content",
	[ROLES_BY_PORT] = "port", [ROLES_BY_FIRST] = "first",
};

static uint64_t frame_or_none(uint64_t frame)
{
	return frame ? frame : NO_U64;
}

/* Who ended it: the RST when that ended it, else the first FIN.  The first is not always
   the one that was captured first: the second acknowledges it. */
static const char *closed_by(const struct conn *c, enum close_why why)
{
	const struct conn_half *client = &c->half[DIR_CLIENT], *server = &c->half[DIR_SERVER];
	uint64_t a = why == CLOSE_RST ? client->rst_frame : client->fin_frame;
	uint64_t b = why == CLOSE_RST ? server->rst_frame : server->fin_frame;

	if (a == 0 && b == 0)
		return NULL;
	if (why != CLOSE_RST && a && b && server->fin_ack == client->fin_end)
		return "client";
	if (why != CLOSE_RST && a && b && client->fin_ack == server->fin_end)
		return "server";
	return b == 0 || (a != 0 && a < b) ? "client" : "server";
}

static uint64_t some_or_none(uint64_t n)
{
	return n ? n : NO_U64;
}

static void fill_counts(struct ev_session *r, const struct conn_half *client,
			const struct conn_half *server)
{
	const struct conn_counts *c = conn_counts(client), *s = conn_counts(server);

#define BOTH(what) ((uint64_t)c->analysis[what] + s->analysis[what])
	/* The fast and the spurious ones are among them. */
	r->retransmissions = BOTH(TCPA_RETRANSMISSION);
	r->out_of_order = BOTH(TCPA_OUT_OF_ORDER);
	r->duplicate_acks = BOTH(TCPA_DUPLICATE_ACK);
	r->lost_segments = BOTH(TCPA_LOST_SEGMENT);
	r->zero_windows = BOTH(TCPA_ZERO_WINDOW);
	r->overlap_octets = c->overlap_octets + s->overlap_octets;
	r->fast_retransmissions = some_or_none(BOTH(TCPA_FAST_RETRANSMISSION));
	r->spurious_retransmissions = some_or_none(BOTH(TCPA_SPURIOUS_RETRANSMISSION));
	r->acked_unseen = some_or_none(BOTH(TCPA_ACK_LOST_SEGMENT));
	r->keep_alives = some_or_none(BOTH(TCPA_KEEP_ALIVE));
	r->zero_window_probes = some_or_none(BOTH(TCPA_ZERO_WINDOW_PROBE));
	r->windows_full = some_or_none(BOTH(TCPA_WINDOW_FULL));
	r->reused_ports = some_or_none(BOTH(TCPA_REUSED_PORTS));
#undef BOTH
	r->urgent_segments = some_or_none((uint64_t)c->urgent + s->urgent);
	r->refused_segments = some_or_none((uint64_t)c->out_of_window + s->out_of_window);
	r->holes = some_or_none((uint64_t)client->gaps + server->gaps);
}

static void fill_tcp(struct ev_session *r, const struct conn *c, enum close_why why)
{
	const struct conn_half *client = &c->half[DIR_CLIENT], *server = &c->half[DIR_SERVER];
	const struct conn_handshake *h = &c->handshake;

	r->client_octets = client->octets;
	r->client_packets = client->packets;
	r->server_octets = server->octets;
	r->server_packets = server->packets;
	r->ended = ended_words[why];
	r->closed_by = closed_by(c, why);
	r->roles_by = roles_words[c->roles_by];
	r->syn_frame = frame_or_none(h->syn_frame);
	r->synack_frame = frame_or_none(h->synack_frame);
	r->ack_frame = frame_or_none(h->ack_frame);
	if (h->syn_frame && h->ack_frame)
		r->handshake_rtt = h->ack_ns - h->syn_ns;
	r->client_fin_frame = frame_or_none(client->fin_frame);
	r->server_fin_frame = frame_or_none(server->fin_frame);
	r->rst_frame = frame_or_none(c->rst_frame);
	r->client_missing = client->gap_octets;
	r->server_missing = server->gap_octets;
	fill_counts(r, client, server);
}

static int64_t known_or_none(int64_t span_ns)
{
	return span_ns ? span_ns : NO_TIME;
}

static void fill_timing(struct ev_session *r, struct session *s)
{
	const int64_t *ns = s->phases.ns;

	if (s->encrypted && s->tls && s->tls->done_ns)
		phases_until(&s->phases, PHASE_TLS, s->tls->done_ns);
	phases_end(&s->phases, s->conn->last_ns);
	r->connect_time = ns[PHASE_CONNECT];
	r->banner_time = ns[PHASE_BANNER];
	r->hello_time = ns[PHASE_HELLO];
	r->tls_time = ns[PHASE_TLS];
	r->login_time = ns[PHASE_LOGIN];
	r->transfer_time = ns[PHASE_TRANSFER];
	r->idle_time = ns[PHASE_IDLE];
	r->quit_time = ns[PHASE_QUIT];
	r->rest_time = ns[PHASE_REST];
	if (s->slowest_ns) {
		struct bytes verb = bytes_str(s->slowest_verb);

		r->slowest_time = s->slowest_ns;
		r->slowest_verb = verb.n ? verb : (struct bytes){ NULL, 0 };
		r->slowest_frame = frame_or_none(s->slowest_frame);
	}
	r->stalled_time = known_or_none(s->stalled_ns);
	r->rtt_client = known_or_none(s->conn->half[DIR_SERVER].rtt_ns);
	r->rtt_server = known_or_none(s->conn->half[DIR_CLIENT].rtt_ns);
}

static size_t lines_of(struct bytes b)
{
	size_t n = 0;

	for (; b.n; n++)
		b = bytes_from(b, bytes_chr(b, 0, '\n') + 1);
	return n;
}

/* The lines of `b`: in `few`, which has room for TEXTS_SHORT, or on the heap. */
static struct ev_texts texts_of(struct bytes b, struct bytes *few)
{
	struct ev_texts t = { few, lines_of(b) };

	if (t.n > TEXTS_SHORT)
		t.v = xrealloc(NULL, t.n * sizeof(*t.v));
	for (size_t i = 0; i < t.n; i++) {
		size_t end = bytes_chr(b, 0, '\n');

		t.v[i] = bytes_head(b, end);
		b = bytes_from(b, end + 1);
	}
	return t;
}

static void fill_compression(struct ev_session *r, const struct session *s)
{
	const struct inflater *client, *server;

	if (s->inflate == NULL)
		return;
	client = s->inflate[DIR_CLIENT].inflater;
	server = s->inflate[DIR_SERVER].inflater;
	r->compression = "DEFLATE";
	r->client_inflated = inflater_octets(client);
	r->server_inflated = inflater_octets(server);
	r->compression_note = inflater_note(client) ? inflater_note(client)
						    : inflater_note(server);
}

/* What never happened is not told. */
static uint64_t some(uint64_t n)
{
	return n ? n : NO_U64;
}

static void fill_box(struct ev_session *r, const struct session_box *b, struct bytes *few)
{
	if (b->stat) {
		r->box_messages = b->messages;
		r->box_octets = b->octets;
	}
	r->fetched = some(b->fetched);
	r->deleted = some(b->deleted);
	r->undeleted = some(b->undeleted);
	r->deletions = b->deletions;
	r->deleted_uids = texts_of(buf_bytes(&b->deleted_uids), few);
	if (b->utf8)
		r->utf8 = true;
	r->language = kept(&b->language);
}

void session_record(struct session *s, enum close_why why)
{
	struct conn *c = s->conn;
	struct conn_frames f = { c->first_frame, c->last_frame, c->first_ns, c->last_ns };
	struct bytes capabilities[TEXTS_SHORT], deleted[TEXTS_SHORT];
	struct ev_session r;

	session_record_init(s, RECORD_SESSION, &r, "session-ended", &f);
	fill_tcp(&r, c, why);
	r.user = s->user.p ? buf_bytes(&s->user) : (struct bytes){ NULL, 0 };
	r.commands = s->commands;
	r.messages = s->messages;
	r.logins = s->logins;
	r.encrypted = s->encrypted;
	fill_timing(&r, s);
	fill_compression(&r, s);
	r.tls_version = s->encrypted && s->tls ? tls_clock_version(s->tls) : NULL;
	r.told_ip = s->told.ip;
	if (s->told.port)
		r.told_port = s->told.port;
	r.told_by = s->told_by;
	r.banner = session_text(s, TEXT_BANNER);
	r.refused = s->refused;
	r.refusal = session_text(s, TEXT_REFUSAL);
	r.helo = session_text(s, TEXT_HELO);
	r.client_id = session_text(s, TEXT_CLIENT_ID);
	r.server_id = session_text(s, TEXT_SERVER_ID);
	r.capabilities = texts_of(session_text(s, TEXT_CAPABILITIES), capabilities);
	if (s->box)
		fill_box(&r, s->box, deleted);
	session_put(s, (struct event){ .kind = EV_SESSION, .session = &r });
	if (r.capabilities.n > TEXTS_SHORT)
		free(r.capabilities.v);
	if (r.deleted_uids.n > TEXTS_SHORT)
		free(r.deleted_uids.v);
}
