/* SPDX-License-Identifier: BSD-2-Clause */
/* test_json.c - JSON Lines: which records are written, and of which session. */
#include "bench.h"

static const struct policy hide = { false };

static void command(struct bench *b, uint64_t session, const char *verb)
{
	struct ev_command c;

	record_init(RECORD_COMMAND, &c);
	c.head.session_id = session;
	c.verb = bytes_str(verb);
	assert_int_equal(bench_put(b, EV_COMMAND, &c), 0);
}

static void session(struct bench *b, enum event_kind kind, uint64_t number)
{
	struct ev_session s;

	record_init(RECORD_SESSION, &s);
	s.head.session_id = number;
	assert_int_equal(bench_put(b, kind, &s), 0);
}

static size_t count(const char *text, const char *what)
{
	size_t n = 0;

	for (; (text = strstr(text, what)); text++)
		n++;
	return n;
}

static void one_record_is_one_line(void **state)
{
	struct bench b;

	(void)state;
	bench_file(&b);
	b.sink = sink_json_new(b.file, EV_RECORDS, &hide);
	command(&b, 1, "NOOP");
	command(&b, 2, "QUIT");
	session(&b, EV_SESSION, 1);
	assert_int_equal(bench_finish(&b), 0);
	assert_int_equal(count(b.text, "\n"), 3);
	assert_int_equal(count(b.text, "\"mailwire.command\""), 2);
	assert_int_equal(count(b.text, "\"mailwire.session\""), 1);
	bench_clear(&b);
}

static void only_the_session_that_was_asked_for(void **state)
{
	struct bench b;

	(void)state;
	bench_file(&b);
	b.sink = sink_json_session_new(b.file, EV_BIT(EV_COMMAND), 2, "x.pcap", &hide);
	session(&b, EV_SESSION_OPEN, 1);
	session(&b, EV_SESSION_OPEN, 2);
	command(&b, 1, "NOOP");
	command(&b, 2, "RSET");
	session(&b, EV_SESSION, 1);
	assert_false(b.sink->done);
	session(&b, EV_SESSION, 2);
	assert_true(b.sink->done);
	assert_int_equal(bench_finish(&b), 0);
	assert_int_equal(count(b.text, "\n"), 1);
	assert_int_equal(count(b.text, "RSET"), 1);
	bench_clear(&b);
}

static void a_session_that_is_not_there(void **state)
{
	struct bench b;

	(void)state;
	bench_file(&b);
	b.sink = sink_json_session_new(b.file, EV_BIT(EV_COMMAND), 7, "x.pcap", &hide);
	session(&b, EV_SESSION_OPEN, 1);
	session(&b, EV_SESSION, 1);
	session(&b, EV_SESSION_OPEN, 2);
	session(&b, EV_SESSION, 2);
	assert_int_equal(bench_finish(&b), -1);
	assert_string_equal(b.err.text, "there is no session 7: x.pcap holds 2 sessions");
	bench_clear(&b);
	bench_file(&b);
	b.sink = sink_json_session_new(b.file, EV_BIT(EV_COMMAND), 1, "x.pcap", &hide);
	assert_int_equal(bench_finish(&b), -1);
	assert_string_equal(b.err.text, "there is no session 1: x.pcap holds none");
	bench_clear(&b);
}

static void a_full_disk_is_told(void **state)
{
	struct bench b;
	FILE *full = fopen("/dev/full", "w");

	(void)state;
	if (!full)
		skip();
	bench_file(&b);
	b.sink = sink_json_new(full, EV_RECORDS, &hide);
	command(&b, 1, "NOOP");
	assert_int_equal(bench_finish(&b), -1);
	assert_string_equal(b.err.text, "cannot write the output: No space left on device");
	bench_clear(&b);
	fclose(full);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_record_is_one_line),
		cmocka_unit_test(only_the_session_that_was_asked_for),
		cmocka_unit_test(a_session_that_is_not_there),
		cmocka_unit_test(a_full_disk_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
