/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * session.c - a mail session: what every protocol keeps about it, and how it tells.
 *
 * In:   the connection, and what the protocol found out
 * Out:  SESSION_OPEN, LINE and SESSION events; heads for all other records
 */
#include "proto/session.h"
#include "proto/urlauth.h"

#include "base/arena.h"
#include "base/limits.h"

#include <stdlib.h>

enum { LINE_SPANS = 8 }; /* event.h: spans of a line are listed that far */

static void session_head_base(struct session *s)
{
	const struct endpoint *client = &s->conn->half[DIR_CLIENT].ep;
	const struct endpoint *server = &s->conn->half[DIR_SERVER].ep;
	struct ev_head *h = &s->head;
	struct ev_command blank;

	record_init(RECORD_COMMAND, &blank);
	*h = blank.head;
	h->dataset = NULL;
	community_id(s->community, &client->ip, client->port, &server->ip, server->port);
	h->client_ip = client->ip;
	h->client_port = client->port;
	h->client_mac = client->mac;
	h->server_ip = server->ip;
	h->server_port = server->port;
	h->server_mac = server->mac;
	h->transport = "tcp";
	h->protocol = s->proto->name;
	h->community_id = s->community;
	h->tcp_stream = s->conn->stream;
	h->session_id = s->id;
}

/* The handshake is over when the client confirmed it, or spoke. */
static void session_connected(struct session *s)
{
	const struct conn_handshake *h = &s->conn->handshake;

	phases_begin(&s->phases, s->conn->first_ns);
	if (h->syn_frame && h->ack_frame)
		phases_until(&s->phases, PHASE_CONNECT, h->ack_ns);
}

struct session *session_open(struct shared *shared, struct conn *c, const struct proto *p)
{
	struct session *s = pool_take(&shared->session_pool, sizeof(*s));
	struct conn_frames now = { c->first_frame, c->now_frame, c->first_ns, c->now_ns };
	struct ev_head head;

	s->conn = c;
	s->shared = shared;
	s->out = shared->out;
	s->proto = p;
	s->state = pool_take(&shared->state_pool[p->number], p->state_octets);
	s->id = ++shared->sessions;
	numbers_taken(shared->numbers, NUMBER_SESSION, s->id, c->stream);
	c->valued = true;
	session_head_base(s);
	session_connected(s);
	head = s->head;
	session_head(s, &head, &now);
	session_put(s, (struct event){ .kind = EV_SESSION_OPEN, .head = &head });
	return s;
}

size_t session_spans(const struct session *s, enum dir d, uint64_t offset, uint64_t octets,
		     struct span *out, size_t max)
{
	if (!hold_empty(&s->hold[d]) && offset >= hold_offset(&s->hold[d]))
		return hold_spans(&s->hold[d], offset, octets, out, max);
	return conn_spans(s->conn, d, offset, octets, out, max);
}

struct conn_frames session_frames(const struct session *s, enum dir d, uint64_t offset,
				  uint64_t octets)
{
	struct conn_frames f = { 0, 0, NO_TIME, NO_TIME };
	const struct hold *h = &s->hold[d];
	struct span first, last;

	if (octets == 0)
		return f;
	if (hold_empty(h) || offset < hold_offset(h)) {
		struct conn_frames known = conn_frames(s->conn, d, offset, octets);

		return known.first ? known : f;
	}
	if (hold_spans(h, offset, 1, &first, 1) == 0 ||
	    hold_spans(h, offset + octets - 1, 1, &last, 1) == 0)
		return f;
	return (struct conn_frames){ first.frame, last.frame, first.ts_ns, last.ts_ns };
}

bool session_may_wait(const struct session *s, enum dir d)
{
	enum dir other = dir_other(d);

	return !s->force && s->conn->half[other].seen && !s->conn->half[other].one_sided &&
	       !hold_full(&s->hold[d]);
}

void session_encrypted(struct session *s)
{
	s->encrypted = true;
}

void session_tls(struct session *s, enum dir d, struct bytes b, uint64_t at)
{
	bool handshake = !s->tls.done_ns;
	struct ev_tls e = { .from_client = d == DIR_CLIENT, .octets = b.n };
	struct conn_frames f;
	struct ev_head head;

	if (b.n == 0)
		return;
	tls_clock_push(&s->tls, s, d, b, at);
	if (!events_want(s->out, EV_TLS) || !s->tls.begun_ns)
		return;
	e.handshake = handshake;
	f = session_frames(s, d, at, b.n);
	head = s->head;
	session_head(s, &head, &f);
	e.head = &head;
	session_put(s, (struct event){ .kind = EV_TLS, .tls = &e });
}

