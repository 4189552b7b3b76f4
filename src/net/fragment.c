/* SPDX-License-Identifier: BSD-2-Clause */
/* fragment.c - see fragment.h: the table, the ages, the budget, and the way in and out. */
#include "net/fragment.h"

#include "base/arena.h"
#include "base/hash.h"
#include "net/datagram.h"
#include "net/state.h"
#include "net/walk.h"

#include <stdlib.h>

enum { BUCKETS = 1024, KEY_OCTETS = 1 + 16 + 16 + 4 + 4 + 1 };

struct entry {
	struct entry *chain;         /* same bucket, or next completed one */
	struct entry *older, *newer; /* by first fragment */
	uint8_t key[KEY_OCTETS];
	int64_t ts_ns;               /* of the first fragment that came */
	size_t cost;                 /* as counted in stats->fragments_held */
	struct datagram datagram;
};

struct fragments {
	struct net_stats *stats;
	struct hash_key hash;
	struct entry *buckets[BUCKETS];
	struct entry *oldest, *newest;
	size_t count;
	struct entry *done; /* completed; the packet being decoded borrows from them */
};

struct fragments *fragments_new(struct net_stats *stats)
{
	struct fragments *f = xcalloc(1, sizeof(*f));

	f->stats = stats;
	f->hash = hash_key_new();
	return f;
}

static void entry_free(struct entry *e)
{
	datagram_fini(&e->datagram);
	free(e);
}

void fragments_release(struct fragments *f)
{
	while (f->done) {
		struct entry *e = f->done;

		f->done = e->chain;
		entry_free(e);
	}
}

static struct entry **bucket(struct fragments *f, const uint8_t key[KEY_OCTETS])
{
	return &f->buckets[hash_bytes(f->hash, bytes_of(key, KEY_OCTETS)) % BUCKETS];
}

/* Takes `e` out of the table and the list of ages; it is the caller's then. */
static void entry_remove(struct fragments *f, struct entry *e)
{
	struct entry **at = bucket(f, e->key);

	while (*at != e)
		at = &(*at)->chain;
	*at = e->chain;
	*(e->older ? &e->older->newer : &f->oldest) = e->newer;
	*(e->newer ? &e->newer->older : &f->newest) = e->older;
	f->count--;
	f->stats->fragments_held -= e->cost;
}

void fragments_free(struct fragments **f)
{
	if (!*f)
		return;
	while ((*f)->oldest) {
		struct entry *e = (*f)->oldest;

		entry_remove(*f, e);
		entry_free(e);
	}
	fragments_release(*f);
	free(*f);
	*f = NULL;
}

static struct entry *entry_find(struct fragments *f, const uint8_t key[KEY_OCTETS])
{
	for (struct entry *e = *bucket(f, key); e; e = e->chain)
		if (memcmp(e->key, key, KEY_OCTETS) == 0)
			return e;
	return NULL;
}

static struct entry *entry_new(struct fragments *f, const uint8_t key[KEY_OCTETS],
			       int64_t ts_ns)
{
	struct entry *e = xcalloc(1, sizeof(*e)), **at = bucket(f, key);

	memcpy(e->key, key, KEY_OCTETS);
	e->ts_ns = ts_ns;
	e->chain = *at;
	*at = e;
	e->older = f->newest;
	*(f->newest ? &f->newest->newer : &f->oldest) = e;
	f->newest = e;
	f->count++;
	return e;
}

static bool too_old(const struct entry *e, int64_t now_ns)
{
	const uint64_t limit = (uint64_t)LIMIT_FRAGMENT_SECONDS * 1000000000;

	return now_ns > e->ts_ns && (uint64_t)now_ns - (uint64_t)e->ts_ns > limit;
}

/* Datagrams that were given up for an overlap have been told already. */
static void drop_oldest(struct fragments *f, uint64_t *count)
{
	struct entry *e = f->oldest;

	*count += !e->datagram.dead;
	entry_remove(f, e);
	entry_free(e);
}

