/* SPDX-License-Identifier: BSD-2-Clause */
/* fuzz_received.c - a hop: valid UTF-8, and the same through the parser octet by octet. */
#include "base/utf8.h"
#include "through_mime.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void hop(struct buf *out, const struct received *r)
{
	const struct bytes texts[] = { r->from, r->from_comment, r->by, r->via, r->with, r->id,
				       r->for_, r->tls_version, r->tls_cipher, r->date_raw };

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		require(utf8_valid(texts[i]));
		buf_add(out, texts[i]);
		buf_addc(out, '|');
	}
	ip_text(out, &r->ip);
	buf_printf(out, "%d%d%lld", r->tls, r->authenticated, (long long)r->date.ts_ns);
}

static void through(struct buf *out, struct bytes field, size_t step)
{
	struct mime *m = through_field("Received", field, step);
	const struct mime_trace *t = mime_trace(m);

	require(t->nhop == 1);
	hop(out, &t->hop[0]);
	mime_free(&m);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf field = { 0 }, whole = { 0 }, octets = { 0 };

	one_field(&field, bytes_of(data, size));
	through(&whole, buf_bytes(&field), size + 100);
	through(&octets, buf_bytes(&field), 1);
	require(bytes_eq(buf_bytes(&whole), buf_bytes(&octets)));
	buf_fini(&field);
	buf_fini(&whole);
	buf_fini(&octets);
	return 0;
}
