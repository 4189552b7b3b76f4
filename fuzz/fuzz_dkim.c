/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fuzz_dkim.c - signatures, and the hashes of a body: the same whole and octet by octet.
 *
 * Input: l= (1 octet; 255: none), the field up to the first empty line, then the body.
 */
#include "base/utf8.h"
#include "through_mime.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void hashes(struct buf *out, struct bytes body, uint64_t length, size_t step)
{
	struct bodyhash *b = bodyhash_new();
	int slot[4];

	for (int i = 0; i < 4; i++)
		slot[i] = bodyhash_add(b, i & 1 ? DKIM_RELAXED : DKIM_SIMPLE,
				       i & 2 ? DIGEST_SHA1 : DIGEST_SHA256, length);
	for (; body.n; body = bytes_from(body, step))
		bodyhash_push(b, bytes_head(body, step));
	bodyhash_end(b);
	for (int i = 0; i < 4; i++) {
		uint64_t beyond;

		buf_add(out, bodyhash_result(b, slot[i], &beyond));
		buf_addu64(out, beyond);
	}
	bodyhash_free(&b);
}

static void message(struct buf *out, struct bytes field, struct bytes body, size_t step)
{
	struct buf text = { 0 }, ignored = { 0 };
	struct mime *m = mime_new(NULL);
	const struct mime_trace *t = mime_trace(m);

	buf_adds(&text, "DKIM-Signature: ");
	one_field(&text, field);
	buf_adds(&text, "\r\nARC-Message-Signature: ");
	one_field(&text, field);
	buf_adds(&text, "\r\n\r\n");
	buf_add(&text, body);
	through_mime(m, &ignored, buf_bytes(&text), step);
	for (size_t i = 0; i < t->ndkim; i++) {
		const struct dkim *d = &t->dkim[i];

		require(utf8_valid(d->domain) && utf8_valid(d->headers) && utf8_valid(d->canon));
		require(d->body != DKIM_BODY_PENDING);
		buf_add(out, d->domain);
		buf_adds(out, dkim_body_text(d->body));
		buf_addu64(out, d->beyond);
		buf_addu64(out, d->invalid);
	}
	buf_addu64(out, t->arc.highest);
	mime_free(&m);
	buf_fini(&text);
	buf_fini(&ignored);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cur c = cur_of(bytes_of(data, size));
	uint64_t length = cur_u8(&c);
	struct bytes rest = cur_rest(&c);
	size_t end = bytes_find(rest, B("\n\n"));
	struct bytes field = bytes_head(rest, end), body = bytes_from(rest, end + 2);
	struct buf whole = { 0 }, octets = { 0 };

	hashes(&whole, body, length == 255 ? UINT64_MAX : length, body.n + 1);
	hashes(&octets, body, length == 255 ? UINT64_MAX : length, 1);
	message(&whole, field, body, size + 100);
	message(&octets, field, body, 1);
	require(bytes_eq(buf_bytes(&whole), buf_bytes(&octets)));
	buf_fini(&whole);
	buf_fini(&octets);
	return 0;
}
