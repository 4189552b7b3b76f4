/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * session.c - a mail session: what every protocol keeps about it, and how it tells.
 *
 * In:   the connection, and what the protocol found out
 * Out:  SESSION_OPEN, LINE and SESSION events; heads for all other records
 */
#include "proto/session.h"

#include "base/limits.h"
#include "proto/urlauth.h"

#include <stdlib.h>

enum {
	LINE_SPANS = 8,   /* event.h: spans of a line are listed that far */
	TEXTS_LEAST = 100, /* octets that greeting, hello and what is offered seldom exceed */
};

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

void *session_part(struct session *s, size_t octets)
{
	s->part_octets += octets;
	return xcalloc(1, octets);
}

void session_part_free(struct session *s, void *part, size_t octets)
{
	if (part)
		s->part_octets -= octets;
	free(part);
}

static struct tls_clock *session_tls_clock(struct session *s)
{
	if (s->tls == NULL)
		s->tls = session_part(s, sizeof(*s->tls));
	return s->tls;
}

void session_tls_gap(struct session *s, enum dir d, uint64_t missing)
{
	tls_clock_gap(session_tls_clock(s), d, missing);
}

void session_tls(struct session *s, enum dir d, struct bytes b, uint64_t at)
{
	bool handshake;
	struct ev_tls e = { .from_client = d == DIR_CLIENT, .octets = b.n };
	struct conn_frames f;
	struct ev_head head;

	if (b.n == 0)
		return;
	handshake = !session_tls_clock(s)->done_ns;
	tls_clock_push(s->tls, s, d, b, at);
	if (!events_want(s->out, EV_TLS) || !s->tls->begun_ns)
		return;
	e.handshake = handshake;
	f = session_frames(s, d, at, b.n);
	head = s->head;
	session_head(s, &head, &f);
	e.head = &head;
	session_put(s, (struct event){ .kind = EV_TLS, .tls = &e });
}

/* The frames of a head that is otherwise that of all records. */
static void session_head_frames(const struct session *s, struct ev_head *h,
				const struct conn_frames *f)
{
	h->first_frame = f->first ? f->first : NO_U64;
	h->last_frame = f->last ? f->last : NO_U64;
	h->start = f->first_ns;
	h->end = f->last_ns;
	if (f->first_ns != NO_TIME && f->last_ns != NO_TIME)
		h->duration = f->last_ns - f->first_ns;
	h->ts = f->last_ns != NO_TIME ? f->last_ns : s->conn->now_ns;
}

void session_head(const struct session *s, struct ev_head *h, const struct conn_frames *f)
{
	const char *dataset = h->dataset, *action = h->action;

	*h = s->head;
	h->dataset = dataset;
	h->action = action;
	session_head_frames(s, h, f);
}

void session_record_init(const struct session *s, enum record_kind kind, void *record,
			 const char *action, const struct conn_frames *f)
{
	struct ev_head *h = record;

	record_init_headed(kind, record, &s->head);
	h->action = action;
	session_head_frames(s, h, f);
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

bool session_line_matters(const struct session *s, struct bytes text)
{
	return events_want(s->out, EV_LINE) || spoken_on(&s->spoken) || s->conn->guarded ||
	       urlauth_possible(text);
}

void session_line(struct session *s, struct ev_line *l)
{
	enum dir d = l->from_client ? DIR_CLIENT : DIR_SERVER;
	struct span spans[LINE_SPANS];
	struct conn_frames f;
	struct ev_head head;

	l->inflated = s->inflate != NULL;
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
	head = s->head;
	session_head(s, &head, &f);
	l->nspans = session_spans(s, d, l->offset, l->octets, spans, LINE_SPANS);
	if (l->nspans > LINE_SPANS)
		l->nspans = LINE_SPANS;
	l->spans = spans;
	l->head = &head;
	session_put(s, (struct event){ .kind = EV_LINE, .line = l });
}

struct bytes session_text(const struct session *s, enum session_text which)
{
	const struct session_texts *t = &s->texts;
	size_t from = which ? t->end[which - 1] : 0;

	if (t->end[which] == from)
		return (struct bytes){ NULL, 0 };
	return bytes_sub(buf_bytes(&t->all), from, t->end[which] - from);
}

void session_text_set(struct session *s, enum session_text which, struct bytes text)
{
	struct session_texts *t = &s->texts;
	size_t from = which ? t->end[which - 1] : 0, behind = t->all.n - t->end[which];
	BUF_SHORT(rest);

	buf_add(&rest, bytes_sub(buf_bytes(&t->all), t->end[which], behind));
	t->all.n = from;
	if (t->all.p == NULL)
		(void)buf_room(&t->all, TEXTS_LEAST);
	buf_add(&t->all, text);
	buf_add(&t->all, buf_bytes(&rest));
	buf_fini(&rest);
	/* From behind: the end of the old text is known until the last. */
	for (int i = SESSION_TEXTS - 1; i >= (int)which; i--)
		t->end[i] = (uint32_t)(t->end[i] - t->end[which] + from + text.n);
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

void session_settle(struct session *s)
{
	for (int d = 0; d < 2; d++) {
		hold_fini(&s->hold[d]);
		if (s->inflate)
			hold_fini(&s->inflate[d].raw);
	}
	pool_put(&s->shared->state_pool[s->proto->number], s->state);
	s->state = NULL;
}

/* What only some sessions have. */
static void session_parts_free(struct session *s)
{
	if (s->inflate) {
		inflater_free(&s->inflate[0].inflater);
		inflater_free(&s->inflate[1].inflater);
		session_part_free(s, s->inflate, 2 * sizeof(*s->inflate));
	}
	if (s->box) {
		buf_fini(&s->box->deleted_uids);
		buf_fini(&s->box->language);
		session_part_free(s, s->box, sizeof(*s->box));
	}
	if (s->tls) {
		tls_clock_fini(s->tls);
		session_part_free(s, s->tls, sizeof(*s->tls));
	}
}

void session_close(struct session **sp, enum close_why why)
{
	struct session *s = *sp;

	session_settle(s);
	if (events_want(s->out, EV_SESSION))
		session_record(s, why);
	session_parts_free(s);
	buf_fini(&s->user);
	spoken_fini(&s->spoken);
	buf_fini(&s->texts.all);
	pool_put(&s->shared->session_pool, s);
	*sp = NULL;
}

size_t session_octets_outside(const struct session *s)
{
	size_t octets = s->user.cap + s->texts.all.cap + s->part_octets;

	for (int i = 0; i < 2; i++) {
		octets += hold_memory(&s->hold[i]);
		if (s->inflate)
			octets += hold_memory(&s->inflate[i].raw) +
				  inflater_memory(s->inflate[i].inflater);
	}
	return octets;
}

size_t session_octets(const struct session *s)
{
	return sizeof(*s) + (s->state ? s->proto->state_octets : 0) + session_octets_outside(s);
}
