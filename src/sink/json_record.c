/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * json_record.c - see json_record.h.
 *
 * The plan of a kind (json_plan.h) is walked step by step.  What is small and has a largest
 * size (keys, numbers, times) is written where room was made for all of that in the record;
 * what has none makes room for itself and, anew, for the rest.
 *
 * All records of a session have the same addresses, ports and names: that text (the plan's
 * "run" of steps) is made once for each of the sessions that were told of last.
 */
#include "sink/json_record.h"

#include "base/arena.h"
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
	struct buf text;
};

struct json_records {
	struct plan plan[RECORD_COUNT];
	struct number_slots *slots;
	struct run_text runs[RUNS];
	struct time_near moments;  /* the last ones written: most records need them again */
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
		plan_init(&j->plan[kind], kind);
	return j;
}

void json_records_free(struct json_records **j)
{
	if (*j == NULL)
		return;
	for (size_t i = 0; i < RUNS; i++)
		buf_fini(&(*j)->runs[i].text);
	for (enum record_kind kind = 0; kind < RECORD_COUNT; kind++)
		plan_fini(&(*j)->plan[kind]);
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

/* A record being written.  The functions take where its text goes on, and return where it goes
   on behind what they wrote: there is room for `plan->room` octets at the first step, and again
   after everything that makes room. */
struct walk {
	struct json_records *j;
	struct buf *out;
	const void *record;
	const struct policy *policy;
	const struct plan *plan;
};

static inline uint8_t *room(const struct walk *w, size_t octets)
{
	return buf_room(w->out, octets + w->plan->room);
}

static inline uint8_t *write_string(const struct walk *w, uint8_t *p, struct bytes b)
{
	uint8_t *end;

	buf_end(w->out, p);
	end = json_plain(room(w, b.n + 2), b);
	if (end)
		return end;
	json_string(w->out, b);
	return room(w, 0);
}

/* A number of the whole capture: written, or left for later (see json_record.h). */
static uint8_t *write_number(const struct walk *w, uint8_t *p, const struct plan_step *s, uint64_t v)
{
	struct number_slots *slots = w->j->slots;

	if (!slots)
		return p + u64_text(p, v);
	buf_end(w->out, p);
	ARRAY_PUSH(slots->v, slots->n, slots->cap) = (struct number_slot){
		.at = w->out->n,
		.kind = s->number,
		.number = v,
	};
	return p;
}

static inline uint8_t *write_time(const struct walk *w, uint8_t *p, int64_t ts_ns)
{
	const struct time_moment *m = time_near(&w->j->moments, ts_ns);

	memcpy(p + 1, m->text, sizeof(m->text)); /* more than it is: one size is quick to copy */
	p[0] = p[TIME_OCTETS + 1] = '"';
	return p + TIME_OCTETS + 2;
}

/* Values that make room for themselves. */
static uint8_t *write_large(const struct walk *w, uint8_t *p, const struct plan_step *s,
			    const void *at)
{
	struct buf *out = w->out;

	buf_end(out, p);
	switch (s->what) {
	case FIELD_TEXT:
	case FIELD_SECRET:
		write_long_text(w->j, out, *(const struct bytes *)at);
		break;
	case FIELD_IPADDR:
		buf_addc(out, '"');
		ip_text(out, at);
		buf_addc(out, '"');
		break;
	case FIELD_MACADDR: /* ECS asks for the notation of RFC 7042: 00-00-5E-00-53-23 */
		buf_addc(out, '"');
		mac_text_ecs(out, at);
		buf_addc(out, '"');
		break;
	case FIELD_DIGEST:
		buf_addc(out, '"');
		hash_hex(out, bytes_of(((const struct ev_digest *)at)->octets, SHA256_OCTETS));
		buf_addc(out, '"');
		break;
	case FIELD_TEXTS:
		write_texts(w->j, out, at);
		break;
	default:
		write_rows(w->j, out, &w->plan->fields[s->field], w->record, w->policy);
		break;
	}
	return room(w, 0);
}

static inline uint8_t *write_value(const struct walk *w, uint8_t *p, const struct plan_step *s)
{
	const void *at = (const char *)w->record + s->offset;
	const struct bytes *text = at;

	switch (s->what) {
	case STEP_IP_VERSION:
		memcpy(p, ((const struct ip *)at)->family == 4 ? "\"ipv4\"" : "\"ipv6\"", 6);
		return p + 6;
	case STEP_NUMBER:
		return write_number(w, p, s, *(const uint64_t *)at);
	case FIELD_U64:
		return p + u64_text(p, *(const uint64_t *)at);
	case FIELD_MS:
		return p + json_ms_text(p, *(const int64_t *)at);
	case FIELD_NS:
		return p + json_i64_text(p, *(const int64_t *)at);
	case FIELD_TIME:
		return write_time(w, p, *(const int64_t *)at);
	case FIELD_FLAG:
		memcpy(p, *(const int8_t *)at ? "true " : "false", 5);
		return p + (*(const int8_t *)at ? 4 : 5);
	case FIELD_WORD:
		return write_string(w, p, bytes_str(*(const char *const *)at));
	case FIELD_TEXT:
	case FIELD_SECRET:
		if (text->n <= JSON_PIECE_OCTETS)
			return write_string(w, p, *text);
		/* fall through */
	default:
		return write_large(w, p, s, at);
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

static inline bool step_due(const struct plan_step *s, const struct walk *w)
{
	uint64_t sign;

	memcpy(&sign, (const char *)w->record + s->sign, sizeof(sign));
	return (sign & s->mask) != s->absent;
}

static uint8_t *write_steps(const struct walk *w, uint8_t *p, size_t from, size_t to)
{
	const struct plan_step *s = &w->plan->steps[from], *end = &w->plan->steps[to];

	for (; s < end; s++) {
		if (!step_due(s, w))
			continue;
		memcpy(p, s->text, PLAN_TEXT);
		p += s->n;
		switch (s->what) {
		case STEP_FIXED:
			memcpy(p, w->plan->fixed.p + s->offset, s->octets);
			p += s->octets;
			break;
		case STEP_OPEN:
			break;
		case STEP_CLOSE:
			if (p[-1] == '{') {
				p -= s->octets;
			} else {
				p[-1] = '}';
				*p++ = ',';
			}
			break;
		case FIELD_SECRET:
			if (!w->policy->show_secrets) {
				p -= s->n;
				break;
			}
			/* fall through */
		default:
			p = write_value(w, p, s);
			*p++ = ',';
			break;
		}
	}
	return p;
}

/* The run: its text as it was written for this session before, or written and kept. */
static uint8_t *write_run(const struct walk *w, uint8_t *p)
{
	const struct plan *plan = w->plan;
	const struct ev_head *head = w->record;
	const uint8_t *key = (const uint8_t *)head + PLAN_RUN_AT;
	struct run_text *run = &w->j->runs[head->session_id % RUNS];
	size_t steps = plan->run_to - plan->run_from, from;

	buf_end(w->out, p);
	if (run->steps == steps && memcmp(run->key, key, RUN_KEY_OCTETS) == 0) {
		buf_add(w->out, buf_bytes(&run->text));
		return room(w, 0);
	}
	from = w->out->n;
	p = write_steps(w, p, plan->run_from, plan->run_to);
	buf_end(w->out, p);
	memcpy(run->key, key, RUN_KEY_OCTETS);
	run->steps = steps;
	buf_clear(&run->text);
	buf_add(&run->text, bytes_from(buf_bytes(w->out), from));
	return p;
}

static void write_record(struct json_records *j, struct buf *out, enum record_kind kind,
			 const void *record, const struct policy *policy)
{
	const struct plan *plan = &j->plan[kind];
	const struct walk w = { j, out, record, policy, plan };
	uint8_t *p = room(&w, 2);

	*p++ = '{';
	p = write_steps(&w, p, 0, plan->run_from);
	if (plan->run_from < plan->run_to)
		p = write_run(&w, p);
	p = write_steps(&w, p, plan->run_to, plan->n);
	if (p[-1] != '{')
		p--; /* the last comma */
	*p++ = '}';
	buf_end(out, p);
}

void json_record(struct json_records *j, struct buf *out, enum record_kind kind,
		 const void *record, const struct policy *p)
{
	j->piece_end = out->n + JSON_PIECE_OCTETS;
	write_record(j, out, kind, record, p);
}
