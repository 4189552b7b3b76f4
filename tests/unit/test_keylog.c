/* SPDX-License-Identifier: BSD-2-Clause */
/* test_keylog.c - ClientHellos found in packets, and their lines of a key log. */
#include "capture/keylog.h"
#include "guard.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#define RECORD "\x16\x03\x01\x00\xf8" /* 22: handshake, TLS 1.0, length */
#define HELLO  "\x01\x00\x00\xf4\x03\x03" /* ClientHello, length, TLS 1.2 */
#define RANDOM "\x16random of thirty-two octets, i\xff"
#define RANDOM_HEX "1672616e646f6d206f66207468697274792d74776f206f63746574732c2069ff"

/* The randoms found, each followed by "/". */
static void found(struct bytes octets, const char *want)
{
	struct buf got = { 0 };
	struct guard g;
	struct bytes random, in = guard_init(&g, octets);

	while (keylog_hello(&in, &random)) {
		buf_add(&got, random);
		buf_addc(&got, '/');
	}
	assert_string_equal(buf_cstr(&got), want);
	buf_fini(&got);
	guard_fini(&g);
}

static void test_hello(void **state)
{
	const struct bytes whole = B("any\x16headers" RECORD HELLO RANDOM "rest");

	(void)state;
	assert_int_equal(sizeof(RANDOM) - 1, KEYLOG_RANDOM_OCTETS);
	found(whole, RANDOM "/");
	found(B(RECORD HELLO RANDOM RECORD HELLO RANDOM), RANDOM "/" RANDOM "/");
	found(B("\x16\x03\x01\x00\xf8\x02\x00\x00\xf4\x03\x03" RANDOM), ""); /* ServerHello */
	found(B("\x17\x03\x01\x00\xf8" HELLO RANDOM), "");
	found(B(""), "");
	for (size_t n = 0; n < whole.n - 4; n++) /* cut anywhere before its end */
		found(bytes_head(whole, n), "");
}

static void lines(struct bytes log, const char *want)
{
	struct buf got = { 0 };

	assert_int_equal(keylog_lines(&got, log, B(RANDOM)), strlen(want));
	assert_string_equal(buf_cstr(&got), want);
	buf_fini(&got);
}

static void test_lines(void **state)
{
	(void)state;
	lines(B("# a comment\nCLIENT_RANDOM " RANDOM_HEX " aa\nCLIENT_RANDOM 00 bb\n\n"
		"EXPORTER_SECRET " RANDOM_HEX " cc"),
	      "CLIENT_RANDOM " RANDOM_HEX " aa\nEXPORTER_SECRET " RANDOM_HEX " cc\n");
	lines(B("CLIENT_RANDOM " RANDOM_HEX "00 aa\n"), "");
	lines(B("CLIENT_RANDOM\nx\n"), "");
	lines(B(""), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hello),
		cmocka_unit_test(test_lines),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
