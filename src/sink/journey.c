/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * journey.c - the same message seen again: on its way in, between servers, fetched.
 *
 * In:   MESSAGE records and the octets of messages; what IMAP servers say of messages
 * Out:  for each message seen more than once (or, with nothing seen twice, for none) its
 *       sightings in order of time, or a JSON line for every message
 *
 * Sightings belong together when they have the same Message-ID, or, without one, the same
 * body.  Servers add header fields on the way; the body is compared by the digests of the
 * decoded parts, which do not change with line ends, encodings or dot-stuffing.
 *
 * A body fetched by itself (BODY[TEXT]) has no Message-ID: its number in the mailbox tells whose
 * it is, where the same session saw more of that message, or the octets of the body, where they
 * were seen in one message only.
 */
#include "sink/journey_own.h"
#include "sink/out.h"
#include "sink/sink.h"

#include <stdlib.h>

/* A sighting that does not know whose it is. */
struct waiting {
	struct sighting *sighting;
	uint8_t place[SHA256_OCTETS]; /* its number in the mailbox */
};

struct journey {
	struct sink sink;
	struct out out;
	struct look look;
	bool json;
	struct hash_key key;
	struct traveller **all, **buckets;
	size_t n, cap, nbuckets;
	struct bodies bodies;
	struct places places;        /* bodies, and numbers in mailboxes */
	struct waiting *waiting;
	size_t nwaiting, capwaiting;
	struct arena arena;
};

/* A digest of what the parts hold; false when not all of them were captured. */
static bool body_digest(const struct ev_message *m, uint8_t out[SHA256_OCTETS])
{
	struct digest d;
	bool all = m->parts.n != 0 && m->headers_only != 1 && m->section.p == NULL;

	digest_start(&d, DIGEST_SHA256);
	for (size_t i = 0; i < m->parts.n; i++) {
		const struct ev_part *p = &m->parts.v[i];

		all &= p->sha256.known;
		digest_push(&d, p->path);
		digest_push(&d, bytes_of(p->sha256.octets, SHA256_OCTETS));
	}
	digest_end(&d, out);
	return all;
}

static void grow(struct journey *j)
{
	size_t n = j->nbuckets ? 2 * j->nbuckets : 256;

	free(j->buckets);
	j->buckets = xcalloc(n, sizeof(*j->buckets));
	j->nbuckets = n;
	for (size_t i = 0; i < j->n; i++) {
		struct traveller *t = j->all[i];
		size_t at = hash_bytes(j->key, t->key) & (n - 1);

		t->next_in_bucket = j->buckets[at];
		j->buckets[at] = t;
	}
}

static struct traveller *find(struct journey *j, struct bytes key, bool named,
			      struct bytes subject)
{
	struct traveller *t;
	size_t at;

	if (j->n >= j->nbuckets)
		grow(j);
	at = hash_bytes(j->key, key) & (j->nbuckets - 1);
	for (t = j->buckets[at]; t; t = t->next_in_bucket)
		if (t->named == named && bytes_eq(t->key, key))
			return t;
	t = arena_new(&j->arena, struct traveller);
	t->key = bytes_dup(&j->arena, key);
	t->named = named;
	t->subject = bytes_dup(&j->arena, subject);
	t->next_in_bucket = j->buckets[at];
	j->buckets[at] = t;
	ARRAY_PUSH(j->all, j->n, j->cap) = t;
	return t;
}

/* In order of time; most come so. */
static void insert(struct traveller *t, struct sighting *s)
{
	struct sighting **at = &t->first;

	if (t->last && t->last->ts <= s->ts)
		at = &t->last->next;
	else
		while (*at && (*at)->ts <= s->ts)
			at = &(*at)->next;
	s->next = *at;
	*at = s;
	if (s->next == NULL)
		t->last = s;
	t->seen++;
}

/* RFC 6409, 8314: the port tells, or the login.  Without both, one that no server has marked
   yet comes from where it was written; settle_stages() does that. */
static enum stage stage_of(const struct ev_message *m)
{
	const char *p = m->head.protocol ? m->head.protocol : "";

	if (message_fetched(m))
		return STAGE_RETRIEVED;
	if (strcmp(p, "imap") == 0)
		return STAGE_STORED;
	if (strcmp(p, "lmtp") == 0)
		return STAGE_DELIVERED;
	if (strcmp(p, "smtp") == 0 && !m->user.n)
		return STAGE_RELAYED;
	return STAGE_SUBMITTED;
}

static bool marked(const struct ev_message *m)
{
	for (size_t i = 0; i < m->received.n; i++)
		if (!m->received.v[i].part.p)
			return true;
	return false;
}

/* The first of all, without a mark, came from its sender; not so where it was seen before. */
static void settle_stages(struct traveller *t)
{
	struct sighting *s = t->first;

	if (s && s->stage == STAGE_RELAYED && !s->received && !s->section.p)
		s->stage = STAGE_SUBMITTED;
}

static struct sighting *sighting_of(struct journey *j, const struct ev_message *m)
{
	struct sighting *s = arena_new(&j->arena, struct sighting);

