/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fake_conn.h - a connection in memory, and what was told about it.
 *
 * Stands in for stream/: hands octets to protos_ops in any pieces,
 * one frame each, and writes the events as text that does not depend on the pieces.
 */
#ifndef MW_TESTS_FAKE_CONN_H
#define MW_TESTS_FAKE_CONN_H

#include "proto/proto.h"

#include "base/hash.h"
#include "base/limits.h"
#include "guard.h"

#include <stdlib.h>

struct fake_octets {
	uint64_t id;
	struct buf message;      /* its octets */
	struct buf shown;        /* the same with holes as [size] */
};

struct fake {
	struct events events; /* first: events are told with its address */
	struct conn conn;
	struct protos *protos;
	struct buf unused[2];    /* what the reader left */
	struct span *spans[2];   /* every frame of a side, oldest first */
	size_t nspans[2], capspans[2];
	bool ignored, swapped, turned, closed; /* turned: the directions were exchanged */
	struct buf log;          /* records, one a line */
	struct fake_octets *open;/* messages on their way, some in turns */
	size_t nopen, capopen;
	struct buf lines;        /* EV_LINE, one a line */
	struct buf parts;        /* decoded octets of all parts */
};

/* What shape a transcript is given in. */
struct fake_shape {
	size_t step;          /* octets a segment, 0: a transcript line each */
	bool merged;          /* neighbouring lines of one side in one segment */
	bool in_the_middle;   /* no handshake was seen */
	bool unguarded;       /* no unreadable page behind the octets: faster */
	int only;             /* 1: client's octets only, 2: server's only */
	uint16_t port;        /* of the server; 0: 25 */
	enum roles_by roles;
};

size_t conn_spans(const struct conn *c, enum dir d, uint64_t offset, uint64_t octets,
		  struct span *out, size_t max)
{
	const struct fake *f = (const struct fake *)((const char *)c - offsetof(struct fake, conn));
	uint64_t end = offset + octets;
	size_t n = 0, lo = 0, hi = f->nspans[d];

	assert(offset >= c->half[d].offset);
	while (lo < hi) {
		const struct span *s = &f->spans[d][(lo + hi) / 2];

		if (s->offset + s->octets <= offset)
			lo = (lo + hi) / 2 + 1;
		else
			hi = (lo + hi) / 2;
	}
	for (; lo < f->nspans[d] && f->spans[d][lo].offset < end; lo++) {
		struct span s = f->spans[d][lo];
		uint64_t from = s.offset > offset ? s.offset : offset;
		uint64_t to = s.offset + s.octets < end ? s.offset + s.octets : end;

		s.offset = from;
		s.octets = to - from;
		if (n < max)
			out[n] = s;
		n++;
	}
	return n;
}

struct conn_frames conn_frames(const struct conn *c, enum dir d, uint64_t offset,
			       uint64_t octets)
{
	struct conn_frames f = { 0, 0, NO_TIME, NO_TIME };
	struct span first, last;

	if (octets == 0 || conn_spans(c, d, offset, 1, &first, 1) == 0 ||
	    conn_spans(c, d, offset + octets - 1, 1, &last, 1) == 0)
		return f;
	return (struct conn_frames){ first.frame, last.frame, first.ts_ns, last.ts_ns };
}

enum conn_pause conn_pause(const struct conn *c, enum dir d, int64_t from_ns, int64_t to_ns)
{
	(void)c, (void)d, (void)from_ns, (void)to_ns;
	return PAUSE_UNKNOWN;
}

void conn_swap(struct conn *c)
{
	((struct fake *)((char *)c - offsetof(struct fake, conn)))->swapped = true;
}

const struct conn_stuck *conn_stuck(const struct conn *c, enum dir d)
{
	(void)c;
	(void)d;
	return NULL;
}

void conn_ignore(struct conn *c)
{
	((struct fake *)((char *)c - offsetof(struct fake, conn)))->ignored = true;
}

/* `before` and the octets, line ends as "~", others that do not print as "#xx"; nothing
   for what is absent. */
static void fake_part(struct buf *out, const char *before, struct bytes b)
{
	if (b.p == NULL)
		return;
	buf_adds(out, before);
	for (size_t i = 0; i < b.n; i++) {
		int c = bytes_at(b, i);

		if (c == '\r' && bytes_at(b, i + 1) == '\n') {
			buf_addc(out, '~');
			i++;
		} else if (ascii_print(c)) {
			buf_addc(out, (uint8_t)c);
		} else {
			buf_printf(out, "#%02x", (unsigned)c);
		}
	}
}

