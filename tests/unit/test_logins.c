/* SPDX-License-Identifier: BSD-2-Clause */
/* test_logins.c - what many login attempts together mean, across sessions. */
#include "judge/judge.h"

#include "base/limits.h"
#include "judge/series.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

extern const struct detector detector_logins;

/* Findings as "id reason\n". */
struct told {
	struct events events;
	struct buf text;
	size_t n;
};

static void put(struct events *self, const struct event *ev)
{
	struct told *t = (struct told *)self;

	t->n++;
	buf_printf(&t->text, "%s ", ev->finding->rule);
	buf_add(&t->text, ev->finding->reason);
	buf_addc(&t->text, '\n');
}

struct bench {
	struct told told;
	void *state;
	uint64_t n;              /* attempts so far: session, frame */
	int64_t now_ns;
	const char *code;        /* response code of failures */
	uint64_t reply_code;
};

static void bench_init(struct bench *b)
{
	*b = (struct bench){ .told.events = { EV_BIT(EV_FINDING), put }, .now_ns = NS_PER_SEC,
			     .state = xcalloc(1, detector_logins.state_octets),
			     .reply_code = NO_U64 };
}

static void bench_fini(struct bench *b)
{
	detector_logins.fini(b->state);
	free(b->state);
	buf_fini(&b->told.text);
}

/* An attempt a second, each in a session of its own. */
static void attempt(struct bench *b, unsigned client, const char *user, const char *secret,
		    bool ok)
{
	const uint8_t ip[] = { 192, 0, 2, (uint8_t)client };
	struct ev_auth a;

	record_init(RECORD_AUTH, &a);
	a.head.client_ip = ip4_of(bytes_of(ip, 4));
	a.head.server_ip = ip4_of(B("\xc6\x33\x64\x19"));
	a.head.session_id = ++b->n;
	a.head.first_frame = a.head.last_frame = b->n * 10;
	a.head.ts = b->now_ns += NS_PER_SEC;
	a.head.outcome = ok ? "success" : "failure";
	a.user = bytes_str(user);
	a.secret = bytes_str(secret);
	a.secret_hmac = bytes_str(secret);
	a.secret_kind = "password";
	a.reply_code = b->reply_code;
	if (b->code)
		a.response_code = bytes_str(b->code);
	detector_logins.put(b->state, &(struct event){ .kind = EV_AUTH, .auth = &a },
			    &b->told.events);
}

static void users(struct bench *b, unsigned n, unsigned client, const char *secret)
{
	char user[32];

	for (unsigned i = 0; i < n; i++) {
		snprintf(user, sizeof(user), "user%u", i);
		attempt(b, client, user, secret ? secret : user, false);
	}
}

static void brute_force_is_told_at_ten_and_at_a_hundred(void **state)
{
	struct bench b;
	char secret[32];

	(void)state;
	bench_init(&b);
	for (unsigned i = 1; i <= 150; i++) {
		snprintf(secret, sizeof(secret), "guess%u", i);
		attempt(&b, 1, "alice", secret, false);
		assert_int_equal(b.told.n, (i >= 10) + (i >= 100));
	}
	assert_string_equal(buf_cstr(&b.told.text),
		"auth.bruteforce 10 failures of one client for one account since "
		"session 1; this one as alice\n"
		"auth.bruteforce 100 failures of one client for one account since "
		"session 1; this one as alice\n");
	bench_fini(&b);
}

/* A client with an old password, once in a while; two clients; another account. */
static void slow_or_scattered_failures_are_none(void **state)
{
	struct bench b;

	(void)state;
	bench_init(&b);
	for (unsigned i = 0; i < 50; i++) {
		attempt(&b, 1, "alice", "old", false);
		b.now_ns += (JUDGE_LOGIN_PAUSE_SECONDS + 1) * (int64_t)NS_PER_SEC;
	}
	for (unsigned i = 0; i < JUDGE_BRUTEFORCE - 1; i++) {
		attempt(&b, 2, "bob", "x", false);
		attempt(&b, 3, "bob", "x", false);
	}
	assert_int_equal(b.told.n, 0);
	bench_fini(&b);
}

