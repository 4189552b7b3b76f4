/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fuzz_rfc2047.c - encoded words: valid UTF-8 comes out, ASCII without words as it is, and the
 * same when the message comes whole and octet by octet.
 */
#include "base/utf8.h"
#include "mime/rfc2047.h"
#include "through_mime.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes in = bytes_of(data, size);
	struct buf out = { 0 }, field = { 0 };
	struct mime *whole, *octets;
	unsigned flags = rfc2047_decode(&out, in);

	require(utf8_valid(buf_bytes(&out)));
	require((flags & (RFC2047_WORDS | RFC2047_GUESSED)) || bytes_eq(buf_bytes(&out), in));
	one_field(&field, in);
	whole = through_field("Subject", buf_bytes(&field), size + 100);
	octets = through_field("Subject", buf_bytes(&field), 1);
	require(bytes_eq(mime_summary(whole)->subject, mime_summary(octets)->subject));
	mime_free(&whole);
	mime_free(&octets);
	buf_fini(&field);
	buf_fini(&out);
	return 0;
}
