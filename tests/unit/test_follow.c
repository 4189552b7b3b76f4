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
	b->sink = sink_follow_new(b->file, 1, false, "x.pcap", &piped, policy);
	assert_int_equal(bench_put(b, EV_SESSION_OPEN, &one.head), 0);
	assert_int_equal(bench_put(b, EV_SESSION_OPEN, &two.head), 0);
}

#define OPENING "=== Session 1: smtp, 192.0.2.1:1025 \xe2\x86\x92 [2001:db8::1]:25, " \
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
"   0.001000             #4        <-  220 hello\n"
"   0.003500  +0.002500  #6-7       -> EHLO x\n"
"   0.004000  +0.000500  #8        <-  250-one\n"
"                                  <-  250 two\\t\\x1b[31m\n"
"   0.006000  +0.002000  #9-11      -> \xe2\x80\xa6 1,234 octets of message 1 \xe2\x80\xa6\n"
"                                   ** 512 octets of it not captured\n"
"   0.006000  +0.000000  #11        -> .\n"
"=== Session closed by client after 1.50 s: 2 commands, 1 message\n");
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
"   0.000000             #9         -> [hidden]\n"
"   0.000000  +0.000000  #9        <-  VXNlcm5hbWU6   (Username:)\n");
	secret_line(&b, &show, OPENING
"   0.000000             #9         -> c2VzYW1l   (sesame)\n"
"   0.000000  +0.000000  #9        <-  VXNlcm5hbWU6   (Username:)\n");
}

/* What is wrong stands where it is. */
static void notes(void **state)
{
	struct ev_session one = session_of(1, T0);
	struct ev_command c;
	struct ev_message m;
	struct ev_finding x;
	struct bench b;

	(void)state;
	begin(&b, &hide);
	line(&b, 1, false, "220 hello", 4, 4, T0 + 5 * NS_PER_SEC);
	record_init(RECORD_COMMAND, &c);
	c.head = one.head;
	c.seq = 1;
	c.verb = B("RCPT");
	c.server_time = 2000000000;
	c.queue_time = 1500000000;
	c.network_time = 100000000;
	c.note = "out of order";
	assert_int_equal(bench_put(&b, EV_COMMAND, &c), 0);
	c.idle_time = 1; /* waiting for news is not slow */
	c.note = NULL;
	assert_int_equal(bench_put(&b, EV_COMMAND, &c), 0);
	record_init(RECORD_MESSAGE, &m);
	m.head = one.head;
	m.id = 7;
	m.direction = "submitted";
	m.stalls = 2;
	m.stalled_time = 3000000000;
	m.stall_longest = 2000000000;
	m.stall_frame = 9;
	m.stall_window = 2000000000;
	m.stall_client = 1000000000;
	assert_int_equal(bench_put(&b, EV_MESSAGE, &m), 0);
	m.stalls = 1;
	m.stalled_time = m.stall_window;
	m.stall_client = NO_TIME;
	m.direction = "fetched";
	assert_int_equal(bench_put(&b, EV_MESSAGE, &m), 0);
	record_init(RECORD_FINDING, &x);
	x.head = one.head;
	x.head.first_frame = x.head.last_frame = 9;
	x.rule = "smtp.example";
	x.severity = "low";
	x.confidence = "likely";
	x.reason = B("what was \033 seen");
	assert_int_equal(bench_put(&b, EV_FINDING, &x), 0);
	assert_int_equal(bench_finish(&b), 0);
	assert_string_equal(b.text, OPENING
"   5.000000             #4        <-  220 hello\n"
"                                   ** 5.00 s until the server spoke\n"
"                                   ** RCPT: out of order\n"
"                                   ** RCPT: 2.00 s for the reply: server 400 ms, network 100 ms, "
"behind other commands 1.50 s\n"
"                                   ** message 7 stood still 2 times, 3.00 s in all: the server did not "
"read (window closed) 2.00 s, the client sent nothing 1.00 s; longest 2.00 s, up to #9\n"
"                                   ** message 7 stood still once, 2.00 s: the client did not read "
"(window closed), up to #9\n"
"                                   ** smtp.example (low, likely), #9: what was \\x1b seen\n");
	bench_clear(&b);
}

