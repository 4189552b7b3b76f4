/* SPDX-License-Identifier: BSD-2-Clause */
/* fuzz_qp.c - quoted-printable and uuencode: the same octets whole and one by one. */
#include "base/buf.h"
#include "mime/qp.h"
#include "mime/uu.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
	if (!holds)
		abort();
}

static void decode_qp(struct buf *out, struct bytes in, size_t step)
{
	struct qp q = { 0 };

	for (; in.n; in = bytes_from(in, step)) {
		struct bytes piece = bytes_head(in, step);
		uint8_t *room = malloc(qp_room(piece.n));
		size_t n = qp_push(&q, piece, room);

		require(n <= qp_room(piece.n));
		buf_add(out, bytes_of(room, n));
		free(room);
	}
	out->n += qp_end(&q, buf_room(out, qp_room(0)));
	buf_addu64(out, q.invalid);
}

static void decode_uu(struct buf *out, struct bytes in, size_t step)
{
	struct uu u = { 0 };

	for (; in.n; in = bytes_from(in, step)) {
		struct bytes piece = bytes_head(in, step);
		uint8_t *room = malloc(uu_room(piece.n));
		size_t n = uu_push(&u, piece, room);

		require(n <= uu_room(piece.n));
		buf_add(out, bytes_of(room, n));
		free(room);
	}
	out->n += uu_end(&u, buf_room(out, uu_room(0)));
	buf_addu64(out, u.invalid);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes in = bytes_of(data, size);
	struct buf whole = { 0 }, octets = { 0 };

	decode_qp(&whole, in, size + 1);
	decode_uu(&whole, in, size + 1);
	decode_qp(&octets, in, 1);
	decode_uu(&octets, in, 1);
	require(bytes_eq(buf_bytes(&whole), buf_bytes(&octets)));
	buf_fini(&whole);
	buf_fini(&octets);
	return 0;
}
