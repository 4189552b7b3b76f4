/* SPDX-License-Identifier: BSD-2-Clause */
/* test_follow.c - the dialogue of a session, text for text. */
#include "bench.h"
#include "view/text.h"

static const struct look piped = { false, 0 };
static const struct policy hide = { false }, show = { true };

enum { T0 = 1000000000 };

static struct ev_session session_of(uint64_t number, int64_t start)
{
	struct ev_session s;

	record_init(RECORD_SESSION, &s);
	s.head.session_id = number;
	s.head.protocol = "smtp";
	s.head.client_ip = ip4_of(B("\xc0\x00\x02\x01"));
	s.head.client_port = 1025;
	s.head.server_ip = ip6_of(B("\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\1"));
	s.head.server_port = 25;
	s.head.start = start;
	s.head.duration = 1500000000;
	s.ended = "fin";
	s.closed_by = "client";
	s.commands = 2;
	s.messages = 1;
	return s;
}

static void line(struct bench *b, uint64_t session, bool client, const char *text, uint64_t first,
		 uint64_t last, int64_t ts)
{
	struct ev_session s = session_of(session, T0);
	struct ev_line l = { .head = &s.head, .from_client = client, .kind = LINE_COMMAND,
			     .text = bytes_str(text), .code = NO_U64, .waited_ns = NO_TIME };

	s.head.first_frame = first;
	s.head.last_frame = last;
	s.head.ts = ts;
	assert_int_equal(bench_put(b, EV_LINE, &l), 0);
}

static void data(struct bench *b, uint64_t message, uint64_t frame, uint64_t octets, int64_t ts)
{
	struct ev_session s = session_of(1, T0);
	struct ev_data d = { .head = &s.head, .from_client = true, .message_id = message,
			     .span = { .frame = frame, .octets = octets } };

	s.head.ts = ts;
	assert_int_equal(bench_put(b, EV_DATA, &d), 0);
}

static void begin(struct bench *b, const struct policy *policy)
{
	struct ev_session one = session_of(1, T0), two = session_of(2, T0);

	bench_file(b);
	b->sink = sink_follow_new(b->file, 1, "x.pcap", &piped, policy);
	assert_int_equal(bench_put(b, EV_SESSION_OPEN, &one.head), 0);
	assert_int_equal(bench_put(b, EV_SESSION_OPEN, &two.head), 0);
}

#define OPENING "Session 1: smtp, 192.0.2.1:1025 \xe2\x86\x92 [2001:db8::1]:25, " \
		"1970-01-01 00:00:01.000000 UTC\n"

static void a_dialogue(void **state)
{
	struct ev_session one = session_of(1, T0), two = session_of(2, T0);
	struct bench b;

	(void)state;
	begin(&b, &hide);
	line(&b, 1, false, "220 hello", 4, 4, T0 + 1000000);
	line(&b, 2, false, "+OK of another session", 5, 5, T0 + 1000000);
	line(&b, 1, true, "EHLO x", 6, 7, T0 + 3500000);
	line(&b, 1, false, "250-one", 8, 8, T0 + 4000000);
	line(&b, 1, false, "250 two\t\x1b[31m", 8, 8, T0 + 4000000);
	data(&b, 1, 9, 1000, T0 + 5000000);
	data(&b, 1, 11, 234, T0 + 6000000);
	data(&b, 1, 0, 512, T0 + 6000000);
	line(&b, 1, true, ".", 11, 11, T0 + 6000000);
	assert_int_equal(bench_put(&b, EV_SESSION, &two), 0);
	assert_false(b.sink->done);
	assert_int_equal(bench_put(&b, EV_SESSION, &one), 0);
	assert_true(b.sink->done);
	assert_int_equal(bench_finish(&b), 0);
	assert_string_equal(b.text, OPENING
"    0.001000              #4        S: 220 hello\n"
"    0.003500   +0.002500  #6-7      C: EHLO x\n"
"    0.004000   +0.000500  #8        S: 250-one\n"
"                                    S: 250 two\\t\\x1b[31m\n"
"    0.006000   +0.002000  #9-11     C: \xe2\x80\xa6 1,234 octets of message 1, 512 not captured \xe2\x80\xa6\n"
"    0.006000   +0.000000  #11       C: .\n"
"Session closed by client after 1.50 s: 2 commands, 1 message\n");
	bench_clear(&b);
}

static void secret_line(struct bench *b, const struct policy *policy, const char *expected)
{
	struct ev_session s = session_of(1, T0);
	struct ev_line l = { .head = &s.head, .from_client = true, .kind = LINE_AUTH,
			     .text = B("c2VzYW1l"), .code = NO_U64, .waited_ns = NO_TIME,
			     .secret_n = 8, .decoded = B("sesame"), .decoded_secret = true };

	begin(b, policy);
	s.head.ts = T0;
	s.head.first_frame = s.head.last_frame = 9;
	assert_int_equal(bench_put(b, EV_LINE, &l), 0);
	l.text = B("VXNlcm5hbWU6");
	l.secret_n = 0;
	l.decoded = B("Username:");
	l.decoded_secret = false;
	l.from_client = false;
	assert_int_equal(bench_put(b, EV_LINE, &l), 0);
	assert_int_equal(bench_finish(b), 0);
	assert_string_equal(b->text, expected);
	bench_clear(b);
}

static void secrets_follow_the_policy(void **state)
{
	struct bench b;

	(void)state;
	secret_line(&b, &hide, OPENING
"    0.000000              #9        C: [hidden]\n"
"    0.000000   +0.000000  #9        S: VXNlcm5hbWU6   (Username:)\n");
	secret_line(&b, &show, OPENING
"    0.000000              #9        C: c2VzYW1l   (sesame)\n"
"    0.000000   +0.000000  #9        S: VXNlcm5hbWU6   (Username:)\n");
}

static void no_such_session(void **state)
{
	struct ev_session s = session_of(1, T0);
	struct bench b;

	(void)state;
	bench_file(&b);
	b.sink = sink_follow_new(b.file, 2, "x.pcap", &piped, &hide);
	assert_int_equal(bench_put(&b, EV_SESSION_OPEN, &s.head), 0);
	assert_int_equal(bench_finish(&b), -1);
	assert_string_equal(b.err.text, "there is no session 2: x.pcap holds 1 session");
	assert_string_equal(b.text, "");
	bench_clear(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_dialogue),
		cmocka_unit_test(secrets_follow_the_policy),
		cmocka_unit_test(no_such_session),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