static void fake_text(struct buf *out, const char *key, struct bytes b)
{
	if (b.p == NULL)
		return;
	buf_printf(out, " %s", key);
	fake_part(out, "=", b);
}

static void fake_u64(struct buf *out, const char *key, uint64_t v)
{
	if (v != NO_U64)
		buf_printf(out, " %s=%llu", key, (unsigned long long)v);
}

static void fake_word(struct buf *out, const char *key, const char *w)
{
	if (w)
		buf_printf(out, " %s=%s", key, w);
}

/* "4 RCPT TO:<b@example.org> | 250 2.1.5 ok | ok {note}"; further lines after "/". */
static void fake_command(struct buf *out, const struct ev_command *r)
{
	if (r->seq == NO_U64)
		buf_adds(out, "?");
	else
		buf_addu64(out, r->seq);
	fake_part(out, " ", r->tag);
	fake_part(out, " ", r->verb);
	fake_part(out, " ", r->arg);
	fake_part(out, " SECRET ", r->secret_arg);
	buf_adds(out, " |");
	if (r->reply_code != NO_U64)
		buf_printf(out, " %llu", (unsigned long long)r->reply_code);
	fake_part(out, " ", r->reply_text);
	for (size_t i = 0; i < r->reply_lines.n; i++)
		fake_part(out, " / ", r->reply_lines.v[i]);
	buf_printf(out, " | %s", r->status);
	fake_u64(out, "message", r->message_id);
	for (size_t i = 0; i < r->listing.n; i++) {
		const struct ev_row *row = &r->listing.v[i];

		fake_u64(out, "row", row->number);
		fake_u64(out, "octets", row->octets);
		fake_text(out, "uid", row->uid);
	}
	if (r->note)
		buf_printf(out, " {%s}", r->note);
}

static void fake_auth(struct buf *out, const struct ev_auth *r)
{
	buf_adds(out, "auth");
	fake_u64(out, "attempt", r->attempt);
	fake_word(out, "mechanism", r->mechanism);
	fake_text(out, "user", r->user);
	fake_text(out, "authzid", r->authzid);
	fake_text(out, "secret", r->secret);
	fake_word(out, "outcome", r->head.outcome);
	fake_u64(out, "code", r->reply_code);
	fake_u64(out, "words", r->exchange.n);
	fake_word(out, "note", r->note);
}

static struct fake_octets *fake_octets(struct fake *f, uint64_t id)
{
	for (size_t i = 0; i < f->nopen; i++)
		if (f->open[i].id == id)
			return &f->open[i];
	ARRAY_PUSH(f->open, f->nopen, f->capopen) = (struct fake_octets){ .id = id };
	return &f->open[f->nopen - 1];
}

static void fake_message(struct buf *out, struct fake *f, const struct ev_message *r)
{
	struct fake_octets *o = fake_octets(f, r->id);
	uint8_t sum[DIGEST_MAX_OCTETS];
	uint64_t octets = 0;

	buf_printf(out, "message %llu %s", (unsigned long long)r->id, r->command);
	fake_u64(out, "number", r->number);
	fake_text(out, "uid", r->uid);
	fake_u64(out, "announced", r->announced);
	fake_text(out, "user", r->user);
	fake_text(out, "from", r->mail_from);
	fake_text(out, "params", r->mail_params);
	for (size_t i = 0; i < r->rcpt.n; i++) {
		fake_text(out, "to", r->rcpt.v[i].address);
		fake_text(out, "params", r->rcpt.v[i].params);
		buf_printf(out, "(%s)", r->rcpt.v[i].verdict);
	}
	fake_u64(out, "reply", r->reply_code);
	fake_text(out, "local-id", r->local_id);
	buf_printf(out, " %s", r->complete == 1 ? "complete" : "INCOMPLETE");
	if (r->missing)
		fake_u64(out, "missing", r->missing);
	if (r->headers_only == 1)
		buf_adds(out, " headers-only");
	fake_text(out, "mailbox", r->mailbox);
	fake_text(out, "flags", r->flags);
	fake_text(out, "date", r->internal_date);
	fake_text(out, "section", r->section);
	if (r->head.protocol && strcmp(r->head.protocol, "imap") == 0)
		fake_word(out, "outcome", r->head.outcome);
	fake_text(out, "octets", buf_bytes(&o->shown));
	digest_of(DIGEST_SHA256, buf_bytes(&o->message), sum);
	if (r->sha256.known == r->sha256_partial.known || r->sha256.known != (r->complete == 1) ||
	    memcmp(sum, r->sha256.known ? r->sha256.octets : r->sha256_partial.octets, 32) != 0)
		buf_adds(out, " WRONG-DIGEST");
	if (r->size != o->message.n + r->missing)
		buf_adds(out, " WRONG-SIZE");
	for (size_t i = 0; i < r->frames.n; i++)
		octets += r->frames.v[i].octets;
	if (octets != o->message.n)
		fake_u64(out, "on-wire", octets);
	buf_fini(&o->message);
	buf_fini(&o->shown);
	*o = f->open[--f->nopen];
}

