/* SPDX-License-Identifier: BSD-2-Clause */
/* test_file_type.c - the short cut for bodies says what libmagic says. */
#include "base/buf.h"
#include "sink/file_type.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static void body_as_libmagic_says(void **state)
{
	static const struct bytes bodies[] = {
#define TEXT(s) { (const uint8_t *)s, sizeof(s) - 1 }
		TEXT("Dear Bob,\r\n\r\nsee you tomorrow.\r\n-- \r\nAlice\r\n"),
		TEXT("> On Monday you wrote:\n> hello\n"),
		TEXT("...and so on, * one * two\n"),
		TEXT("\xe4\xbd\xa0\xe5\xa5\xbd\xef\xbc\x8c\xe4\xb8\x96\xe7\x95\x8c\r\n"),
		TEXT("\xc4\xe3\xba\xc3\xa3\xac\xca\xc0\xbd\xe7\xa1\xa3\r\n"), /* GB 2312 */
		TEXT("<!DOCTYPE html><html><body>hello</body></html>"),
		TEXT("\r\n <HTML><head><title>x</title></head></HTML>"),
		/* asked of libmagic */
		TEXT("#!/bin/sh\necho hello\n"),
		TEXT("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"),
		TEXT("MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00"),
		TEXT("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
		TEXT("{\\rtf1\\ansi hello}"),
		TEXT("-----BEGIN PGP MESSAGE-----\n\nhQEMA\n"),
		TEXT(" \r\n"),
#undef TEXT
	};
	struct file_type *t = file_type_new();

	(void)state;
	assert_non_null(t);
	for (size_t i = 0; i < sizeof(bodies) / sizeof(*bodies); i++) {
		char *plain = strdup(file_type_of(t, bodies[i]));

		assert_string_equal(file_type_of_body(t, bodies[i]), plain);
		free(plain);
	}
	file_type_free(&t);
}

/* The descriptor of ISO 9660 lies at octet 32769: of what is not text the beginning is not
   enough. */
static void far_signs(void **state)
{
	struct file_type *t = file_type_new();
	struct buf b = { 0 };

	(void)state;
	memset(buf_room(&b, FILE_TYPE_OCTETS), 0, FILE_TYPE_OCTETS);
	b.n = FILE_TYPE_OCTETS;
	memcpy(b.p + 32768, "\001CD001\001", 7);
	assert_string_equal(file_type_of(t, buf_bytes(&b)), "application/x-iso9660-image");
	buf_fini(&b);
	file_type_free(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(body_as_libmagic_says),
		cmocka_unit_test(far_signs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
