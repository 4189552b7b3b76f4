/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fuzz_address.c - address lists: valid UTF-8, what was read is read the same again, and is the
 * same when the message comes whole and octet by octet, and when the field is folded.
 */
#include "base/utf8.h"
#include "through_mime.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* "local@domain" of a good address is one address, and the same one. */
static void again(const struct address *first)
{
	struct address_list list = { 0 };
	struct arena a = { 0 };

	address_parse(&list, &a, first->addr);
	require(list.n == 1);
	require(bytes_eq(list.v[0].local, first->local));
	address_list_fini(&list);
	arena_fini(&a);
}

static void show(struct buf *out, const struct address_list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		buf_add(out, list->v[i].name);
		buf_addc(out, '|');
		buf_add(out, list->v[i].addr);
		buf_addc(out, '|');
		buf_add(out, list->v[i].group);
		buf_addu64(out, list->v[i].invalid);
	}
}

static void through(struct bytes in)
{
	struct buf field = { 0 }, whole = { 0 }, octets = { 0 }, lines = { 0 }, folded = { 0 };
	struct mime *m;

	one_field(&field, in);
	m = through_field("To", buf_bytes(&field), in.n + 100);
	show(&whole, &mime_summary(m)->to);
	mime_free(&m);
	m = through_field("To", buf_bytes(&field), 1);
	show(&octets, &mime_summary(m)->to);
	mime_free(&m);
	require(bytes_eq(buf_bytes(&whole), buf_bytes(&octets)));
	folded_field(&lines, buf_bytes(&field));
	m = through_field("To", buf_bytes(&lines), 1);
	show(&folded, &mime_summary(m)->to);
	mime_free(&m);
	require(bytes_eq(buf_bytes(&whole), buf_bytes(&folded)));
	buf_fini(&lines);
	buf_fini(&folded);
	buf_fini(&field);
	buf_fini(&whole);
	buf_fini(&octets);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct address_list list = { 0 };
	struct arena a = { 0 };

	address_parse(&list, &a, bytes_of(data, size));
	for (size_t i = 0; i < list.n; i++) {
		const struct address *v = &list.v[i];

		require(utf8_valid(v->name) && utf8_valid(v->addr) && utf8_valid(v->group));
		require(utf8_valid(v->local) && utf8_valid(v->domain));
		if (!v->invalid && v->domain.n && v->local.n)
			again(v);
	}
	address_list_fini(&list);
	arena_fini(&a);
	through(bytes_of(data, size));
	return 0;
}