static void fake_session(struct buf *out, const struct ev_session *r)
{
	buf_printf(out, "session %s commands=%llu messages=%llu logins=%llu",
		   r->head.protocol, (unsigned long long)r->commands,
		   (unsigned long long)r->messages, (unsigned long long)r->logins);
	fake_text(out, "user", r->user);
	if (r->encrypted == 1)
		buf_adds(out, " encrypted");
	fake_text(out, "banner", r->banner);
	fake_text(out, "helo", r->helo);
	for (size_t i = 0; i < r->capabilities.n; i++)
		fake_part(out, i ? "," : " offers=", r->capabilities.v[i]);
}

static void fake_line(struct buf *out, const struct ev_line *l)
{
	static const char *const kinds[] = { "command", "auth", "reply", "more", "listing",
					     "end", "other", "literal" };

	buf_printf(out, "%s %s", l->from_client ? "C" : "S", kinds[l->kind]);
	fake_text(out, "text", l->text);
	fake_u64(out, "seq", l->command_seq);
	if (l->secret_n)
		fake_text(out, "secret", bytes_sub(l->text, l->secret_at, l->secret_n));
	if (l->decoded.n)
		fake_text(out, "decoded", l->decoded);
	buf_addc(out, '\n');
}

static void fake_put(struct events *self, const struct event *e)
{
	struct fake *f = (struct fake *)self;
	struct fake_octets *o;

	switch (e->kind) {
	case EV_LINE:
		assert(e->line->head->session_id == 1);
		fake_line(&f->lines, e->line);
		return;
	case EV_OCTETS:
		o = fake_octets(f, e->octets->message_id);
		buf_add(&o->message, e->octets->octets);
		buf_add(&o->shown, e->octets->octets);
		if (e->octets->missing)
			buf_printf(&o->shown, "[%llu]", (unsigned long long)e->octets->missing);
		return;
	case EV_PART_OCTETS:
		buf_add(&f->parts, e->part->octets);
		return;
	case EV_COMMAND:
		fake_command(&f->log, e->command);
		break;
	case EV_AUTH:
		fake_auth(&f->log, e->auth);
		break;
	case EV_MESSAGE:
		fake_message(&f->log, f, e->message);
		break;
	case EV_SESSION:
		fake_session(&f->log, e->session);
		break;
	default:
		return;
	}
	buf_addc(&f->log, '\n');
}

static void fake_open(struct fake *f, const struct fake_shape *shape)
{
	*f = (struct fake){ .events = { .wants = ~0u, .put = fake_put } };
	f->protos = protos_new(&f->events);
	for (int d = 0; d < 2; d++) {
		struct conn_half *h = &f->conn.half[d];

		h->ep.ip = ip4_of(bytes_of(d ? "\xc0\0\2\2" : "\xc0\0\2\1", 4));
		h->ep.port = d ? (shape->port ? shape->port : 25) : 40000;
		h->seen = h->syn = !shape->in_the_middle;
		h->wscale = -1;
	}
	f->conn.roles_by = shape->roles;
	f->conn.first_ns = f->conn.now_ns = f->conn.last_ns = 1000;
	if (protos_ops.open)
		protos_ops.open(f->protos, &f->conn);
}

/* Offers what is unused of a side to the reader. */
static void fake_offer(struct fake *f, enum dir d, bool guarded)
{
	struct guard g;
	struct bytes b;
	size_t used;

	if (f->ignored)
		return;
	b = guarded ? guard_init(&g, buf_bytes(&f->unused[d])) : buf_bytes(&f->unused[d]);
	used = protos_ops.data(f->protos, &f->conn, d, b);
	assert(used <= b.n);
	if (guarded)
		guard_fini(&g);
	buf_drop(&f->unused[d], used);
	f->conn.half[d].offset += used;
}

