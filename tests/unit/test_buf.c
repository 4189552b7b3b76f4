/* SPDX-License-Identifier: BSD-2-Clause */
/* test_buf.c - buffers that begin on the stack hold what others do. */
#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* In pieces of every size up to and beyond what lies on the stack. */
static void short_ones_grow(void **state)
{
	uint8_t text[700];

	(void)state;
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = (uint8_t)(i * 7);
	for (size_t piece = 1; piece <= sizeof(text); piece++) {
		BUF_SHORT(b);

		for (size_t at = 0; at < sizeof(text); at += piece) {
			struct bytes more = bytes_sub(bytes_of(text, sizeof(text)), at, piece);

			buf_add(&b, more);
			assert_true(bytes_eq(buf_bytes(&b), bytes_of(text, at + more.n)));
			assert_int_equal(buf_cstr(&b)[b.n], 0);
		}
		buf_clear(&b);
		buf_addc(&b, 'x');
		assert_string_equal(buf_cstr(&b), "x");
		buf_fini(&b);
		assert_null(b.p);
		buf_adds(&b, "as any other");
		assert_string_equal(buf_cstr(&b), "as any other");
		buf_fini(&b);
	}
}

/* No other buffer has the capacity that tells them apart. */
static void others_are_none(void **state)
{
	(void)state;
	for (size_t n = 0; n < 600; n++) {
		struct buf b = { 0 };

		buf_room(&b, n);
		assert_int_equal(b.cap % 2, 0);
		buf_fini(&b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(short_ones_grow),
		cmocka_unit_test(others_are_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
