/* SPDX-License-Identifier: BSD-2-Clause */
/* test_lists.c - sessions, messages and logins as tables, text for text. */
#include "bench.h"
#include "view/text.h"

static const struct list_filter all;
static const struct look piped = { false, 0 };
static const struct policy hide = { false }, show = { true };

static struct ev_head head_of(uint64_t session)
{
	struct ev_session s;

	record_init(RECORD_SESSION, &s);
	s.head.session_id = session;
	s.head.client_ip = ip4_of(B("\xc0\x00\x02\x01"));
	s.head.client_port = 1025;
	s.head.server_ip = ip4_of(B("\xc0\x00\x02\x02"));
	s.head.server_port = 110;
	s.head.protocol = "pop3";
	s.head.start = INT64_C(1795422600) * NS_PER_SEC;
	s.head.duration = 1250000000;
	s.head.first_frame = 4;
	s.head.last_frame = 9;
	return s.head;
}

static void sessions(void **state)
{
	struct ev_session s;
	struct bench b;

	(void)state;
	record_init(RECORD_SESSION, &s);
	s.head = head_of(2);
	bench_file(&b);
	b.sink = sink_sessions_new(b.file, &all, &piped, &hide);
	s.ended = "end-of-capture";
	assert_int_equal(bench_put(&b, EV_SESSION, &s), 0);
	s.head = head_of(1);
	s.user = B("ali\tce");
	s.commands = 12;
	s.messages = 1;
	s.client_octets = 1234;
	s.server_octets = 56789;
	s.ended = "fin";
	s.closed_by = "client";
	s.encrypted = 1;
	assert_int_equal(bench_put(&b, EV_SESSION, &s), 0);
	assert_int_equal(bench_finish(&b), 0);
	assert_string_equal(b.text,
"#  CLIENT          SERVER         PROTO  USER     CMDS  MSGS   SENT  RECEIVED  START (UTC)          DURATION  ENDED\n"
"1  192.0.2.1:1025  192.0.2.2:110  pop3   ali\\tce    12     1  1,234    56,789  2026-11-23 08:30:00    1.25 s  by client, in TLS\n"
"2  192.0.2.1:1025  192.0.2.2:110  pop3   -           -     -      -         -  2026-11-23 08:30:00    1.25 s  capture ended\n");
	bench_clear(&b);
}

/* Those that are asked for, with the reason; those that are not leave no hole. */
static void chosen_sessions(void **state)
{
	static const struct {
		struct list_filter which;
		const char *rows;
	} cases[] = {
		{ { .refused = true }, "REFUSED WITH\n2 PASS: -ERR no\n" },
		{ { .slow_ns = 2000000000 }, "SLOWEST\n3 5.00 s banner\n" },
		{ { .slow_ns = 1000000000 },
		  "SLOWEST\n1 1.50 s message\n3 5.00 s banner\n" },
		{ { .user = "ALI" }, "ENDED\n1 -\n" },
		{ { .address = "192.0.2.9" }, "ENDED\n3 -\n" },
		{ { .address = "192.0.2." },
		  "ENDED\n1 -\n2 -\n3 -\n" },
		{ { .address = "192.0." },
		  "ENDED\n1 -\n2 -\n3 -\n" },
		{ { .address = "192.0.2" }, "ENDED\n" },
		{ { .address = "bob@EXAMPLE" }, "ENDED\n1 -\n" },
		{ { .address = "bob@example", .refused = true }, "REFUSED WITH\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct ev_session s;
		struct ev_command c;
		struct bench b;
		struct buf got = { 0 };
		size_t at = 0;

		bench_file(&b);
		b.sink = sink_sessions_new(b.file, &cases[i].which, &piped, &hide);
		record_init(RECORD_COMMAND, &c);
		c.head = head_of(1);
		c.verb = B("RCPT");
		c.arg = B("TO:<bob@example.org>");
		assert_int_equal(bench_put(&b, EV_COMMAND, &c), 0);
		record_init(RECORD_SESSION, &s); /* the last to end is the first */
		s.head = head_of(3);
		s.head.client_ip = ip4_of(B("\xc0\x00\x02\x09"));
		s.banner_time = 5000000000;
		s.slowest_time = 10;
		s.slowest_verb = B("RETR");
		assert_int_equal(bench_put(&b, EV_SESSION, &s), 0);
		record_init(RECORD_SESSION, &s);
		s.head = head_of(2);
		s.refused = 1;
		s.refusal = B("PASS: -ERR no");
		assert_int_equal(bench_put(&b, EV_SESSION, &s), 0);
		record_init(RECORD_SESSION, &s);
		s.head = head_of(1);
		s.user = B("alice");
		s.refused = 0;
		s.slowest_time = 1500000000;
		s.slowest_verb = B(".");
		assert_int_equal(bench_put(&b, EV_SESSION, &s), 0);
		assert_int_equal(bench_finish(&b), 0);
		/* the number and the last column */
		for (char *line = strtok(b.text, "\n"); line; line = strtok(NULL, "\n")) {
			char *last = strstr(line, "ENDED");

			if (last) {
				last += strcspn(last, " ");
				last += strspn(last, " ");
				at = *last ? (size_t)(last - line) : 0;
				buf_printf(&got, "%s\n", *last ? last : "ENDED");
			} else {
				buf_printf(&got, "%c %s\n", line[0], at ? line + at : "-");
			}
		}
		assert_string_equal(buf_cstr(&got), cases[i].rows);
		buf_fini(&got);
		bench_clear(&b);
	}
}

static void chosen_messages(void **state)
{
	static const struct list_filter cases[] = {
		{ .refused = true }, { .slow_ns = 1 }, { .address = "b@example.org" },
		{ .user = "alice" }, { .address = "198.51.100." }, { .slow_ns = 3000000000 },
	};
	static const bool taken[] = { true, true, true, true, false, false };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct ev_message m;
		struct ev_rcpt rcpt;
		struct bench b;

		bench_file(&b);
		b.sink = sink_chosen_new(sink_json_new(b.file, EV_BIT(EV_MESSAGE), &hide), EV_MESSAGE,
					 &cases[i]);
		record_init(RECORD_MESSAGE, &m);
		record_init(RECORD_RCPT, &rcpt);
		m.head = head_of(1);
		m.id = 1;
		m.user = B("alice");
		m.verdict_time = 2000000000;
		rcpt.address = B("b@example.org");
		rcpt.verdict = "rejected";
		m.rcpt = (struct ev_rcpts){ &rcpt, 1 };
		assert_int_equal(bench_put(&b, EV_MESSAGE, &m), 0);
		assert_int_equal(bench_finish(&b), 0);
		assert_int_equal(b.n != 0, taken[i]);
		bench_clear(&b);
	}
}