void session_head(const struct session *s, struct ev_head *h, const struct conn_frames *f)
{
	const char *dataset = h->dataset, *action = h->action;

	*h = s->head;
	h->dataset = dataset;
	h->action = action;
	h->first_frame = f->first ? f->first : NO_U64;
	h->last_frame = f->last ? f->last : NO_U64;
	h->start = f->first_ns;
	h->end = f->last_ns;
	if (f->first_ns != NO_TIME && f->last_ns != NO_TIME)
		h->duration = f->last_ns - f->first_ns;
	h->ts = f->last_ns != NO_TIME ? f->last_ns : s->conn->now_ns;
}

struct ev_line session_line_of(enum dir d, enum line_kind kind, struct bytes text,
			       uint64_t offset, uint64_t octets)
{
	return (struct ev_line){
		.from_client = d == DIR_CLIENT,
		.kind = kind,
		.text = text,
		.offset = offset,
		.octets = octets,
		.code = NO_U64,
		.command_seq = NO_U64,
		.waited_ns = NO_TIME,
	};
}

/* Who shows the octets of frames is told what no line has told yet. */
static void session_guard(struct session *s, const struct ev_line *l)
{
	struct conn *c = s->conn;

	c->guarded = spoken_on(&s->spoken);
	if (l->from_client || l->secret_n == 0)
		return;
	if (l->inflated) { /* where in the octets of the wire is not known */
		c->secret_from = 0;
		c->secret_end = UINT64_MAX;
		return;
	}
	if (c->secret_end == 0 || l->offset < c->secret_from)
		c->secret_from = l->offset;
	if (l->offset + l->octets > c->secret_end)
		c->secret_end = l->offset + l->octets;
}

/* The range of a secret in `text` (n: 0 for none) is to cover the tokens in URLs too. */
static void with_token(struct bytes text, size_t *at, size_t *n)
{
	size_t from, octets, end;

	if (!urlauth_find(text, &from, &octets))
		return;
	end = *n && *at + *n > from + octets ? *at + *n : from + octets;
	*at = *n && *at < from ? *at : from;
	*n = end - *at;
}

struct bytes session_masked(const struct session *s, struct bytes text, struct buf *own)
{
	size_t at = text.n, n = 0;

	if (spoken_on(&s->spoken))
		(void)spoken_find(&s->spoken, text, &at, &n);
	with_token(text, &at, &n);
	if (n == 0)
		return text;
	buf_clear(own);
	buf_add(own, bytes_head(text, at));
	buf_add(own, policy_secret(&s->shared->policy, bytes_sub(text, at, n)));
	buf_add(own, bytes_from(text, at + n));
	return buf_bytes(own);
}

void session_line(struct session *s, struct ev_line *l)
{
	enum dir d = l->from_client ? DIR_CLIENT : DIR_SERVER;
	struct ev_head head = s->head;
	struct span spans[LINE_SPANS];
	struct conn_frames f;

	l->inflated = s->inflater[d] != NULL;
	if (!l->from_client)
		spoken_server(&s->spoken, l);
	with_token(l->text, &l->secret_at, &l->secret_n);
	l->decoded_secret = l->decoded_secret || l->secret_n;
	if (l->from_client)
		spoken_client(&s->spoken, l);
	session_guard(s, l);
	if (!events_want(s->out, EV_LINE) && l->kind != LINE_AUTH)
		return;
	f = session_frames(s, d, l->offset, l->octets);
	if (l->kind == LINE_AUTH && l->from_client && f.last_ns != NO_TIME)
		s->word_ns = f.last_ns;
	session_head(s, &head, &f);
	l->nspans = session_spans(s, d, l->offset, l->octets, spans, LINE_SPANS);
	if (l->nspans > LINE_SPANS)
		l->nspans = LINE_SPANS;
	l->spans = spans;
	l->head = &head;
	session_put(s, (struct event){ .kind = EV_LINE, .line = l });
}

void session_user(struct session *s, struct bytes user, bool proven)
{
	if (user.p == NULL || (s->user_proven && !proven))
		return;
	buf_clear(&s->user);
	buf_add(&s->user, user);
	buf_cstr(&s->user); /* an empty name is a name too: the pointer is not NULL */
	s->user_proven = proven;
}

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

	if (s->encrypted && s->tls.done_ns)
		phases_until(&s->phases, PHASE_TLS, s->tls.done_ns);
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
		r->slowest_time = s->slowest_ns;
		r->slowest_verb = kept(&s->slowest_verb);
		r->slowest_frame = frame_or_none(s->slowest_frame);
	}
	r->stalled_time = known_or_none(s->stalled_ns);
	r->rtt_client = known_or_none(s->conn->half[DIR_SERVER].rtt_ns);
	r->rtt_server = known_or_none(s->conn->half[DIR_CLIENT].rtt_ns);
}

