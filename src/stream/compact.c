/* SPDX-License-Identifier: BSD-2-Clause */
/* compact.c - see compact.h. */
#include "stream/compact.h"

#include "base/arena.h"
#include "base/call.h"

#include <assert.h>
#include <stdlib.h>

enum { CHUNK = 1024, REF_MAX = INT32_MAX };

static_assert(sizeof(struct compact) == 44, "with its table slot it must stay under 64");

void compacts_fini(struct compacts *cs)
{
	for (size_t i = 0; i < cs->nchunks; i++)
		free(cs->chunks[i]);
	free(cs->chunks);
	*cs = (struct compacts){ 0 };
}

struct compact *compact_at(const struct compacts *cs, uint32_t ref)
{
	assert(ref && ref <= cs->top);
	return &cs->chunks[(ref - 1) / CHUNK][(ref - 1) % CHUNK];
}

uint32_t compact_new(struct compacts *cs, const struct flow_key *key)
{
	uint32_t ref = cs->free;
	struct compact *c;

	if (ref) {
		cs->free = compact_at(cs, ref)->isn;
	} else {
		if (cs->top == REF_MAX)
			return 0;
		if (cs->top % CHUNK == 0)
			ARRAY_PUSH(cs->chunks, cs->nchunks, cs->cap) =
				xcalloc(CHUNK, sizeof(struct compact));
		ref = ++cs->top;
	}
	c = compact_at(cs, ref);
	memset(c, 0, sizeof(*c));
	memcpy(c->addr, key->addr, sizeof(c->addr));
	memcpy(c->port, key->port, sizeof(c->port));
	c->ip6 = key->ip6 ? 1 : 0;
	c->live = 1;
	cs->n++;
	return ref;
}

bool compact_is(const struct compact *c, const struct flow_key *key)
{
	return !memcmp(c->addr, key->addr, sizeof(c->addr)) &&
	       !memcmp(c->port, key->port, sizeof(c->port)) && c->ip6 == key->ip6;
}

struct flow_key compact_key(const struct compact *c)
{
	struct flow_key key = { .ip6 = (uint8_t)c->ip6 };

	memcpy(key.addr, c->addr, sizeof(c->addr));
	memcpy(key.port, c->port, sizeof(c->port));
	return key;
}

void compact_drop(struct compacts *cs, uint32_t ref)
{
	struct compact *c = compact_at(cs, ref);

	assert(c->live);
	c->live = 0;
	c->isn = cs->free;
	cs->free = ref;
	cs->n--;
}

static uint32_t turn(struct compacts *cs)
{
	cs->hand = cs->hand >= cs->top ? 1 : cs->hand + 1;
	return cs->hand;
}

uint32_t compacts_stale(struct compacts *cs, uint32_t second, uint32_t ended_second,
			unsigned look)
{
	for (unsigned left = look; cs->n && left; left--) {
		uint32_t ref = turn(cs);
		const struct compact *c = compact_at(cs, ref);

		if (c->live && c->seen_s < (c->ended ? ended_second : second))
			return ref;
	}
	if (cs->n && cs->hand < cs->top) /* those of the next time: in no cache after so long */
		memory_call(compact_at(cs, cs->hand + 1), look * sizeof(struct compact));
	return 0;
}

uint32_t compacts_oldest(struct compacts *cs)
{
	assert(cs->n == cs->top);
	return turn(cs);
}

size_t compacts_octets(const struct compacts *cs)
{
	return cs->nchunks * (CHUNK * sizeof(struct compact) + 16) +
	       cs->cap * sizeof(*cs->chunks);
}
