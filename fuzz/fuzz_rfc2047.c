/* SPDX-License-Identifier: BSD-2-Clause */
/* fuzz_rfc2047.c - encoded words: valid UTF-8 comes out, ASCII without words as it is. */
#include "base/utf8.h"
#include "mime/rfc2047.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes in = bytes_of(data, size);
	struct buf out = { 0 };
	unsigned flags = rfc2047_decode(&out, in);

	if (!utf8_valid(buf_bytes(&out)))
		abort();
	if (!(flags & (RFC2047_WORDS | RFC2047_GUESSED)) && !bytes_eq(buf_bytes(&out), in))
		abort();
	buf_fini(&out);
	return 0;
}
