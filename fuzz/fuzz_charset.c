/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fuzz_charset.c - every kind of character set: valid UTF-8, the same whole, in pieces, octet by
 * octet, and all at once with its label.
 *
 * Input: which set (1 octet), the size of the pieces (1), then text in the set.
 */
#include "base/utf8.h"
#include "mime/charset.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
	if (!holds)
		abort();
}

static const char *const labels[] = {
	"utf-8", "us-ascii", "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr", "euc-tw",
	"johab", "hz", "iso-2022-jp", "iso-2022-kr", "utf-7", "utf-16", "utf-16le", "utf-16be",
	"utf-32", "utf-32le", "utf-32be", "iso-8859-1", "windows-1255", "windows-1258",
	"koi8-r", "tis-620", "viscii", "macintosh", "gb2312", "big5-hkscs", "windows-1252",
	"iso-8859-8", "windows-874", "x-mac-cyrillic",
};

static void convert(struct buf *out, const struct charset *set, struct bytes in, size_t step,
		    uint64_t *invalid_out)
{
	struct charset_conv c;

	if (!charset_init(&c, set))
		abort();
	for (; in.n; in = bytes_from(in, step)) {
		struct bytes piece = bytes_head(in, step);
		uint8_t *copy = malloc(piece.n); /* gone when the next one comes */

		memcpy(copy, piece.p, piece.n);
		charset_push(&c, bytes_of(copy, piece.n), out);
		free(copy);
	}
	charset_end(&c, out);
	*invalid_out = c.invalid;
	charset_fini(&c);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cur c = cur_of(bytes_of(data, size));
	size_t which = cur_u8(&c) % (sizeof(labels) / sizeof(*labels));
	size_t step = (size_t)cur_u8(&c) + 2;
	struct bytes in = cur_rest(&c), label = bytes_str(labels[which]);
	const struct charset *set = charset_find(label);
	struct buf whole = { 0 }, pieces = { 0 }, octets = { 0 }, decoded = { 0 };
	uint64_t invalid[3];

	convert(&whole, set, in, in.n + 1, &invalid[0]);
	convert(&pieces, set, in, step, &invalid[1]);
	convert(&octets, set, in, 1, &invalid[2]);
	require(utf8_valid(buf_bytes(&whole)));
	require(bytes_eq(buf_bytes(&whole), buf_bytes(&pieces)));
	require(bytes_eq(buf_bytes(&whole), buf_bytes(&octets)));
	require(invalid[0] == invalid[1] && invalid[0] == invalid[2]);
	require(charset_decode(&decoded, label, in) && utf8_valid(buf_bytes(&decoded)));
	/* Under a label of ASCII another set is guessed. */
	require(set->how == CHARSET_ASCII || bytes_eq(buf_bytes(&whole), buf_bytes(&decoded)));
	require(charset_guess(in));
	buf_fini(&whole);
	buf_fini(&pieces);
	buf_fini(&octets);
	buf_fini(&decoded);
	return 0;
}