	s->body_known = body_digest(m, s->body);
	if (!s->body_known)
		digest_of(DIGEST_SHA256, bytes_of(&m->id, sizeof(m->id)), s->body);
	s->raw_known = bodies_end(&j->bodies, m->id, s->raw);
	if (m->section.p) {
		s->section = bytes_dup(&j->arena, m->section);
		s->raw_known = bytes_eq(m->section, B("TEXT")) && m->sha256.known && m->size;
		if (s->raw_known)
			memcpy(s->raw, m->sha256.octets, SHA256_OCTETS);
	}
	s->raw_known &= m->headers_only != 1 && m->complete == 1;
	s->id = m->id;
	s->session = m->head.session_id;
	s->size = m->size;
	s->ts = m->head.start != NO_TIME ? m->head.start : m->head.ts;
	s->direction = m->direction;
	s->protocol = m->head.protocol;
	s->client = m->head.client_ip;
	s->server = m->head.server_ip;
	s->stage = stage_of(m);
	s->received = marked(m);
	return s;
}

static void take_message(struct journey *j, const struct ev_message *m)
{
	struct sighting *s = sighting_of(j, m);
	struct bytes key = m->rfc_message_id;
	uint8_t place[SHA256_OCTETS];
	struct traveller *t;

	place_of_uid(s->session, m->mailbox, m->uid, place);
	if (key.n == 0 && s->section.p) {
		ARRAY_PUSH(j->waiting, j->nwaiting, j->capwaiting) = (struct waiting){ .sighting = s };
		memcpy(j->waiting[j->nwaiting - 1].place, place, SHA256_OCTETS);
		return;
	}
	t = key.n ? find(j, key, true, m->subject) :
		    find(j, bytes_of(s->body, SHA256_OCTETS), false, m->subject);
	insert(t, s);
	if (s->raw_known)
		places_add(&j->places, s->raw, t);
	if (m->uid.n)
		places_add(&j->places, place, t);
}

/* What a server says of a message tells whose its number is. */
static void take_described(struct journey *j, const struct ev_described *d)
{
	uint8_t place[SHA256_OCTETS];

	if (!d->uid.n || !d->rfc_message_id.n)
		return;
	place_of_uid(d->head.session_id, d->mailbox, d->uid, place);
	places_add(&j->places, place, find(j, d->rfc_message_id, true, d->subject));
}

static int put(struct sink *sink, const struct event *ev, struct err *e)
{
	struct journey *j = (struct journey *)sink;

	(void)e;
	if (ev->kind == EV_OCTETS)
		bodies_push(&j->bodies, ev->octets);
	else if (ev->kind == EV_DESCRIBED)
		take_described(j, ev->described);
	else
		take_message(j, ev->message);
	return 0;
}

/* A body that was fetched by itself: of the message with its number in that mailbox, in that
   session, or of the one that has this body; else with others that have it. */
static void settle_waiting(struct journey *j)
{
	for (size_t i = 0; i < j->nwaiting; i++) {
		struct sighting *s = j->waiting[i].sighting;
		struct traveller *t = places_find(&j->places, j->waiting[i].place);

		if (!t && s->raw_known)
			t = places_find(&j->places, s->raw);
		if (!t)
			t = find(j, bytes_of(s->raw_known ? s->raw : s->body, SHA256_OCTETS), false,
				 (struct bytes){ NULL, 0 });
		insert(t, s);
	}
}

static int finish(struct sink *sink, struct err *e)
{
	struct journey *j = (struct journey *)sink;
	size_t told = 0;

	settle_waiting(j);
	for (size_t i = 0; i < j->n; i++) {
		struct traveller *t = j->all[i];

		settle_stages(t);
		if (j->json && t->seen) {
			journey_json(&j->out.text, t);
		} else if (!j->json && t->seen > 1) {
			buf_adds(&j->out.text, told++ ? "\n" : "");
			journey_text(&j->out.text, t, &j->look);
		}
		if (out_done(&j->out, e) < 0)
			return -1;
	}
	if (!j->json && told == 0 && j->look.columns)
		buf_adds(&j->out.text, "no message was seen twice\n");
	return out_flush(&j->out, e);
}

static void journey_free(struct sink *sink)
{
	struct journey *j = (struct journey *)sink;

	free(j->all);
	free(j->buckets);
	free(j->waiting);
	bodies_fini(&j->bodies);
	places_fini(&j->places);
	arena_fini(&j->arena);
	out_fini(&j->out);
	free(j);
}

struct sink *sink_journey_new(FILE *out, bool json, const struct look *look)
{
	static const struct sink_ops ops = { .name = "journey", .put = put, .finish = finish,
					     .free = journey_free };
	struct journey *j = xcalloc(1, sizeof(*j));

	j->sink.ops = &ops;
	j->sink.wants = EV_BIT(EV_MESSAGE) | EV_BIT(EV_DESCRIBED) | EV_BIT(EV_OCTETS);
	j->look = *look;
	j->json = json;
	j->key = hash_key_new();
	out_init(&j->out, out);
	return &j->sink;
}
