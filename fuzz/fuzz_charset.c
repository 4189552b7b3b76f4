/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fuzz_charset.c - every character set: valid UTF-8, the same whole and octet by octet.
 *
 * Input: which set (1 octet), then text in it.
 */
#include "base/utf8.h"
#include "mime/charset.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const labels[] = {
	"utf-8", "us-ascii", "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr", "euc-tw",
	"johab", "hz", "iso-2022-jp", "iso-2022-kr", "utf-7", "utf-16", "utf-16le", "utf-16be",
	"utf-32", "utf-32le", "utf-32be", "iso-8859-1", "windows-1255", "windows-1258",
	"koi8-r", "tis-620", "viscii", "macintosh",
};

static void convert(struct buf *out, const struct charset *set, struct bytes in, size_t step)
{
	struct charset_conv c;

	if (!charset_init(&c, set))
		abort();
	for (; in.n; in = bytes_from(in, step))
		charset_push(&c, bytes_head(in, step), out);
	charset_end(&c, out);
	buf_addu64(out, c.invalid);
	charset_fini(&c);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cur c = cur_of(bytes_of(data, size));
	size_t which = cur_u8(&c) % (sizeof(labels) / sizeof(*labels));
	struct bytes in = cur_rest(&c);
	const struct charset *set = charset_find(bytes_str(labels[which]));
	struct buf whole = { 0 }, octets = { 0 };

	convert(&whole, set, in, in.n + 1);
	convert(&octets, set, in, 1);
	if (!utf8_valid(buf_bytes(&whole)) ||
	    !bytes_eq(buf_bytes(&whole), buf_bytes(&octets)) || !charset_guess(in))
		abort();
	buf_fini(&whole);
	buf_fini(&octets);
	return 0;
}
