/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * reuse.h - a SYN on addresses and ports that are known already.
 *
 * It opens a new connection (with a new tcp.stream, as Wireshark counts).  But anybody can
 * send a SYN, and a live connection does not end by one (RFC 5961 4).  So the old one goes
 * on behind the new one (`older`): packets that fit it and not the new one are still its
 * own.  It is closed when the other side accepts the new one, and takes its place back when
 * the new one comes to nothing.
 */
#ifndef MW_STREAM_REUSE_H
#define MW_STREAM_REUSE_H

#include "stream/flow.h"

/* Does TCP header `t`, sent by `end` of the key, open another connection than `f`? */
bool reuse_is_new(const struct flow *f, const struct tcp *t, unsigned end);
/* The same for a connection of which a compact record stays. */
bool reuse_is_new_compact(const struct compact *c, const struct tcp *t, unsigned end);
/* The new connection on the same key as `old`, which is closed or moved behind it. */
struct flow *reuse_open(struct streams *s, struct flow *old, uint64_t hash);
/* Whose packet is it: f's or f->older's?  May close the older one. */
struct flow *reuse_route(struct streams *s, struct flow *f, const struct tcp *t,
			 unsigned end);
/* `f` goes: true when the table needs no change for it any more. */
bool reuse_forget(struct streams *s, struct flow *f);

#endif
