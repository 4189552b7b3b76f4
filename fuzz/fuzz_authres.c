/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fuzz_authres.c - results of checks, List-* and threads: valid UTF-8, and the same through
 * the parser octet by octet.  Input: which field (1 octet), its value.
 */
#include "base/utf8.h"
#include "through_mime.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const names[] = {
	"Authentication-Results", "ARC-Authentication-Results", "Received-SPF", "List-Id",
	"List-Unsubscribe", "List-Post", "References", "In-Reply-To", "ARC-Seal", "Precedence",
};

static void text(struct buf *out, struct bytes b)
{
	require(utf8_valid(b));
	buf_add(out, b);
	buf_addc(out, '|');
}

static void texts(struct buf *out, const struct texts *t)
{
	for (size_t i = 0; i < t->n; i++)
		text(out, t->v[i]);
}

static void through(struct buf *out, const char *name, struct bytes field, size_t step)
{
	struct mime *m = through_field(name, field, step);
	const struct mime_trace *t = mime_trace(m);

	for (size_t i = 0; i < t->results.n; i++) {
		text(out, t->results.v[i].server);
		text(out, t->results.v[i].method);
		text(out, t->results.v[i].result);
		text(out, t->results.v[i].reason);
		texts(out, &t->results.v[i].properties);
	}
	text(out, t->list.id);
	text(out, t->list.label);
	for (int i = 0; i < LIST_URIS; i++)
		texts(out, &t->list.uri[i]);
	texts(out, &t->references);
	texts(out, &t->in_reply_to);
	text(out, t->precedence);
	buf_addu64(out, t->arc.highest * 2u + t->arc.broken);
	mime_free(&m);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cur c = cur_of(bytes_of(data, size));
	const char *name = names[cur_u8(&c) % (sizeof(names) / sizeof(*names))];
	struct buf field = { 0 }, whole = { 0 }, octets = { 0 };

	one_field(&field, cur_rest(&c));
	through(&whole, name, buf_bytes(&field), size + 100);
	through(&octets, name, buf_bytes(&field), 1);
	require(bytes_eq(buf_bytes(&whole), buf_bytes(&octets)));
	buf_fini(&field);
	buf_fini(&whole);
	buf_fini(&octets);
	return 0;
}
