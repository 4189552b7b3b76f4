/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sleep.c - see sleep.h.
 *
 * Who sleeps next is found by second chance: streams.awake is a queue, and whoever had a
 * packet since it came in goes to its end again.  So a packet costs nothing, and each look is
 * paid for by the packet or the waking before it.
 */
#include "stream/sleep.h"

#include "stream/budget.h"

#include <assert.h>
#include <stdlib.h>

enum {
	LOOKS = 4,                /* for each packet: more than can come awake by it */
	HEAD_OCTETS = offsetof(struct flow, link[LINK_CLASS + 1]),
	BODY_AT = offsetof(struct flow, c),
	BODY_OCTETS = sizeof(struct flow) - BODY_AT,
	IP4_OCTETS = 4, IP6_OCTETS = 16,
	HEAP_OVERHEAD = 16,       /* of malloc(), roughly */
};

/* Behind the head of a flow that sleeps. */
struct sleeper {
	int64_t until_ns;
	uint32_t image_octets;
	uint16_t port[2];
	uint8_t ip6;
	uint8_t octets[];         /* both addresses, then the image */
};
#define SLEEPER_OCTETS offsetof(struct sleeper, octets)

static struct sleeper *sleeper_of(const struct flow *f)
{
	assert(f->asleep);
	return (struct sleeper *)((uintptr_t)f + HEAD_OCTETS);
}

static size_t addr_octets(const struct sleeper *z)
{
	return z->ip6 ? IP6_OCTETS : IP4_OCTETS;
}

int64_t sleep_until_ns(const struct flow *f)
{
	return sleeper_of(f)->until_ns;
}

struct flow_key sleep_key(const struct flow *f)
{
	const struct sleeper *z = sleeper_of(f);
	struct flow_key key = { .ip6 = z->ip6 };
	size_t n = addr_octets(z);

	for (int end = 0; end < 2; end++) {
		memcpy(key.addr[end], z->octets + (end ? n : 0), n);
		key.port[end] = z->port[end];
	}
	return key;
}

bool sleep_is(const struct flow *f, const struct flow_key *key)
{
	const struct sleeper *z = sleeper_of(f);
	size_t n = addr_octets(z);

	return z->ip6 == key->ip6 && z->port[0] == key->port[0] && z->port[1] == key->port[1] &&
	       !memcmp(z->octets, key->addr[0], n) && !memcmp(z->octets + n, key->addr[1], n);
}

static bool may_sleep(const struct flow *f)
{
	return !f->settle && !f->older && !f->newer && !f->waits && !f->half[0].r.held &&
	       !f->half[1].r.held && !f->in_data && !f->view;
}

/* What hangs on one direction, and is packed with it. */
struct hangs {
	struct evidence *past;
	struct conn_counts *counts;
	struct pace_sent *sent;
};

static void half_pack(struct pack *p, struct flow *f, enum dir d)
{
	struct half *h = &f->half[d];

	if (!tail_bytes(h->tail).n)
		tail_free(&h->tail);
	evidence_pack(h->r.past, p);
	h->r.past = NULL;
	f->c.half[d].counts = pack_block(p, f->c.half[d].counts, sizeof(struct conn_counts));
	pace_pack(&h->pace, p);
}

static struct hangs hangs_unpack(struct pack *p)
{
	struct hangs x = { .past = evidence_unpack(p) };

	x.counts = unpack_block(p, sizeof(*x.counts));
	x.sent = pace_unpack(p);
	return x;
}

static void hang(struct flow *f, enum dir d, const struct hangs *x)
{
	struct half *h = &f->half[d];

	h->r.past = x->past;
	if (x->counts)
		f->c.half[d].counts = x->counts;
	if (x->sent)
		h->pace.sent = x->sent;
}

/* The reader's part comes behind ours; its pointer is its own business (conn.h). */
static size_t reader_pack(struct streams *s, struct flow *f, bool has_reader)
{
	if (has_reader && s->ops->sleep)
		return s->ops->sleep(s->ctx, &f->c, &s->pack);
	return has_reader && s->ops->octets ? s->ops->octets(s->ctx, &f->c) : 0;
}

/* All of `f` but its head becomes an image in s->pack; returns octets of what stays outside. */
static size_t flow_pack(struct streams *s, struct flow *f)
{
	struct pack *p = &s->pack;
	void *reader = f->c.reader;
	size_t octets = arena_used(&f->c.arena);

	pack_begin(p);
	for (enum dir d = DIR_CLIENT; d <= DIR_SERVER; d++) {
		half_pack(p, f, d);
		octets += flow_half_octets(f, d);
	}
	if (s->ops->sleep)
		f->c.reader = NULL;
	pack_struct(p, &f->c, BODY_OCTETS);
	f->c.reader = reader;
	return octets + reader_pack(s, f, !f->over);
}

