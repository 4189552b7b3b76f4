/* SPDX-License-Identifier: BSD-2-Clause */
/* test_event.c - the policy for secrets. */
#include "event/event.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void lines_hide_their_secret(void **state)
{
	static const struct {
		struct bytes text;
		size_t at, n;
		const char *hidden;
	} cases[] = {
		{ B("PASS sesame"), 5, 6, "PASS [hidden]" },
		{ B("AUTH PLAIN AGEAYg== x"), 11, 8, "AUTH PLAIN [hidden] x" },
		{ B("c2VzYW1l"), 0, 8, "[hidden]" },
		{ B("USER alice"), 0, 0, "USER alice" },
		/* A range past the end hides to the end. */
		{ B("PASS sesame"), 5, SIZE_MAX, "PASS [hidden]" },
		{ B("PASS"), 9, 3, "PASS[hidden]" },
		{ B(""), 0, 1, "[hidden]" },
	};
	const struct policy hide = { false }, show = { true };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct ev_line l = { .text = cases[i].text, .secret_at = cases[i].at,
				     .secret_n = cases[i].n };
		struct buf out = { 0 };

		policy_line(&hide, &l, &out);
		assert_string_equal(buf_cstr(&out), cases[i].hidden);
		buf_clear(&out);
		policy_line(&show, &l, &out);
		assert_true(bytes_eq(buf_bytes(&out), cases[i].text));
		buf_fini(&out);
	}
}

static void secrets_are_shown_only_when_asked(void **state)
{
	const struct policy hide = { false }, show = { true };

	(void)state;
	assert_true(bytes_eq(policy_secret(&hide, B("sesame")), B("[hidden]")));
	assert_true(bytes_eq(policy_secret(&show, B("sesame")), B("sesame")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_hide_their_secret),
		cmocka_unit_test(secrets_are_shown_only_when_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
