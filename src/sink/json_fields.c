/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * json_fields.c - see json_fields.h.
 *
 * For each kind of record there is a function that goes through its fields, made at build time
 * by tools/json-writers.c: there everything but the values is known.  So a field that is absent
 * costs a comparison, and the key of one that is there a store or two.
 */
#include "sink/json_fields.h"

#include "base/arena.h"
#include "base/hash.h"
#include "sink/json_text.h"

#include <assert.h>

/* Known sizes become constants only where a function is part of who calls it. */
#define PUT static inline __attribute__((always_inline)) uint8_t *

enum {
	VALUE_OCTETS = 33, /* of a small value and the comma behind it, and what time copies */
};

PUT put_fixed(uint8_t *p, struct bytes text)
{
	memcpy(p, text.p, text.n);
	return p + text.n;
}

PUT put_comma(uint8_t *p)
{
	*p = ',';
	return p + 1;
}

/* Of an object that has something. */
PUT put_end(uint8_t *p)
{
	p[-1] = '}';
	return put_comma(p);
}

/* Of one that so many octets opened. */
PUT put_close(uint8_t *p, size_t opened)
{
	return p[-1] == '{' ? p - opened : put_end(p);
}

PUT put_u64(struct walk *w, uint8_t *p, struct bytes key, const uint64_t *v)
{
	(void)w;
	if (*v == NO_U64)
		return p;
	p = put_fixed(p, key);
	return put_comma(p + u64_text(p, *v));
}

/* A number of the whole capture: written, or left for later (see json_record.h). */
PUT put_number(struct walk *w, uint8_t *p, struct bytes key, const uint64_t *v,
	       enum number_kind kind)
{
	struct number_slots *slots = w->slots;

	if (!slots || *v == NO_U64)
		return put_u64(w, p, key, v);
	p = put_fixed(p, key);
	buf_end(w->out, p);
	ARRAY_PUSH(slots->v, slots->n, slots->cap) = (struct number_slot){
		.at = w->out->n,
		.kind = kind,
		.number = *v,
	};
	return put_comma(p);
}

PUT put_ms(struct walk *w, uint8_t *p, struct bytes key, const int64_t *ns)
{
	(void)w;
	static_assert((int)JSON_MS_OCTETS < (int)VALUE_OCTETS, "small");
	if (*ns == NO_TIME)
		return p;
	p = put_fixed(p, key);
	return put_comma(p + json_ms_text(p, *ns));
}

PUT put_ns(struct walk *w, uint8_t *p, struct bytes key, const int64_t *ns)
{
	(void)w;
	if (*ns == NO_TIME)
		return p;
	p = put_fixed(p, key);
	return put_comma(p + json_i64_text(p, *ns));
}

PUT put_time(struct walk *w, uint8_t *p, struct bytes key, const int64_t *ts_ns)
{
	const struct time_moment *m;

	if (*ts_ns == NO_TIME)
		return p;
	p = put_fixed(p, key);
	m = time_near(w->moments, *ts_ns);
	static_assert(1 + sizeof(m->text) == VALUE_OCTETS, "small");
	memcpy(p + 1, m->text, sizeof(m->text)); /* a little more than counts: one size */
	p[0] = p[1 + TIME_OCTETS] = '"';
	return put_comma(p + TIME_OCTETS + 2);
}

PUT put_flag(struct walk *w, uint8_t *p, struct bytes key, const int8_t *flag)
{
	(void)w;
	if (*flag < 0)
		return p;
	p = put_fixed(p, key);
	return put_fixed(p, *flag ? B("true,") : B("false,"));
}

PUT put_ip_version(struct walk *w, uint8_t *p, struct bytes key, const struct ip *ip)
{
	(void)w;
	if (ip->family == 0)
		return p;
	p = put_fixed(p, key);
	return put_fixed(p, ip->family == 4 ? B("\"ipv4\",") : B("\"ipv6\","));
}

static __attribute__((noinline)) uint8_t *put_any_string(struct walk *w, uint8_t *p,
							 struct bytes b)
{
	buf_end(w->out, p);
	put_long_text(w->j, w->out, b);
	return put_comma(walk_room(w, 1));
}

/* Most are short, and plain, and there is room for them: that way calls nothing. */
static uint8_t *put_string(struct walk *w, uint8_t *p, struct bytes b)
{
	uint8_t *end = NULL;

	if (b.n <= JSON_PIECE_OCTETS && (ptrdiff_t)b.n + 3 < w->text_end - p)
		end = json_plain(p, b);
	return end ? put_comma(end) : put_any_string(w, p, b);
}

