/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fuzz_html.c - HTML as text: valid UTF-8 comes out, not out of proportion, the same when the
 * message comes whole and octet by octet; and a file name
 * and a JSON string made of the same octets keep their promises.
 */
#include "base/utf8.h"
#include "mime/html.h"
#include "sink/json_text.h"
#include "sink/safe_name.h"

#include "through_mime.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The text of a message that is this page, in pieces of `step`. */
static void page(struct buf *out, struct bytes in, size_t step)
{
	struct buf message = { 0 }, body = { 0 };
	struct mime *m = mime_new(NULL);

	buf_adds(&message, "Content-Type: text/html\r\n\r\n");
	buf_add(&message, in);
	through_mime(m, &body, buf_bytes(&message), step);
	html_text(out, buf_bytes(&body));
	mime_free(&m);
	buf_fini(&message);
	buf_fini(&body);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes in = bytes_of(data, size);
	struct buf out = { 0 }, octets = { 0 };

	html_text(&out, in);
	require(utf8_valid(buf_bytes(&out)));
	require(out.n <= 3 * size + 8);
	buf_clear(&out);
	safe_name(&out, in);
	require(utf8_valid(buf_bytes(&out)) && out.n <= SAFE_NAME_OCTETS + 1);
	require(bytes_chr(buf_bytes(&out), 0, '/') == out.n && bytes_at(buf_bytes(&out), 0) != '.');
	buf_clear(&out);
	json_string(&out, in);
	require(utf8_valid(buf_bytes(&out)) && out.n >= 2 && bytes_last(buf_bytes(&out)) == '"');
	buf_clear(&out);
	page(&out, in, size + 100);
	page(&octets, in, 1);
	require(bytes_eq(buf_bytes(&out), buf_bytes(&octets)));
	buf_fini(&octets);
	buf_fini(&out);
	return 0;
}
