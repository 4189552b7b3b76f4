/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * feed.h - a session's octets to its protocol, and those that must wait kept (hold.h).
 *
 * Between the connection, which shows octets once and in order, and the protocol, which
 * may say "not before the other side has spoken" (session.wait, session.yield).
 */
#ifndef MW_PROTO_FEED_H
#define MW_PROTO_FEED_H

#include "proto/session.h"

/* `b` begins at stream offset `at`.  Returns octets used, as conn_ops.data. */
size_t feed_data(struct session *s, enum dir d, struct bytes b, uint64_t at);
/* `rest`, which begins at `at`, and a hole of `missing` octets after it. */
void feed_gap(struct session *s, enum dir d, uint64_t missing, struct bytes rest, uint64_t at);
void feed_eof(struct session *s, enum dir d, struct bytes rest, uint64_t at);
/* The end: everything held is judged as it is. */
void feed_close(struct session *s, enum close_why why, const struct bytes rest[2],
		const uint64_t at[2]);
/* Octets that one side said before the other spoke again. */
struct turn {
	enum dir dir;
	size_t octets;
};
/* Both sides' held octets, in the order they were said: that of the capture may be another. */
void feed_replay(struct session *s, const struct turn *turns, size_t n);
/* Octets are in s->hold[d]: as much of them as can be is used now. */
void feed_held(struct session *s, enum dir d);

/* feed_inflate.c: between what the connection shows and s->hold[], when both sides compress. */

/* data() has set s->inflate_due: held octets are the first that are compressed. */
void feed_inflate_begin(struct session *s);
/* `b` are the next compressed octets of `d`; what comes out of them is used now or held. */
void feed_inflate(struct session *s, enum dir d, struct bytes b, uint64_t at);
/* The same for octets that are in s->inflate[d].raw. */
void feed_inflate_held(struct session *s, enum dir d);
/* Octets of `d` are missing: nothing after them can be read.  Tells the protocol. */
void feed_inflate_gap(struct session *s, enum dir d);

#endif