/* The secret may have been right. */
static void other_refusals_do_not_count(void **state)
{
	static const char *const codes[] = { "IN-USE", "LOGIN-DELAY", "SYS/TEMP", "UNAVAILABLE",
					     "4.7.0" };
	struct bench b;

	(void)state;
	bench_init(&b);
	for (size_t c = 0; c < sizeof(codes) / sizeof(codes[0]); c++) {
		b.code = codes[c];
		for (unsigned i = 0; i < 20; i++)
			attempt(&b, 1, "alice", "sesame", false);
	}
	b.code = NULL;
	b.reply_code = 454;
	for (unsigned i = 0; i < 20; i++)
		attempt(&b, 1, "alice", "sesame", false);
	assert_int_equal(b.told.n, 0);
	b.code = "AUTHENTICATIONFAILED";
	b.reply_code = NO_U64;
	for (unsigned i = 0; i < 10; i++)
		attempt(&b, 1, "alice", "sesame", false);
	assert_int_equal(b.told.n, 1);
	bench_fini(&b);
}

static void one_password_on_many_accounts_is_spraying(void **state)
{
	struct bench b;

	(void)state;
	bench_init(&b);
	/* Each from another client: only the password is the same. */
	for (unsigned i = 0; i < JUDGE_SPRAY_SECRET; i++) {
		char user[32];

		assert_int_equal(b.told.n, 0);
		snprintf(user, sizeof(user), "user%u", i);
		attempt(&b, i, user, "Winter2026", false);
		attempt(&b, i, user, "Winter2026", false);
	}
	assert_string_equal(buf_cstr(&b.told.text),
		"auth.spray 5 accounts tried in vain with one password since "
		"session 1; this one as user4\n");
	assert_int_equal(bytes_find(buf_bytes(&b.told.text), B("Winter")), b.told.text.n);
	bench_fini(&b);
}

static void one_client_on_many_accounts_is_spraying(void **state)
{
	struct bench b;

	(void)state;
	bench_init(&b);
	users(&b, JUDGE_SPRAY_CLIENT - 1, 1, NULL);
	users(&b, JUDGE_SPRAY_CLIENT - 1, 1, NULL);
	assert_int_equal(b.told.n, 0);
	users(&b, JUDGE_SPRAY_CLIENT, 1, NULL);
	assert_int_equal(b.told.n, 1);
	attempt(&b, 1, "somebody", "right", true);
	assert_int_equal(b.told.n, 2);
	assert_true(bytes_find(buf_bytes(&b.told.text), B("auth.success_after_failures 10 accounts")) <
		    b.told.text.n);
	bench_fini(&b);
}

static void a_success_after_failures_is_told(void **state)
{
	struct bench b;

	(void)state;
	bench_init(&b);
	for (unsigned i = 0; i < JUDGE_GUESSED; i++)
		attempt(&b, 1, "alice", "x", false);
	attempt(&b, 1, "alice", "right", true);
	assert_string_equal(buf_cstr(&b.told.text),
		"auth.success_after_failures 5 failures for this account, and then it succeeds, "
		"since session 1; this one as alice\n");
	/* It begins anew; fewer are mistypes. */
	for (unsigned i = 0; i < JUDGE_GUESSED - 1; i++)
		attempt(&b, 1, "alice", "x", false);
	attempt(&b, 1, "alice", "right", true);
	assert_int_equal(b.told.n, 1);
	bench_fini(&b);
}

/* However many names there are, the series that go on are kept. */
static void the_quiet_ones_are_forgotten(void **state)
{
	struct series s;
	uint32_t number;

	(void)state;
	series_init(&s, 100, 1000);
	for (number = 0; number < 5000; number++) {
		struct series_key often = series_key(&s, B("often"));
		struct series_key once = series_key(&s, bytes_of(&number, sizeof(number)));

		assert_int_equal(series_at(&s, often, number)->count++, number);
		assert_int_equal(series_at(&s, once, number)->count++, 0);
		assert_true(s.nrows <= 100);
	}
	number = 4950;
	assert_non_null(series_find(&s, series_key(&s, bytes_of(&number, sizeof(number))), 5000));
	number = 1;
	assert_null(series_find(&s, series_key(&s, bytes_of(&number, sizeof(number))), 5000));
	assert_null(series_find(&s, series_key(&s, B("often")), 7000));
	assert_int_equal(series_at(&s, series_key(&s, B("often")), 7000)->count, 0);
	series_fini(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(brute_force_is_told_at_ten_and_at_a_hundred),
		cmocka_unit_test(slow_or_scattered_failures_are_none),
		cmocka_unit_test(other_refusals_do_not_count),
		cmocka_unit_test(one_password_on_many_accounts_is_spraying),
		cmocka_unit_test(one_client_on_many_accounts_is_spraying),
		cmocka_unit_test(a_success_after_failures_is_told),
		cmocka_unit_test(the_quiet_ones_are_forgotten),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