/* `to` takes the place of `from` everywhere; their heads are the same. */
static void take_place(struct streams *s, const struct flow *from, struct flow *to)
{
	struct flow_list *l = &s->lists[to->class];
	struct flow_link *at = &to->link[LINK_CLASS];

	assert(s->flows[to->ref - 1] == from);
	s->flows[to->ref - 1] = to;
	*(at->prev ? &at->prev->link[LINK_CLASS].next : &l->first) = to;
	*(at->next ? &at->next->link[LINK_CLASS].prev : &l->last) = to;
	timer_moved(&s->timers, &to->timer);
}

static struct flow *sleeper_new(const struct flow *f, struct bytes image, int64_t until_ns)
{
	struct flow_key key = flow_key_of(f);
	size_t addr = key.ip6 ? IP6_OCTETS : IP4_OCTETS;
	struct flow *to = xrealloc(NULL, HEAD_OCTETS + SLEEPER_OCTETS + 2 * addr + image.n);
	struct sleeper *z;

	memcpy(to, f, HEAD_OCTETS);
	to->asleep = true;
	z = sleeper_of(to);
	z->until_ns = until_ns;
	z->image_octets = (uint32_t)image.n;
	z->ip6 = key.ip6;
	for (int end = 0; end < 2; end++) {
		z->port[end] = key.port[end];
		memcpy(z->octets + (end ? addr : 0), key.addr[end], addr);
	}
	memcpy(z->octets + 2 * addr, image.p, image.n);
	return to;
}

static uint64_t kept_octets(const struct flow *f)
{
	const struct evidence *a = f->half[0].r.past, *b = f->half[1].r.past;

	return (uint64_t)(a ? a->n : 0) + (b ? b->n : 0);
}

/* What retransmissions are compared with is most of what a connection holds after a message.
   All who sleep may take a share of the budget with it, and who comes then keeps none. */
static void bound_evidence(struct streams *s, struct flow *f)
{
	s->asleep_evidence += kept_octets(f);
	if (s->asleep_evidence <= budget_limit(s) / LIMIT_ASLEEP_EVIDENCE_SHARE)
		return;
	s->asleep_evidence -= kept_octets(f);
	reassembly_settled(&f->half[DIR_CLIENT].r);
	reassembly_settled(&f->half[DIR_SERVER].r);
}

static void fall_asleep(struct streams *s, struct flow *f)
{
	struct bytes image;
	struct flow *to;
	int64_t until_ns;
	size_t octets;

	bound_evidence(s, f);
	until_ns = budget_due_ns(f);
	octets = flow_pack(s, f);
	image = pack_end(&s->pack);
	to = sleeper_new(f, image, until_ns);
	octets += HEAD_OCTETS + SLEEPER_OCTETS + 2 * addr_octets(sleeper_of(to)) + image.n +
		  HEAP_OVERHEAD;
	s->flow_octets += octets - f->octets;
	to->octets = octets;
	take_place(s, f, to);
	pool_put(&s->pool, f);
}

void sleep_now(struct streams *s)
{
	for (int looks = 0; looks < LOOKS && s->awake.n > s->awake_max; looks++) {
		struct flow *f = s->awake.first;
		uint32_t packets = flow_packets(f);

		if (packets == f->looked && may_sleep(f)) {
			flow_drowsy(s, f, false);
			fall_asleep(s, f);
			continue;
		}
		f->looked = packets;
		flow_list_remove(&s->awake, LINK_AWAKE, f);
		flow_list_append(&s->awake, LINK_AWAKE, f);
	}
}

struct flow *sleep_wake(struct streams *s, struct flow *f)
{
	const struct sleeper *z = sleeper_of(f);
	struct bytes image = bytes_of(z->octets + 2 * addr_octets(z), z->image_octets);
	struct flow *to = pool_take(&s->pool, sizeof(*to));
	struct pack *p = &s->pack;
	struct hangs x[2];
	bool whole = unpack_begin(p, image);

	assert(whole);
	(void)whole;
	x[0] = hangs_unpack(p);
	x[1] = hangs_unpack(p);
	memcpy(to, f, HEAD_OCTETS);
	unpack_struct(p, &to->c, BODY_OCTETS);
	hang(to, DIR_CLIENT, &x[0]);
	hang(to, DIR_SERVER, &x[1]);
	to->asleep = false;
	if (!to->over && s->ops->wake)
		s->ops->wake(s->ctx, &to->c, p);
	take_place(s, f, to);
	flow_drowsy(s, to, true);
	s->asleep_evidence -= kept_octets(to);
	free(f);
	return to;
}
