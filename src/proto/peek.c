/* SPDX-License-Identifier: BSD-2-Clause */
/* peek.c - see peek.h. */
#include "proto/peek.h"

#include "base/arena.h"

#include <stdlib.h>

enum { PEEK_KEPT = 4096 }; /* one that takes more memory is not kept for the next connection */

struct peek *peek_take(struct shared *shared, const struct conn *c)
{
	struct peek *k = shared->nidle_peek ? shared->idle_peek[--shared->nidle_peek] :
					      xcalloc(1, sizeof(*k));

	k->client = c->half[DIR_CLIENT].ep;
	return k;
}

static void peek_free(struct peek *k)
{
	hold_fini(&k->said[0]);
	hold_fini(&k->said[1]);
	free(k->turns);
	free(k);
}

void peek_give(struct shared *shared, struct peek **kp)
{
	struct peek *k = *kp;

	*kp = NULL;
	if (k == NULL)
		return;
	if (shared->nidle_peek == IDLE_PEEKS || peek_memory(k) > PEEK_KEPT) {
		peek_free(k);
		return;
	}
	hold_clear(&k->said[0]);
	hold_clear(&k->said[1]);
	*k = (struct peek){ .said = { k->said[0], k->said[1] },
			    .turns = k->turns, .capturns = k->capturns };
	shared->idle_peek[shared->nidle_peek++] = k;
}

void peeks_fini(struct shared *shared)
{
	while (shared->nidle_peek)
		peek_free(shared->idle_peek[--shared->nidle_peek]);
}

void peek_lend(struct peek *k, struct session *s)
{
	for (int i = 0; i < 2; i++) {
		s->hold[i] = k->said[i];
		k->said[i] = (struct hold){ 0 };
	}
}

void peek_take_back(struct peek *k, struct session *s)
{
	for (int i = 0; i < 2; i++) {
		if (!hold_empty(&s->hold[i]))
			continue;
		k->said[i] = s->hold[i];
		s->hold[i] = (struct hold){ .offset = hold_offset(&k->said[i]) };
	}
}

void peek_add(struct peek *k, const struct conn *c, enum dir d, struct bytes b, uint64_t at)
{
	size_t known = hold_bytes(&k->said[d]).n, new = b.n > known ? b.n - known : 0;

	hold_add(&k->said[d], c, d, at + known, bytes_from(b, known));
	if (k->nturns && k->turns[k->nturns - 1].dir == d)
		k->turns[k->nturns - 1].octets += new;
	else if (new)
		ARRAY_PUSH(k->turns, k->nturns, k->capturns) = (struct turn){ d, new };
}

void peek_forget(struct peek *k, enum dir d)
{
	size_t kept = 0;

	hold_clear(&k->said[d]);
	for (size_t i = 0; i < k->nturns; i++)
		if (k->turns[i].dir != d)
			k->turns[kept++] = k->turns[i];
	k->nturns = kept;
}

bool peek_follow(struct peek *k, const struct conn *c)
{
	const struct endpoint *client = &c->half[DIR_CLIENT].ep;
	struct hold said = k->said[0];
	uint64_t missing = k->missing[0];

	if (k->client.port == client->port && ip_eq(&k->client.ip, &client->ip))
		return false;
	k->client = *client;
	k->said[0] = k->said[1];
	k->said[1] = said;
	k->missing[0] = k->missing[1];
	k->missing[1] = missing;
	for (size_t i = 0; i < k->nturns; i++)
		k->turns[i].dir = dir_other(k->turns[i].dir);
	return true;
}

void peek_cut(struct peek *k, enum dir d, size_t octets)
{
	for (size_t i = 0; i < k->nturns && octets; i++) {
		size_t n = k->turns[i].octets < octets ? k->turns[i].octets : octets;

		if (k->turns[i].dir != d)
			continue;
		k->turns[i].octets -= n;
		octets -= n;
	}
}

size_t peek_memory(const struct peek *k)
{
	return sizeof(*k) + hold_memory(&k->said[0]) + hold_memory(&k->said[1]) +
	       k->capturns * sizeof(*k->turns);
}
