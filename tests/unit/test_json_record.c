/* SPDX-License-Identifier: BSD-2-Clause */
/* test_json_record.c - records as JSON objects, text for text. */
#include "sink/json_record.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void expect(enum record_kind kind, const void *record, bool secrets, const char *json)
{
	struct json_records *j = json_records_new();
	const struct policy policy = { secrets };
	struct buf out = { 0 };

	json_record(j, &out, kind, record, &policy);
	assert_string_equal(buf_cstr(&out), json);
	buf_fini(&out);
	json_records_free(&j);
	assert_null(j);
}

static void an_empty_row_is_an_empty_object(void **state)
{
	struct ev_span span;

	(void)state;
	record_init(RECORD_SPAN, &span);
	expect(RECORD_SPAN, &span, false, "{}");
}

static void an_empty_record_says_what_it_is(void **state)
{
	struct ev_auth a;

	(void)state;
	record_init(RECORD_AUTH, &a);
	expect(RECORD_AUTH, &a, false,
	       "{\"ecs\":{\"version\":\"9.3.0\"},\"event\":{\"kind\":\"event\","
	       "\"module\":\"mailwire\",\"category\":[\"authentication\"],\"type\":[\"start\"],"
	       "\"dataset\":\"mailwire.auth\"}}");
}

static void prefixes_are_grouped_wherever_they_come_from(void **state)
{
	struct ev_session s;

	(void)state;
	record_init(RECORD_SESSION, &s);
	s.head.ts = 0;
	s.head.client_ip = ip4_of(B("\xc0\x00\x02\x01"));
	s.head.client_port = 1025;
	s.head.client_mac = (struct mac){ true, { 2, 0, 0, 0, 0, 0xab } };
	s.head.server_ip = ip6_of(B("\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\1"));
	s.head.transport = "tcp";
	s.head.tcp_stream = 0;
	s.head.first_frame = 1;
	s.client_octets = 12;
	s.encrypted = 0;
	s.handshake_rtt = 1500000;
	s.client_fin_frame = 9;
	s.capabilities = (struct ev_texts){ (struct bytes[]){ B("A\n"), B("") }, 2 };
	expect(RECORD_SESSION, &s, false,
	       "{\"@timestamp\":\"1970-01-01T00:00:00.000000000Z\",\"ecs\":{\"version\":\"9.3.0\"},"
	       "\"event\":{\"kind\":\"event\",\"module\":\"mailwire\","
	       "\"category\":[\"network\",\"email\"],\"type\":[\"end\"],"
	       "\"dataset\":\"mailwire.session\"},"
	       "\"source\":{\"ip\":\"192.0.2.1\",\"port\":1025,\"mac\":\"02-00-00-00-00-AB\","
	       "\"bytes\":12},"
	       "\"destination\":{\"ip\":\"2001:db8::1\"},"
	       "\"network\":{\"type\":\"ipv4\",\"transport\":\"tcp\"},"
	       "\"mailwire\":{\"tcp_stream\":0,\"packets\":{\"first\":1},"
	       "\"session\":{\"encrypted\":false,\"capabilities\":[\"A\\n\",\"\"]},"
	       "\"tcp\":{\"handshake\":{\"rtt_ms\":1.5},\"client\":{\"fin_frame\":9}}}}");
}

static void rows_and_digests(void **state)
{
	struct ev_message m;
	struct ev_span spans[2];
	struct ev_file file;

	(void)state;
	record_init(RECORD_MESSAGE, &m);
	record_init(RECORD_SPAN, &spans[0]);
	record_init(RECORD_SPAN, &spans[1]);
	record_init(RECORD_FILE, &file);
	spans[0].frame = 39;
	spans[0].octets = 356;
	file.name = B("caf\xc3\xa9.txt");
	file.size = 3;
	file.sha256.known = true;
	memset(file.sha256.octets, 0xa5, sizeof(file.sha256.octets));
	m.frames = (struct ev_spans){ spans, 2 };
	m.attachments = (struct ev_files){ &file, 1 };
	m.head.ts = 0;
	expect(RECORD_MESSAGE, &m, false,
	       "{\"@timestamp\":\"1970-01-01T00:00:00.000000000Z\",\"ecs\":{\"version\":\"9.3.0\"},"
	       "\"event\":{\"kind\":\"event\",\"module\":\"mailwire\","
	       "\"category\":[\"email\",\"network\"],\"type\":[\"info\"],"
	       "\"dataset\":\"mailwire.message\"},"
	       "\"mailwire\":{\"message\":{\"frames\":[{\"number\":39,\"bytes\":356},{}]}},"
	       "\"email\":{\"attachments\":[{\"file\":{\"name\":\"caf\xc3\xa9.txt\",\"size\":3,"
	       "\"hash\":{\"sha256\":\"a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5"
	       "a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5\"}}}]}}");
}

