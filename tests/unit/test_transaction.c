/* SPDX-License-Identifier: BSD-2-Clause */
/* test_transaction.c - paths, verdicts, queue ids, and the caps of an envelope. */
#include "proto/transaction.h"

#include "base/limits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static const struct {
	struct bytes arg, address, params;
} paths[] = {
	{ B("FROM:<a@example.org>"), B("a@example.org"), B("") },
	{ B("FROM: <a@example.org> SIZE=1 BODY=8BITMIME"), B("a@example.org"),
	  B("SIZE=1 BODY=8BITMIME") },
	{ B("FROM:<>"), B(""), B("") },
	{ B("TO:<@a,@b:c@d>"), B("c@d"), B("") },
	{ B("TO:<\"a>b\"@d> NOTIFY=NEVER"), B("\"a>b\"@d"), B("NOTIFY=NEVER") },
	{ B("TO:<\"a\\\">b\"@d>"), B("\"a\\\">b\"@d"), B("") },
	{ B("TO:a@d"), B("a@d"), B("") },
	{ B("TO:<a@d"), B("a@d"), B("") },
	{ B("TO:<a@[IPv6:::1]>"), B("a@[IPv6:::1]"), B("") },
	{ B("TO:"), B(""), B("") },
	{ B("<a@d>"), B("a@d"), B("") },
	{ B(""), B(""), B("") },
};

static void paths_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		struct bytes address, params;

		transaction_path(paths[i].arg, &address, &params);
		if (!bytes_eq(address, paths[i].address) || !bytes_eq(params, paths[i].params))
			fail_msg("row %zu: <%.*s> <%.*s>", i, (int)address.n, address.p,
				 (int)params.n, params.p);
	}
}

/* A reply of one line, in place. */
static struct reply reply_of(uint64_t code, struct bytes text, size_t *end)
{
	struct reply r = { .code = code, .ends = end, .nends = 1 };

	buf_add(&r.text, text);
	*end = text.n;
	return r;
}

static const struct {
	struct bytes text, id;
} ids[] = {
	{ B("2.0.0 Ok: queued as 4F2A1B"), B("4F2A1B") },
	{ B("OK id=1abcDE-000xyz-AB"), B("1abcDE-000xyz-AB") },
	{ B("2.0.0 r1A2B3c4 Message accepted for delivery"), B("r1A2B3c4") },
	{ B("2.0.0 Message accepted for delivery"), B("") },
	{ B("ok 1234567890 qp 4321"), B("4321") },
	{ B("2.6.0 <x@y> Queued mail for delivery"), B("") },
	{ B("2.0.0 Ok: queued as ABC (with love)"), B("ABC") },
	{ B("queued as (x)"), B("(x") },
	{ B("2.0.0 <b@example.net> aBcD1 Saved"), B("aBcD1") },
	{ B("2.0.0 <b@example.net> Saved"), B("") },
	{ B("2.0.0 Saved"), B("") },
	{ B("Saved"), B("") },
	{ B(""), B("") },
};

static void queue_ids_are_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		size_t end;
		struct reply r = reply_of(250, ids[i].text, &end);
		struct bytes id = transaction_queue_id(&r);

		if (!bytes_eq(id, ids[i].id))
			fail_msg("%.*s: \"%.*s\"", (int)ids[i].text.n, ids[i].text.p, (int)id.n,
				 id.p);
		buf_fini(&r.text);
	}
}

static const struct {
	struct bytes text, code;
} enhanced[] = {
	{ B("5.1.1 no"), B("5.1.1") }, { B("2.0.0"), B("2.0.0") },
	{ B("4.123.456 x"), B("4.123.456") }, { B("3.0.0 x"), B("") },
	{ B("5.1 x"), B("") }, { B("5.1.1.1 x"), B("") }, { B("5.1234.1 x"), B("") },
	{ B("55.1.1 x"), B("") }, { B("5..1 x"), B("") }, { B("5.1.1x"), B("") }, { B(""), B("") },
};

static void enhanced_codes_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(enhanced) / sizeof(enhanced[0]); i++) {
		size_t end;
		struct reply r = reply_of(250, enhanced[i].text, &end);

		assert_true(bytes_eq(reply_enhanced(&r), enhanced[i].code));
		buf_fini(&r.text);
	}
}