static void entry_account(struct fragments *f, struct entry *e)
{
	size_t cost = sizeof(*e) - sizeof(e->datagram) + datagram_cost(&e->datagram);

	f->stats->fragments_held += cost - e->cost;
	e->cost = cost;
	while (f->oldest != e && (f->count > LIMIT_FRAGMENT_DATAGRAMS ||
				  f->stats->fragments_held > LIMIT_FRAGMENT_OCTETS))
		drop_oldest(f, &f->stats->fragments_evicted);
}

static void key_of(const struct walk *w, const struct ip_fragment *f, uint8_t key[KEY_OCTETS])
{
	const struct packet *p = w->p;

	key[0] = p->src.family;
	memcpy(key + 1, p->src.a, 16);
	memcpy(key + 17, p->dst.a, 16);
	memcpy(key + 33, &f->id, 4);
	memcpy(key + 37, &w->context, 4);
	key[41] = p->src.family == 4 ? f->protocol : 0;
}

/* The walk goes on inside the datagram, which is all there and as long as it is. */
static void go_inside(struct walk *w, struct entry *e)
{
	const struct datagram *d = &e->datagram;
	struct packet *p = w->p;

	if (!p->joined.n)
		p->frame_layers = p->nlayers;
	p->joined = bytes_of(d->octets, d->total);
	p->joined_from = p->nlayers;
	p->first_fragment = datagram_first_frame(d);
	p->fragments = d->spans;
	p->nfragments = d->nspans;
	p->odd |= d->odd;
	w->rest = p->joined;
	w->wire = d->total;
	w->offset = 0;
	walk_ip_protocol(w, d->protocol);
}

static void fragment_join(struct walk *w, const struct ip_fragment *f, struct bytes data)
{
	struct fragments *all = w->net->fragments;
	uint8_t key[KEY_OCTETS];
	struct entry *e;

	key_of(w, f, key);
	while (all->oldest && too_old(all->oldest, w->p->frame->ts_ns))
		drop_oldest(all, &all->stats->fragments_expired);
	e = entry_find(all, key);
	if (!e) {
		e = entry_new(all, key, w->p->frame->ts_ns);
		e->datagram.ipv6 = w->p->src.family == 6;
	}
	unsigned odd = 0;

	datagram_add(&e->datagram,
		     &(struct fragment){ .offset = f->offset, .more = f->more,
					 .protocol = f->protocol, .data = data,
					 .frame = w->p->frame->number,
					 .ts_ns = w->p->frame->ts_ns },
		     &odd);
	w->p->odd |= odd;
	all->stats->fragments_overlap += !!(odd & ODD_OVERLAP);
	all->stats->fragments_conflict += !!(odd & ODD_CONFLICT);
	entry_account(all, e);
	if (!datagram_complete(&e->datagram)) {
		walk_end(w, PACKET_FRAGMENT, NULL);
		return;
	}
	all->stats->fragments_joined++;
	entry_remove(all, e);
	e->chain = all->done;
	all->done = e;
	go_inside(w, e);
}

void walk_fragment(struct walk *w, const struct ip_fragment *f)
{
	uint32_t octets = w->wire;

	w->net->stats.fragments++;
	/* What is not the last ends at a multiple of eight.  Linux cuts it down to one in
	   IPv4 and refuses it in IPv6 (RFC 8200 4.5). */
	if (f->more && w->p->src.family == 4)
		octets &= ~7u;
	if (!octets || (f->more && octets % 8))
		walk_end(w, PACKET_MALFORMED, "IP fragment with an impossible length");
	else if (f->offset + octets > DATAGRAM_MAX)
		walk_end(w, PACKET_MALFORMED, "IP fragment reaches past 65535 octets");
	else if (w->rest.n < octets)
		walk_end(w, PACKET_TRUNCATED, "the snap length cut an IP fragment");
	else {
		if (!w->net->fragments)
			w->net->fragments = fragments_new(&w->net->stats);
		fragment_join(w, f, bytes_head(w->rest, octets));
	}
}
