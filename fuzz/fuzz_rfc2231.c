/* SPDX-License-Identifier: BSD-2-Clause */
/* fuzz_rfc2231.c - parameters: values valid UTF-8, names unique and in lower case. */
#include "base/buf.h"
#include "base/utf8.h"
#include "mime/param.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
	if (!holds)
		abort();
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
	return 0;
}
