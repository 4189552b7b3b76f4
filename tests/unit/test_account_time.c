/* SPDX-License-Identifier: BSD-2-Clause */
/* test_account_time.c - where the time went, text for text. */
#include "base/arena.h"
#include "view/account.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

enum { MS = 1000000 };

static const struct account_style piped;

static struct ev_session session(void)
{
	struct ev_session s;

	record_init(RECORD_SESSION, &s);
	s.head.duration = 1000 * MS;
	s.connect_time = 5 * MS;
	s.banner_time = 500 * MS;
	s.transfer_time = 250 * MS;
	s.rest_time = 245 * MS;
	return s;
}

static void phases_as_bars(void **state)
{
	struct ev_session s = session();
	struct buf out = { 0 };

	(void)state;
	s.slowest_time = 200 * MS;
	s.slowest_verb = B("RC\033PT");
	s.slowest_frame = 9;
	s.rtt_client = MS;
	s.rtt_server = 40 * MS;
	account_time(&out, &piped, &s);
	assert_string_equal(buf_cstr(&out),
"\n  Time\n"
"    connect      5.00 ms\n"
"    banner       500 ms     \xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88"
"\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88"
"\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\n"
"    transfer     250 ms     \xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88"
"\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\n"
"    rest         245 ms     \xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88"
"\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\n"
"    Slowest      RC\\x1bPT: 200 ms of the server's own (#9)\n"
"    Round trip   1.00 ms to the client, 40.0 ms to the server: captured at the client\n");
	buf_fini(&out);
}

static void has(const struct ev_session *s, const char *text, bool want)
{
	struct buf out = { 0 };

	account_time(&out, &piped, s);
	assert_int_equal(strstr(buf_cstr(&out), text) != NULL, want);
	buf_fini(&out);
}

static void where_it_was_captured(void **state)
{
	struct ev_session s = session();

	(void)state;
	has(&s, "Round trip", false);
	s.rtt_client = 40 * MS;
	has(&s, "40.0 ms to the client\n", true);
	s.rtt_server = MS;
	has(&s, "captured at the server", true);
	s.rtt_server = 30 * MS;
	has(&s, "captured between them", true);
	has(&s, "but the handshake", false);
	s.handshake_rtt = 71 * MS;
	has(&s, "but the handshake", false);
	/* the NAT of a virtual machine acknowledges for the server */
	s.rtt_server = s.rtt_client = MS / 3;
	has(&s, "but the handshake took 71.0 ms", true);
	s.encrypted = 1;
	has(&s, "    in TLS       245 ms", true);
}

static void a_message(void **state)
{
	struct ev_message m;
	struct buf out = { 0 };

	(void)state;
	record_init(RECORD_MESSAGE, &m);
	account_message_time(&out, &piped, &m);
	assert_int_equal(out.n, 0);
	m.transfer_time = 0;
	account_message_time(&out, &piped, &m);
	m.transfer_time = 1500 * MS;
	m.throughput = 34100;
	m.verdict_time = 20 * MS;
	m.direction = "submitted";
	m.stalls = 1;
	m.stalled_time = m.stall_longest = m.stall_loss = 300 * MS;
	m.stall_frame = 7;
	account_message_time(&out, &piped, &m);
	assert_string_equal(buf_cstr(&out),
"    Transfer     at once\n"
"    Transfer     1.50 s, 34.1 kB/s; final reply 20.0 ms later\n"
"    Stalls       stood still once, 300 ms: lost on the way (sent again), up to #7\n");
	buf_fini(&out);
}

static void a_long_wait(void **state)
{
	struct ev_command c;
	struct buf out = { 0 };

	(void)state;
	record_init(RECORD_COMMAND, &c);
	c.verb = B("RCPT");
	c.server_time = 999 * MS;
	account_wait(&out, &piped, &c);
	assert_int_equal(out.n, 0);
	c.server_time = 1200 * MS;
	c.network_time = 200 * MS;
	account_wait(&out, &piped, &c);
	assert_string_equal(buf_cstr(&out), "                         ** RCPT: 1.20 s for the reply: "
					    "server 1.00 s, network 200 ms\n");
	buf_fini(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(phases_as_bars),
		cmocka_unit_test(where_it_was_captured),
		cmocka_unit_test(a_message),
		cmocka_unit_test(a_long_wait),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
