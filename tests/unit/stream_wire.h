/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * stream_wire.h - packets written as text, and a reader that writes down what it is told.
 *
 * A script is a list of packets, one a line:
 *
 *	C 100 0 S            client, sequence number, ACK number, flags (SAFRPU)
 *	S 500 101 SA w0 ws7  window and its scale
 *	C 101 501 PA :EHLO   data after the colon, up to the end of the line
 *	C 101 501 A +1500    1500 ms after the packet before it (else 1 ms)
 *	C 101 501 A x40 :ab  40 more octets were on the wire than captured
 *	C 101 501 A t77 :ab  time stamp option 77
 *	C 101 501 A @2 :ab   on another connection: client port 40002
 *	-  +2000             nothing but time
 *
 * "{n}" in the data gives n octets of 'x'.  What comes out, one word an event:
 *
 *	open c:EHLO s:250 c-40 (a gap) c. (end) close(fin)
 *
 * Runs of one direction are joined; ":" of other connections is preceded by its number.
 */
#ifndef MW_TESTS_STREAM_WIRE_H
#define MW_TESTS_STREAM_WIRE_H

#include "base/arena.h"
#include "guard.h"
#include "stream/stream.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <setjmp.h>
#include <cmocka.h>

enum { WIRE_CLIENT_PORT = 40000, WIRE_SERVER_PORT = 25 };

struct wire {
	struct streams *streams;
	struct buf log;
	bool lines;           /* the reader uses whole lines only */
	size_t ignore_after;  /* ... says conn_ignore() after so many octets; 0 = never */
	bool swap;            /* ... says conn_swap() at the first octets */
	bool valued;          /* ... says it is mail at once */
	bool quiet;           /* nothing is logged */
	uint64_t frame;
	int64_t ts_ns;
	/* what the log ends with, to join runs */
	bool has_last;
	uint64_t last;        /* a connection's number */
	int last_dir;
	struct segment_note note; /* of the last packet */
	uint64_t slept;       /* times a connection did */
	uint64_t opened, closed, octets[2], gaps[2], conflicts;
	uint16_t server_port;
};

static inline void wire_break(struct wire *w, const struct conn *c)
{
	if (w->log.n)
		buf_addc(&w->log, ' ');
	if (c->stream)
		buf_printf(&w->log, "%" PRIu64 "/", c->stream);
	w->has_last = false;
}

static inline void wire_text(struct wire *w, struct bytes b)
{
	size_t run = 0;

	for (size_t i = 0; i <= b.n; i++) {
		if (i < b.n && b.p[i] == 'x') {
			run++;
			continue;
		}
		if (run > 3)
			buf_printf(&w->log, "{%zu}", run);
		else
			buf_add(&w->log, bytes_head(B("xxx"), run));
		run = 0;
		if (i < b.n)
			buf_addc(&w->log, b.p[i] == '\n' ? '/' : b.p[i]);
	}
}

static inline void wire_open(void *ctx, struct conn *c)
{
	struct wire *w = ctx;

	w->opened++;
	c->reader = ctx;
	c->valued = w->valued;
	if (w->quiet)
		return;
	wire_break(w, c);
	buf_adds(&w->log, "open");
}

static inline size_t wire_data(void *ctx, struct conn *c, enum dir d, struct bytes b)
{
	struct wire *w = ctx;
	size_t use = b.n;

	assert_ptr_equal(c->reader, ctx);
	assert_true(b.n > c->shown);
	if (w->swap && !c->half[d].offset && c->roles_by != ROLES_BY_CONTENT) {
		conn_swap(c);
		return 0;
	}
	if (w->lines)
		for (use = b.n; use && b.p[use - 1] != '\n'; use--)
			;
	w->octets[d] += use;
	if (w->ignore_after && w->octets[d] >= w->ignore_after)
		conn_ignore(c);
	if (!use || w->quiet)
		return use;
	if (!w->has_last || w->last != c->stream || w->last_dir != (int)d) {
		wire_break(w, c);
		buf_adds(&w->log, d == DIR_CLIENT ? "c:" : "s:");
	}
	wire_text(w, bytes_head(b, use));
	w->has_last = true;
	w->last = c->stream;
	w->last_dir = (int)d;
	return use;
}

