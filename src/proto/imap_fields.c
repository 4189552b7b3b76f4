/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * imap_fields.c - some fields of a header, as clients ask for them to show a list of messages.
 *
 * In:   the octets of BODY[HEADER.FIELDS (From Subject Date)]
 * Out:  the fields; of those that a list shows, what they mean
 * RFC:  9051 6.4.5
 */
#include "base/arena.h"
#include "base/limits.h"
#include "mime/fields.h"
#include "mime/header.h"
#include "mime/summary.h"
#include "proto/imap_described.h"
#include "proto/imap_described_own.h"

#include <stdlib.h>

static void field_add(struct imap_fields *out, const struct fields *f)
{
	struct mime_header h = fields_header(f);
	struct ev_header_row *row;
	struct buf text = { 0 };

	row = &ARRAY_PUSH(out->rows.v, out->rows.n, out->cap);
	record_init(RECORD_HEADER, row);
	header_text(&text, h.value);
	row->name = bytes_dup(&out->arena, h.name);
	row->value = header_keep(&out->arena, &text);
	if (!bytes_eq(bytes_trim(h.value), row->value))
		row->raw = bytes_dup(&out->arena, h.value);
	buf_fini(&text);
	summary_field(&out->summary, &out->arena, &h);
}

void imap_read_fields(struct bytes text, struct imap_fields *out)
{
	struct fields f = { 0 };
	enum fields_step step;

	fields_reset(&f, 0);
	do {
		step = fields_push(&f, &text);
		if (step == FIELDS_MORE) /* no empty line: it was cut, or left out */
			step = fields_break(&f) == FIELDS_FIELD ? FIELDS_FIELD : FIELDS_END;
		if (step == FIELDS_FIELD && out->rows.n < LIMIT_IMAP_FIELDS)
			field_add(out, &f);
	} while (step != FIELDS_END && step != FIELDS_BODY);
	fields_fini(&f);
}

void imap_fields_fini(struct imap_fields *f)
{
	summary_fini(&f->summary);
	free(f->rows.v);
	arena_fini(&f->arena);
}
