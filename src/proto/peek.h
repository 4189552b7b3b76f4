/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * peek.h - what both sides said while it is not known what they speak.
 */
#ifndef MW_PROTO_PEEK_H
#define MW_PROTO_PEEK_H

#include "proto/feed.h"

/* Zeroed state is empty, but for `client`. */
struct peek {
	struct endpoint client; /* as it was when the first octets came */
	struct hold said[2];
	struct turn *turns;     /* in which order */
	size_t nturns, capturns;
	uint64_t missing[2];    /* octets missing before that */
};

/* One as new, perhaps with the memory of one that is over; the end of one. */
struct peek *peek_take(struct shared *shared, const struct conn *c);
void peek_give(struct shared *shared, struct peek **k);
/* Frees what was given back. */
void peeks_fini(struct shared *shared);
/* Its octets are the session's: they are moved there; and the memory they lay in comes back, as
   far as the session has heard them. */
void peek_lend(struct peek *k, struct session *s);
void peek_take_back(struct peek *k, struct session *s);
/* Adds what is new in `b` (all that `d` said so far, from `at`). */
void peek_add(struct peek *k, const struct conn *c, enum dir d, struct bytes b, uint64_t at);
/* What `d` said is left aside. */
void peek_forget(struct peek *k, enum dir d);
/* Client and server may have changed places since (conn_swap(), a late handshake): so does
   what was noted about them.  True when they had. */
bool peek_follow(struct peek *k, const struct conn *c);
/* `octets` at the front of what `d` said are no word of the protocol. */
void peek_cut(struct peek *k, enum dir d, size_t octets);
size_t peek_memory(const struct peek *k);

#endif