static inline void wire_rest(struct wire *w, struct bytes rest)
{
	if (rest.n) {
		buf_addc(&w->log, '(');
		wire_text(w, rest);
		buf_addc(&w->log, ')');
	}
}

static inline void wire_gap(void *ctx, struct conn *c, enum dir d, uint64_t missing,
			    struct bytes rest)
{
	struct wire *w = ctx;

	w->gaps[d] += missing;
	if (w->quiet)
		return;
	wire_break(w, c);
	buf_printf(&w->log, "%c-%" PRIu64, d == DIR_CLIENT ? 'c' : 's', missing);
	wire_rest(w, rest);
}

static inline void wire_eof(void *ctx, struct conn *c, enum dir d, struct bytes rest)
{
	struct wire *w = ctx;

	if (w->quiet)
		return;
	wire_break(w, c);
	buf_adds(&w->log, d == DIR_CLIENT ? "c." : "s.");
	wire_rest(w, rest);
}

static inline void wire_close(void *ctx, struct conn *c, enum close_why why,
			      const struct bytes rest[2])
{
	static const char *const names[] = { "fin", "half", "rst", "reused", "timeout",
					     "evicted", "end", "ignored" };
	struct wire *w = ctx;

	w->closed++;
	if (w->quiet)
		return;
	wire_break(w, c);
	buf_printf(&w->log, "close(%s)", names[why]);
	wire_rest(w, rest[0]);
	wire_rest(w, rest[1]);
}

static inline void wire_conflict(void *ctx, struct conn *c, enum dir d, uint64_t offset,
				 struct bytes kept, struct bytes other, uint64_t frame_kept,
				 uint64_t frame_other)
{
	struct wire *w = ctx;

	w->conflicts++;
	if (w->quiet)
		return;
	wire_break(w, c);
	buf_printf(&w->log, "%c!%" PRIu64 "[", d == DIR_CLIENT ? 'c' : 's', offset);
	wire_text(w, kept);
	buf_printf(&w->log, "@%" PRIu64 "|", frame_kept);
	wire_text(w, other);
	buf_printf(&w->log, "@%" PRIu64 "]", frame_other);
}

/* The reader is lost and found again, by what it said of itself. */
static inline size_t wire_sleep(void *ctx, struct conn *c, struct pack *p)
{
	struct wire *w = ctx;

	assert_ptr_equal(c->reader, ctx);
	pack_number(p, c->stream + 1);
	w->slept++;
	return 0;
}

static inline void wire_wake(void *ctx, struct conn *c, struct pack *p)
{
	assert_null(c->reader);
	assert_true(unpack_number(p) == c->stream + 1);
	c->reader = ctx;
}

static const struct conn_ops wire_ops = {
	.open = wire_open, .data = wire_data, .gap = wire_gap, .eof = wire_eof,
	.close = wire_close, .conflict = wire_conflict,
	.sleep = wire_sleep, .wake = wire_wake,
};

static inline void wire_init(struct wire *w, const struct stream_options *o)
{
	w->streams = streams_new(o, &wire_ops, w);
	w->ts_ns = 1000 * NS_PER_SEC;
	w->server_port = WIRE_SERVER_PORT;
}

static inline void wire_fini(struct wire *w)
{
	streams_free(&w->streams);
	buf_fini(&w->log);
}

/* One packet.  `data` must stay what it is during the call only. */
struct wire_packet {
	bool server;
	uint32_t seq, ack;
	uint16_t flags, window;
	int wscale;           /* -1 = none */
	uint32_t cut;         /* octets not captured */
	bool has_ts;
	uint32_t tsval;
	uint16_t port_add;    /* to the client's port */
	uint32_t host;        /* another client */
	struct bytes data;
};

