/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * records.c - records of every kind with any fields in them, as JSON and as what was meant.
 *
 *	records [SEED]
 *
 * First a line of what json_fixed.def says, then for each record two lines: the record as
 * json_record() writes it, and its fields as records.py reads them, absent ones included:
 * [kind, secrets shown, [["key", "TYPE", value], ...]], where text is in hexadecimal.
 *
 * Each record is also written with its numbers left out for later, and in pieces: both must
 * come to the same text.
 */
#include "base/arena.h"
#include "base/hash.h"
#include "sink/json_record.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { EACH = 60, LONG = 3 * JSON_PIECE_OCTETS };

static const char *const type_names[FIELD_TYPES] = {
	[FIELD_U64] = "U64", [FIELD_MS] = "MS", [FIELD_NS] = "NS", [FIELD_TIME] = "TIME",
	[FIELD_FLAG] = "FLAG", [FIELD_TEXT] = "TEXT", [FIELD_WORD] = "TEXT",
	[FIELD_NAME] = "TEXT",
	[FIELD_SECRET] = "SECRET", [FIELD_IPADDR] = "IP", [FIELD_MACADDR] = "MAC",
	[FIELD_DIGEST] = "DIGEST", [FIELD_TEXTS] = "TEXTS", /* others are "ROWS" */
};

/* What the records are made of. */
struct chance {
	uint64_t state;
	unsigned present;     /* of 8 fields so many are there */
	struct arena arena;   /* all that records point to; never used again, as the kept text of
				 a session is known by the addresses of its words */
	int64_t moment;       /* times are mostly near it */
};

static uint64_t next_random(struct chance *c)
{
	c->state ^= c->state << 13;
	c->state ^= c->state >> 7;
	c->state ^= c->state << 17;
	return c->state >> 8;
}

static size_t below(struct chance *c, size_t n)
{
	return (size_t)(next_random(c) % n);
}

/* Of any number of digits; those beside which they get longer come up often. */
static uint64_t number(struct chance *c)
{
	static const uint64_t tens[] = { 0, 1, 10, 100, 1000, 10000, 100000, 1000000, 10000000,
					 100000000, 10000000000, 10000000000000,
					 10000000000000000, UINT64_MAX - 1 };
	uint64_t v = next_random(c) << 8 | below(c, 256);

	if (below(c, 3) == 0)
		return tens[below(c, sizeof(tens) / sizeof(*tens))] + below(c, 3) - 1;
	return v >> below(c, 64);
}

/* The same with a sign. */
static int64_t span(struct chance *c)
{
	uint64_t v = number(c);

	switch (below(c, 8)) {
	case 0:
		return INT64_MAX - (int64_t)below(c, 2);
	case 1:
		return INT64_MIN + 1 + (int64_t)below(c, 2);
	case 2:
		return (int64_t)(v >> 1) / 1000000 * 1000000;
	case 3:
		return -(int64_t)(v >> 1);
	default:
		return (int64_t)(v >> 1);
	}
}

static int64_t moment(struct chance *c)
{
	switch (below(c, 16)) {
	case 0:
		return span(c);
	case 1:
		return c->moment = span(c) / 2;
	case 2: /* the last nanosecond of its second, or the first of the next one */
		return c->moment / NS_PER_SEC * NS_PER_SEC - (int64_t)below(c, 2);
	default:
		return c->moment + (int64_t)below(c, 3) * 1000;
	}
}

/* Octets that matter to UTF-8, to JSON or to terminals come up in some texts. */
static struct bytes text(struct chance *c)
{
	static const uint8_t sharp[] = { 0, '"', '\\', '\n', 0x1f, ' ', 0x7f, 0x80, 0x9b, 0xa8,
					 0xc2, 0xe2, 0xef, 0xf0, 0xff, '{', '}', ',' };
	static const size_t most[] = { 4, 20, 20, 40, 40, 70, 300 };
	bool longest = below(c, 200) == 0, odd = below(c, 3) == 0;
	size_t n = longest ? LONG : below(c, most[below(c, 7)]);
	uint8_t *p = arena_alloc(&c->arena, n + 1);

	for (size_t i = 0; i < n; i++)
		p[i] = odd && below(c, 16) == 0 ? sharp[below(c, sizeof(sharp))] :
						  (uint8_t)(' ' + below(c, '~' - ' ' + 1));
	return bytes_of(p, n);
}

static const char *word(struct chance *c)
{
	struct bytes b = text(c);

	for (size_t i = 0; i < b.n; i++)
		if (b.p[i] == 0)
			return "an odd text made a word";
	return (const char *)b.p;
}

static struct ip address(struct chance *c)
{
	uint8_t a[16];

	for (size_t i = 0; i < sizeof(a); i++)
		a[i] = below(c, 2) ? (uint8_t)below(c, 256) : 0;
	return below(c, 2) ? ip4_of(bytes_of(a, 4)) : ip6_of(bytes_of(a, 16));
}