PUT put_text(struct walk *w, uint8_t *p, struct bytes key, const struct bytes *text)
{
	return text->p ? put_string(w, put_fixed(p, key), *text) : p;
}

PUT put_secret(struct walk *w, uint8_t *p, struct bytes key, const struct bytes *secret)
{
	return w->policy->show_secrets ? put_text(w, p, key, secret) : p;
}

PUT put_word(struct walk *w, uint8_t *p, struct bytes key, const char *const *word)
{
	return *word ? put_string(w, put_fixed(p, key), bytes_str(*word)) : p;
}

/* A name that is not in its place: there it is kept, if it is short and plain. */
static __attribute__((noinline)) uint8_t *put_other_name(struct walk *w, uint8_t *p,
							 struct name_text place[NAMES_STAY],
							 const char *name)
{
	struct name_text t = { .name = name };
	struct bytes b = bytes_str(name);

	if (b.n + 3 <= NAME_OCTETS && json_plain(t.text, b)) {
		t.n = (uint8_t)(b.n + 3);
		t.text[b.n + 2] = ',';
		place[1] = place[0];
		place[0] = t;
	}
	return put_string(w, p, b);
}

PUT put_name(struct walk *w, uint8_t *p, struct bytes key, const char *const *name)
{
	struct name_text *place, *t;

	if (*name == NULL)
		return p;
	p = put_fixed(p, key);
	place = w->names[((uintptr_t)*name >> 1) % NAMES]; /* none has less than two octets */
	t = place->name == *name ? place : place + 1;
	if (t->name != *name)
		return put_other_name(w, p, place, *name);
	static_assert((int)NAME_OCTETS < (int)VALUE_OCTETS, "small");
	memcpy(p, t->text, NAME_OCTETS); /* one size */
	return p + t->n;
}

/* What is less frequent is written without haste. */
static uint8_t *quoted_end(struct walk *w)
{
	buf_add(w->out, B("\","));
	return walk_room(w, 0);
}

static uint8_t *put_ip(struct walk *w, uint8_t *p, const struct ip *ip)
{
	buf_end(w->out, put_fixed(p, B("\"")));
	ip_text(w->out, ip);
	return quoted_end(w);
}

PUT put_ipaddr(struct walk *w, uint8_t *p, struct bytes key, const struct ip *ip)
{
	return ip->family ? put_ip(w, put_fixed(p, key), ip) : p;
}

/* ECS asks for the notation of RFC 7042: 00-00-5E-00-53-23. */
static uint8_t *put_mac(struct walk *w, uint8_t *p, const struct mac *mac)
{
	buf_end(w->out, put_fixed(p, B("\"")));
	mac_text_ecs(w->out, mac);
	return quoted_end(w);
}

PUT put_macaddr(struct walk *w, uint8_t *p, struct bytes key, const struct mac *mac)
{
	return mac->known ? put_mac(w, put_fixed(p, key), mac) : p;
}

static uint8_t *put_hex(struct walk *w, uint8_t *p, const struct ev_digest *d)
{
	buf_end(w->out, put_fixed(p, B("\"")));
	hash_hex(w->out, bytes_of(d->octets, sizeof(d->octets)));
	return quoted_end(w);
}

PUT put_digest(struct walk *w, uint8_t *p, struct bytes key, const struct ev_digest *d)
{
	return d->known ? put_hex(w, put_fixed(p, key), d) : p;
}

static uint8_t *put_array(struct walk *w, uint8_t *p, enum field_type type,
			  const void *list)
{
	buf_end(w->out, p);
	put_list(w, type, list);
	return put_comma(walk_room(w, 1));
}

/* All lists look alike (event/record.c). */
PUT put_rows(struct walk *w, uint8_t *p, struct bytes key, const void *list,
	     enum field_type type)
{
	const struct ev_texts *any = list;

	return any->n ? put_array(w, put_fixed(p, key), type, list) : p;
}

PUT put_texts(struct walk *w, uint8_t *p, struct bytes key, const struct ev_texts *t)
{
	return put_rows(w, p, key, t, FIELD_TEXTS);
}

#include "sink/json_writers.h"

const struct writer *json_writer(enum record_kind kind)
{
	return &writers[kind];
}

uint8_t *json_run(struct walk *w, uint8_t *p)
{
	return write_run(w, p);
}
