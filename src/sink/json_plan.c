/* SPDX-License-Identifier: BSD-2-Clause */
/* json_plan.c - see json_plan.h. */
#include "sink/json_plan.h"

#include "sink/json_text.h"

#include <assert.h>
#include <stdlib.h>

enum { RUN_LEAST = 6 }; /* steps that make it worth while */

/* A step in the making. */
struct draft {
	const char *key;
	const struct field *field;
	const char *fixed;
	bool ip_version, taken;
};

/* Octets of `key` that name its first `n` objects, the dot included. */
static size_t prefix_octets(const char *key, size_t n)
{
	size_t i = 0;

	while (n--)
		i = bytes_chr(bytes_str(key), i, '.') + 1;
	return i;
}

static size_t key_depth(const char *key)
{
	size_t n = 0;

	for (; *key; key++)
		n += *key == '.';
	return n;
}

static size_t key_shared(const char *a, const char *b)
{
	size_t n = 0;

	for (; *a && *a == *b; a++, b++)
		n += *a == '.';
	return n;
}

/* The fields whose values count over the whole capture. */
static enum number_kind number_of(const char *key)
{
	static const char *const keys[NUMBER_KINDS] = {
		[NUMBER_STREAM] = "mailwire.tcp_stream",
		[NUMBER_SESSION] = "mailwire.session_id",
		[NUMBER_MESSAGE] = "mailwire.message_id",
	};
	enum number_kind k = 0;

	while (k < NUMBER_KINDS && strcmp(keys[k], key) != 0)
		k++;
	return k;
}

/* A copy with PLAN_PIECE octets behind it. */
static struct bytes keep_text(struct arena *arena, const struct buf *text)
{
	uint8_t *p = arena_alloc(arena, text->n + PLAN_PIECE);

	memcpy(p, text->p, text->n);
	return bytes_of(p, text->n);
}

/*
 * Most fields of most records are absent, so that this is asked without a branch for each
 * type: what field_present() asks of a value of `octets` octets at `offset` in a record, whose
 * size is a multiple of eight, becomes a comparison of the eight octets around it.
 */
static void sign_octets(struct plan_step *s, size_t offset, const void *absent, size_t octets)
{
	uint8_t mask[sizeof(s->mask)] = { 0 }, none[sizeof(s->absent)] = { 0 };
	size_t at = offset % sizeof(s->mask);

	assert(at + octets <= sizeof(s->mask));
	memset(mask + at, 0xff, octets);
	memcpy(none + at, absent, octets);
	memcpy(&s->mask, mask, sizeof(mask));
	memcpy(&s->absent, none, sizeof(none));
	s->sign = (uint32_t)(offset - at);
}

static void sign_of(struct plan_step *s, const struct field *f)
{
	static const uint64_t no_u64 = NO_U64, nothing = 0;
	static const int64_t no_time = NO_TIME;
	static const int8_t no_flag = -1;
	static const bool unknown = false;

	switch (f->type) {
	case FIELD_U64:
		sign_octets(s, f->offset, &no_u64, sizeof(no_u64));
		break;
	case FIELD_MS:
	case FIELD_NS:
	case FIELD_TIME:
		sign_octets(s, f->offset, &no_time, sizeof(no_time));
		break;
	case FIELD_FLAG:
		sign_octets(s, f->offset, &no_flag, sizeof(no_flag));
		break;
	case FIELD_TEXT:
	case FIELD_SECRET:
		sign_octets(s, f->offset + offsetof(struct bytes, p), &nothing, sizeof(void *));
		break;
	case FIELD_WORD:
		sign_octets(s, f->offset, &nothing, sizeof(void *));
		break;
	case FIELD_IPADDR:
		sign_octets(s, f->offset + offsetof(struct ip, family), &nothing, 1);
		break;
	case FIELD_MACADDR:
		sign_octets(s, f->offset + offsetof(struct mac, known), &unknown, sizeof(bool));
		break;
	case FIELD_DIGEST:
		sign_octets(s, f->offset + offsetof(struct ev_digest, known), &unknown,
			    sizeof(bool));
		break;
	default: /* arrays all look alike */
		sign_octets(s, f->offset + offsetof(struct ev_texts, n), &nothing,
			    sizeof(size_t));
		break;
	}
}

static void step_fill(struct plan_step *s, struct arena *arena, const struct draft *d)
{
	struct bytes key = bytes_str(d->key);
	struct buf text = { 0 };
	size_t from = 0;

	s->key = d->key;
	s->field = d->field;
	s->offset = d->field ? (uint32_t)d->field->offset : 0;
	s->secret = d->field && d->field->type == FIELD_SECRET;
	if (d->field)
		sign_of(s, d->field);
	else
		s->absent = 1; /* no octets masked with 0 are: always written */
	s->number = (uint8_t)number_of(d->key);
	s->what = (uint8_t)(d->fixed ? STEP_FIXED :
			    d->ip_version ? STEP_IP_VERSION :
			    s->number != NUMBER_KINDS ? STEP_NUMBER : (int)d->field->type);
	s->depth = (uint8_t)key_depth(d->key);
	assert(s->depth < PLAN_DEPTH);
	for (size_t i = 0; i <= s->depth; i++) {
		size_t dot = bytes_chr(key, from, '.');

		s->at[i] = (uint16_t)text.n;
		json_string(&text, bytes_sub(key, from, dot - from));
		buf_adds(&text, i < s->depth ? ":{" : ":");
		from = dot + 1;
	}
	if (d->fixed)
		buf_adds(&text, d->fixed);
	s->keys = keep_text(arena, &text);
	buf_fini(&text);
}