static void refusals_have_stars(void **state)
{
	static const struct {
		const char *protocol, *text, *arrow;
		uint64_t code;
	} cases[] = {
		{ "smtp", "550 no", "<** ", 550 },    { "smtp", "450 later", "<** ", 450 },
		{ "smtp", "250 yes", "<-  ", 250 },   { "pop3", "-ERR no", "<** ", NO_U64 },
		{ "pop3", "+OK NO", "<-  ", NO_U64 }, { "imap", "a1 NO no", "<** ", NO_U64 },
		{ "imap", "* bad no", "<** ", NO_U64 }, { "imap", "a1 OK NO", "<-  ", NO_U64 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct ev_session s = session_of(1, T0);
		struct ev_line l = { .head = &s.head, .kind = LINE_REPLY, .code = cases[i].code,
				     .text = bytes_str(cases[i].text), .waited_ns = NO_TIME };
		struct bench b;

		begin(&b, &hide);
		s.head.protocol = cases[i].protocol;
		assert_int_equal(bench_put(&b, EV_LINE, &l), 0);
		assert_int_equal(bench_finish(&b), 0);
		assert_non_null(strstr(b.text, cases[i].arrow));
		bench_clear(&b);
	}
}

/* --full: the message's own lines, however they were cut. */
static void bodies_in_full(void **state)
{
	struct ev_session s = session_of(1, T0);
	struct ev_message m;
	struct ev_octets o = { .head = &s.head, .message_id = 3 };
	struct bench b;

	(void)state;
	bench_file(&b);
	b.sink = sink_follow_new(b.file, 1, true, "x.pcap", &piped, &hide);
	assert_int_equal(bench_put(&b, EV_SESSION_OPEN, &s.head), 0);
	record_init(RECORD_MESSAGE, &m);
	m.head = s.head;
	m.id = 3;
	m.direction = "submitted";
	assert_int_equal(bench_put(&b, EV_MESSAGE_OPEN, &m), 0);
	s.head.ts = T0 + 1000000;
	s.head.first_frame = s.head.last_frame = 5;
	o.octets = B("Subject: a\r\n\r\nfi");
	assert_int_equal(bench_put(&b, EV_OCTETS, &o), 0);
	s.head.ts = T0 + 2000000;
	s.head.first_frame = s.head.last_frame = 6;
	o.octets = B("rst\nlast");
	assert_int_equal(bench_put(&b, EV_OCTETS, &o), 0);
	o.octets = B("");
	o.missing = 99;
	assert_int_equal(bench_put(&b, EV_OCTETS, &o), 0);
	line(&b, 1, true, ".", 7, 7, T0 + 3000000);
	assert_int_equal(bench_finish(&b), 0);
	assert_string_equal(b.text, OPENING
"   0.001000             #5         -> Subject: a\n"
"                                   -> \n"
"                                   -> first\n"
"   0.002000  +0.001000  #6         -> last\n"
"                                   ** 99 octets of message 3 not captured\n"
"   0.003000  +0.001000  #7         -> .\n");
	bench_clear(&b);
}

/* On a terminal, lines are broken where it ends, wide characters too. */
static void lines_fit_a_terminal(void **state)
{
	static const struct look narrow = { false, 70 };
	struct ev_session s = session_of(1, T0);
	struct bench b;

	(void)state;
	bench_file(&b);
	b.sink = sink_follow_new(b.file, 1, false, "x.pcap", &narrow, &hide);
	assert_int_equal(bench_put(&b, EV_SESSION_OPEN, &s.head), 0);
	line(&b, 1, false, "250 0123456789012345678901234567\xe6\x9d\x8e\xe6\x98\x8ez", 5, 5, T0);
	line(&b, 1, false, "250 words are kept together where they fit", 6, 6, T0 + 1);
	assert_int_equal(bench_finish(&b), 0);
	assert_string_equal(b.text,
"=== Session 1: smtp, 192.0.2.1:1025 \xe2\x86\x92 [2001:db8::1]:25\n"
"=== 1970-01-01 00:00:01.000000 UTC\n"
"   0.000000             #5        <-  250 0123456789012345678901234567\n"
"                                      \xe6\x9d\x8e\xe6\x98\x8ez\n"
"   0.000000  +0.000000  #6        <-  250 words are kept together \n"
"                                      where they fit\n");
	bench_clear(&b);
}

static void no_such_session(void **state)
{
	struct ev_session s = session_of(1, T0);
	struct bench b;

	(void)state;
	bench_file(&b);
	b.sink = sink_follow_new(b.file, 2, false, "x.pcap", &piped, &hide);
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
		cmocka_unit_test(notes),
		cmocka_unit_test(refusals_have_stars),
		cmocka_unit_test(bodies_in_full),
		cmocka_unit_test(lines_fit_a_terminal),
		cmocka_unit_test(no_such_session),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
