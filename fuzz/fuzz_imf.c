/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fuzz_imf.c - the header of a message: the same fields whole and octet by octet, their
 * text valid UTF-8, no octet lost.
 */
#include "base/utf8.h"
#include "mime/fields.h"
#include "mime/header.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
	if (!holds)
		abort();
}

static void text(struct bytes raw)
{
	struct buf unfolded = { 0 }, decoded = { 0 }, squeezed = { 0 };

	header_unfold(&unfolded, raw);
	require(unfolded.n <= raw.n);
	header_text(&decoded, raw);
	require(utf8_valid(buf_bytes(&decoded)));
	header_squeeze(&squeezed, header_angle(buf_bytes(&unfolded)));
	require(squeezed.n <= unfolded.n);
	buf_fini(&unfolded);
	buf_fini(&decoded);
	buf_fini(&squeezed);
}

/* Adds the fields to `out`; what ended the header, and where. */
static void read_header(struct buf *out, struct bytes in, size_t step)
{
	struct fields f = { 0 };
	enum fields_step s = FIELDS_MORE;
	struct bytes piece = { NULL, 0 };
	uint8_t *copy = NULL;

	while (s != FIELDS_END && s != FIELDS_BODY && (piece.n || in.n)) {
		if (piece.n == 0) {
			piece = bytes_head(in, step);
			in = bytes_from(in, step);
			free(copy); /* nobody may look back at it */
			copy = malloc(piece.n);
			memcpy(copy, piece.p, piece.n);
			piece = bytes_of(copy, piece.n);
		}
		s = fields_push(&f, &piece);
		if (s == FIELDS_FIELD) {
			struct mime_header h = fields_header(&f);

			buf_add(out, h.name);
			buf_addc(out, ':');
			buf_add(out, h.value);
			buf_addu64(out, h.offset);
			buf_addu64(out, h.octets);
			buf_addu64(out, h.ascii + 2 * h.plain);
			text(h.value);
		}
	}
	while (s != FIELDS_END && s != FIELDS_BODY)
		s = fields_break(&f);
	buf_addu64(out, s);
	buf_addu64(out, f.at - f.line.n);
	fields_fini(&f);
	free(copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf whole = { 0 }, pieces = { 0 }, octets = { 0 };

	read_header(&whole, bytes_of(data, size), size + 1);
	read_header(&pieces, bytes_of(data, size), 2 + size % 61);
	require(bytes_eq(buf_bytes(&whole), buf_bytes(&pieces)));
	read_header(&octets, bytes_of(data, size), 1);
	require(bytes_eq(buf_bytes(&whole), buf_bytes(&octets)));
	buf_fini(&whole);
	buf_fini(&pieces);
	buf_fini(&octets);
	return 0;
}
