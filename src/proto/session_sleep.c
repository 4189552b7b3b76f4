/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * session_sleep.c - see session_sleep.h.
 *
 * In:   a session between two words of its dialogue
 * Out:  an image of it, and the session again
 */
#include "proto/session_sleep.h"

bool session_may_sleep(const struct session *s)
{
	return !s->inflate && (!s->state || (s->proto->may_sleep && s->proto->may_sleep(s->state)));
}

static void hold_sleep(struct hold *h)
{
	if (hold_empty(h))
		hold_fini(h);
}

/* The texts of a session, each time in this order. */
static void texts(struct session *s, struct pack *p, void (*one)(struct pack *, struct buf *))
{
	one(p, &s->user);
	one(p, &s->texts.all);
}

size_t session_sleep(struct session **sp, struct pack *p)
{
	struct session *s = *sp;
	void *state = s->state;
	size_t octets;

	hold_sleep(&s->hold[DIR_CLIENT]);
	hold_sleep(&s->hold[DIR_SERVER]);
	texts(s, p, pack_buf);
	octets = session_octets_outside(s);
	/* What lies elsewhere afterwards. */
	s->conn = NULL;
	s->state = NULL;
	s->head.community_id = NULL;
	pack_struct(p, s, sizeof(*s));
	pack_number(p, state != NULL);
	if (state) {
		octets -= s->proto->sleep(state, p);
		pool_put(&s->shared->state_pool[s->proto->number], state);
	}
	pool_put(&s->shared->session_pool, s);
	*sp = NULL;
	return octets;
}

struct session *session_wake(struct shared *shared, struct conn *c, struct pack *p)
{
	struct session *s = pool_take(&shared->session_pool, sizeof(*s));

	unpack_struct(p, s, sizeof(*s));
	texts(s, p, unpack_buf);
	s->conn = c;
	s->head.community_id = s->community;
	if (unpack_number(p)) {
		s->state = pool_take(&shared->state_pool[s->proto->number],
				     s->proto->state_octets);
		s->proto->wake(s, s->state, p);
	}
	return s;
}