/* `next`, which is fixed as well, becomes part of `s`. */
static void step_join(struct plan_step *s, struct arena *arena, const struct plan_step *next)
{
	struct buf text = { 0 };

	buf_add(&text, s->keys);
	for (size_t open = s->depth; open > next->shared; open--)
		buf_addc(&text, '}');
	buf_addc(&text, ',');
	buf_add(&text, bytes_from(next->keys, next->at[next->shared]));
	s->keys = keep_text(arena, &text);
	s->depth = next->depth;
	buf_fini(&text);
}

/* Moves the drafts [from, n) whose first `level` objects are those of `drafts[from]` into
   the plan, grouped.  Depth is bounded by the dots of our own keys. */
static void plan_group(struct plan *p, struct arena *arena, struct draft *drafts, size_t from,
		       size_t n, size_t level)
{
	const char *group = drafts[from].key;
	size_t prefix = prefix_octets(group, level);

	for (size_t i = from; i < n; i++) {
		struct draft *d = &drafts[i];

		if (d->taken || strncmp(d->key, group, prefix) != 0)
			continue;
		if (key_depth(d->key) > level) {
			plan_group(p, arena, drafts, i, n, level + 1);
		} else {
			d->taken = true;
			step_fill(&p->steps[p->n], arena, d);
			p->n++;
		}
	}
}

enum {
	KIND_SESSION = 1 << RECORD_SESSION,
	KIND_COMMAND = 1 << RECORD_COMMAND,
	KIND_AUTH = 1 << RECORD_AUTH,
	KIND_MESSAGE = 1 << RECORD_MESSAGE,
	KIND_FINDING = 1 << RECORD_FINDING,
	KIND_TRANSACTION = 1 << RECORD_TRANSACTION,
	KIND_DESCRIBED = 1 << RECORD_DESCRIBED,
	KIND_CAPTURE = 1 << RECORD_CAPTURE,
	KIND_EVENT = KIND_SESSION | KIND_COMMAND | KIND_AUTH | KIND_TRANSACTION | KIND_MESSAGE |
		     KIND_DESCRIBED,
	KIND_ALL = KIND_EVENT | KIND_FINDING | KIND_CAPTURE,
};

static const struct {
	unsigned kinds;
	const char *key, *value;
} fixed[] = {
#define FIXED(kinds, key, value, meaning) { KIND_##kinds, key, value },
#include "sink/json_fixed.def"
#undef FIXED
};
enum { NFIXED = sizeof(fixed) / sizeof(*fixed) };

static bool in_run(const struct plan_step *s)
{
	return s->what != STEP_FIXED && s->what != STEP_NUMBER && s->offset >= PLAN_RUN_AT &&
	       s->offset < PLAN_RUN_END;
}

/* The run, in the kinds that have a head. */
static void plan_find_run(struct plan *p, enum record_kind kind)
{
	size_t from = record_dataset(kind) ? 0 : p->n, to;

	while (from < p->n && !(in_run(&p->steps[from]) && p->steps[from].shared == 0))
		from++;
	for (to = from; to < p->n && in_run(&p->steps[to]); to++)
		;
	if (to - from < RUN_LEAST)
		from = to = p->n;
	p->run_from = from;
	p->run_to = to;
}

/* Time first, then what is fixed, then the fields as fields.def has them. */
void plan_make(struct plan *p, struct arena *arena, enum record_kind kind)
{
	size_t nfields, n = 0;
	const struct field *fields = record_fields(kind, &nfields), *ip = NULL;
	struct draft *drafts = xcalloc(nfields + NFIXED + 1, sizeof(*drafts));

	for (size_t i = 0; i < nfields; i++) {
		if (strcmp(fields[i].key, "source.ip") == 0)
			ip = &fields[i];
		if (strcmp(fields[i].key, "network.transport") == 0)
			drafts[n++] = (struct draft){ "network.type", ip, NULL, true, false };
		drafts[n++] = (struct draft){ fields[i].key, &fields[i], NULL, false, false };
		for (size_t k = 0; i == 0 && k < NFIXED; k++)
			if (fixed[k].kinds & 1u << kind)
				drafts[n++] = (struct draft){ fixed[k].key, NULL, fixed[k].value,
							      false, false };
	}
	p->steps = arena_alloc(arena, n * sizeof(*p->steps));
	plan_group(p, arena, drafts, 0, n, 0);
	for (size_t i = 1; i < p->n; i++)
		p->steps[i].shared = (uint8_t)key_shared(p->steps[i - 1].key, p->steps[i].key);
	n = 0;
	for (size_t i = 1; i < p->n; i++) {
		struct plan_step *last = &p->steps[n], *s = &p->steps[i];

		if (last->what == STEP_FIXED && s->what == STEP_FIXED)
			step_join(last, arena, s);
		else
			p->steps[++n] = *s;
	}
	p->n = n + 1;
	plan_find_run(p, kind);
	free(drafts);
}
