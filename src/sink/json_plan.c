/* SPDX-License-Identifier: BSD-2-Clause */
/* json_plan.c - see json_plan.h. */
#include "sink/json_plan.h"

#include "base/arena.h"
#include "sink/json_text.h"

#include <assert.h>
#include <stdlib.h>

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

/* Octets that a step writes at most without making room itself, its comma included. */
static size_t step_octets(const struct plan_step *s)
{
	enum { SMALL = 32 }; /* also a time, of which so much is copied */

	static_assert((int)JSON_MS_OCTETS <= (int)SMALL, "and longer than other numbers");
	static_assert(TIME_OCTETS + 2 <= (int)SMALL, "with its quotes");
	return s->what == STEP_FIXED ? s->octets : s->n + SMALL + 1u;
}

static struct plan_step *step_add(struct plan *p, int what, struct bytes text)
{
	struct plan_step *s = &ARRAY_PUSH(p->steps, p->n, p->cap);

	assert(text.n <= PLAN_TEXT);
	*s = (struct plan_step){
		.what = (uint8_t)what,
		.n = (uint8_t)text.n,
		.absent = 1, /* no octets masked with 0 are: always to do */
	};
	if (text.n)
		memcpy(s->text, text.p, text.n);
	return s;
}

static struct bytes step_text(const struct plan_step *s)
{
	return bytes_of(s->text, s->n);
}

/* `"name":` and `more`; valid until the next call with this `text`. */
static struct bytes key_text(struct buf *text, struct bytes name, const char *more)
{
	buf_clear(text);
	json_string(text, name);
	buf_adds(text, more);
	return buf_bytes(text);
}

/* What is always there joins what is before it; an object that begins with it is opened by the
   same text, as it is never empty. */
static void fixed_add(struct plan *p, struct bytes key, const char *value)
{
	size_t from = p->n, at = p->fixed.n;

	while (from && p->steps[from - 1].what == STEP_OPEN)
		from--;
	for (size_t i = from; i < p->n; i++)
		buf_add(&p->fixed, step_text(&p->steps[i]));
	p->n = from;
	buf_add(&p->fixed, key);
	buf_adds(&p->fixed, value);
	buf_addc(&p->fixed, ',');
	if (from == 0 || p->steps[from - 1].what != STEP_FIXED)
		step_add(p, STEP_FIXED, B(""))->offset = (uint32_t)at;
	p->steps[p->n - 1].octets += (uint32_t)(p->fixed.n - at);
}

/* Ends an object that `opened` octets opened. */
static void close_add(struct plan *p, size_t opened)
{
	struct plan_step *last = &p->steps[p->n - 1];

	if (last->what == STEP_FIXED) {
		p->fixed.p[p->fixed.n - 1] = '}';
		buf_addc(&p->fixed, ',');
		last->octets++;
	} else {
		step_add(p, STEP_CLOSE, B(""))->octets = (uint32_t)opened;
	}
}

static void field_add(struct plan *p, const struct draft *d, struct bytes key)
{
	const struct field *f = d->field;
	enum number_kind number = number_of(d->key);
	struct plan_step *s = step_add(p, d->ip_version ? STEP_IP_VERSION :
					  number != NUMBER_KINDS ? STEP_NUMBER :
					  (int)f->type, key);

	s->number = (uint8_t)number;
	s->offset = (uint32_t)f->offset;
	s->field = (uint32_t)(f - p->fields);
	sign_of(s, f);
}

/* Moves the drafts [from, n) whose first `level` objects are those of `drafts[from]` into
   the plan, grouped.  Depth is bounded by the dots of our own keys. */
static void plan_group(struct plan *p, struct draft *drafts, size_t from, size_t n, size_t level)
{
	const char *group = drafts[from].key;
	size_t prefix = prefix_octets(group, level);
	struct buf text = { 0 };

	for (size_t i = from; i < n; i++) {
		struct draft *d = &drafts[i];
		struct bytes name = bytes_from(bytes_str(d->key), prefix);

		if (d->taken || strncmp(d->key, group, prefix) != 0)
			continue;
		name = bytes_head(name, bytes_chr(name, 0, '.'));
		if (key_depth(d->key) > level) {
			struct bytes opening = key_text(&text, name, ":{");

			step_add(p, STEP_OPEN, opening);
			plan_group(p, drafts, i, n, level + 1);
			close_add(p, opening.n);
			continue;
		}
		d->taken = true;
		if (d->fixed)
			fixed_add(p, key_text(&text, name, ":"), d->fixed);
		else
			field_add(p, d, key_text(&text, name, ":"));
	}
	buf_fini(&text);
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
	return (s->what < STEP_FIXED || s->what == STEP_IP_VERSION) &&
	       s->offset >= PLAN_RUN_AT && s->offset < PLAN_RUN_END;
}

/* The run of a kind with a head: not where there is something else in its objects. */
static void plan_find_run(struct plan *p)
{
	size_t from = 0, to;

	while (!in_run(&p->steps[from + 1])) /* its first object is opened before */
		from++;
	for (to = from; p->steps[to].what == STEP_OPEN || p->steps[to].what == STEP_CLOSE ||
			in_run(&p->steps[to]); to++)
		;
	while (p->steps[to - 1].what == STEP_OPEN)
		to--;
	p->run_from = from;
	p->run_to = p->steps[to - 1].what == STEP_CLOSE ? to : from;
}

/* Time first, then what is fixed, then the fields as fields.def has them. */
void plan_init(struct plan *p, enum record_kind kind)
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
	*p = (struct plan){ .fields = fields, .room = PLAN_TEXT };
	plan_group(p, drafts, 0, n, 0);
	for (size_t i = 0; i < p->n; i++)
		p->room += step_octets(&p->steps[i]);
	if (record_dataset(kind))
		plan_find_run(p);
	free(drafts);
}

void plan_fini(struct plan *p)
{
	free(p->steps);
	buf_fini(&p->fixed);
}
