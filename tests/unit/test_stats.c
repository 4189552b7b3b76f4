/* SPDX-License-Identifier: BSD-2-Clause */
/* test_stats.c - a capture in numbers: what is counted under which name, and its bounds. */
#include "bench.h"

#include "base/limits.h"
#include "sink/tally.h"
#include "view/text.h"

#include <stdio.h>
#include <string.h>

static const struct look piped = { false, 0 };

enum { MS = 1000000 };

static struct ev_head head(uint64_t session)
{
	struct ev_session s;

	record_init(RECORD_SESSION, &s);
	s.head.session_id = session;
	s.head.protocol = "smtp";
	s.head.server_ip = ip4_of(B("\xc0\x00\x02\x01"));
	s.head.server_port = 25;
	return s.head;
}

static struct ev_command command(const char *verb, uint64_t code, const char *text, int64_t own)
{
	struct ev_command c;

	record_init(RECORD_COMMAND, &c);
	c.head = head(3);
	c.seq = 1;
	c.verb = bytes_str(verb);
	c.reply_code = code;
	c.reply_text = bytes_str(text);
	c.reply_first = 9;
	c.status = code >= 500 ? "error" : code >= 400 ? "transient" : "ok";
	c.server_time = own;
	return c;
}

static void begin(struct bench *b, bool json)
{
	bench_file(b);
	b->sink = sink_stats_new(b->file, json, &piped);
}

static void has(const struct bench *b, const char *text)
{
	if (!strstr(b->text, text))
		fail_msg("not found: %s\nin: %s", text, b->text);
}

static void nothing(void **state)
{
	struct bench b;

	(void)state;
	begin(&b, false);
	assert_int_equal(bench_finish(&b), 0);
	assert_string_equal(b.text, "0 sessions, 0 messages\n");
	bench_clear(&b);
	begin(&b, true);
	assert_int_equal(bench_finish(&b), 0);
	has(&b, "\"sessions\":0,\"protocols\":[],\"replies\":[],\"slowest\":[]");
	bench_clear(&b);
}

/* The server's own time: without the network, without what it was queued behind. */
static void times_are_the_servers_own(void **state)
{
	struct bench b;

	(void)state;
	begin(&b, true);
	for (int i = 1; i <= 100; i++) {
		struct ev_command c = command("RCPT", 250, "ok", (i + 30) * MS);

		c.network_time = 10 * MS;
		c.queue_time = 20 * MS;
		c.reply_first = (uint64_t)i;
		assert_int_equal(bench_put(&b, EV_COMMAND, &c), 0);
	}
	assert_int_equal(bench_finish(&b), 0);
	has(&b, "{\"server\":\"192.0.2.1:25\",\"protocol\":\"smtp\",\"verb\":\"RCPT\",\"count\":100,"
		"\"refused\":0,\"server_time\":{\"count\":100,\"min_ms\":1,\"p50_ms\":50,"
		"\"p90_ms\":90,\"p99_ms\":99,\"max_ms\":100,\"sum_ms\":5050},"
		"\"slowest\":{\"session_id\":3,\"packet\":100}}");
	has(&b, "\"slowest\":[{\"wait_ms\":130,\"server_ms\":100,\"network_ms\":10,\"queue_ms\":20,");
	bench_clear(&b);
}

/* Its words live no longer than the record. */
static void words_are_copied(void **state)
{
	char protocol[] = "lmtp";
	struct ev_command c = command("LHLO", 250, "ok", MS);
	struct bench b;

	(void)state;
	begin(&b, true);
	c.head.protocol = protocol;
	assert_int_equal(bench_put(&b, EV_COMMAND, &c), 0);
	memset(protocol, 'x', 4);
	assert_int_equal(bench_finish(&b), 0);
	assert_null(strstr(b.text, "xxxx"));
	has(&b, "\"protocols\":[{\"protocol\":\"lmtp\"");
	bench_clear(&b);
}

/* Ten waits, longest first, whatever the order they came in. */
static void the_longest_waits(void **state)
{
	struct bench b;
	const char *at;
	int n = 0;

	(void)state;
	begin(&b, true);
	for (int i = 0; i < 50; i++) {
		struct ev_command c = command("NOOP", 250, "ok", (i * 37 % 50 + 1) * MS);

		assert_int_equal(bench_put(&b, EV_COMMAND, &c), 0);
	}
	assert_int_equal(bench_finish(&b), 0);
	at = b.text;
	for (int want = 50; want > 40; want--, n++) {
		char text[40];

		snprintf(text, sizeof(text), "{\"wait_ms\":%d,", want);
		at = strstr(at, text);
		assert_non_null(at);
	}
	assert_null(strstr(b.text, "{\"wait_ms\":40,"));
	bench_clear(&b);
}

/* What differs from case to case does not make another reason. */
static void reasons_are_joined(void **state)
{
	static const char *const texts[] = {
		"5.1.1 <nobody@example.org>: Recipient address rejected: User unknown",
		"5.1.1 <somebody@example.com>: Recipient address rejected: User unknown",
	};
	struct ev_command c;
	struct bench b;

	(void)state;
	begin(&b, true);
	for (int i = 0; i < 2; i++) {
		c = command("RCPT", 550, texts[i], MS);
		c.reply_enhanced = B("5.1.1");
		assert_int_equal(bench_put(&b, EV_COMMAND, &c), 0);
	}
	c = command("MAIL", 451, "try again in 300 seconds, 192.0.2.9 is greylisted", MS);
	assert_int_equal(bench_put(&b, EV_COMMAND, &c), 0);
	assert_int_equal(bench_finish(&b), 0);
	has(&b, "\"refusals\":[{\"protocol\":\"smtp\",\"verb\":\"RCPT\",\"reason\":\"550 5.1.1 \xe2\x80\xa6 "
		"Recipient address rejected: User unknown\",\"count\":2,\"session_id\":3,\"packet\":9},"
		"{\"protocol\":\"smtp\",\"verb\":\"MAIL\",\"reason\":\"451 try again in \xe2\x80\xa6 "
		"seconds, \xe2\x80\xa6 is greylisted\",\"count\":1,");
	has(&b, "{\"protocol\":\"smtp\",\"code\":\"550\",\"count\":2,\"example\":\"5.1.1 <nobody@");
	bench_clear(&b);
}

