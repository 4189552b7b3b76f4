/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * charset_dump.c - text in a character set, as UTF-8; for comparison (mime_charsets.py).
 *
 *	charset_dump LABEL...       one line each on standard input: octets as hexadecimal;
 *	                            one line each on standard output: UTF-8 as hexadecimal
 *
 * "?" for a label that is not known.  Input is pushed whole and octet by octet; "!" in
 * front of the line says that the two differ.
 */
#include "base/hash.h"
#include "mime/charset.h"

#include <stdio.h>
#include <stdlib.h>

static void convert(struct buf *out, const struct charset *set, struct bytes in, size_t step)
{
	struct charset_conv c;

	charset_init(&c, set);
	for (; in.n; in = bytes_from(in, step))
		charset_push(&c, bytes_head(in, step), out);
	charset_end(&c, out);
	charset_fini(&c);
}

static void answer(const char *label, struct bytes in)
{
	struct buf whole = { 0 }, octets = { 0 }, hex = { 0 };
	const struct charset *set = charset_find(bytes_str(label));

	if (set == NULL) {
		puts("?");
		return;
	}
	convert(&whole, set, in, in.n + 1);
	convert(&octets, set, in, 1);
	if (!bytes_eq(buf_bytes(&whole), buf_bytes(&octets)))
		buf_addc(&hex, '!');
	hash_hex(&hex, buf_bytes(&whole));
	puts(buf_cstr(&hex));
	buf_fini(&whole);
	buf_fini(&octets);
	buf_fini(&hex);
}

int main(int argc, char **argv)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t n;

	for (int i = 1; i < argc; i++) {
		struct buf in = { 0 };

		n = getline(&line, &room, stdin);
		for (ssize_t k = 0; k + 1 < n; k += 2)
			buf_addc(&in, (uint8_t)(ascii_hex(line[k]) << 4 | ascii_hex(line[k + 1])));
		answer(argv[i], buf_bytes(&in));
		buf_fini(&in);
	}
	free(line);
	return 0;
}
