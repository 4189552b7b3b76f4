/* SPDX-License-Identifier: BSD-2-Clause */
/* key.c - see key.h. */
#include "stream/key.h"

#include "base/hash.h"

#include <assert.h>
#include <endian.h>

static_assert(sizeof(struct flow_key) == 40, "ten words");

struct flow_hash flow_hash_new(void)
{
	struct hash_key random = hash_key_new();
	struct flow_hash h;

	for (uint32_t i = 0; i < FLOW_KEY_WORDS; i++)
		h.word[i] = (uint32_t)hash_bytes(random, bytes_of(&i, sizeof(i)));
	return h;
}

static inline uint64_t product(const struct flow_hash *h, const uint32_t *words, unsigned i)
{
	uint32_t a = words[i] + h->word[i], b = words[i + 1] + h->word[i + 1];

	return (uint64_t)a * b;
}

uint64_t flow_hash_of(const struct flow_hash *h, const struct flow_key *key)
{
	uint32_t words[FLOW_KEY_WORDS];
	uint64_t sum = 0;

	memcpy(words, key, sizeof(words));
	for (unsigned i = 0; i < FLOW_KEY_WORDS; i += 2)
		sum += product(h, words, i);
	/* Tables look at some of the bits: each shall depend on all. */
	sum ^= sum >> 32;
	sum *= 0x9e3779b97f4a7c15;
	return sum ^ sum >> 29;
}

static uint64_t eight(const uint8_t *p)
{
	uint64_t v;

	memcpy(&v, p, sizeof(v));
	return be64toh(v);
}

/* Is the source the larger end? */
static unsigned source_is_second(const struct packet *p)
{
	uint64_t a = eight(p->src.a), b = eight(p->dst.a);

	if (a != b)
		return a > b;
	a = eight(p->src.a + 8);
	b = eight(p->dst.a + 8);
	if (a != b)
		return a > b;
	return p->tcp.src_port > p->tcp.dst_port;
}

unsigned flow_key_of_packet(const struct packet *p, struct flow_key *key_out)
{
	unsigned src = source_is_second(p);

	memcpy(key_out->addr[src], p->src.a, sizeof(p->src.a));
	memcpy(key_out->addr[!src], p->dst.a, sizeof(p->dst.a));
	key_out->port[src] = p->tcp.src_port;
	key_out->port[!src] = p->tcp.dst_port;
	key_out->ip6 = p->src.family == 6;
	memset(key_out->zero, 0, sizeof(key_out->zero));
	return src;
}