static void record_fill(struct chance *c, enum record_kind kind, void *record);

static void rows_fill(struct chance *c, const struct field *f, void *record)
{
	void *at = (char *)record + f->offset;
	const void *none;
	size_t n, rows = 1 + below(c, 3);
	enum record_kind kind;

	if (f->type == FIELD_TEXTS) {
		struct bytes *v = arena_alloc(&c->arena, rows * sizeof(*v));

		for (size_t i = 0; i < rows; i++)
			v[i] = text(c);
		*(struct ev_texts *)at = (struct ev_texts){ v, rows };
		return;
	}
	kind = field_rows(f, record, &none, &n);
	char *v = arena_alloc(&c->arena, rows * record_size(kind));

	for (size_t i = 0; i < rows; i++)
		record_fill(c, kind, v + i * record_size(kind));
	/* All lists look alike (record.h). */
	memcpy(at, &(struct ev_spans){ (struct ev_span *)(void *)v, rows },
	       sizeof(struct ev_spans));
}

static void field_fill(struct chance *c, const struct field *f, void *record)
{
	void *at = (char *)record + f->offset;

	switch (f->type) {
	case FIELD_U64:
		*(uint64_t *)at = number(c);
		break;
	case FIELD_MS:
	case FIELD_NS:
		*(int64_t *)at = span(c);
		break;
	case FIELD_TIME:
		*(int64_t *)at = moment(c);
		break;
	case FIELD_FLAG:
		*(int8_t *)at = (int8_t)below(c, 2);
		break;
	case FIELD_TEXT:
	case FIELD_SECRET:
		*(struct bytes *)at = text(c);
		break;
	case FIELD_WORD:
	case FIELD_NAME:
		*(const char **)at = word(c);
		break;
	case FIELD_IPADDR:
		*(struct ip *)at = address(c);
		break;
	case FIELD_MACADDR:
		*(struct mac *)at = (struct mac){ true, { (uint8_t)below(c, 256), 0, 0xab } };
		break;
	case FIELD_DIGEST:
		((struct ev_digest *)at)->known = true;
		for (size_t i = 0; i < 32; i++)
			((struct ev_digest *)at)->octets[i] = (uint8_t)below(c, 256);
		break;
	default:
		rows_fill(c, f, record);
		break;
	}
}

static void record_fill(struct chance *c, enum record_kind kind, void *record)
{
	size_t n;
	const struct field *f = record_fields(kind, &n);

	record_init(kind, record);
	for (size_t i = 0; i < n; i++)
		if (below(c, 8) < c->present)
			field_fill(c, &f[i], record);
}

static void meant_text(struct bytes b)
{
	struct buf hex = { 0 };

	hash_hex(&hex, b);
	printf("\"%s\"", buf_cstr(&hex));
	buf_fini(&hex);
}

static void meant(enum record_kind kind, const void *record);

static void meant_rows(const struct field *f, const void *record)
{
	const void *rows;
	size_t n;
	enum record_kind kind = field_rows(f, record, &rows, &n);

	for (size_t i = 0; i < n; i++) {
		putchar(i ? ',' : '[');
		meant(kind, (const char *)rows + i * record_size(kind));
	}
	putchar(']');
}

static void meant_value(const struct field *f, const void *record)
{
	const void *at = (const char *)record + f->offset;
	const struct ev_texts *texts = at;

	switch (f->type) {
	case FIELD_U64:
		printf("%" PRIu64, *(const uint64_t *)at);
		break;
	case FIELD_MS:
	case FIELD_NS:
	case FIELD_TIME:
		printf("%" PRId64, *(const int64_t *)at);
		break;
	case FIELD_FLAG:
		printf("%d", *(const int8_t *)at);
		break;
	case FIELD_TEXT:
	case FIELD_SECRET:
		meant_text(*(const struct bytes *)at);
		break;
	case FIELD_WORD:
	case FIELD_NAME:
		meant_text(bytes_str(*(const char *const *)at));
		break;
	case FIELD_IPADDR:
		meant_text(bytes_of(((const struct ip *)at)->a, ip_octets(at)));
		break;
	case FIELD_MACADDR:
		meant_text(bytes_of(((const struct mac *)at)->a, 6));
		break;
	case FIELD_DIGEST:
		meant_text(bytes_of(((const struct ev_digest *)at)->octets, 32));
		break;
	case FIELD_TEXTS:
		for (size_t i = 0; i < texts->n; i++) {
			putchar(i ? ',' : '[');
			meant_text(texts->v[i]);
		}
		putchar(']');
		break;
	default:
		meant_rows(f, record);
		break;
	}
}

