/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * hostile.c - strings made to break a JSON writer: each line the octets in hexadecimal, a
 * blank, and what json_string() makes of them.  check.py compares with Python's reading.
 */
#include "base/hash.h"
#include "sink/json_text.h"

#include <stdio.h>
#include <stdlib.h>

static uint64_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

/* Octets that matter to UTF-8, to JSON or to terminals come up often. */
static uint8_t octet(uint64_t r)
{
	static const uint8_t sharp[] = { 0, '"', '\\', '\n', 0x1b, 0x7f, 0x80, 0x9b, 0xa8, 0xae,
					 0xbf, 0xc0, 0xc2, 0xe0, 0xe2, 0xed, 0xef, 0xf0, 0xf4, 0xff };

	return r & 1 ? sharp[(r >> 1) % sizeof(sharp)] : (uint8_t)(r >> 1);
}

int main(int argc, char **argv)
{
	uint64_t state = argc > 1 ? strtoull(argv[1], NULL, 10) : 1;
	struct buf out = { 0 };
	uint8_t in[24];

	for (int i = 0; i < 20000; i++) {
		size_t n = next_random(&state) % (sizeof(in) + 1);

		for (size_t k = 0; k < n; k++)
			in[k] = octet(next_random(&state) >> 11);
		buf_clear(&out);
		hash_hex(&out, bytes_of(in, n));
		buf_addc(&out, ' ');
		json_string(&out, bytes_of(in, n));
		puts(buf_cstr(&out));
	}
	buf_fini(&out);
	return 0;
}
