/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * journey_body.c - digests of the bodies of messages, as their octets go by.
 *
 *   BEGINS --octet--> INSIDE --LF--> BEGINS        a line of the header
 *   BEGINS --CR--> CR --LF--> BODY                 the empty line; BEGINS --LF--> BODY too
 */
#include "sink/journey_own.h"

#include <stdlib.h>

enum { BUCKETS = 256 };              /* numbers are consecutive: they spread evenly */

struct body {
	struct body *next;
	uint64_t id;
	enum { LINE_BEGINS, LINE_INSIDE, LINE_CR, IN_BODY } at;
	bool hole;
	uint64_t octets;             /* of the body */
	struct digest digest;
};

static struct body **body_at(struct bodies *b, uint64_t id)
{
	struct body **at;

	if (!b->bucket)
		b->bucket = xcalloc(BUCKETS, sizeof(struct body *));
	at = &b->bucket[id % BUCKETS];
	while (*at && (*at)->id != id)
		at = &(*at)->next;
	return at;
}

/* Octets of the header are taken off `in`. */
static void header(struct body *b, struct bytes *in)
{
	while (in->n && b->at != IN_BODY) {
		int c = bytes_at(*in, 0);

		if (b->at == LINE_INSIDE) {
			size_t line = bytes_chr(*in, 0, '\n');

			b->at = line < in->n ? LINE_BEGINS : LINE_INSIDE;
			*in = bytes_from(*in, line + 1);
			continue;
		}
		b->at = c == '\n' ? IN_BODY :
			c == '\r' && b->at == LINE_BEGINS ? LINE_CR : LINE_INSIDE;
		*in = bytes_from(*in, 1);
	}
}

void bodies_push(struct bodies *b, const struct ev_octets *o)
{
	struct body **at = body_at(b, o->message_id);
	struct bytes in = o->octets;

	if (!*at) {
		*at = xcalloc(1, sizeof(**at));
		(*at)->id = o->message_id;
		digest_start(&(*at)->digest, DIGEST_SHA256);
	}
	(*at)->hole |= o->missing != 0;
	header(*at, &in);
	(*at)->octets += in.n;
	digest_push(&(*at)->digest, in);
}

bool bodies_end(struct bodies *b, uint64_t message_id, uint8_t out[SHA256_OCTETS])
{
	struct body **at = body_at(b, message_id), *body = *at;
	bool known;

	if (!body)
		return false;
	digest_end(&body->digest, out);
	known = body->octets && !body->hole;
	*at = body->next;
	free(body);
	return known;
}

void bodies_fini(struct bodies *b)
{
	uint8_t unused[SHA256_OCTETS];

	for (size_t i = 0; b->bucket && i < BUCKETS; i++)
		while (b->bucket[i])
			bodies_end(b, b->bucket[i]->id, unused);
	free(b->bucket);
	b->bucket = NULL;
}
