/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * json_record.c - see json_record.h.
 *
 * The plan of a kind (json_plan.h) is walked step by step.  All records of a session have the
 * same addresses, ports and names: that text (the plan's "run" of steps) is made once for each
 * of the sessions that were told of last.
 */
#include "sink/json_record.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "sink/json_plan.h"
#include "sink/json_text.h"

#include <assert.h>
#include <stdlib.h>

enum {
	RUNS = 64,   /* sessions that go on at the same time have their texts kept */
	/* The part of the head that the run is made of, and the numbers behind it that tell
	   sessions apart. */
	RUN_KEY_OCTETS = offsetof(struct ev_head, first_frame) - PLAN_RUN_AT,
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
	void (*take)(void *ctx);   /* or NULL */
	void *take_ctx;
	size_t piece_end;          /* where in `out` it is called next */
};

static void write_record(struct json_records *j, struct buf *out, enum record_kind kind,
			 const void *record, const struct policy *p);

struct json_records *json_records_new(void)
{
	struct json_records *j = xcalloc(1, sizeof(*j));

	for (enum record_kind kind = 0; kind < RECORD_COUNT; kind++)
		plan_make(&j->plan[kind], &j->arena, kind);
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

/* Where a long record can be divided. */
static inline void piece(struct json_records *j, const struct buf *out)
{
	if (out->n < j->piece_end || !j->take)
		return;
	j->take(j->take_ctx);
	j->piece_end = out->n + JSON_PIECE_OCTETS;
}

static void write_long_text(struct json_records *j, struct buf *out, struct bytes b)
{
	buf_addc(out, '"');
	while (b.n) {
		struct bytes head = utf8_head(b, JSON_PIECE_OCTETS);

		if (head.n == 0) /* no character at all */
			head = bytes_head(b, JSON_PIECE_OCTETS);
		json_string_inside(out, head);
		piece(j, out);
		b = bytes_from(b, head.n);
	}
	buf_addc(out, '"');
}

static inline void write_text(struct json_records *j, struct buf *out, struct bytes b)
{
	if (b.n > JSON_PIECE_OCTETS)
		write_long_text(j, out, b);
	else
		json_string(out, b);
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
		write_record(j, out, kind, rows + i * record_size(kind), p);
		piece(j, out);
	}
	buf_addc(out, ']');
}

static void write_texts(struct json_records *j, struct buf *out, const struct ev_texts *t)
{
	for (size_t i = 0; i < t->n; i++) {
		buf_addc(out, i ? ',' : '[');
		write_text(j, out, t->v[i]);
		piece(j, out);
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

/* A record being written. */
struct walk {
	struct json_records *j;
	struct buf *out;
	const void *record;
	const struct policy *policy;
	const struct plan *plan;
	size_t open;         /* objects open */
	bool first;          /* nothing was written yet */
};

static inline bool step_written(const struct plan_step *s, const struct walk *w)
{
	uint64_t sign;

	memcpy(&sign, (const char *)w->record + s->sign, sizeof(sign));
	return (sign & s->mask) != s->absent && (!s->secret || w->policy->show_secrets);
}

/* Closes objects down to `shared`, and goes on behind the value before, if any: where it goes
   on.  There is room for `room` octets. */
static inline uint8_t *closed(struct walk *w, size_t shared, size_t room)
{
	static const uint8_t ends[] = "}}}}}}}";
	uint8_t *p = buf_room(w->out, sizeof(ends) + 1 + room);

	static_assert(PLAN_DEPTH <= sizeof(ends) && sizeof(ends) == 8, "one store");
	memcpy(p, ends, sizeof(ends));
	p += w->open - shared;
	*p = ',';
	return p + !w->first;
}

/* What stands between the value before and the value of `s`: opens objects, names it.  The
   two have `shared` objects in common. */
static inline void step_keys(struct walk *w, const struct plan_step *s, size_t shared)
{
	const uint8_t *keys = s->keys.p + s->at[shared];
	size_t n = s->keys.n - s->at[shared];
	uint8_t *p = closed(w, shared, n + PLAN_PIECE);

	/* Short texts of many lengths: cheaper than memcpy(). */
	memcpy(p, keys, PLAN_PIECE);
	for (size_t i = PLAN_PIECE; i < n; i += PLAN_PIECE)
		memcpy(p + i, keys + i, PLAN_PIECE);
	w->out->n = (size_t)(p - w->out->p) + n;
	w->open = s->depth;
	w->first = false;
}

/* Around text that needs no escapes. */
static inline void quote(struct buf *out)
{
	buf_addc(out, '"');
}

/* A number of the whole capture: written, or left for later (see json_record.h). */
static void write_number(struct walk *w, const struct plan_step *s, uint64_t v)
{
	struct number_slots *slots = w->j->slots;

	if (slots)
		ARRAY_PUSH(slots->v, slots->n, slots->cap) = (struct number_slot){
			.at = w->out->n,
			.kind = s->number,
			.number = v,
		};
	else
		buf_addu64(w->out, v);
}

/* The value of `s`. */
static inline void write_value(struct walk *w, const struct plan_step *s)
{
	struct buf *out = w->out;
	const void *at = (const char *)w->record + s->offset;

	switch (s->what) {
	case STEP_FIXED: /* all of it is in the keys */
		break;
	case STEP_IP_VERSION:
		buf_add(out, ((const struct ip *)at)->family == 4 ? B("\"ipv4\"") : B("\"ipv6\""));
		break;
	case STEP_NUMBER:
		write_number(w, s, *(const uint64_t *)at);
		break;
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
		time_rfc3339_near(out, &w->j->second, *(const int64_t *)at);
		quote(out);
		break;
	case FIELD_FLAG:
		buf_add(out, *(const int8_t *)at ? B("true") : B("false"));
		break;
	case FIELD_TEXT:
	case FIELD_SECRET:
		write_text(w->j, out, *(const struct bytes *)at);
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
		write_texts(w->j, out, at);
		break;
	default:
		write_rows(w->j, out, s->field, w->record, w->policy);
		break;
	}
}

void json_records_number_slots(struct json_records *j, struct number_slots *slots)
{
	j->slots = slots;
}

void json_records_pieces(struct json_records *j, void (*take)(void *ctx), void *ctx)
{
	j->take = take;
	j->take_ctx = ctx;
}

static void write_steps(struct walk *w, size_t from, size_t to)
{
	const struct plan_step *s = &w->plan->steps[from], *end = &w->plan->steps[to];
	size_t shared = w->open;

	for (; s < end; s++) {
		if (s->shared < shared)
			shared = s->shared;
		if (!step_written(s, w))
			continue;
		step_keys(w, s, shared);
		write_value(w, s);
		shared = s->depth;
	}
}

/* The run: its text as it was written for this session before, or written and kept. */
static void write_run(struct walk *w)
{
	const struct plan *plan = w->plan;
	const struct ev_head *head = w->record;
	const uint8_t *key = (const uint8_t *)head + PLAN_RUN_AT;
	struct run_text *run = &w->j->runs[head->session_id % RUNS];
	size_t steps = plan->run_to - plan->run_from;
	uint8_t *p = closed(w, 0, 0);

	w->out->n = (size_t)(p - w->out->p);
	w->open = 0;
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
}

static void write_record(struct json_records *j, struct buf *out, enum record_kind kind,
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

void json_record(struct json_records *j, struct buf *out, enum record_kind kind,
		 const void *record, const struct policy *p)
{
	j->piece_end = out->n + JSON_PIECE_OCTETS;
	write_record(j, out, kind, record, p);
}