static void waiting_for_news_is_not_slow(void **state)
{
	struct ev_command c = command("IDLE", 250, "done", 3600 * (int64_t)1000 * MS);
	struct bench b;

	(void)state;
	begin(&b, true);
	c.idle_time = c.server_time;
	assert_int_equal(bench_put(&b, EV_COMMAND, &c), 0);
	assert_int_equal(bench_finish(&b), 0);
	has(&b, "\"verb\":\"IDLE\",\"count\":1,\"refused\":0}");
	has(&b, "\"slowest\":[]");
	bench_clear(&b);
}

static void logins_and_messages(void **state)
{
	struct ev_auth a;
	struct ev_message m;
	struct bench b;

	(void)state;
	begin(&b, false);
	record_init(RECORD_AUTH, &a);
	a.head = head(1);
	a.mechanism = "PLAIN";
	a.encrypted = 0;
	a.head.outcome = "failure";
	assert_int_equal(bench_put(&b, EV_AUTH, &a), 0);
	a.head.outcome = "success";
	assert_int_equal(bench_put(&b, EV_AUTH, &a), 0);
	record_init(RECORD_MESSAGE, &m);
	m.head = head(1);
	m.direction = "submitted";
	m.size = 1000;
	m.complete = 1;
	m.throughput = 2500;
	m.verdict_time = 1200 * MS;
	m.stalls = 1;
	m.stall_window = 700 * MS;
	m.head.outcome = "failure";
	assert_int_equal(bench_put(&b, EV_MESSAGE, &m), 0);
	assert_int_equal(bench_finish(&b), 0);
	has(&b, "smtp   PLAIN      clear       2         1        1\n");
	has(&b, "submitted  1         1        1   1,000     1,000  1,000  2.5 kB/s       1.20 s  1.20 s        1\n");
	has(&b, "submitted           1         700 ms     -        -       -       -        -\n");
	bench_clear(&b);
}

/* Names nobody knows, a million of them: one row; servers over the limit: one more. */
static void memory_is_bounded(void **state)
{
	char verb[32];
	struct bench b;

	(void)state;
	begin(&b, true);
	for (int i = 0; i < 3 * LIMIT_STATS_ROWS; i++) {
		struct ev_command c;

		snprintf(verb, sizeof(verb), "X%d", i);
		c = command(verb, 500, "no", MS);
		c.note = "unknown command";
		assert_int_equal(bench_put(&b, EV_COMMAND, &c), 0);
		c = command("EHLO", 250, "hello", MS);
		c.head.server_port = (uint64_t)i + 1;
		assert_int_equal(bench_put(&b, EV_COMMAND, &c), 0);
	}
	assert_int_equal(bench_finish(&b), 0);
	has(&b, "\"verb\":\"(unknown)\",\"count\":3000");
	has(&b, "{\"server\":\"others\",\"count\":2001,");
	bench_clear(&b);
}

static void a_full_disk_is_told(void **state)
{
	struct bench b = { 0 };

	(void)state;
	b.file = fopen("/dev/full", "w");
	assert_non_null(b.file);
	setvbuf(b.file, NULL, _IOLBF, 0); /* everything leaves at once */
	b.sink = sink_stats_new(b.file, false, &piped);
	for (int i = 0; i < 100; i++) {
		struct ev_command c = command(i % 2 ? "EHLO" : "NOOP", 250, "hello", MS);

		assert_int_equal(bench_put(&b, EV_COMMAND, &c), 0);
	}
	assert_int_equal(bench_finish(&b), -1);
	assert_non_null(strstr(b.err.text, "cannot write"));
	sink_free(&b.sink);
	fclose(b.file);
}

static void names_have_parts(void **state)
{
	struct tally t = { .limit = 2 };
	struct bytes one[] = { B("a"), B("b\0c") }, two[] = { B("a"), B("b") };
	struct bytes three[] = { B(""), B("") };
	const struct tally_row **rows;

	(void)state;
	one[1].n = 3; /* the NUL is no end of a part */
	tally_at(&t, one, 2)->n = 1;
	tally_at(&t, two, 2)->n = 5;
	tally_at(&t, one, 2)->n++;
	tally_at(&t, three, 2)->n++;
	assert_int_equal(t.n, 2);
	assert_int_equal(t.others.n, 1);
	rows = tally_by_number(&t);
	assert_int_equal(rows[0]->n, 5);
	assert_true(bytes_eq(tally_part(rows[0], 1), B("b")));
	assert_true(bytes_eq(tally_part(rows[1], 0), B("a")));
	assert_true(bytes_eq(tally_part(rows[1], 1), B("b c")));
	assert_int_equal(tally_part(rows[1], 2).n, 0);
	free(rows);
	tally_fini(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing),
		cmocka_unit_test(times_are_the_servers_own),
		cmocka_unit_test(words_are_copied),
		cmocka_unit_test(the_longest_waits),
		cmocka_unit_test(reasons_are_joined),
		cmocka_unit_test(waiting_for_news_is_not_slow),
		cmocka_unit_test(logins_and_messages),
		cmocka_unit_test(memory_is_bounded),
		cmocka_unit_test(a_full_disk_is_told),
		cmocka_unit_test(names_have_parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
