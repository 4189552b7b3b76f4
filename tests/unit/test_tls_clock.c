/* SPDX-License-Identifier: BSD-2-Clause */
/* test_tls_clock.c - the end of a handshake and its version, whatever TLS and cut anyhow. */
#include "proto/session.h"

#include "guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

/* The time of an octet is its stream offset, in ms: the client's even, the server's odd. */
struct conn_frames session_frames(const struct session *s, enum dir d, uint64_t offset,
				  uint64_t octets)
{
	int64_t ns = (int64_t)(offset + octets) * 2 + d;

	(void)s;
	return (struct conn_frames){ 1, 1, ns, ns };
}

#define HELLO(version, more) \
	"\x16\x03\x03\x00\x2a" "\x02\x00\x00\x26" version \
	"rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr" "\x00\x13\x01\x00" more

/* Octets of one side, pushed `step` at a time; "c" or "s" says whose. */
static void say(struct tls_clock *t, uint64_t at[2], char who, struct bytes b, size_t step)
{
	enum dir d = who == 'c' ? DIR_CLIENT : DIR_SERVER;

	while (b.n) {
		struct bytes part = bytes_head(b, step);
		struct guard g;

		tls_clock_push(t, NULL, d, guard_init(&g, part), at[d]);
		guard_fini(&g);
		at[d] += part.n;
		b = bytes_from(b, part.n);
	}
}

static void in_pieces(void (*test)(size_t step))
{
	static const size_t steps[] = { 1, 2, 3, 7, 1000 };

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		test(steps[i]);
}

/* The client finishes with application data; the server's comes before and does not count. */
static void tls13_step(size_t step)
{
	struct tls_clock t = { 0 };
	uint64_t at[2] = { 0 };

	say(&t, at, 'c', B("\x16\x03\x01\x00\x02hi"), step);
	assert_int_equal(t.begun_ns, 2 * 5);
	say(&t, at, 's', B("\x16\x03\x03\x00\x32\x02\x00\x00\x2e\x03\x03rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr"
			   "\x00\x13\x01\x00\x00\x06\x00\x2b\x00\x02\x03\x04"), step);
	say(&t, at, 's', B("\x14\x03\x03\x00\x01\x01\x17\x03\x03\x00\x02xx"), step);
	assert_int_equal(t.done_ns, 0);
	say(&t, at, 'c', B("\x14\x03\x03\x00\x01\x01\x17\x03\x03\x00\x02yy"), step);
	assert_int_equal(t.done_ns, 2 * (7 + 6 + 5));
	assert_string_equal(tls_clock_version(&t), "1.3");
	tls_clock_fini(&t);
}

static void tls13(void **state)
{
	(void)state;
	in_pieces(tls13_step);
}

/* A server that speaks first, after finishing openly: 1.2 on port 995. */
static void tls12_step(size_t step)
{
	struct tls_clock t = { 0 };
	uint64_t at[2] = { 0 };

	say(&t, at, 'c', B("\x16\x03\x01\x00\x02hi"), step);
	say(&t, at, 's', B(HELLO("\x03\x03", "")), step);
	say(&t, at, 'c', B("\x14\x03\x03\x00\x01\x01\x16\x03\x03\x00\x01y"), step);
	say(&t, at, 's', B("\x14\x03\x03\x00\x01\x01\x16\x03\x03\x00\x01y"), step);
	assert_int_equal(t.done_ns, 0);
	say(&t, at, 's', B("\x17\x03\x03\x00\x01z"), step);
	assert_int_equal(t.done_ns % 2, DIR_SERVER);
	assert_string_equal(tls_clock_version(&t), "1.2");
	tls_clock_fini(&t);
}

static void tls12(void **state)
{
	(void)state;
	in_pieces(tls12_step);
}

static void what_is_no_tls_ends_it(void **state)
{
	struct tls_clock t = { 0 };
	uint64_t at[2] = { 0 };

	(void)state;
	say(&t, at, 'c', B("NOOP\r\n"), 100); /* said before it */
	assert_false(t.side[DIR_CLIENT].synced);
	say(&t, at, 'c', B("QUIT\r\n\x16\x03\x01\x00\x02hi"), 100);
	assert_int_equal(t.begun_ns, 2 * (6 + 6 + 5));
	say(&t, at, 'c', B("QUIT\r\n"), 100);
	assert_true(t.side[DIR_CLIENT].lost);
	say(&t, at, 'c', B("\x17\x03\x03\x00\x02yy"), 100);
	assert_int_equal(t.done_ns, 0);
	assert_null(tls_clock_version(&t));
	tls_clock_fini(&t);
}

static void holes(void **state)
{
	struct tls_clock t = { 0 };
	uint64_t at[2] = { 0 };

	(void)state;
	say(&t, at, 'c', B("\x16\x03\x01\x00\x0ahi"), 100);
	tls_clock_gap(&t, DIR_CLIENT, 8);  /* within a record */
	say(&t, at, 'c', B("\x17\x03\x03\x00\x02yy"), 100);
	assert_true(t.done_ns != 0);
	tls_clock_gap(&t, DIR_CLIENT, 1);  /* a header is missing */
	assert_true(t.side[DIR_CLIENT].lost);
	tls_clock_fini(&t);
}

/* A ServerHello may be cut anywhere, and say anything. */
static void odd_hellos(void **state)
{
	static const char hello[] = "\x02\x00\x00\x2e\x03\x09rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr\xff";
	(void)state;
	for (size_t n = 0; n < sizeof(hello); n++) {
		struct tls_clock t = { 0 };

		buf_add(&t.hello, bytes_of(hello, n));
		assert_null(tls_clock_version(&t));
		tls_clock_fini(&t);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tls13),
		cmocka_unit_test(tls12),
		cmocka_unit_test(what_is_no_tls_ends_it),
		cmocka_unit_test(holes),
		cmocka_unit_test(odd_hellos),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