/* The lines of `b`; freed by the caller. */
static struct ev_texts texts_of(const struct buf *b)
{
	struct ev_texts t = { NULL, 0 };
	struct bytes rest = buf_bytes(b);
	size_t cap = 0;

	while (rest.n) {
		size_t end = bytes_chr(rest, 0, '\n');

		ARRAY_PUSH(t.v, t.n, cap) = bytes_head(rest, end);
		rest = bytes_from(rest, end + 1);
	}
	return t;
}

static void fill_compression(struct ev_session *r, const struct session *s)
{
	const struct inflater *client = s->inflater[DIR_CLIENT], *server = s->inflater[DIR_SERVER];

	if (client == NULL)
		return;
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

static void fill_box(struct ev_session *r, const struct session_box *b)
{
	if (b->stat) {
		r->box_messages = b->messages;
		r->box_octets = b->octets;
	}
	r->fetched = some(b->fetched);
	r->deleted = some(b->deleted);
	r->undeleted = some(b->undeleted);
	r->deletions = b->deletions;
	r->deleted_uids = texts_of(&b->deleted_uids);
	if (b->utf8)
		r->utf8 = true;
	r->language = kept(&b->language);
}

static void session_record(struct session *s, enum close_why why)
{
	struct conn *c = s->conn;
	struct conn_frames f = { c->first_frame, c->last_frame, c->first_ns, c->last_ns };
	struct ev_session r;

	record_init(RECORD_SESSION, &r);
	r.head.action = "session-ended";
	session_head(s, &r.head, &f);
	fill_tcp(&r, c, why);
	r.user = s->user.p ? buf_bytes(&s->user) : (struct bytes){ NULL, 0 };
	r.commands = s->commands;
	r.messages = s->messages;
	r.logins = s->logins;
	r.encrypted = s->encrypted;
	fill_timing(&r, s);
	fill_compression(&r, s);
	r.tls_version = s->encrypted ? tls_clock_version(&s->tls) : NULL;
	r.told_ip = s->told.ip;
	if (s->told.port)
		r.told_port = s->told.port;
	r.told_by = s->told_by;
	r.banner = kept(&s->banner);
	r.refused = s->refused;
	r.refusal = kept(&s->refusal);
	r.helo = kept(&s->helo);
	r.client_id = kept(&s->client_id);
	r.server_id = kept(&s->server_id);
	r.capabilities = texts_of(&s->capabilities);
	fill_box(&r, &s->box);
	session_put(s, (struct event){ .kind = EV_SESSION, .session = &r });
	free(r.capabilities.v);
	free(r.deleted_uids.v);
}

void session_settle(struct session *s)
{
	for (int d = 0; d < 2; d++) {
		hold_fini(&s->hold[d]);
		hold_fini(&s->raw[d]);
	}
	pool_put(&s->shared->state_pool[s->proto->number], s->state);
	s->state = NULL;
}

void session_close(struct session **sp, enum close_why why)
{
	struct session *s = *sp;

	session_settle(s);
	if (events_want(s->out, EV_SESSION))
		session_record(s, why);
	inflater_free(&s->inflater[0]);
	inflater_free(&s->inflater[1]);
	buf_fini(&s->user);
	tls_clock_fini(&s->tls);
	spoken_fini(&s->spoken);
	buf_fini(&s->banner);
	buf_fini(&s->refusal);
	buf_fini(&s->slowest_verb);
	buf_fini(&s->helo);
	buf_fini(&s->client_id);
	buf_fini(&s->server_id);
	buf_fini(&s->capabilities);
	buf_fini(&s->box.deleted_uids);
	buf_fini(&s->box.language);
	pool_put(&s->shared->session_pool, s);
	*sp = NULL;
}

size_t session_octets(const struct session *s)
{
	size_t octets = sizeof(*s) + (s->state ? s->proto->state_octets : 0) + s->user.cap +
			s->banner.cap + s->helo.cap + s->capabilities.cap;

	for (int i = 0; i < 2; i++)
		octets += hold_memory(&s->hold[i]) + hold_memory(&s->raw[i]) +
			  (s->inflater[i] ? inflater_memory(s->inflater[i]) : 0);
	return octets;
}
