/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fuzz_html.c - HTML as text: valid UTF-8 comes out, not out of proportion, and a file name
 * and a JSON string made of the same octets keep their promises.
 */
#include "base/utf8.h"
#include "mime/html.h"
#include "sink/json_text.h"
#include "sink/safe_name.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool ok)
{
	if (!ok)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes in = bytes_of(data, size);
	struct buf out = { 0 };

	html_text(&out, in);
	check(utf8_valid(buf_bytes(&out)));
	check(out.n <= 3 * size + 8);
	buf_clear(&out);
	safe_name(&out, in);
	check(utf8_valid(buf_bytes(&out)) && out.n <= SAFE_NAME_OCTETS + 1);
	check(bytes_chr(buf_bytes(&out), 0, '/') == out.n && bytes_at(buf_bytes(&out), 0) != '.');
	buf_clear(&out);
	json_string(&out, in);
	check(utf8_valid(buf_bytes(&out)) && out.n >= 2 && bytes_last(buf_bytes(&out)) == '"');
	buf_fini(&out);
	return 0;
}
