/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * feed_inflate.c - compressed octets on their way to the protocol, which does not notice.
 *
 * In:   octets of both directions, compressed from a word of the protocol on
 * Out:  what comes out of them, in s->hold[], each octet with the frame that completed it
 * RFC:  4978
 *
 *	conn --raw[d]--> inflater[d] --hold[d]--> data()
 *
 * The frame of an octet is that of the last octet it was made from.  Pieces are inflated a
 * frame at a time for that, and never more than the protocol is shown at once.
 */
#include "proto/feed.h"

/* More is missing than any literal has: what the protocol is in the middle of is cut. */
#define MISSING_ALL UINT64_MAX

enum { TLS_HANDSHAKE = 0x16 };

void feed_inflate_begin(struct session *s)
{
	s->inflate_due = false;
	s->inflate = session_part(s, 2 * sizeof(*s->inflate));
	for (int d = 0; d < 2; d++) {
		struct session_inflate *z = &s->inflate[d];

		z->inflater = inflater_new(&s->shared->inflaters);
		z->raw = s->hold[d];
		s->hold[d] = (struct hold){ 0 };
		z->at = hold_empty(&z->raw) ? s->at[d] : hold_offset(&z->raw);
	}
}

/* What is in s->hold[d] is used as far as it can be; the other side may speak in between. */
static void inflated_use(struct session *s, enum dir d)
{
	struct hold *h = &s->hold[d];
	size_t used = 1;

	while (used && !hold_empty(h)) {
		s->wait[d] = false;
		s->yield = false;
		s->at[d] = hold_offset(h);
		used = s->proto->data(s, s->state, d, hold_bytes(h));
		s->at[d] += used;
		hold_drop(h, used);
		s->inflate_due = false; /* it is so already */
		if (!s->yield)
			return;
		feed_held(s, dir_other(d));
	}
}

/* Nothing more will be read of `d`. */
static void inflated_over(struct session *s, enum dir d)
{
	struct hold *h = &s->hold[d];

	s->at[d] = hold_empty(h) ? s->inflate[d].at : hold_offset(h);
	s->proto->gap(s, s->state, d, MISSING_ALL, hold_bytes(h));
	hold_clear(h);
	hold_clear(&s->inflate[d].raw);
}

/* Octets of one frame. */
static void inflate_span(struct session *s, enum dir d, const struct span *from,
			 struct bytes b)
{
	struct inflater *i = s->inflate[d].inflater;
	struct buf out = { 0 };

	while (inflater_state(i) == INFLATER_ON && (b.n || inflater_pending(i))) {
		b = bytes_from(b, inflater_push(i, b, &out));
		hold_add_from(&s->hold[d], from, s->inflate[d].at, buf_bytes(&out));
		s->inflate[d].at += out.n;
		buf_clear(&out);
		inflated_use(s, d);
		if (inflater_state(i) != INFLATER_ON)
			inflated_over(s, d);
	}
	if (inflater_state(i) != INFLATER_ON)
		inflater_push(i, b, &out); /* gives nothing, but is noted */
	buf_fini(&out);
	hold_trim(&s->hold[d]);
}

/* After STARTTLS in a compressed session TLS is around what is compressed (RFC 4978 4).  No
   block of DEFLATE begins as its handshake does: the block type would be 3 (RFC 1951 3.2.3). */
static bool inflated_is_tls(const struct session *s, enum dir d, struct bytes b)
{
	return s->encrypted || (s->tls_accepted && hold_empty(&s->inflate[d].raw) &&
				bytes_at(b, 0) == TLS_HANDSHAKE && inflater_between(s->inflate[d].inflater));
}

void feed_inflate(struct session *s, enum dir d, struct bytes b, uint64_t at)
{
	uint64_t end = at + b.n;
	struct span spans[16];

	feed_inflate_held(s, d);
	if (inflated_is_tls(s, d, b)) {
		s->at[d] = at;
		s->proto->data(s, s->state, d, b);
		session_tls(s, d, b, at);
		return;
	}
	if (!hold_empty(&s->inflate[d].raw)) {
		hold_add(&s->inflate[d].raw, s->conn, d, at, b);
		return;
	}
	while (at < end) {
		size_t n = conn_spans(s->conn, d, at, end - at, spans, 16);

		if (n == 0)
			return;
		for (size_t i = 0; i < n && i < 16; i++) {
			size_t octets = (size_t)spans[i].octets;

			inflate_span(s, d, &spans[i],
				     bytes_sub(b, b.n - (size_t)(end - spans[i].offset), octets));
			at = spans[i].offset + spans[i].octets;
		}
	}
}

void feed_inflate_held(struct session *s, enum dir d)
{
	struct hold *raw = &s->inflate[d].raw;
	struct span span;

	/* Both sides may give each other the word while a frame is worked on. */
	if (s->inflate[d].busy)
		return;
	s->inflate[d].busy = true;
	while (hold_bytes(raw).n) {
		struct bytes b = hold_bytes(raw);

		if (hold_spans(raw, hold_offset(raw), b.n, &span, 1) == 0)
			break;
		b = bytes_head(b, (size_t)span.octets);
		inflate_span(s, d, &span, b);
		if (!hold_empty(raw))
			hold_drop(raw, b.n);
	}
	hold_trim(raw);
	s->inflate[d].busy = false;
}

void feed_inflate_gap(struct session *s, enum dir d)
{
	if (s->encrypted || inflater_state(s->inflate[d].inflater) != INFLATER_ON)
		return;
	inflater_give_up(s->inflate[d].inflater);
	inflated_over(s, d);
}
