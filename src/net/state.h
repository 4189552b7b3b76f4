/* SPDX-License-Identifier: BSD-2-Clause */
/* state.h - what decoding remembers from frame to frame.  Private to net/. */
#ifndef MW_NET_STATE_H
#define MW_NET_STATE_H

#include "net/packet.h"

struct fragments;

struct net {
	struct net_options options;
	struct net_stats stats;
	struct fragments *fragments; /* made by the first fragment */
};

#endif
