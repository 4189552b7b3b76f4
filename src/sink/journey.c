/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * journey.c - the same message seen again: on its way in, between servers, fetched.
 *
 * In:   MESSAGE records
 * Out:  for each message seen more than once (or, with nothing seen twice, for none) its
 *       sightings in order of time, or a JSON line for every message
 *
 * Sightings belong together when they have the same Message-ID, or, without one, the same
 * body.  Servers add header fields on the way; the body is compared by the digests of the
 * decoded parts, which do not change with line ends, encodings or dot-stuffing.
 */
#include "sink/json_text.h"
#include "sink/out.h"
#include "sink/sink.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "view/text.h"

#include <inttypes.h>
#include <stdlib.h>

struct sighting {
	struct sighting *next;       /* of the same message */
	uint64_t id, session, size;
	int64_t ts;
	const char *direction, *protocol;
	struct ip client, server;
	bool body_known;             /* all of its parts went by */
	uint8_t body[SHA256_OCTETS];
};

struct traveller {
	struct traveller *next_in_bucket;
	struct bytes message_id, subject;
	struct sighting *first, *last;
	size_t seen;
};

struct journey {
	struct sink sink;
	struct out out;
	struct look look;
	bool json;
	struct hash_key key;
	struct traveller **all, **buckets;
	size_t n, cap, nbuckets;
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
		size_t at = hash_bytes(j->key, t->message_id) & (n - 1);

		t->next_in_bucket = j->buckets[at];
		j->buckets[at] = t;
	}
}

static struct traveller *find(struct journey *j, struct bytes message_id, struct bytes subject)
{
	struct traveller *t;
	size_t at;

	if (j->n >= j->nbuckets)
		grow(j);
	at = hash_bytes(j->key, message_id) & (j->nbuckets - 1);
	for (t = j->buckets[at]; t; t = t->next_in_bucket)
		if (bytes_eq(t->message_id, message_id))
			return t;
	t = arena_new(&j->arena, struct traveller);
	t->message_id = bytes_dup(&j->arena, message_id);
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

static int put(struct sink *sink, const struct event *ev, struct err *e)
{
	struct journey *j = (struct journey *)sink;
	const struct ev_message *m = ev->message;
	struct sighting *s = arena_new(&j->arena, struct sighting);
	struct bytes key = m->rfc_message_id;

	(void)e;
	s->body_known = body_digest(m, s->body);
	if (key.n == 0)
		key = bytes_of(s->body, SHA256_OCTETS);
	s->id = m->id;
	s->session = m->head.session_id;
	s->size = m->size;
	s->ts = m->head.start != NO_TIME ? m->head.start : m->head.ts;
	s->direction = m->direction;
	s->protocol = m->head.protocol;
	s->client = m->head.client_ip;
	s->server = m->head.server_ip;
	insert(find(j, key, m->subject), s);
	return 0;
}

/* What the body is, held against the first sighting's: NULL when nothing can be said. */
static const char *body_word(const struct traveller *t, const struct sighting *s)
{
	if (!s->body_known || !t->first->body_known)
		return NULL;
	return memcmp(s->body, t->first->body, SHA256_OCTETS) == 0 ? "same" : "changed";
}

static void sighting_line(struct journey *j, const struct traveller *t, const struct sighting *s)
{
	struct buf *out = &j->out.text;
	const char *body = s == t->first ? NULL : body_word(t, s);

	buf_printf(out, "  #%-5" PRIu64, s->id);
	time_human(out, s->ts, 3);
	buf_printf(out, "  %-9s %-10s ", s->direction ? s->direction : "", s->protocol ? s->protocol : "");
	ip_text(out, &s->client);
	buf_adds(out, strcmp(s->direction ? s->direction : "", "fetched") == 0 ? " \xe2\x86\x90 "
									   : " \xe2\x86\x92 ");
	ip_text(out, &s->server);
	buf_adds(out, "  ");
	text_counted(out, s->size, "octet");
	if (s != t->first) {
		buf_adds(out, "  +");
		time_span(out, s->ts - t->first->ts);
	}
	if (body && strcmp(body, "changed") == 0) {
		text_color(out, j->look.color, RED);
		buf_adds(out, "  another body");
		text_plain(out, j->look.color);
	} else if (body) {
		buf_adds(out, "  same body");
	}
	buf_addc(out, '\n');
}

static void tell_text(struct journey *j, const struct traveller *t)
{
	struct buf *out = &j->out.text;

	text_color(out, j->look.color, BOLD);
	utf8_show(out, t->subject.n ? t->subject : B("(no subject)"));
	text_plain(out, j->look.color);
	if (utf8_valid(t->message_id) && bytes_chr(t->message_id, 0, '@') < t->message_id.n) {
		buf_adds(out, "  <");
		utf8_show(out, t->message_id);
		buf_addc(out, '>');
	}
	buf_addc(out, '\n');
	for (const struct sighting *s = t->first; s; s = s->next)
		sighting_line(j, t, s);
}

static void tell_json(struct journey *j, const struct traveller *t)
{
	struct buf *out = &j->out.text;

	buf_adds(out, "{\"email\":{");
	if (bytes_chr(t->message_id, 0, '@') < t->message_id.n) {
		buf_adds(out, "\"message_id\":");
		json_string(out, t->message_id);
		buf_addc(out, ',');
	}
	buf_adds(out, "\"subject\":");
	json_string(out, t->subject);
	buf_adds(out, "},\"mailwire\":{\"journey\":[");
	for (const struct sighting *s = t->first; s; s = s->next) {
		const char *body = body_word(t, s);

		buf_printf(out, "%s{\"message_id\":%" PRIu64 ",\"session_id\":%" PRIu64
				",\"direction\":\"%s\",\"protocol\":\"%s\",\"start\":\"",
			   s == t->first ? "" : ",", s->id, s->session,
			   s->direction ? s->direction : "", s->protocol ? s->protocol : "");
		time_rfc3339(out, s->ts);
		buf_adds(out, "\",\"client\":\"");
		ip_text(out, &s->client);
		buf_adds(out, "\",\"server\":\"");
		ip_text(out, &s->server);
		buf_printf(out, "\",\"size\":%" PRIu64, s->size);
		if (body)
			buf_printf(out, ",\"body\":\"%s\"", body);
		buf_addc(out, '}');
	}
	buf_adds(out, "]}}\n");
}

static int finish(struct sink *sink, struct err *e)
{
	struct journey *j = (struct journey *)sink;
	size_t told = 0;

	for (size_t i = 0; i < j->n; i++) {
		if (j->json) {
			tell_json(j, j->all[i]);
		} else if (j->all[i]->seen > 1) {
			buf_adds(&j->out.text, told++ ? "\n" : "");
			tell_text(j, j->all[i]);
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
	j->sink.wants = EV_BIT(EV_MESSAGE);
	j->look = *look;
	j->json = json;
	j->key = hash_key_new();
	out_init(&j->out, out);
	return &j->sink;
}
