/* SPDX-License-Identifier: BSD-2-Clause */
/* test_phases.c - where the time of a session went. */
#include "proto/phases.h"

#include "base/time.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static int64_t sum(const struct phases *p)
{
	int64_t n = 0;

	for (int i = 0; i < PHASE_COUNT; i++)
		n += p->ns[i] == TS_NONE ? 0 : p->ns[i];
	return n;
}

static void together_they_are_the_session(void **state)
{
	struct phases p;

	(void)state;
	phases_begin(&p, 1000);
	phases_until(&p, PHASE_CONNECT, 1010);
	phases_until(&p, PHASE_BANNER, 1110);
	phases_command(&p, B("EHLO"), 1115);
	phases_command(&p, B("STARTTLS"), 1120);
	phases_command(&p, B("EHLO"), 1121);
	phases_command(&p, B("AUTH"), 1200);
	phases_command(&p, B("MAIL"), 1201);
	phases_command(&p, B("."), 1300);
	phases_command(&p, B("QUIT"), 1310);
	phases_end(&p, 1350);
	assert_int_equal(p.ns[PHASE_CONNECT], 10);
	assert_int_equal(p.ns[PHASE_BANNER], 100);
	assert_int_equal(p.ns[PHASE_HELLO], 6);
	assert_int_equal(p.ns[PHASE_TLS], 5);
	assert_int_equal(p.ns[PHASE_LOGIN], 79);
	assert_int_equal(p.ns[PHASE_TRANSFER], 100);
	assert_int_equal(p.ns[PHASE_IDLE], TS_NONE);
	assert_int_equal(p.ns[PHASE_QUIT], 50);
	assert_int_equal(p.ns[PHASE_REST], TS_NONE);
	assert_int_equal(sum(&p), 350);
}

static void without_quit_there_is_a_rest(void **state)
{
	struct phases p;

	(void)state;
	phases_begin(&p, 0);
	phases_command(&p, B("RETR"), 70);
	phases_end(&p, 100);
	assert_int_equal(p.ns[PHASE_CONNECT], TS_NONE);
	assert_int_equal(p.ns[PHASE_TRANSFER], 70);
	assert_int_equal(p.ns[PHASE_REST], 30);
}

/* Replies to pipelined commands in one frame: their time is the first one's. */
static void no_moment_counts_twice(void **state)
{
	struct phases p;

	(void)state;
	phases_begin(&p, 0);
	phases_command(&p, B("MAIL"), 70);
	phases_command(&p, B("RCPT"), 70);
	phases_command(&p, B("AUTH"), 60); /* a time stamp that goes back */
	phases_end(&p, 70);
	assert_int_equal(p.ns[PHASE_TRANSFER], 70);
	assert_int_equal(p.ns[PHASE_LOGIN], 0);
	assert_int_equal(sum(&p), 70);
}

static void waiting_for_news_is_told_apart(void **state)
{
	struct phases p;

	(void)state;
	phases_begin(&p, 0);
	phases_command(&p, B("CAPABILITY"), 5);
	phases_command(&p, B("LOGIN"), 10);
	phases_command(&p, B("SELECT"), 20);
	phases_command(&p, B("CAPABILITY"), 25); /* once more: part of the work */
	phases_command(&p, B("IDLE"), 60025);
	phases_command(&p, B("LOGOUT"), 60030);
	phases_end(&p, 60030);
	assert_int_equal(p.ns[PHASE_HELLO], 5);
	assert_int_equal(p.ns[PHASE_TRANSFER], 15);
	assert_int_equal(p.ns[PHASE_IDLE], 60000);
}

static void wild_times_do_no_harm(void **state)
{
	struct phases p;

	(void)state;
	phases_begin(&p, TS_NONE);
	phases_command(&p, B("EHLO"), 5);
	phases_end(&p, TS_NONE);
	phases_begin(&p, INT64_MIN + 1);
	phases_command(&p, B("EHLO"), INT64_MAX);
	phases_end(&p, INT64_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(together_they_are_the_session),
		cmocka_unit_test(without_quit_there_is_a_rest),
		cmocka_unit_test(no_moment_counts_twice),
		cmocka_unit_test(waiting_for_news_is_told_apart),
		cmocka_unit_test(wild_times_do_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
