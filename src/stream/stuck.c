/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * stuck.c - see stuck.h.
 *
 * In:   segments in capture order, after analysis.c and pace.c
 * Out:  for each direction the large segment that was last sent in vain
 * RFC:  2923 2.1, 4821, 8899
 *
 * What arrived in one segment is known only where the sender had waited for everything, or
 * where an acknowledgement moves by that much: then a large segment came through.
 */
#include "stream/stuck.h"

#include "base/arena.h"
#include "stream/flow.h"

#include <stdlib.h>

enum { STUCK_LEAST = 536 }; /* RFC 9293 3.7.1: every path takes so much */

static bool is_after(uint32_t a, uint32_t b)
{
	return (int32_t)(a - b) > 0;
}

/* Octets of the first segment that is not acknowledged come again. */
static void sent_again(struct stuck *k, const struct segment *g)
{
	struct conn_stuck *now = k->now;

	if (now == NULL) {
		if (g->octets <= STUCK_LEAST)
			return;
		now = k->now = xcalloc(1, sizeof(*now));
	} else if (conn_stuck_told(now) && (now->through || now->seq != g->seq)) {
		return; /* the first one is told of */
	}
	if (now->times == 0 || now->seq != g->seq) {
		if (g->octets <= STUCK_LEAST)
			return;
		*now = (struct conn_stuck){ .seq = g->seq, .octets = g->octets,
					    .arrived = k->arrived, .first_frame = g->frame,
					    .first_ns = g->ts_ns };
	}
	now->times++;
	now->last_octets = g->octets;
	now->last_frame = g->frame;
	now->last_ns = g->ts_ns;
	if (g->octets > now->octets)
		now->octets = g->octets;
}

void stuck_sent(struct stuck *k, const struct segment *g, bool again, uint32_t acked, bool heard)
{
	if (!k->has_acked && heard) {
		k->acked = acked;
		k->has_acked = true;
	}
	if (!again && g->octets > k->waiting)
		k->waiting = g->octets;
	if (again && k->has_acked && g->seq == k->acked)
		sent_again(k, g);
}

void stuck_acked(struct stuck *k, const struct segment *g, bool all)
{
	struct conn_stuck *now = k->now;
	uint32_t moved = g->ack - k->acked;

	if (k->has_acked && !is_after(g->ack, k->acked)) {
		if (now && now->times && !now->through && g->ack == now->seq)
			now->answers++;
		return;
	}
	if (k->has_acked) {
		if (!all && k->waiting > moved)
			k->arrived = moved > k->arrived ? moved : k->arrived;
		else if (k->waiting > k->arrived)
			k->arrived = k->waiting;
	}
	if (all)
		k->waiting = 0;
	k->acked = g->ack;
	k->has_acked = true;
	if (now == NULL || now->through || now->times == 0 || !is_after(g->ack, now->seq))
		return;
	if (now->times > 2 && now->last_octets < now->octets)
		now->through = now->last_octets; /* smaller, it came through */
	else
		now->times = 0; /* an ordinary loss */
}

void stuck_fini(struct stuck *k)
{
	free(k->now);
	k->now = NULL;
}

bool conn_stuck_told(const struct conn_stuck *k)
{
	return k->times > 2 && k->octets > k->arrived && (k->answers || k->through);
}