static void fake_swap_now(struct fake *f)
{
	struct conn_half h = f->conn.half[0];
	struct buf b = f->unused[0];
	struct span *s = f->spans[0];
	size_t n = f->nspans[0], cap = f->capspans[0];

	f->swapped = false;
	f->turned = !f->turned;
	f->conn.roles_by = ROLES_BY_CONTENT;
	f->conn.half[0] = f->conn.half[1];
	f->conn.half[1] = h;
	f->unused[0] = f->unused[1];
	f->unused[1] = b;
	f->spans[0] = f->spans[1];
	f->spans[1] = s;
	f->nspans[0] = f->nspans[1];
	f->nspans[1] = n;
	f->capspans[0] = f->capspans[1];
	f->capspans[1] = cap;
	for (int d = 0; d < 2; d++)
		if (f->unused[d].n)
			fake_offer(f, (enum dir)d, true);
}

static void fake_frame(struct fake *f)
{
	f->conn.now_frame++;
	f->conn.now_ns += 1000000;
	f->conn.last_frame = f->conn.now_frame;
	f->conn.last_ns = f->conn.now_ns;
	if (f->conn.first_frame == 0)
		f->conn.first_frame = f->conn.now_frame;
}

static void fake_segment(struct fake *f, enum dir d, struct bytes b, bool guarded)
{
	struct conn_half *h = &f->conn.half[d];

	fake_frame(f);
	h->seen = true;
	h->packets++;
	h->octets += b.n;
	if (f->ignored)
		return;
	ARRAY_PUSH(f->spans[d], f->nspans[d], f->capspans[d]) =
		(struct span){ f->conn.now_frame, h->offset + f->unused[d].n, b.n,
			       f->conn.now_ns };
	buf_add(&f->unused[d], b);
	fake_offer(f, d, guarded);
	if (f->swapped)
		fake_swap_now(f);
}

static void fake_say(struct fake *f, enum dir d, struct bytes b,
		     const struct fake_shape *shape)
{
	size_t step = shape->step ? shape->step : b.n;
	bool turned = f->turned;

	while (b.n) {
		fake_segment(f, f->turned == turned ? d : dir_other(d), bytes_head(b, step),
			     !shape->unguarded);
		b = bytes_from(b, step);
	}
}

static void fake_gap(struct fake *f, enum dir d, uint64_t missing)
{
	struct buf rest = f->unused[d];

	fake_frame(f);
	f->unused[d] = (struct buf){ 0 };
	if (!f->ignored)
		protos_ops.gap(f->protos, &f->conn, d, missing, buf_bytes(&rest));
	f->conn.half[d].offset += rest.n + missing;
	f->conn.half[d].gap_octets += missing;
	buf_fini(&rest);
}

static void fake_fin(struct fake *f, enum dir d)
{
	struct buf rest = f->unused[d];

	fake_frame(f);
	f->unused[d] = (struct buf){ 0 };
	f->conn.half[d].fin = true;
	if (!f->ignored)
		protos_ops.eof(f->protos, &f->conn, d, buf_bytes(&rest));
	f->conn.half[d].offset += rest.n;
	buf_fini(&rest);
}

static void fake_close(struct fake *f, enum close_why why)
{
	struct bytes rest[2] = { buf_bytes(&f->unused[0]), buf_bytes(&f->unused[1]) };

	protos_ops.close(f->protos, &f->conn, f->ignored ? CLOSE_IGNORED : why, rest);
	f->closed = true;
}

static void fake_fini(struct fake *f)
{
	if (!f->closed)
		fake_close(f, CLOSE_END);
	protos_free(&f->protos);
	for (int d = 0; d < 2; d++) {
		buf_fini(&f->unused[d]);
		free(f->spans[d]);
	}
	buf_fini(&f->log);
	while (f->nopen) {
		buf_fini(&f->open[--f->nopen].message);
		buf_fini(&f->open[f->nopen].shown);
	}
	free(f->open);
	buf_fini(&f->parts);
	buf_fini(&f->lines);
	buf_fini(&f->parts);
	arena_fini(&f->conn.arena);
}

#endif
