/* SPDX-License-Identifier: BSD-2-Clause */
/* fuzz_address.c - address lists: valid UTF-8, and what was read is read the same again. */
#include "base/buf.h"
#include "base/utf8.h"
#include "mime/address.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
	if (!holds)
		abort();
}

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
	return 0;
}
