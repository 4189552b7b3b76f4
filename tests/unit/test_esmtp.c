/* SPDX-License-Identifier: BSD-2-Clause */
/* test_esmtp.c - parameters of MAIL and RCPT: each value, each way to be wrong, the cap. */
#include "proto/esmtp.h"

#include "base/limits.h"
#include "guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* One parameter; the note of its row, "" when it has none. */
static const struct {
	bool mail;
	struct bytes params;
	const char *note;
} notes[] = {
	{ true, B("SIZE=84"), "" },
	{ true, B("size=18446744073709551614"), "" },
	{ true, B("SIZE=999999999999999999999"), "value not allowed" },
	{ true, B("SIZE=8k"), "value not allowed" },
	{ true, B("SIZE=-1"), "value not allowed" },
	{ true, B("SIZE="), "value missing" },
	{ true, B("SIZE"), "value missing" },
	{ true, B("BODY=BinaryMIME"), "" },
	{ true, B("BODY=8BIT"), "value not allowed" },
	{ true, B("SMTPUTF8"), "" },
	{ true, B("SMTPUTF8="), "value not expected" },
	{ true, B("SMTPUTF8=yes"), "value not expected" },
	{ true, B("RET=full"), "" },
	{ true, B("RET=NONE"), "value not allowed" },
	{ true, B("ENVID=QQ+2B31"), "" },
	{ true, B("ENVID=QQ+2"), "not xtext" },
	{ true, B("ENVID=a=b"), "not xtext" },
	{ true, B("AUTH=<>"), "" },
	{ true, B("AUTH=\xc3\xa4@example.org"), "not xtext" },
	{ true, B("BY=120;R"), "" },
	{ true, B("BY=+5;nt"), "" },
	{ true, B("BY=-5;N"), "" },
	{ true, B("BY=-5;R"), "value not allowed" },
	{ true, B("BY=0;rt"), "value not allowed" },
	{ true, B("BY=1234567890;N"), "value not allowed" },
	{ true, B("BY=5"), "value not allowed" },
	{ true, B("BY=;R"), "value not allowed" },
	{ true, B("HOLDFOR=3600"), "" },
	{ true, B("HOLDFOR=1h"), "value not allowed" },
	{ true, B("HOLDUNTIL=2026-12-01T08:00:00Z"), "" },
	{ true, B("HOLDUNTIL=tomorrow"), "value not allowed" },
	{ true, B("HOLDFOR=1 HOLDUNTIL=2026-12-01T08:00:00Z"), "HOLDFOR and HOLDUNTIL together" },
	{ true, B("MT-PRIORITY=-9"), "" },
	{ true, B("MT-PRIORITY=10"), "value not allowed" },
	{ true, B("MT-PRIORITY=+1"), "value not allowed" },
	{ true, B("REQUIRETLS"), "" },
	{ true, B("SIZE=1 size=2"), "given twice" },
	{ true, B("NOTIFY=NEVER"), "of the other command" },
	{ true, B("XVERP=-="), "unknown" },
	{ true, B("=1"), "not a parameter" },
	{ true, B("<b@example.org>"), "not a parameter" },
	{ false, B("NOTIFY=SUCCESS,DELAY"), "" },
	{ false, B("NOTIFY=never"), "" },
	{ false, B("NOTIFY=NEVER,DELAY"), "value not allowed" },
	{ false, B("NOTIFY=DELAY,"), "value not allowed" },
	{ false, B("ORCPT=rfc822;a+2Bb@example.org"), "" },
	{ false, B("ORCPT=a@example.org"), "value not allowed" },
	{ false, B("ORCPT=;a"), "value not allowed" },
	{ false, B("ORCPT=rfc822;\xc3\xa4"), "not xtext" },
	{ false, B("ORCPT=utf-8;\xc3\xa4@example.org"), "" },
	{ false, B("SIZE=4"), "of the other command" },
};

static void each_is_judged(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(notes) / sizeof(notes[0]); i++) {
		struct guard g;
		struct bytes in = guard_init(&g, notes[i].params);
		struct arena a = { 0 };
		struct esmtp_mail mail;
		struct esmtp_oddity odd;
		struct ev_rcpt rcpt;
		struct ev_params rest;
		const char *note;

		record_init(RECORD_RCPT, &rcpt);
		if (notes[i].mail)
			esmtp_mail(&mail, &a, in, false);
		else
			esmtp_rcpt(&rcpt, &odd, &a, in, false);
		rest = notes[i].mail ? mail.rest : rcpt.params_rest;
		note = rest.n ? rest.v[0].note : "";
		if (!bytes_eq(bytes_str(note), bytes_str(notes[i].note)) || rest.n > 1)
			fail_msg("%.*s: %s", (int)notes[i].params.n, notes[i].params.p, note);
		arena_fini(&a);
		guard_fini(&g);
	}
}

static const struct {
	struct bytes raw, text;
	bool utf8, ok;
} xtexts[] = {
	{ B("e+3Dmc2@example.com"), B("e=mc2@example.com"), false, true },
	{ B("+2b+2B"), B("++"), false, true },
	{ B("+"), B("+"), false, false },
	{ B("a+4"), B("a+4"), false, false },
	{ B("a+zz"), B("a+zz"), false, false },
	{ B("\\x{20AC}"), B("\xe2\x82\xac"), true, true },
	{ B("\\x{20AC}"), B("\\x{20AC}"), false, true },
	{ B("\\x{}"), B("\\x{}"), true, true },
	{ B("\\x{1100000}"), B("\\x{1100000}"), true, true },
	{ B("\\x{41"), B("\\x{41"), true, true },
	{ B(""), B(""), false, true },
};

static void xtext_is_decoded(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(xtexts) / sizeof(xtexts[0]); i++) {
		struct guard g;
		struct bytes in = guard_init(&g, xtexts[i].raw);
		struct buf out = { 0 };
		bool ok = esmtp_xtext(&out, in, xtexts[i].utf8);

		if (ok != xtexts[i].ok || !bytes_eq(buf_bytes(&out), xtexts[i].text))
			fail_msg("row %zu: %d \"%.*s\"", i, ok, (int)out.n, out.p);
		buf_fini(&out);
		guard_fini(&g);
	}
}

/* The last row says that there were more. */
static void rows_have_a_cap(void **state)
{
	struct arena a = { 0 };
	struct buf params = { 0 };
	struct esmtp_mail mail;

	(void)state;
	for (int i = 0; i < LIMIT_ENVELOPE_PARAMS; i++)
		buf_printf(&params, "X%d=1 ", i);
	esmtp_mail(&mail, &a, buf_bytes(&params), false);
	assert_int_equal(mail.rest.n, LIMIT_ENVELOPE_PARAMS);
	assert_true(bytes_eq(mail.rest.v[mail.rest.n - 2].name, B("X30")));
	assert_string_equal(mail.rest.v[mail.rest.n - 1].note, "more than are listed");

	/* Cut: what the last word is cannot be known. */
	esmtp_mail(&mail, &a, B("SIZE=12 RET=HD"), true);
	assert_int_equal(mail.size, 12);
	assert_null(mail.ret.p);
	assert_int_equal(mail.rest.n, 1);
	assert_string_equal(mail.rest.v[0].note, "more than are listed");
	assert_null(mail.odd.note);
	buf_fini(&params);
	arena_fini(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_is_judged),
		cmocka_unit_test(xtext_is_decoded),
		cmocka_unit_test(rows_have_a_cap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
