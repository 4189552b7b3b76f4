/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fuzz_rfc2231.c - parameters: values valid UTF-8, names unique and in lower case; the name of
 * a part the same when the message comes whole and octet by octet, and when the field is folded;
 * a text in percent octets and plain ones, in sections cut anywhere and in any order, comes out.
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
	struct buf field = { 0 }, whole = { 0 }, octets = { 0 }, lines = { 0 }, folded = { 0 };

	one_field(&field, in);
	names(&whole, buf_bytes(&field), in.n + 100);
	names(&octets, buf_bytes(&field), 1);
	require(bytes_eq(buf_bytes(&whole), buf_bytes(&octets)));
	folded_field(&lines, buf_bytes(&field));
	names(&folded, buf_bytes(&lines), 1);
	require(bytes_eq(buf_bytes(&whole), buf_bytes(&folded)));
	buf_fini(&lines);
	buf_fini(&folded);
	buf_fini(&field);
	buf_fini(&whole);
	buf_fini(&octets);
}

/* Section `i` of `text`, "name*1*=%41%42" or, where it is all letters, "name*1=ab". */
static void section(struct buf *out, struct bytes text, size_t i, size_t step)
{
	struct bytes piece = bytes_sub(text, i * step, step);
	bool plain = i > 0;

	for (size_t k = 0; k < piece.n; k++)
		plain &= ascii_alnum(bytes_at(piece, k));
	buf_printf(out, plain ? "; name*%zu=" : "; name*%zu*=", i);
	if (i == 0)
		buf_adds(out, "utf-8'en'");
	for (size_t k = 0; k < piece.n; k++)
		if (plain)
			buf_addc(out, (uint8_t)bytes_at(piece, k));
		else
			buf_printf(out, "%%%02x", (unsigned)bytes_at(piece, k));
}

static void sections(struct bytes text)
{
	size_t step = text.n / (LIMIT_PARAMS - 1) + 1 + text.n % 7, n = (text.n + step - 1) / step;
	struct buf field = { 0 };
	struct arena a = { 0 };
	struct param_list list;
	const struct param *p;

	buf_adds(&field, "attachment");
	for (size_t i = 0; i < n; i++)
		section(&field, text, text.n % 2 ? n - 1 - i : i, step);
	param_parse(&list, &a, buf_bytes(&field));
	p = param_find(&list, B("name"));
	require(p && p->extended && !list.invalid && bytes_eq(p->value, text));
	arena_fini(&a);
	buf_fini(&field);
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
	if (size && utf8_valid(bytes_of(data, size)))
		sections(bytes_of(data, size));
	return 0;
}
