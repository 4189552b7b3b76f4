/* SPDX-License-Identifier: BSD-2-Clause */
/* test_text.c - small pieces of text for people. */
#include "view/text.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static struct buf out;

/* What was added since the last time. */
static const char *added(void)
{
	const char *text = buf_cstr(&out);

	buf_clear(&out);
	return text;
}

static void counts(void **state)
{
	static const struct {
		uint64_t v;
		const char *text, *octets;
	} cases[] = {
		{ 0, "0", "0 octets" },
		{ 1, "1", "1 octet" },
		{ 999, "999", "999 octets" },
		{ 1000, "1,000", "1,000 octets" },
		{ 123456, "123,456", "123,456 octets" },
		{ UINT64_MAX, "18,446,744,073,709,551,615", "18,446,744,073,709,551,615 octets" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		text_count(&out, cases[i].v);
		assert_string_equal(added(), cases[i].text);
		text_counted(&out, cases[i].v, "octet");
		assert_string_equal(added(), cases[i].octets);
	}
}

static void endpoints_and_frames(void **state)
{
	struct ip four = ip4_of(B("\xc0\x00\x02\x01"));
	struct ip six = ip6_of(B("\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\1"));

	(void)state;
	text_endpoint(&out, &four, 25);
	assert_string_equal(added(), "192.0.2.1:25");
	text_endpoint(&out, &six, 25);
	assert_string_equal(added(), "[2001:db8::1]:25");
	text_endpoint(&out, &four, NO_U64);
	assert_string_equal(added(), "192.0.2.1");
	text_frames(&out, 3, 7);
	assert_string_equal(added(), "#3-7");
	text_frames(&out, 3, 3);
	assert_string_equal(added(), "#3");
	text_frames(&out, 3, NO_U64);
	assert_string_equal(added(), "#3");
	text_frames(&out, NO_U64, NO_U64);
	assert_string_equal(added(), "");
}

static void lists_are_safe(void **state)
{
	struct bytes v[] = { B("a@example.org"), B("\x1b[2J"), B("") };
	struct ev_texts t = { v, 3 };

	(void)state;
	text_list(&out, &t);
	assert_string_equal(added(), "a@example.org, \\x1b[2J, ");
}

static void how_a_session_ended(void **state)
{
	static const struct {
		const char *ended, *by, *text;
	} cases[] = {
		{ "fin", "client", "closed by client" },
		{ "fin", NULL, "closed" },
		{ "half-close", "server", "half closed by server" },
		{ "reset", "server", "reset by server" },
		{ "reused", "client", "ports reused" },
		{ "timeout", NULL, "timed out" },
		{ "evicted", NULL, "evicted" },
		{ "end-of-capture", NULL, "capture ended" },
		{ "something-new", NULL, "something-new" },
		{ NULL, NULL, "unknown" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct ev_session s;

		record_init(RECORD_SESSION, &s);
		s.ended = cases[i].ended;
		s.closed_by = cases[i].by;
		text_ended(&out, &s);
		assert_string_equal(added(), cases[i].text);
	}
}

static void is_a_message_whole(void **state)
{
	static const struct {
		int8_t complete, headers_only;
		uint64_t missing;
		const char *text;
		struct bytes section;
	} cases[] = {
		{ 1, -1, 0, "TEXT only", B("TEXT") },
		{ 1, -1, 0, "\\x1b only", B("\x1b") },
		{ 1, 1, 0, "headers only", B("HEADER") },
		{ 0, -1, 0, "no end seen", B("TEXT") },
		{ 1, -1, 0, "complete", B("") },
		{ 1, 0, NO_U64, "complete", B("") },
		{ 1, 1, 0, "headers only", B("") },
		{ 0, 0, 0, "no end seen", B("") },
		{ 0, 0, 1, "1 octet missing", B("") },
		{ 0, 1, 512, "512 octets missing", B("") },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct ev_message m;

		record_init(RECORD_MESSAGE, &m);
		m.complete = cases[i].complete;
		m.headers_only = cases[i].headers_only;
		m.missing = cases[i].missing;
		m.section = cases[i].section;
		text_state(&out, &m);
		assert_string_equal(added(), cases[i].text);
	}
}

static void a_tab_of_folding_is_a_blank(void **state)
{
	(void)state;
	text_unfolded(&out, B("\ta\t\tb\x1b\t"));
	assert_string_equal(added(), " a  b\\x1b ");
	text_unfolded(&out, B(""));
	assert_string_equal(added(), "");
}

static void colours_only_where_they_are_on(void **state)
{
	(void)state;
	text_color(&out, false, RED);
	text_plain(&out, false);
	assert_string_equal(added(), "");
	text_color(&out, true, RED);
	text_plain(&out, true);
	assert_string_equal(added(), "\033[31m\033[0m");
}

static int clear(void **state)
{
	(void)state;
	buf_fini(&out);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts),
		cmocka_unit_test(endpoints_and_frames),
		cmocka_unit_test(lists_are_safe),
		cmocka_unit_test(how_a_session_ended),
		cmocka_unit_test(is_a_message_whole),
		cmocka_unit_test(a_tab_of_folding_is_a_blank),
		cmocka_unit_test(colours_only_where_they_are_on),
	};

	return cmocka_run_group_tests(tests, NULL, clear);
}