static void secrets_are_left_out_unless_asked_for(void **state)
{
	struct ev_word w;

	(void)state;
	record_init(RECORD_WORD, &w);
	w.from = "client";
	w.frame = 7;
	w.raw = B("c2VzYW1l");
	w.decoded = B("sesame");
	expect(RECORD_WORD, &w, false, "{\"from\":\"client\",\"frame\":7}");
	expect(RECORD_WORD, &w, true,
	       "{\"from\":\"client\",\"frame\":7,\"raw\":\"c2VzYW1l\",\"decoded\":\"sesame\"}");
}

/* The text of a long record, taken away in pieces. */
struct taken {
	struct buf *from, text;
	size_t pieces, longest;
};

static void take(void *ctx)
{
	struct taken *t = ctx;

	t->pieces++;
	if (t->from->n > t->longest)
		t->longest = t->from->n;
	buf_add(&t->text, buf_bytes(t->from));
	buf_clear(t->from);
}

static void a_long_record_comes_in_pieces(void **state)
{
	enum { SPANS = 10000, SUBJECT = 200000 };
	static uint8_t subject[SUBJECT];
	struct ev_span *spans = test_calloc(SPANS, sizeof(*spans));
	struct json_records *j = json_records_new();
	const struct policy policy = { false };
	struct buf whole = { 0 }, out = { 0 };
	struct taken t = { .from = &out };
	struct ev_message m;

	(void)state;
	record_init(RECORD_MESSAGE, &m);
	for (size_t i = 0; i < SPANS; i++) {
		record_init(RECORD_SPAN, &spans[i]);
		spans[i].frame = i;
	}
	m.frames = (struct ev_spans){ spans, SPANS };
	for (size_t i = 0; i < SUBJECT; i++)
		subject[i] = i % 70000 < 40000 ? (uint8_t)"\xe2\x82\xacy\1\n"[i % 6] : 0x80 | i % 64;
	m.subject = bytes_of(subject, SUBJECT);
	json_record(j, &whole, RECORD_MESSAGE, &m, &policy);
	json_records_pieces(j, take, &t);
	json_record(j, &out, RECORD_MESSAGE, &m, &policy);
	assert_in_range(t.longest, JSON_PIECE_OCTETS, 7 * JSON_PIECE_OCTETS);
	assert_true(t.pieces > 10);
	take(&t);
	assert_string_equal(buf_cstr(&t.text), buf_cstr(&whole));
	buf_fini(&whole);
	buf_fini(&out);
	buf_fini(&t.text);
	json_records_free(&j);
	test_free(spans);
}

/* Names that share a place, one too long for it, one that is not plain: each time what it is. */
static void names_share_their_places(void **state)
{
	static char names[8][512]; /* apart by what their places repeat after */
	static const char *const texts[8] = {
		"bounced", "bounced again", "", "a name of twenty-nine octets.",
		"one that has thirty of octets.", "with a \"quote\"", "b", "\x7f",
	};
	static const char *const shown[8] = {
		"bounced", "bounced again", "", "a name of twenty-nine octets.",
		"one that has thirty of octets.", "with a \\\"quote\\\"", "b", "\\u007f",
	};
	struct json_records *j = json_records_new();
	const struct policy policy = { false };
	struct ev_rcpt r;

	(void)state;
	record_init(RECORD_RCPT, &r);
	for (size_t i = 0; i < 8; i++)
		strcpy(names[i], texts[i]);
	for (size_t i = 0; i < 64; i++) {
		size_t k = i % 3 ? i * 5 % 8 : i / 8; /* in turn, and again */
		struct buf out = { 0 }, want = { 0 };

		r.verdict = names[k];
		json_record(j, &out, RECORD_RCPT, &r, &policy);
		buf_printf(&want, "{\"verdict\":\"%s\"}", shown[k]);
		assert_string_equal(buf_cstr(&out), buf_cstr(&want));
		buf_fini(&out);
		buf_fini(&want);
	}
	json_records_free(&j);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_row_is_an_empty_object),
		cmocka_unit_test(an_empty_record_says_what_it_is),
		cmocka_unit_test(prefixes_are_grouped_wherever_they_come_from),
		cmocka_unit_test(rows_and_digests),
		cmocka_unit_test(secrets_are_left_out_unless_asked_for),
		cmocka_unit_test(a_long_record_comes_in_pieces),
		cmocka_unit_test(names_share_their_places),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