static void meant(enum record_kind kind, const void *record)
{
	size_t n;
	const struct field *f = record_fields(kind, &n);

	for (size_t i = 0; i < n; i++) {
		const char *type = type_names[f[i].type];

		printf("%s[\"%s\",\"%s\",", i ? "," : "[", f[i].key, type ? type : "ROWS");
		if (field_present(&f[i], record))
			meant_value(&f[i], record);
		else
			printf("null");
		putchar(']');
	}
	putchar(']');
}

/* A buffer that has room for no more than it must: what is written behind it shows under the
   address sanitizer. */
static struct buf narrow(struct chance *c)
{
	size_t n = 2 + 2 * below(c, 2500); /* even, as buf.h has it */

	return (struct buf){ .p = xcalloc(1, n), .n = 0, .cap = n };
}

static struct bytes filled_in(struct buf *out, struct bytes text_, const struct number_slots *slots)
{
	size_t at = 0;

	for (size_t i = 0; i < slots->n; i++) {
		buf_add(out, bytes_sub(text_, at, slots->v[i].at - at));
		buf_addu64(out, slots->v[i].number);
		at = slots->v[i].at;
	}
	buf_add(out, bytes_from(text_, at));
	return buf_bytes(out);
}

struct taken {
	struct buf from, text;
};

static void take(void *ctx)
{
	struct taken *t = ctx;

	buf_add(&t->text, buf_bytes(&t->from));
	buf_clear(&t->from);
}

static void same(struct bytes a, struct bytes b, const char *how)
{
	if (bytes_eq(a, b))
		return;
	fprintf(stderr, "%s:\n%.*s\nnot\n%.*s\n", how, (int)b.n, (const char *)b.p, (int)a.n,
		(const char *)a.p);
	exit(1);
}

static void tell(struct chance *c, struct json_records *j, enum record_kind kind,
		 const void *record)
{
	const struct policy policy = { .show_secrets = below(c, 2) };
	struct buf whole = narrow(c), holes = narrow(c), filled = { 0 };
	struct taken t = { .from = narrow(c) };
	struct number_slots slots = { 0 };

	/* First in pieces: what is kept of a session is kept whole. */
	json_records_pieces(j, take, &t);
	json_record(j, &t.from, kind, record, &policy);
	json_records_pieces(j, NULL, NULL);
	take(&t);
	json_record(j, &whole, kind, record, &policy);
	same(buf_bytes(&whole), buf_bytes(&t.text), "in pieces");
	json_records_number_slots(j, &slots);
	json_record(j, &holes, kind, record, &policy);
	same(buf_bytes(&whole), filled_in(&filled, buf_bytes(&holes), &slots), "with slots");
	json_records_number_slots(j, NULL);

	puts(buf_cstr(&whole));
	printf("[\"%s\",%s,", record_dataset(kind) ? record_dataset(kind) : "",
	       policy.show_secrets ? "true" : "false");
	meant(kind, record);
	puts("]");
	buf_fini(&whole);
	buf_fini(&holes);
	buf_fini(&filled);
	buf_fini(&t.from);
	buf_fini(&t.text);
	free(slots.v);
}

/* Records of one session follow each other: the text of its addresses is kept. */
static void keep_head(struct chance *c, struct ev_head *head, const struct ev_head *before)
{
	struct ev_head h = *before;

	if (below(c, 3) == 0)
		return;
	h.dataset = head->dataset;
	h.ts = head->ts;
	if (below(c, 3) == 0)
		h.server_port = number(c);
	*head = h;
}

static void fixed_tell(void)
{
	static const char *const fixed[][3] = {
#define FIXED(kinds, key, value, meaning) { #kinds, key, value },
#include "sink/json_fixed.def"
#undef FIXED
	};

	for (size_t i = 0; i < sizeof(fixed) / sizeof(*fixed); i++)
		printf("%s[\"%s\",\"%s\",%s]", i ? "," : "[", fixed[i][0], fixed[i][1],
		       fixed[i][2]);
	puts("]");
}

int main(int argc, char **argv)
{
	struct chance c = { .state = argc > 1 ? strtoull(argv[1], NULL, 10) : 1,
			    .moment = 1800000000 * NS_PER_SEC };
	struct json_records *j = json_records_new();
	struct ev_head before;
	bool any = false;

	fixed_tell();
	for (int i = 0; i < EACH; i++) {
		for (enum record_kind kind = 0; kind < RECORD_COUNT; kind++) {
			void *record = xcalloc(1, record_size(kind));

			c.present = (unsigned)below(&c, 9);
			record_fill(&c, kind, record);
			if (record_dataset(kind)) {
				if (any)
					keep_head(&c, record, &before);
				before = *(struct ev_head *)record;
				any = true;
			}
			tell(&c, j, kind, record);
			free(record);
		}
	}
	arena_fini(&c.arena);
	json_records_free(&j);
	return 0;
}
