/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fuzz_mime.c - messages through mime/: the same items whole, in pieces, octet by octet.
 *
 * Input: where a gap is (2 octets, of 1000; 0 = none), its size (1), the size of the pieces
 * (1), the message.
 */
#include "base/limits.h"
#include "base/utf8.h"
#include "mime/mime.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
	if (!holds)
		abort();
}

static void span(struct buf *out, struct bytes b)
{
	require(utf8_valid(b));
	buf_addu64(out, b.p ? b.n : 9999);
	buf_add(out, b);
}

static void part(struct buf *out, const struct mime_part *p)
{
	buf_adds(out, p->path);
	span(out, p->type);
	span(out, p->subtype);
	span(out, p->charset);
	span(out, p->name);
	span(out, p->disposition);
	span(out, p->content_id);
	span(out, p->description);
	buf_addu64(out, p->encoding);
	buf_addu64(out, p->header_offset);
	buf_addu64(out, p->body_offset);
}

static void part_end(struct buf *out, const struct mime_part *p, uint64_t octets)
{
	buf_addu64(out, p->body_octets);
	buf_addu64(out, p->decoded_octets);
	buf_addu64(out, p->missing_octets);
	buf_addu64(out, p->preamble_octets);
	buf_addu64(out, p->epilogue_octets);
	buf_addu64(out, p->closed * 2u + p->complete);
	buf_addu64(out, p->role);
	buf_addu64(out, p->found);
	buf_addu64(out, p->charset_note);
	buf_adds(out, p->charset_found ? p->charset_found : "-");
	span(out, p->summary);
	span(out, p->name);
	require(p->body_offset >= p->header_offset);
	require(p->body_offset + p->body_octets <= octets);
}

static void item(struct buf *out, const struct mime_item *it, uint64_t octets)
{
	if (it->kind != MIME_DATA)
		buf_addc(out, (uint8_t)('A' + it->kind));
	switch (it->kind) {
	case MIME_HEADER:
		buf_add(out, it->header->name);
		buf_add(out, it->header->value);
		buf_addu64(out, it->header->offset);
		buf_addu64(out, it->header->octets);
		buf_addu64(out, it->header->cut * 2u + it->header->gap);
		break;
	case MIME_PART_BEGIN:
		part(out, it->part);
		break;
	case MIME_DATA:
		require(it->data.n > 0);
		buf_add(out, it->data);
		break;
	case MIME_GAP:
		buf_addu64(out, it->gap.offset);
		buf_addu64(out, it->gap.octets);
		break;
	case MIME_PART_END:
		part_end(out, it->part, octets);
		break;
	case MIME_DEFECT:
		buf_adds(out, mime_defect_id(it->defect.what));
		buf_addu64(out, it->defect.offset);
		break;
	case MIME_END:
		break;
	}
}

/* Files inside a part, and what is wrong with them, come behind the run of DATA they were found
   in, wherever that was cut: they are compared by themselves. */
static struct buf inside;

static bool of_inside(const struct mime_item *it)
{
	return it->part->inner ||
	       (it->kind == MIME_DEFECT && (it->defect.what == MIME_DEFECT_UU_UNTERMINATED ||
					    it->defect.what == MIME_DEFECT_TNEF_DAMAGED ||
					    it->defect.what == MIME_DEFECT_PARTS_MANY));
}

static void pull(struct mime *m, struct buf *out)
{
	struct mime_item it;

	while (mime_next(m, &it) == STEP_ITEM)
		item(of_inside(&it) ? &inside : out, &it, mime_octets(m));
}

/* Each piece is a copy that is gone when it was pulled. */
static void push(struct mime *m, struct buf *out, struct bytes in, size_t step)
{
	for (; in.n; in = bytes_from(in, step)) {
		struct bytes piece = bytes_head(in, step);
		uint8_t *copy = malloc(piece.n);

		memcpy(copy, piece.p, piece.n);
		mime_push(m, bytes_of(copy, piece.n));
		pull(m, out);
		free(copy);
	}
}

static void people(struct buf *out, const struct address_list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		span(out, list->v[i].name);
		span(out, list->v[i].addr);
		span(out, list->v[i].group);
	}
}

static void trace(struct buf *out, const struct mime_trace *t)
{
	for (size_t i = 0; i < t->nhop; i++)
		span(out, t->hop[i].by);
	for (size_t i = 0; i < t->ndkim; i++) {
		buf_adds(out, dkim_body_text(t->dkim[i].body));
		buf_addu64(out, t->dkim[i].beyond);
	}
	for (size_t i = 0; i < t->results.n; i++)
		span(out, t->results.v[i].result);
	buf_addu64(out, t->arc.highest * 2u + t->arc.broken);
}

static void reports(struct buf *out, const struct mime *m)
{
	size_t n;
	const struct report *const *r = mime_reports(m, &n);

	for (size_t i = 0; i < n; i++) {
		buf_adds(out, r[i]->path);
		span(out, r[i]->reporting_mta);
		for (size_t k = 0; k < r[i]->n; k++)
			span(out, r[i]->recipient[k].diagnostic);
	}
}

static void read_message(struct mime *m, struct buf *out, struct bytes in, size_t gap_at,
			 uint64_t missing, size_t step)
{
	const struct mime_summary *s = mime_summary(m);

	push(m, out, bytes_head(in, gap_at), step);
	if (missing)
		mime_gap(m, missing);
	pull(m, out);
	push(m, out, bytes_from(in, gap_at), step);
	mime_end(m, missing % 2 == 0);
	pull(m, out);
	buf_add(out, buf_bytes(&inside));
	buf_clear(&inside);
	require(mime_octets(m) == in.n + missing);
	require(mime_parts(m) <= LIMIT_MIME_PARTS);
	trace(out, mime_trace(m));
	reports(out, m);
	span(out, s->subject);
	span(out, s->message_id);
	people(out, &s->from);
	people(out, &s->to);
	buf_addu64(out, (uint64_t)s->date.ts_ns);
	mime_reset(m);
}

static bool same(const struct buf *a, const struct buf *b)
{
	return bytes_eq(buf_bytes(a), buf_bytes(b));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf whole = { 0 }, pieces = { 0 }, octets = { 0 };
	struct cur c = cur_of(bytes_of(data, size));
	size_t gap_at = cur_be16(&c) % 1000;
	uint64_t missing = cur_u8(&c);
	size_t step = (size_t)cur_u8(&c) + 2;
	struct bytes in = cur_rest(&c);
	struct mime *m;

	if (!cur_ok(&c))
		return 0;
	if (gap_at == 0)
		missing = 0;
	m = mime_new(NULL);
	read_message(m, &whole, in, gap_at, missing, in.n + 1);
	read_message(m, &pieces, in, gap_at, missing, step);
	read_message(m, &octets, in, gap_at, missing, 1);
	require(same(&whole, &pieces) && same(&whole, &octets));
	mime_free(&m);
	buf_fini(&whole);
	buf_fini(&pieces);
	buf_fini(&octets);
	return 0;
}
