/* SPDX-License-Identifier: BSD-2-Clause */
/* test_judge.c - the detectors together: what they ask of the workers. */
#include "engine/parallel.h"
#include "judge/judge.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

/* A detector of all sessions that wants more either turns the workers off, or makes them copy
   each command or message of a capture (judge.h). */
static void wants_little_of_all_sessions(void **unused)
{
	(void)unused;
	assert_int_equal(judge_wants(JUDGE_ALL_SESSIONS) & ~(unsigned)JUDGE_ALL_SESSIONS_MAY_WANT, 0);
	assert_int_equal(JUDGE_ALL_SESSIONS_MAY_WANT & EV_BIT(EV_COMMAND), 0);
	assert_true(parallel_can(JUDGE_ALL_SESSIONS_MAY_WANT));
}

/* Findings are told by several workers, alone and with the records of all lists. */
static void findings_leave_the_workers_on(void **unused)
{
	(void)unused;
	assert_true(parallel_can(EV_BIT(EV_FINDING)));
	assert_true(parallel_can(EV_RECORDS | EV_BIT(EV_CAPTURE)));
	assert_false(parallel_can(EV_BIT(EV_FRAME)));
	assert_false(parallel_can(EV_BIT(EV_FINDING) | EV_BIT(EV_LINE)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wants_little_of_all_sessions),
		cmocka_unit_test(findings_leave_the_workers_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
