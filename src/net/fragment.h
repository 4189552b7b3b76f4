/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fragment.h - the IP datagrams that are not complete yet.
 *
 * In:   fragments (walk_fragment() in walk.h)
 * Out:  whole datagrams
 * RFC:  791 3.2, 815, 1858, 8200 4.5, 5722
 *
 * A datagram is told by its addresses, its identification, in IPv4 its protocol, and the
 * VLAN and tunnel it came in.  It lives LIMIT_FRAGMENT_SECONDS of capture time from its
 * first fragment on; past LIMIT_FRAGMENT_DATAGRAMS or LIMIT_FRAGMENT_OCTETS the oldest
 * goes.  Both are counted.
 */
#ifndef MW_NET_FRAGMENT_H
#define MW_NET_FRAGMENT_H

#include "net/packet.h"

struct fragments;

/* `stats` outlives it and counts what happens. */
struct fragments *fragments_new(struct net_stats *stats);
/* The datagrams that were completed since the last call die. */
void fragments_release(struct fragments *f);
void fragments_free(struct fragments **f);

#endif
