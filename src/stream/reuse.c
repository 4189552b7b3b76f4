/* SPDX-License-Identifier: BSD-2-Clause */
/* reuse.c - see reuse.h. */
#include "stream/reuse.h"

#include "stream/causal.h"

enum {
	NEAR = 1 << 20,      /* octets from a beginning: of this connection */
	NEAR_OLD = 16 << 20, /* octets from where an established one is */
};

/* What stays of an old connection: did it end, and which SYN began it? */
static bool opens_another(bool ended, bool has_isn, unsigned isn_from, uint32_t isn,
			  const struct tcp *t, unsigned end)
{
	if (!(t->flags & TCP_SYN) || t->flags & TCP_RST)
		return false;
	/* An answer to a SYN that was not captured. */
	if (t->flags & TCP_ACK)
		return ended && has_isn && isn_from != end && t->ack - isn - 1 >= NEAR;
	/* After the end a SYN that looks the same is another try. */
	return ended || !has_isn || isn_from != end || isn != t->seq;
}

bool reuse_is_new(const struct flow *f, const struct tcp *t, unsigned end)
{
	enum dir d = flow_dir_of(f, end);
	const struct half *me = &f->half[d], *peer = &f->half[dir_other(d)];
	uint32_t base = t->seq + 1;

	if (f->over)
		return opens_another(!f->ignored || f->closing, f->has_isn, f->isn_from, f->isn,
				     t, end);
	if (!(t->flags & TCP_SYN) || t->flags & TCP_RST)
		return false;
	if (!me->known)
		return (me->has_low && me->low - base >= NEAR) ||
		       (me->has_ack && me->low_ack - base >= NEAR);
	if (base == me->base)
		return false;
	/* An answer with another number: a second one to the same SYN, or to a SYN that was
	   not captured; the latter cannot be while this connection lives. */
	if (t->flags & TCP_ACK && peer->known)
		return t->ack - peer->base >= NEAR && f->closing;
	return true;
}

bool reuse_is_new_compact(const struct compact *c, const struct tcp *t, unsigned end)
{
	return opens_another(c->ended, c->has_isn, c->isn_from, c->isn, t, end);
}

static bool is_live(const struct flow *f)
{
	return !f->over && !f->closing && f->settled && f->half[0].known && f->half[1].known &&
	       (f->half[0].r.next || f->half[1].r.next);
}

static void end_replaced(struct streams *s, struct flow *f)
{
	flow_close(s, f, flow_why(f, CLOSE_REUSED));
	flow_free(s, f, false);
}

struct flow *reuse_open(struct streams *s, struct flow *old, uint64_t hash)
{
	struct table_at at;
	struct flow *f;

	if (old->older)
		end_replaced(s, old->older);
	if (!is_live(old)) {
		end_replaced(s, old);
		return flow_new(s, hash);
	}
	if (flow_find(s, old, &at))
		table_remove(&s->table, &at);
	f = flow_new(s, hash);
	f->older = old;
	old->newer = f;
	return f;
}

static bool fits_new(const struct flow *f, const struct tcp *t, unsigned end)
{
	if (!f->has_isn)
		return true;
	if (end == f->isn_from)
		return t->seq - f->isn < NEAR;
	return t->flags & TCP_ACK && t->ack - f->isn - 1 < NEAR;
}

static bool fits_old(const struct flow *f, const struct tcp *t, unsigned end)
{
	const struct half *me = &f->half[flow_dir_of(f, end)];
	int64_t away = half_offset(me, t->seq) - (int64_t)me->r.next;

	return !(t->flags & TCP_SYN) && away > -NEAR_OLD && away < NEAR_OLD;
}

struct flow *reuse_route(struct streams *s, struct flow *f, const struct tcp *t, unsigned end)
{
	if (!f->older)
		return f;
	if (!fits_new(f, t, end))
		return fits_old(f->older, t, end) ? f->older : f;
	if (end != f->isn_from && !(t->flags & TCP_RST))
		end_replaced(s, f->older); /* accepted */
	return f;
}

bool reuse_forget(struct streams *s, struct flow *f)
{
	struct table_at at;

	if (f->newer) {
		f->newer->older = NULL;
		return true;
	}
	if (!f->older)
		return false;
	f->older->newer = NULL;
	if (flow_find(s, f, &at))
		table_set(&s->table, &at, f->older->ref);
	return true;
}
