/* SPDX-License-Identifier: BSD-2-Clause */
/* journey_place.c - which message a body or a number in a mailbox belongs to; journey_own.h. */
#include "sink/journey_own.h"

#include <stdlib.h>

struct place {
	struct place *next;
	struct traveller *traveller; /* NULL: there are several */
	uint8_t key[SHA256_OCTETS];
};

/* Keys are digests: their octets are as good as random, whoever made the messages. */
static size_t slot(const struct places *p, const uint8_t *key)
{
	struct cur c = cur_of(bytes_of(key, SHA256_OCTETS));

	return (size_t)cur_be64(&c) & (p->nbuckets - 1);
}

static void grow(struct places *p)
{
	struct place **old = p->bucket;
	size_t n = p->nbuckets;

	p->nbuckets = n ? 2 * n : 256;
	p->bucket = xcalloc(p->nbuckets, sizeof(struct place *));
	for (size_t i = 0; i < n; i++)
		while (old[i]) {
			struct place *one = old[i];
			size_t at = slot(p, one->key);

			old[i] = one->next;
			one->next = p->bucket[at];
			p->bucket[at] = one;
		}
	free(old);
}

static struct place *find(const struct places *p, const uint8_t *key)
{
	struct place *one = p->nbuckets ? p->bucket[slot(p, key)] : NULL;

	while (one && memcmp(one->key, key, SHA256_OCTETS) != 0)
		one = one->next;
	return one;
}

void places_add(struct places *p, const uint8_t key[SHA256_OCTETS], struct traveller *t)
{
	struct place *one = find(p, key);
	size_t at;

	if (one) {
		if (one->traveller != t)
			one->traveller = NULL;
		return;
	}
	if (p->n >= p->nbuckets)
		grow(p);
	at = slot(p, key);
	one = arena_new(&p->arena, struct place);
	memcpy(one->key, key, SHA256_OCTETS);
	one->traveller = t;
	one->next = p->bucket[at];
	p->bucket[at] = one;
	p->n++;
}

struct traveller *places_find(const struct places *p, const uint8_t key[SHA256_OCTETS])
{
	const struct place *one = find(p, key);

	return one ? one->traveller : NULL;
}

void places_fini(struct places *p)
{
	free(p->bucket);
	arena_fini(&p->arena);
	*p = (struct places){ 0 };
}

void place_of_uid(uint64_t session, struct bytes mailbox, struct bytes uid,
		  uint8_t out[SHA256_OCTETS])
{
	struct buf key = { 0 };

	buf_addu64(&key, session);
	buf_addc(&key, ' ');
	buf_addu64(&key, uid.n);
	buf_addc(&key, ' ');
	buf_add(&key, uid);
	buf_add(&key, mailbox);
	digest_of(DIGEST_SHA256, buf_bytes(&key), out);
	buf_fini(&key);
}
