/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * feed.c - a session's octets to its protocol, and those that must wait kept.
 *
 * In:   octets, holes and ends of both directions
 * Out:  the protocol's data(), gap(), eof() and close(), in an order it can judge
 */
#include "proto/feed.h"

/* What of `d` is not to be shown yet is at the end of this. */
static struct hold *feed_source(struct session *s, enum dir d)
{
	return s->inflate ? &s->inflate[d].raw : &s->hold[d];
}

/* As much of what is held as can be is used. */
static void feed_use(struct session *s, enum dir d)
{
	struct hold *h = &s->hold[d];
	size_t used = 1;

	while (used && !hold_empty(h)) {
		s->wait[d] = false;
		s->yield = false;
		s->at[d] = hold_offset(h);
		used = s->proto->data(s, s->state, d, hold_bytes(h));
		if (s->encrypted)
			session_tls(s, d, bytes_head(hold_bytes(h), used), s->at[d]);
		s->at[d] += used;
		hold_drop(h, used);
		if (s->inflate_due) {
			feed_inflate_begin(s);
			feed_inflate_held(s, d);
			return;
		}
		if (!s->yield)
			return;
	}
}

/* No more of `d` will come: what waited for more to be decided by is decided by what there
   is. */
static void feed_use_last(struct session *s, enum dir d)
{
	bool force = s->force;

	s->force = true;
	feed_use(s, d);
	s->force = force;
}

static void feed_all_held(struct session *s, enum dir d)
{
	struct hold *h = &s->hold[d];

	if (s->inflate)
		feed_inflate_held(s, d);
	feed_use(s, d);
	if (!s->eof[d] || s->wait[d] || feed_source(s, d)->hidden)
		return;
	s->eof[d] = false;
	feed_use_last(s, d);
	s->proto->eof(s, s->state, d, hold_bytes(h));
	hold_clear(h);
}

/* Few sessions hold anything: memory is not kept for later. */
void feed_held(struct session *s, enum dir d)
{
	if (hold_empty(&s->hold[d]) && !s->eof[d] && !s->inflate)
		return;
	feed_all_held(s, d);
	hold_trim(&s->hold[d]);
}

void feed_replay(struct session *s, const struct turn *turns, size_t n)
{
	for (int i = 0; i < 2; i++)
		s->hold[i].hidden = hold_bytes(&s->hold[i]).n;
	for (size_t i = 0; i < n; i++) {
		feed_source(s, turns[i].dir)->hidden -= turns[i].octets;
		feed_all_held(s, turns[i].dir);
	}
}

size_t feed_data(struct session *s, enum dir d, struct bytes b, uint64_t at)
{
	struct hold *h = &s->hold[d];
	size_t used = 0, before;

	if (s->inflate) {
		feed_inflate(s, d, b, at);
		return b.n;
	}
	if (!hold_empty(h)) {
		hold_add(h, s->conn, d, at, b);
		feed_held(s, d);
		return b.n;
	}
	do {
		s->wait[d] = false;
		s->yield = false;
		s->at[d] = at + used;
		before = used;
		used += s->proto->data(s, s->state, d, bytes_from(b, used));
		if (s->encrypted)
			session_tls(s, d, bytes_sub(b, before, used - before), at + before);
		if (s->inflate_due) {
			feed_inflate_begin(s);
			feed_held(s, dir_other(d));
			feed_inflate(s, d, bytes_from(b, used), at + used);
			return b.n;
		}
		if (!s->yield)
			break;
		feed_held(s, dir_other(d));
	} while (used < b.n);
	s->at[d] = at + used;
	if (!s->wait[d] || used == b.n)
		return used;
	hold_add(h, s->conn, d, at + used, bytes_from(b, used));
	return b.n;
}

/* What is held, and `*rest` after it, at `*at`, is judged without the word it waits for and
   without more to come.  What is left of both is the new rest. */
static void feed_force(struct session *s, enum dir d, struct bytes *rest, uint64_t *at)
{
	struct hold *h = &s->hold[d];
	bool force = s->force, held = s->inflate || !hold_empty(h);
	size_t used;

	s->force = true;
	if (s->inflate)
		feed_inflate(s, d, *rest, *at);
	else if (held)
		hold_add(h, s->conn, d, *at, *rest);
	if (held) {
		feed_held(s, d);
	} else if (rest->n) {
		used = feed_data(s, d, *rest, *at);
		*rest = bytes_from(*rest, used);
		*at += used;
	}
	s->force = force;
	if (!held && !s->inflate)
		return;
	*rest = hold_bytes(h);
	*at = hold_offset(h);
}

void feed_gap(struct session *s, enum dir d, uint64_t missing, struct bytes rest, uint64_t at)
{
	feed_force(s, d, &rest, &at);
	s->at[d] = at;
	if (s->inflate) {
		feed_inflate_gap(s, d);
		feed_held(s, dir_other(d));
		return;
	}
	if (s->encrypted)
		session_tls_gap(s, d, missing);
	s->proto->gap(s, s->state, d, missing, rest);
	hold_clear(&s->hold[d]);
	feed_held(s, dir_other(d));
}

void feed_eof(struct session *s, enum dir d, struct bytes rest, uint64_t at)
{
	struct hold *h = &s->hold[d];

	if (s->inflate) {
		feed_inflate(s, d, rest, at);
		s->eof[d] = true;
		feed_held(s, d);
	} else if (hold_empty(h)) {
		feed_force(s, d, &rest, &at);
		s->at[d] = at;
		s->proto->eof(s, s->state, d, rest);
		hold_clear(h);
	} else {
		hold_add(h, s->conn, d, at, rest);
		s->eof[d] = true;
		feed_held(s, d);
	}
	feed_held(s, dir_other(d));
}

void feed_close(struct session *s, enum close_why why, const struct bytes rest[2],
		const uint64_t at[2])
{
	struct bytes left[2] = { rest[0], rest[1] };

	for (int i = 0; i < 2; i++) {
		enum dir d = i ? DIR_SERVER : DIR_CLIENT;
		uint64_t from = at[d];

		feed_force(s, d, &left[d], &from);
		s->at[d] = from;
	}
	s->force = true;
	s->proto->close(s, s->state, why, left);
}
