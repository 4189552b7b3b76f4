/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * json_record.c - see json_record.h.
 *
 * A plan is the fields of one kind in the order they are written, those that share a
 * prefix together.  A step knows how many of its enclosing objects it shares with the
 * step before it; the writer keeps how many are still open:
 *
 *	key               opens                 shared
 *	event.kind        "event":{"kind":      0
 *	event.module      "module":             1
 *	source.ip         "source":{"ip":       0
 *
 * What is always there stands ready as one text, values included.  All records of a session
 * have the same addresses, ports and names: that text (the plan's "run" of steps) is made
 * once for each of the sessions that were told of last.
 */
#include "sink/json_record.h"

#include "base/arena.h"
#include "base/hash.h"
#include "sink/json_text.h"

#include <assert.h>
#include <stdlib.h>

enum {
	PLAN_DEPTH = 6, /* dots in a key */
	PIECE = 16,     /* octets copied at a time; text may be followed by so many of no
			   meaning, in the plan and in the output */
};

/* Where a step's value comes from. */
enum value_source { FROM_FIELD, FROM_FIXED, FROM_IP_VERSION };

struct plan_step {
	const char *key;
	const struct field *field; /* FROM_FIELD; FROM_IP_VERSION: the address */
	struct bytes keys;         /* "a":{"b":{"c": and, FROM_FIXED, the value */
	uint16_t at[PLAN_DEPTH];   /* where in `keys` the opening of the i-th object begins;
				      the last is the value's own key */
	uint8_t depth;             /* objects around the (last) value */
	uint8_t shared;            /* of these, shared with the step before */
	uint8_t source;
	uint8_t number;            /* enum number_kind, or NUMBER_KINDS for other fields */
};

struct plan {
	struct plan_step *steps;
	size_t n;
	size_t run_from, run_to; /* steps that are the same for all records of a session; none
				    when it would be too few */
};

enum {
	RUN_LEAST = 6,
	RUNS = 64,   /* sessions that go on at the same time have their texts kept */
	/* The part of the head that the run is made of, and the numbers behind it that tell
	   sessions apart. */
	RUN_KEY_AT = offsetof(struct ev_head, client_ip),
	RUN_KEY_OCTETS = offsetof(struct ev_head, first_frame) - RUN_KEY_AT,
};

struct run_text {
	uint8_t key[RUN_KEY_OCTETS];
	size_t steps;    /* 0: not used */
	size_t open;     /* objects that are open behind it */
	struct buf text;
};

struct json_records {
	struct plan plan[RECORD_COUNT];
	struct arena arena;
	struct number_slots *slots;
	struct run_text runs[RUNS];
	struct time_second second; /* the last one written: most records need it again */
};

/* A step in the making. */
struct draft {
	const char *key;
	const struct field *field;
	const char *fixed;
	enum value_source source;
	bool taken;
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

/* A copy with PIECE octets behind it. */
static struct bytes keep_text(struct arena *arena, const struct buf *text)
{
	uint8_t *p = arena_alloc(arena, text->n + PIECE);

	memcpy(p, text->p, text->n);
	return bytes_of(p, text->n);
}

static void step_fill(struct plan_step *s, struct arena *arena, const struct draft *d)
{
	struct bytes key = bytes_str(d->key);
	struct buf text = { 0 };
	size_t from = 0;

	s->key = d->key;
	s->field = d->field;
	s->source = (uint8_t)d->source;
	s->number = (uint8_t)number_of(d->key);
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

/* Time first, then what is fixed, then the fields as fields.def has them. */
static void plan_make(struct plan *p, struct arena *arena, enum record_kind kind)
{
	size_t nfields, n = 0;
	const struct field *fields = record_fields(kind, &nfields), *ip = NULL;
	struct draft *drafts = xcalloc(nfields + NFIXED + 1, sizeof(*drafts));

	for (size_t i = 0; i < nfields; i++) {
		if (strcmp(fields[i].key, "source.ip") == 0)
			ip = &fields[i];
		if (strcmp(fields[i].key, "network.transport") == 0)
			drafts[n++] = (struct draft){ "network.type", ip, NULL, FROM_IP_VERSION,
						      false };
		drafts[n++] = (struct draft){ fields[i].key, &fields[i], NULL, FROM_FIELD, false };
		for (size_t k = 0; i == 0 && k < NFIXED; k++)
			if (fixed[k].kinds & 1u << kind)
				drafts[n++] = (struct draft){ fixed[k].key, NULL, fixed[k].value,
							      FROM_FIXED, false };
	}
	p->steps = arena_alloc(arena, n * sizeof(*p->steps));
	plan_group(p, arena, drafts, 0, n, 0);
	for (size_t i = 1; i < p->n; i++)
		p->steps[i].shared = (uint8_t)key_shared(p->steps[i - 1].key, p->steps[i].key);
	n = 0;
	for (size_t i = 1; i < p->n; i++) {
		struct plan_step *last = &p->steps[n], *s = &p->steps[i];

		if (last->source == FROM_FIXED && s->source == FROM_FIXED)
			step_join(last, arena, s);
		else
			p->steps[++n] = *s;
	}
	p->n = n + 1;
	free(drafts);
}

static bool in_run(const struct plan_step *s)
{
	return s->source != FROM_FIXED && s->number == NUMBER_KINDS &&
	       s->field->offset >= RUN_KEY_AT &&
	       s->field->offset < offsetof(struct ev_head, tcp_stream);
}

static void plan_find_run(struct plan *p)
{
	size_t from = 0, to;

	while (from < p->n && !(in_run(&p->steps[from]) && p->steps[from].shared == 0))
		from++;
	for (to = from; to < p->n && in_run(&p->steps[to]); to++)
		;
	if (to - from < RUN_LEAST)
		from = to = p->n;
	p->run_from = from;
	p->run_to = to;
}

struct json_records *json_records_new(void)
{
	struct json_records *j = xcalloc(1, sizeof(*j));

	for (enum record_kind kind = 0; kind < RECORD_COUNT; kind++)
		plan_make(&j->plan[kind], &j->arena, kind);
	for (enum record_kind kind = 0; kind < RECORD_COUNT; kind++) {
		struct plan *plan = &j->plan[kind];

		if (record_dataset(kind))
			plan_find_run(plan);
		else
			plan->run_from = plan->run_to = plan->n;
	}
	return j;
}

void json_records_free(struct json_records **j)
{
	if (*j == NULL)
		return;
	for (size_t i = 0; i < RUNS; i++)
		buf_fini(&(*j)->runs[i].text);
	arena_fini(&(*j)->arena);
	free(*j);
	*j = NULL;
}

static void write_rows(struct json_records *j, struct buf *out, const struct field *f,
		       const void *record, const struct policy *p)
{
	const char *rows;
	const void *v;
	size_t n;
	enum record_kind kind = field_rows(f, record, &v, &n);

	rows = v;
	for (size_t i = 0; i < n; i++) {
		buf_addc(out, i ? ',' : '[');
		json_record(j, out, kind, rows + i * record_size(kind), p);
	}
	buf_addc(out, ']');
}

static void write_texts(struct buf *out, const struct ev_texts *t)
{
	for (size_t i = 0; i < t->n; i++) {
		buf_addc(out, i ? ',' : '[');
		json_string(out, t->v[i]);
	}
	buf_addc(out, ']');
}

/* ECS asks for the notation of RFC 7042: 00-00-5E-00-53-23. */
static void write_mac(struct buf *out, const struct mac *mac)
{
	buf_addc(out, '"');
	mac_text_ecs(out, mac);
	buf_addc(out, '"');
}

/* Around text that needs no escapes. */
static inline void quote(struct buf *out)
{
	buf_addc(out, '"');
}

static void write_value(struct json_records *j, struct buf *out, const struct field *f,
			const void *record, const struct policy *p)
{
	const void *at = (const char *)record + f->offset;

	switch (f->type) {
	case FIELD_U64:
		buf_addu64(out, *(const uint64_t *)at);
		break;
	case FIELD_MS:
		json_ms(out, *(const int64_t *)at);
		break;
	case FIELD_NS:
		json_i64(out, *(const int64_t *)at);
		break;
	case FIELD_TIME:
		quote(out);
		time_rfc3339_near(out, &j->second, *(const int64_t *)at);
		quote(out);
		break;
	case FIELD_FLAG:
		buf_adds(out, *(const int8_t *)at ? "true" : "false");
		break;
	case FIELD_TEXT:
	case FIELD_SECRET:
		json_string(out, *(const struct bytes *)at);
		break;
	case FIELD_WORD:
		json_string(out, bytes_str(*(const char *const *)at));
		break;
	case FIELD_IPADDR:
		quote(out);
		ip_text(out, at);
		quote(out);
		break;
	case FIELD_MACADDR:
		write_mac(out, at);
		break;
	case FIELD_DIGEST:
		quote(out);
		hash_hex(out, bytes_of(((const struct ev_digest *)at)->octets, SHA256_OCTETS));
		quote(out);
		break;
	case FIELD_TEXTS:
		write_texts(out, at);
		break;
	default:
		write_rows(j, out, f, record, p);
		break;
	}
}

static bool step_written(const struct plan_step *s, const void *record, const struct policy *p)
{
	if (s->source == FROM_FIXED)
		return true;
	if (s->field->type == FIELD_SECRET && !p->show_secrets)
		return false;
	return field_present(s->field, record);
}

/* A record being written. */
struct walk {
	struct json_records *j;
	struct buf *out;
	const void *record;
	const struct policy *policy;
	const struct plan *plan;
	size_t open, shared; /* objects open; and of these, shared with the step at hand */
	bool first;          /* nothing was written yet */
};

/* Closes objects down to `shared`, and goes on behind the value before, if any. */
static inline uint8_t *closed(struct walk *w, size_t shared, size_t room)
{
	uint8_t *p = buf_room(w->out, PLAN_DEPTH + 1 + room);

	for (; w->open > shared; w->open--)
		*p++ = '}';
	if (!w->first)
		*p++ = ',';
	w->first = false;
	return p;
}

/* What stands between the value before and the value of `s`: opens objects, names it. */
static void step_keys(struct walk *w, const struct plan_step *s)
{
	struct bytes keys = bytes_from(s->keys, s->at[w->shared]);
	uint8_t *p = closed(w, w->shared, keys.n + PIECE);

	/* Short texts of many lengths: cheaper than memcpy(). */
	for (size_t i = 0; i < keys.n; i += PIECE)
		memcpy(p + i, keys.p + i, PIECE);
	w->out->n = (size_t)(p - w->out->p) + keys.n;
	w->open = w->shared = s->depth;
}

static void note_slot(struct number_slots *slots, const struct buf *out,
		      const struct plan_step *s, const void *record)
{
	ARRAY_PUSH(slots->v, slots->n, slots->cap) = (struct number_slot){
		.at = out->n,
		.kind = s->number,
		.number = *(const uint64_t *)((const char *)record + s->field->offset),
	};
}

void json_records_number_slots(struct json_records *j, struct number_slots *slots)
{
	j->slots = slots;
}

static void write_steps(struct walk *w, size_t from, size_t to)
{
	for (const struct plan_step *s = &w->plan->steps[from]; from < to; from++, s++) {
		if (s->shared < w->shared)
			w->shared = s->shared;
		if (!step_written(s, w->record, w->policy))
			continue;
		step_keys(w, s);
		if (s->source == FROM_IP_VERSION)
			buf_add(w->out, ((const struct ip *)((const char *)w->record +
				s->field->offset))->family == 4 ? B("\"ipv4\"") : B("\"ipv6\""));
		else if (s->number != NUMBER_KINDS && w->j->slots)
			note_slot(w->j->slots, w->out, s, w->record);
		else if (s->source == FROM_FIELD)
			write_value(w->j, w->out, s->field, w->record, w->policy);
	}
}

/* The run: its text as it was written for this session before, or written and kept. */
static void write_run(struct walk *w)
{
	const struct plan *plan = w->plan;
	const struct ev_head *head = w->record;
	const uint8_t *key = (const uint8_t *)head + RUN_KEY_AT;
	struct run_text *run = &w->j->runs[head->session_id % RUNS];
	size_t steps = plan->run_to - plan->run_from;
	uint8_t *p = closed(w, 0, 0);

	w->out->n = (size_t)(p - w->out->p);
	if (run->steps == steps && memcmp(run->key, key, RUN_KEY_OCTETS) == 0) {
		buf_add(w->out, buf_bytes(&run->text));
		w->open = run->open;
	} else {
		size_t from = w->out->n;

		w->first = true;
		write_steps(w, plan->run_from, plan->run_to);
		w->first = false;
		memcpy(run->key, key, RUN_KEY_OCTETS);
		run->steps = steps;
		run->open = w->open;
		buf_clear(&run->text);
		buf_add(&run->text, bytes_from(buf_bytes(w->out), from));
	}
	w->shared = w->open;
}

void json_record(struct json_records *j, struct buf *out, enum record_kind kind,
		 const void *record, const struct policy *p)
{
	const struct plan *plan = &j->plan[kind];
	struct walk w = { .j = j, .out = out, .record = record, .policy = p, .plan = plan,
			  .first = true };

	buf_addc(out, '{');
	write_steps(&w, 0, plan->run_from);
	/* With a client the run is never empty. */
	if (plan->run_from < plan->run_to) {
		if (((const struct ev_head *)record)->client_ip.family)
			write_run(&w);
		else
			write_steps(&w, plan->run_from, plan->run_to);
	}
	write_steps(&w, plan->run_to, plan->n);
	for (; w.open; w.open--)
		buf_addc(out, '}');
	buf_addc(out, '}');
}
