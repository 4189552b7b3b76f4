/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fuzz_rfc2047.c - encoded words: valid UTF-8 comes out, ASCII without words as it is; the
 * same when the message comes whole and octet by octet, and when the field is folded; and what
 * came out, encoded again in words cut anywhere, comes out again.
 */
#include "base/base64.h"
#include "base/utf8.h"
#include "mime/header.h"
#include "mime/rfc2047.h"
#include "through_mime.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* `text` in words of `step` octets each, that is, cut inside characters: "B" and "Q" in turn. */
static void encode(struct buf *out, struct bytes text, size_t step)
{
	for (bool q = step % 2; text.n; text = bytes_from(text, step), q = !q) {
		struct bytes piece = bytes_head(text, step);

		buf_adds(out, q ? "=?utf-8?q?" : "=?UTF-8?B?");
		if (q)
			for (size_t i = 0; i < piece.n; i++)
				buf_printf(out, "=%02X", (unsigned)bytes_at(piece, i));
		else
			base64_encode(out, piece);
		buf_adds(out, text.n > step ? "?=\r\n " : "?=");
	}
}

static void again(struct bytes text, size_t step)
{
	struct buf words = { 0 }, out = { 0 };

	encode(&words, text, step);
	header_text(&out, buf_bytes(&words));
	require(bytes_eq(buf_bytes(&out), text));
	buf_fini(&words);
	buf_fini(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes in = bytes_of(data, size);
	struct buf out = { 0 }, field = { 0 }, lines = { 0 };
	struct mime *whole, *octets, *folded;
	unsigned flags = rfc2047_decode(&out, in);

	require(utf8_valid(buf_bytes(&out)));
	require((flags & (RFC2047_WORDS | RFC2047_GUESSED)) || bytes_eq(buf_bytes(&out), in));
	one_field(&field, in);
	whole = through_field("Subject", buf_bytes(&field), size + 100);
	octets = through_field("Subject", buf_bytes(&field), 1);
	folded_field(&lines, buf_bytes(&field));
	folded = through_field("Subject", buf_bytes(&lines), 1);
	require(bytes_eq(mime_summary(whole)->subject, mime_summary(folded)->subject));
	require(bytes_eq(mime_summary(whole)->subject, mime_summary(octets)->subject));
	mime_free(&whole);
	mime_free(&octets);
	mime_free(&folded);
	again(buf_bytes(&out), 1 + size % 40);
	buf_fini(&lines);
	buf_fini(&field);
	buf_fini(&out);
	return 0;
}
