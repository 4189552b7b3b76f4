/* SPDX-License-Identifier: BSD-2-Clause */
/* fuzz_tnef.c - winmail.dat: the same attachments whole and octet by octet; flowed text. */
#include "base/utf8.h"
#include "mime/flowed.h"
#include "mime/tnef.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
	if (!holds)
		abort();
}

static void pull(struct tnef *t, struct buf *out)
{
	struct tnef_item it;

	while (tnef_next(t, &it) == STEP_ITEM) {
		if (it.kind != TNEF_DATA)
			buf_addc(out, (uint8_t)('0' + it.kind));
		buf_add(out, it.data);
		buf_add(out, it.name);
		buf_add(out, it.mime_type);
		require(utf8_valid(it.name) && utf8_valid(it.mime_type));
		require(it.kind != TNEF_BODY || utf8_valid(it.data));
	}
}

/* Each piece is a copy that is gone when it was pulled. */
static void unpack(struct buf *out, struct bytes in, size_t step)
{
	struct tnef t = { 0 };

	for (; in.n; in = bytes_from(in, step)) {
		struct bytes piece = bytes_head(in, step);
		uint8_t *copy = malloc(piece.n);

		memcpy(copy, piece.p, piece.n);
		tnef_push(&t, bytes_of(copy, piece.n));
		pull(&t, out);
		free(copy);
	}
	tnef_end(&t);
	pull(&t, out);
	buf_addu64(out, t.bad_checksums * 4 + t.cut * 2u + t.truncated);
	tnef_fini(&t);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes in = bytes_of(data, size);
	struct buf whole = { 0 }, pieces = { 0 }, octets = { 0 }, text = { 0 };

	unpack(&whole, in, size + 1);
	unpack(&pieces, in, 2 + size % 61);
	unpack(&octets, in, 1);
	require(bytes_eq(buf_bytes(&whole), buf_bytes(&pieces)));
	require(bytes_eq(buf_bytes(&whole), buf_bytes(&octets)));
	flowed_text(&text, in, size % 2);
	require(text.n <= 2 * size + 1);
	buf_fini(&whole);
	buf_fini(&pieces);
	buf_fini(&octets);
	buf_fini(&text);
	return 0;
}