static void verdicts_follow_the_code(void **state)
{
	static const struct {
		uint64_t code;
		const char *verdict;
	} rows[] = { { 250, "accepted" }, { 251, "accepted" }, { 450, "deferred" },
		     { 550, "rejected" }, { 354, "unknown" } };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_string_equal(transaction_verdict(rows[i].code), rows[i].verdict);
	}
	assert_string_equal(transaction_verdict(NO_U64), "unknown");
}

/* A million recipients cost no more than the cap, and are counted. */
static void recipients_have_a_cap(void **state)
{
	struct transaction t = { 0 };

	(void)state;
	transaction_reset(&t);
	transaction_mail(&t, B("FROM:<a@example.org> SIZE=42"), NULL);
	assert_int_equal(t.params.size, 42);
	for (int i = 0; i < LIMIT_RECIPIENTS + 7; i++)
		transaction_rcpt(&t, B("TO:<b@example.org>"), NULL);
	assert_int_equal(t.nrcpt, LIMIT_RECIPIENTS);
	assert_int_equal(t.cut, 7);
	transaction_reset(&t);
	assert_int_equal(t.nrcpt, 0);
	assert_false(t.open);
	transaction_fini(&t);
}

/* What becomes of a recipient: the reply to RCPT, then the one to the message. */
static void the_last_word_decides(void **state)
{
	static const struct {
		uint64_t rcpt, final; /* 0: not seen */
		const char *verdict;
	} rows[] = {
		{ 250, 250, "accepted" }, { 250, 451, "deferred" }, { 250, 554, "rejected" },
		{ 250, 0, "open" },       { 450, 250, "deferred" }, { 550, 250, "rejected" },
		{ 550, 451, "rejected" }, { 0, 250, "unknown" },    { 0, 550, "rejected" },
		{ 0, 0, "unknown" },      { 354, 250, "unknown" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct transaction t = { 0 };
		size_t end;
		struct reply rcpt = reply_of(rows[i].rcpt, B("x"), &end);
		struct reply final = reply_of(rows[i].final, B("x"), &end);

		transaction_reset(&t);
		transaction_mail(&t, B("FROM:<a@example.org>"), NULL);
		transaction_rcpt(&t, B("TO:<b@example.org>"), rows[i].rcpt ? &rcpt : NULL);
		if (rows[i].final)
			transaction_final(&t, &final);
		transaction_settle(&t, "open");
		if (strcmp(t.rcpt[0].verdict, rows[i].verdict) != 0)
			fail_msg("%u, %u: %s", (unsigned)rows[i].rcpt, (unsigned)rows[i].final,
				 t.rcpt[0].verdict);
		transaction_fini(&t);
		buf_fini(&rcpt.text);
		buf_fini(&final.text);
	}
}

/* LMTP: a word for each recipient that was accepted, those over the cap too. */
static void each_recipient_is_told(void **state)
{
	struct transaction t = { 0 };
	size_t end;
	struct reply ok = reply_of(250, B("fine"), &end), no = reply_of(552, B("full"), &end);

	(void)state;
	transaction_reset(&t);
	transaction_mail(&t, B("FROM:<a@example.org>"), &ok);
	for (int i = 0; i < LIMIT_RECIPIENTS + 2; i++)
		transaction_rcpt(&t, B("TO:<b@example.org>"), i == 1 ? &no : &ok);
	for (int i = 0; i < LIMIT_RECIPIENTS; i++)
		assert_true(transaction_told(&t, i == 1 ? &no : &ok));
	assert_false(transaction_told(&t, &ok));
	transaction_final(&t, &ok);
	transaction_settle(&t, "open");
	assert_string_equal(t.rcpt[0].verdict, "accepted");
	assert_string_equal(t.rcpt[1].verdict, "rejected");
	assert_int_equal(t.rcpt[1].final_code, NO_U64);
	assert_string_equal(t.rcpt[2].verdict, "rejected");
	assert_int_equal(t.rcpt[2].code, 250);
	assert_int_equal(t.rcpt[2].final_code, 552);
	transaction_fini(&t);
	buf_fini(&ok.text);
	buf_fini(&no.text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paths_are_read),
		cmocka_unit_test(queue_ids_are_found),
		cmocka_unit_test(enhanced_codes_are_read),
		cmocka_unit_test(verdicts_follow_the_code),
		cmocka_unit_test(recipients_have_a_cap),
		cmocka_unit_test(the_last_word_decides),
		cmocka_unit_test(each_recipient_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
