/* SPDX-License-Identifier: BSD-2-Clause */
/* record_copy.c - see record_copy.h.  What a field points to follows from its type. */
#include "event/record_copy.h"

/* Empty text is not absent text: the copy has an address too. */
static void copy_text(struct arena *a, struct bytes *b)
{
	*b = bytes_dup(a, *b);
}

static void copy_texts(struct arena *a, struct ev_texts *t)
{
	const struct bytes *from = t->v;

	t->v = arena_alloc(a, t->n * sizeof(*t->v));
	for (size_t i = 0; i < t->n; i++)
		t->v[i] = from[i].p ? bytes_dup(a, from[i]) : from[i];
}

static void copy_into(struct arena *a, enum record_kind kind, void *to, const void *record);

static void copy_rows(struct arena *a, const struct field *f, void *at, const void *record)
{
	const void *from;
	size_t n;
	enum record_kind kind = field_rows(f, record, &from, &n);
	size_t size = record_size(kind);
	char *rows = arena_alloc(a, n * size);

	for (size_t i = 0; i < n; i++)
		copy_into(a, kind, rows + i * size, (const char *)from + i * size);
	memcpy(at, &rows, sizeof(rows)); /* all arrays of rows begin with their address */
}

static void copy_into(struct arena *a, enum record_kind kind, void *to, const void *record)
{
	size_t n;
	const struct field *fields = record_fields(kind, &n);

	memcpy(to, record, record_size(kind));
	for (size_t i = 0; i < n; i++) {
		const struct field *f = &fields[i];
		void *at = (char *)to + f->offset;

		if (!field_present(f, record))
			continue;
		switch (f->type) {
		case FIELD_U64:
		case FIELD_MS:
		case FIELD_NS:
		case FIELD_TIME:
		case FIELD_FLAG:
		case FIELD_IPADDR:
		case FIELD_MACADDR:
		case FIELD_DIGEST:
		case FIELD_NAME:
			break;
		case FIELD_TEXT:
		case FIELD_SECRET:
			copy_text(a, at);
			break;
		case FIELD_WORD:
			/* Mostly static, but the Community ID is its session's. */
			*(const char **)at = bytes_strdup(a, bytes_str(*(const char **)at));
			break;
		case FIELD_TEXTS:
			copy_texts(a, at);
			break;
		default:
			copy_rows(a, f, at, record);
			break;
		}
	}
}

void *record_copy(struct arena *a, enum record_kind kind, const void *record)
{
	void *to = arena_alloc(a, record_size(kind));

	copy_into(a, kind, to, record);
	return to;
}

struct ev_head *head_copy(struct arena *a, const struct ev_head *head)
{
	/* Every record begins with a head, and a blank rest has nothing to copy. */
	struct ev_command r;

	record_init(RECORD_COMMAND, &r);
	r.head = *head;
	return record_copy(a, RECORD_COMMAND, &r);
}
