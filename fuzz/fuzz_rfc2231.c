/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fuzz_rfc2231.c - parameters: values valid UTF-8, names unique and in lower case; the name of
 * a part the same when the message comes whole and octet by octet.
 */
#include "base/utf8.h"
#include "mime/param.h"
#include "through_mime.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The names of a part, from a message in pieces of `step`. */
static void names(struct buf *out, struct bytes field, size_t step)
{
	struct mime *m = through_field("Content-Disposition", field, step);
	const struct mime_part *p = mime_part(m, 0);

	buf_add(out, p->disposition);
	buf_addc(out, '|');
	buf_add(out, p->name);
	buf_addc(out, '|');
	buf_add(out, p->name_raw);
	mime_free(&m);
}

static void through(struct bytes in)
{
	struct buf field = { 0 }, whole = { 0 }, octets = { 0 };

	one_field(&field, in);
	names(&whole, buf_bytes(&field), in.n + 100);
	names(&octets, buf_bytes(&field), 1);
	require(bytes_eq(buf_bytes(&whole), buf_bytes(&octets)));
	buf_fini(&field);
	buf_fini(&whole);
	buf_fini(&octets);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };
	struct param_list list;

	param_parse(&list, &a, bytes_of(data, size));
	require(list.n <= LIMIT_PARAMS && list.value.n <= size);
	for (size_t i = 0; i < list.n; i++) {
		require(utf8_valid(list.v[i].value));
		require(param_find(&list, list.v[i].name) == &list.v[i]);
	}
	arena_fini(&a);
	through(bytes_of(data, size));
	return 0;
}