static void messages(void **state)
{
	struct ev_message m;
	struct ev_rcpt rcpts[2];
	struct bytes from[] = { B("a@example.org") };
	struct bytes to[] = { B("b@example.org"), B("c@example.org") };
	struct bench b;

	(void)state;
	bench_file(&b);
	b.sink = sink_messages_new(b.file, &all, &piped, &hide);
	record_init(RECORD_MESSAGE, &m);
	record_init(RECORD_RCPT, &rcpts[0]);
	record_init(RECORD_RCPT, &rcpts[1]);
	rcpts[0].address = B("b@example.org");
	rcpts[1].address = B("x@example.org");
	m.head = head_of(1);
	m.id = 1;
	m.direction = "submitted";
	m.mail_from = B("");
	m.rcpt = (struct ev_rcpts){ rcpts, 2 };
	m.from = (struct ev_texts){ from, 1 };
	m.to = (struct ev_texts){ to, 2 };
	m.subject = B("\xe4\xbd\xa0\xe5\xa5\xbd\t\x1b[2J");
	m.date = 0;
	m.size = 2048;
	m.complete = 1;
	assert_int_equal(bench_put(&b, EV_MESSAGE, &m), 0);
	record_init(RECORD_MESSAGE, &m);
	m.head = head_of(3);
	m.id = 2;
	m.direction = "fetched";
	m.size = 10;
	m.complete = 0;
	m.missing = 512;
	assert_int_equal(bench_put(&b, EV_MESSAGE, &m), 0);
	assert_int_equal(bench_finish(&b), 0);
	assert_string_equal(b.text,
"#  SESSION  WAY        ENVELOPE                           FROM           TO                            SUBJECT       DATE (UTC)           OCTETS  PARTS  STATE\n"
"1        1  submitted  <> \xe2\x86\x92 b@example.org, x@example.org  a@example.org  b@example.org, c@example.org  \xe4\xbd\xa0\xe5\xa5\xbd \\x1b[2J  1970-01-01 00:00:00   2,048      0  complete\n"
"2        3  fetched    -                                  -              -                             -             -                        10      0  512 octets missing\n");
	bench_clear(&b);
}

static void logins(const struct policy *policy, const char *expected)
{
	struct ev_auth a;
	struct bench b;

	bench_file(&b);
	b.sink = sink_credentials_new(b.file, &all, &piped, policy);
	record_init(RECORD_AUTH, &a);
	a.head = head_of(1);
	a.head.outcome = "success";
	a.mechanism = "USER/PASS";
	a.user = B("alice");
	a.secret = B("sesame");
	a.encrypted = 0;
	assert_int_equal(bench_put(&b, EV_AUTH, &a), 0);
	assert_int_equal(bench_finish(&b), 0);
	assert_string_equal(b.text, expected);
	bench_clear(&b);
}

static void credentials(void **state)
{
	(void)state;
	logins(&hide,
"PROTO  MECHANISM  USER   SECRET    OUTCOME  ENCRYPTED  FRAMES  SESSION  CLIENT          SERVER\n"
"pop3   USER/PASS  alice  [hidden]  success  no         #4-9          1  192.0.2.1:1025  192.0.2.2:110\n");
	logins(&show,
"PROTO  MECHANISM  USER   SECRET  OUTCOME  ENCRYPTED  FRAMES  SESSION  CLIENT          SERVER\n"
"pop3   USER/PASS  alice  sesame  success  no         #4-9          1  192.0.2.1:1025  192.0.2.2:110\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sessions),
		cmocka_unit_test(chosen_sessions),
		cmocka_unit_test(chosen_messages),
		cmocka_unit_test(messages),
		cmocka_unit_test(credentials),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