static inline void wire_send(struct wire *w, const struct wire_packet *in)
{
	static struct packet p; /* large, and mostly unused here */
	uint8_t client[4] = { 10, (uint8_t)(in->host >> 16), (uint8_t)(in->host >> 8),
			      (uint8_t)in->host };
	struct ip c = ip4_of(bytes_of(client, 4)), s = ip4_of(B("\xc0\x00\x02\x19"));
	uint16_t cp = (uint16_t)(WIRE_CLIENT_PORT + in->port_add), sp = w->server_port;
	struct frame f = { .number = ++w->frame, .ts_ns = w->ts_ns };

	p.frame = &f;
	p.verdict = PACKET_TCP;
	p.src = in->server ? s : c;
	p.dst = in->server ? c : s;
	p.tcp = (struct tcp){
		.src_port = in->server ? sp : cp, .dst_port = in->server ? cp : sp,
		.seq = in->seq, .ack = in->ack, .flags = in->flags, .window = in->window,
		.wscale = (int8_t)in->wscale, .hdr_octets = 20,
		.has_ts = in->has_ts, .tsval = in->tsval,
	};
	p.payload = in->data;
	p.payload_octets = (uint32_t)in->data.n + in->cut;
	streams_push(w->streams, &p, &w->note);
}

static inline uint16_t wire_flags(struct bytes word)
{
	static const char letters[] = "FSRPAU";
	uint16_t flags = 0;

	for (size_t i = 0; i < word.n; i++)
		flags |= (uint16_t)(1 << (strchr(letters, word.p[i]) - letters));
	return flags;
}

static inline uint64_t wire_number(struct bytes word)
{
	uint64_t n = 0;

	assert_true(bytes_u64(word, &n));
	return n;
}

/* "abc{5}" with its octets written out; "\n" is written "/". */
static inline void wire_data_of(struct buf *out, struct bytes text)
{
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '{') {
			size_t end = bytes_chr(text, i, '}');
			uint64_t n = wire_number(bytes_sub(text, i + 1, end - i - 1));

			while (n--)
				buf_addc(out, 'x');
			i = end;
		} else {
			buf_addc(out, text.p[i] == '/' ? '\n' : text.p[i]);
		}
	}
}

static inline void wire_line(struct wire *w, struct bytes line)
{
	struct wire_packet p = { .window = 60000, .wscale = -1 };
	struct buf data = { 0 };
	size_t colon = bytes_chr(line, 0, ':');
	struct bytes head = bytes_head(line, colon), who = bytes_word(&head), word;
	struct guard g;
	int64_t ms = 1;

	p.server = bytes_eq(who, B("S"));
	if (!bytes_eq(who, B("-"))) {
		p.seq = (uint32_t)wire_number(bytes_word(&head));
		p.ack = (uint32_t)wire_number(bytes_word(&head));
		p.flags = wire_flags(bytes_word(&head));
	}
	while ((word = bytes_word(&head)).n) {
		if (bytes_starts(word, B("ws")))
			p.wscale = (int)wire_number(bytes_from(word, 2));
		else if (word.p[0] == 'w')
			p.window = (uint16_t)wire_number(bytes_from(word, 1));
		else if (word.p[0] == 'x')
			p.cut = (uint32_t)wire_number(bytes_from(word, 1));
		else if (word.p[0] == 't')
			p.has_ts = true, p.tsval = (uint32_t)wire_number(bytes_from(word, 1));
		else if (word.p[0] == '@')
			p.port_add = (uint16_t)wire_number(bytes_from(word, 1));
		else if (word.p[0] == '+')
			ms = (int64_t)wire_number(bytes_from(word, 1));
		else
			fail_msg("unknown word in script: %.*s", (int)word.n, word.p);
	}
	w->ts_ns += ms * (NS_PER_SEC / 1000);
	if (bytes_eq(who, B("-"))) {
		streams_tick(w->streams, w->ts_ns);
		return;
	}
	wire_data_of(&data, bytes_from(line, colon + 1));
	p.data = guard_init(&g, buf_bytes(&data));
	wire_send(w, &p);
	guard_fini(&g);
	buf_fini(&data);
}

static inline void wire_script(struct wire *w, const char *script)
{
	struct bytes rest = bytes_str(script);

	while (rest.n) {
		size_t end = bytes_chr(rest, 0, '\n');
		struct bytes line = bytes_trim(bytes_head(rest, end));

		if (line.n)
			wire_line(w, line);
		rest = bytes_from(rest, end + 1);
	}
}

#endif
