/* SPDX-License-Identifier: BSD-2-Clause */
/* test_proxy.c - PROXY headers of both versions, at any cut. */
#include "proto/proxy.h"

#include "base/buf.h"
#include "guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define V2 "\r\n\r\n\0\r\nQUIT\n"

static const struct {
	const char *what;
	struct bytes in;
	enum proxy_found found;
	size_t octets;
	const char *client; /* "-": it names none */
	unsigned port;
} rows[] = {
	{ "v1, IPv4", B("PROXY TCP4 192.0.2.7 198.51.100.25 56324 25\r\nEHLO"), PROXY_FOUND, 45,
	  "192.0.2.7", 56324 },
	{ "v1, IPv6", B("PROXY TCP6 2001:db8::7 2001:db8::25 1 25\r\n"), PROXY_FOUND, 42,
	  "2001:db8::7", 1 },
	{ "v1, unknown", B("PROXY UNKNOWN\r\nEHLO"), PROXY_FOUND, 15, "-", 0 },
	{ "v1, no address", B("PROXY TCP4 x 198.51.100.25 56324 25\r\n"), PROXY_NONE, 0, "-", 0 },
	{ "v1, port over 65535", B("PROXY TCP4 192.0.2.7 198.51.100.25 65536 25\r\n"), PROXY_NONE,
	  0, "-", 0 },
	{ "v1, another family", B("PROXY UDP4 192.0.2.7 198.51.100.25 1 25\r\n"), PROXY_NONE, 0, "-",
	  0 },
	{ "v2, IPv4", B(V2 "\x21\x11\0\x0c\xc0\0\2\7\xc6\x33\x64\x19\xdc\4\0\x19" "EHLO"),
	  PROXY_FOUND, 28, "192.0.2.7", 56324 },
	{ "v2, IPv4 and a TLV", B(V2 "\x21\x11\0\x10\xc0\0\2\7\xc6\x33\x64\x19\xdc\4\0\x19\4\0\1\0"),
	  PROXY_FOUND, 32, "192.0.2.7", 56324 },
	{ "v2, local", B(V2 "\x20\0\0\0EHLO"), PROXY_FOUND, 16, "-", 0 },
	{ "v2, too short for its addresses", B(V2 "\x21\x11\0\4\xc0\0\2\7"), PROXY_FOUND, 20, "-", 0 },
	{ "v2, another version", B(V2 "\x11\x11\0\0"), PROXY_NONE, 0, "-", 0 },
	{ "v2, absurd length", B(V2 "\x21\x11\xff\xff"), PROXY_NONE, 0, "-", 0 },
	{ "no header", B("EHLO c\r\n"), PROXY_NONE, 0, "-", 0 },
	{ "nothing", B(""), PROXY_NONE, 0, "-", 0 },
	{ "a beginning", B("PROX"), PROXY_MORE, 0, "-", 0 },
	{ "a beginning of v2", B("\r\n\r\n\0"), PROXY_MORE, 0, "-", 0 },
};

static void headers_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct guard g;
		struct bytes in = guard_init(&g, rows[i].in);
		struct proxy p = { 0 };
		struct buf text = { 0 };

		if (proxy_read(in, &p) != rows[i].found)
			fail_msg("%s", rows[i].what);
		if (rows[i].found == PROXY_FOUND) {
			if (p.client.family)
				ip_text(&text, &p.client);
			else
				buf_adds(&text, "-");
			assert_string_equal(buf_cstr(&text), rows[i].client);
			assert_int_equal(p.port, rows[i].port);
			assert_int_equal(p.octets, rows[i].octets);
			for (size_t n = 1; n < p.octets; n++) {
				struct proxy part = { 0 };

				assert_int_equal(proxy_read(bytes_head(in, n), &part), PROXY_MORE);
			}
		}
		buf_fini(&text);
		guard_fini(&g);
	}
}

static void a_line_without_end_is_none(void **state)
{
	struct buf b = { 0 };
	struct proxy p;

	(void)state;
	buf_adds(&b, "PROXY TCP4 ");
	while (b.n < 106)
		buf_addc(&b, '1');
	assert_int_equal(proxy_read(buf_bytes(&b), &p), PROXY_MORE);
	buf_addc(&b, '1');
	assert_int_equal(proxy_read(buf_bytes(&b), &p), PROXY_NONE);
	buf_fini(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(headers_are_read),
		cmocka_unit_test(a_line_without_end_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
