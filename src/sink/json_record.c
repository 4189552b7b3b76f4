/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * json_record.c - see json_record.h.
 *
 * The fields are json_fields.c's; here is what is around them: rows, which are records inside
 * of records, and long texts, which leave in pieces.
 *
 * All records of a session have the same addresses, ports and names: that text, the "run",
 * is made once for each of the sessions that were told of last.
 */
#include "sink/json_record.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "sink/json_fields.h"
#include "sink/json_text.h"

#include <stdlib.h>

enum {
	RUNS = 64,   /* sessions that go on at the same time have their texts kept */
	/* The part of the head that the run is made of, and the numbers behind it that tell
	   sessions apart. */
	RUN_KEY_AT = offsetof(struct ev_head, client_ip),
	RUN_KEY_OCTETS = offsetof(struct ev_head, first_frame) - RUN_KEY_AT,
};

struct run_text {
	bool known;
	uint8_t key[RUN_KEY_OCTETS];
	struct buf text;
};

struct json_records {
	struct number_slots *slots;
	struct run_text runs[RUNS];
	struct time_near moments;
	struct name_text names[NAMES][NAMES_STAY];
	void (*take)(void *ctx);   /* or NULL */
	void *take_ctx;
	size_t piece_end;          /* where in `out` it is called next */
};

struct json_records *json_records_new(void)
{
	return xcalloc(1, sizeof(struct json_records));
}

void json_records_free(struct json_records **j)
{
	if (*j == NULL)
		return;
	for (size_t i = 0; i < RUNS; i++)
		buf_fini(&(*j)->runs[i].text);
	free(*j);
	*j = NULL;
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

/* Where a long record can be divided. */
static inline void piece(struct json_records *j, const struct buf *out)
{
	if (out->n < j->piece_end || !j->take)
		return;
	j->take(j->take_ctx);
	j->piece_end = out->n + JSON_PIECE_OCTETS;
}

void put_long_text(struct json_records *j, struct buf *out, struct bytes b)
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

static struct walk walk_of(struct json_records *j, struct buf *out, const struct writer *writer,
			   const struct policy *policy)
{
	return (struct walk){
		.j = j, .slots = j->slots, .moments = &j->moments, .names = j->names, .out = out,
		.policy = policy, .room = writer->room,
	};
}

/* There is room for what is small and two octets more. */
static uint8_t *write_record(const struct writer *writer, struct walk *w, uint8_t *p,
			     const void *record)
{
	w->record = record;
	*p++ = '{';
	p = writer->write(w, p);
	if (p[-1] == ',')
		p--;
	*p++ = '}';
	return p;
}

static void put_texts(struct json_records *j, struct buf *out, const struct ev_texts *t)
{
	for (size_t i = 0; i < t->n; i++) {
		struct bytes b = t->v[i];
		bool whole = b.n <= JSON_PIECE_OCTETS;
		uint8_t *p = buf_room(out, whole ? b.n + 3 : 1), *end;

		*p++ = i ? ',' : '[';
		end = whole ? json_plain(p, b) : NULL;
		buf_end(out, end ? end : p);
		if (!end)
			put_long_text(j, out, b);
		piece(j, out);
	}
}

static void put_rows(const struct walk *w, enum record_kind kind, const char *rows, size_t n)
{
	const struct writer *writer = json_writer(kind);
	struct walk row = walk_of(w->j, w->out, writer, w->policy);
	size_t size = record_size(kind);

	for (size_t i = 0; i < n; i++) {
		uint8_t *p = walk_room(&row, 3);

		*p++ = i ? ',' : '[';
		buf_end(w->out, write_record(writer, &row, p, rows + i * size));
		piece(w->j, w->out);
	}
}

void put_list(const struct walk *w, enum field_type type, const void *list)
{
	const struct field whole = { .type = type }; /* as if the list were a record */
	enum record_kind kind;
	const void *rows;
	size_t n;

	if (type == FIELD_TEXTS) {
		put_texts(w->j, w->out, list);
	} else {
		kind = field_rows(&whole, list, &rows, &n);
		put_rows(w, kind, rows, n);
	}
	buf_addc(w->out, ']');
}

/* The run: its text as it was written for this session before, or written and kept. */
uint8_t *put_run(struct walk *w, uint8_t *p)
{
	const struct ev_head *head = w->record;
	const uint8_t *key = (const uint8_t *)head + RUN_KEY_AT;
	struct run_text *run = &w->j->runs[head->session_id % RUNS];
	size_t from, piece_end = w->j->piece_end;

	buf_end(w->out, p);
	if (run->known && memcmp(run->key, key, RUN_KEY_OCTETS) == 0) {
		p = walk_room(w, run->text.n);
		if (run->text.n) /* of an empty one there is no memory */
			memcpy(p, run->text.p, run->text.n);
		return p + run->text.n;
	}
	from = w->out->n;
	w->j->piece_end = SIZE_MAX; /* kept, it must not leave in pieces */
	p = json_run(w, p);
	w->j->piece_end = piece_end;
	buf_end(w->out, p);
	memcpy(run->key, key, RUN_KEY_OCTETS);
	run->known = true;
	buf_clear(&run->text);
	buf_add(&run->text, bytes_from(buf_bytes(w->out), from));
	return p;
}

void json_record(struct json_records *j, struct buf *out, enum record_kind kind,
		 const void *record, const struct policy *p)
{
	const struct writer *writer = json_writer(kind);
	struct walk w = walk_of(j, out, writer, p);

	j->piece_end = out->n + JSON_PIECE_OCTETS;
	buf_end(out, write_record(writer, &w, walk_room(&w, 2), record));
}
