/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sleep.h - connections that are open and silent, in a third of their memory.
 *
 * Most of the connections that are open at a time say nothing for minutes.  When there are
 * more than stream_options.awake, those that were not heard of for longest sleep: what a
 * connection and its reader hold is packed (base/pack.h), and only what says whose its
 * packets are, and when time could change something, stays as it is:
 *
 *	awake     struct flow: head | links | conn, halves, ...   + what hangs on them
 *	asleep    struct flow: head | link  | struct sleeper: key, image
 *
 * The next packet, its time-out, its eviction or the end wake it.  Nothing but the memory
 * it takes shows that it slept.  A connection that holds octets back (for their order, for
 * where the streams begin) or has another one behind it (reuse.h) stays awake, and so does one
 * that both sides closed, which is over in a moment.
 */
#ifndef MW_STREAM_SLEEP_H
#define MW_STREAM_SLEEP_H

#include "stream/flow.h"

/* Too many are awake: looks at a few of them, and puts to sleep who was not heard of since
   the last look.  No flow may be worked on: it moves. */
void sleep_now(struct streams *s);
static inline void sleep_some(struct streams *s)
{
	if (s->awake.n > s->awake_max)
		sleep_now(s);
}

struct flow *sleep_wake(struct streams *s, struct flow *f);
/* `f`, awake; it may have moved. */
static inline struct flow *flow_wake(struct streams *s, struct flow *f)
{
	return f->asleep ? sleep_wake(s, f) : f;
}

/* Of one that sleeps: before this moment only a packet can change anything about it. */
int64_t sleep_until_ns(const struct flow *f);
struct flow_key sleep_key(const struct flow *f);
bool sleep_is(const struct flow *f, const struct flow_key *key);

#endif
