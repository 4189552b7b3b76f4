/* SPDX-License-Identifier: BSD-2-Clause */
/* fuzz_punycode.c - domains in both forms: valid UTF-8, and back to the same label. */
#include "base/utf8.h"
#include "mime/punycode.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
	if (!holds)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes in = bytes_of(data, size);
	struct buf unicode = { 0 }, ascii = { 0 }, again = { 0 }, twice = { 0 };

	if (punycode_encode(&ascii, in)) {
		require(bytes_ascii(buf_bytes(&ascii)) && ascii.n <= 59);
		require(punycode_decode(&again, buf_bytes(&ascii)));
		/* Capitals come back as small letters, which are written the same way. */
		require(punycode_encode(&twice, buf_bytes(&again)));
		require(bytes_eq(buf_bytes(&twice), buf_bytes(&ascii)));
	}
	if (punycode_decode(&unicode, in))
		require(utf8_valid(buf_bytes(&unicode)));
	buf_clear(&unicode);
	(void)idn_unicode(&unicode, in);
	buf_clear(&ascii);
	(void)idn_ascii(&ascii, in);
	require(!utf8_valid(in) || utf8_valid(buf_bytes(&ascii)));
	buf_fini(&unicode);
	buf_fini(&ascii);
	buf_fini(&again);
	buf_fini(&twice);
	return 0;
}
