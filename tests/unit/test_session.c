/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_session.c - what records of a session say beside the words: frames, octets, times,
 * secrets, parts, and what is left out when nobody listens.
 */
#include "fake_rows.h"
#include "proto/transaction.h"

static const char *const submission[] = {
	"S: 220 mx.example ESMTP", "C: EHLO c", "S: 250 ok", "C: AUTH LOGIN",
	"S: 334 VXNlcm5hbWU6", "C: YWxpY2U=", "S: 334 UGFzc3dvcmQ6", "C: c2VjcmV0",
	"S: 235 ok", "C: MAIL FROM:<a@example.org>", "S: 250 ok",
	"C: RCPT TO:<b@example.org>", "S: 250 ok", "C: DATA", "S: 354 go",
	"C: Subject: =?utf-8?B?SGk=?=", "C: From: \"A, B\" <a@example.org>",
	"C: Content-Type: multipart/mixed; boundary=x", "C: ", "C: --x", "C: ", "C: ..text",
	"C: --x", "C: Content-Type: application/zip; name=a.zip",
	"C: Content-Transfer-Encoding: base64", "C: ", "C: aGVsbG8=", "C: --x--", "C: .",
	"S: 250 ok", NULL,
};

/* Records of one kind, looked at as they are told. */
struct seen {
	struct fake fake; /* first: events are told with its address */
	const char *verb;
	struct ev_command command;
	struct ev_message message;
	struct ev_part part;
	struct ev_file file;
	struct ev_span frames[32];
	struct buf name, subject, hidden;
	unsigned events;
};

static void keep(struct buf *b, struct bytes text)
{
	buf_clear(b);
	buf_add(b, text);
}

static void look(struct events *self, const struct event *e)
{
	struct seen *s = (struct seen *)self;
	struct policy hide = { .show_secrets = false };

	s->events |= EV_BIT(e->kind);
	if (e->kind == EV_COMMAND && s->verb &&
	    bytes_eq(e->command->verb, bytes_str(s->verb)))
		s->command = *e->command;
	if (e->kind == EV_LINE) {
		policy_line(&hide, e->line, &s->hidden);
		buf_addc(&s->hidden, '\n');
		if (!e->line->decoded_secret)
			buf_add(&s->hidden, e->line->decoded);
	}
	if (e->kind != EV_MESSAGE)
		return;
	s->message = *e->message;
	if (e->message->parts.n == 2)
		s->part = e->message->parts.v[1];
	if (e->message->attachments.n == 1) {
		s->file = e->message->attachments.v[0];
		keep(&s->name, s->file.name);
	}
	keep(&s->subject, e->message->subject);
	for (size_t i = 0; i < e->message->frames.n && i < 32; i++)
		s->frames[i] = e->message->frames.v[i];
}

static void play(struct seen *s, const char *verb, unsigned wants, const char *const *script)
{
	struct fake_shape shape = { 0 };
	size_t i = 0;

	memset(s, 0, sizeof(*s));
	fake_open(&s->fake, &shape);
	s->verb = verb;
	s->fake.events.put = look;
	s->fake.events.wants = wants;
	for (; script[i]; i++) {
		struct buf line = { 0 };

		buf_adds(&line, script[i] + 3);
		buf_adds(&line, "\r\n");
		fake_say(&s->fake, script[i][0] == 'C' ? DIR_CLIENT : DIR_SERVER,
			 buf_bytes(&line), &shape);
		buf_fini(&line);
	}
	fake_close(&s->fake, CLOSE_END);
}

static void done(struct seen *s)
{
	buf_fini(&s->name);
	buf_fini(&s->subject);
	buf_fini(&s->hidden);
	fake_fini(&s->fake);
}

/* Frame N is line N of the script, 1 ms after the one before. */
static void commands_know_their_frames_and_times(void **state)
{
	struct seen s;

	(void)state;
	play(&s, "MAIL", ~0u, submission);
	assert_int_equal(s.command.request_first, 10);
	assert_int_equal(s.command.reply_last, 11);
	assert_int_equal(s.command.head.first_frame, 10);
	assert_int_equal(s.command.head.last_frame, 11);
	assert_int_equal(s.command.request_octets, 27);
	assert_int_equal(s.command.reply_octets, 8);
	assert_int_equal(s.command.client_time, 1000000);
	assert_int_equal(s.command.server_time, 1000000);
	assert_int_equal(s.command.reply_time, 1000000);
	done(&s);
	/* AUTH: the server spoke three times, 1 ms after the client each time. */
	play(&s, "AUTH", ~0u, submission);
	assert_int_equal(s.command.request_first, 4);
	assert_int_equal(s.command.reply_first, 5);
	assert_int_equal(s.command.reply_last, 9);
	assert_int_equal(s.command.server_time, 3000000);
	assert_int_equal(s.command.reply_time, 5000000);
	assert_int_equal(s.command.reply_octets, 18 + 18 + 8);
	done(&s);
}

static void messages_know_their_frames_and_parts(void **state)
{
	uint8_t sum[DIGEST_MAX_OCTETS];
	struct seen s;

	(void)state;
	play(&s, NULL, ~0u, submission);
	assert_true(bytes_eq(buf_bytes(&s.subject), B("Hi")));
	assert_int_equal(s.message.head.first_frame, 16);
	assert_int_equal(s.message.head.last_frame, 28);
	assert_int_equal(s.message.frames.n, 13);
	assert_int_equal(s.frames[6].frame, 22);
	assert_int_equal(s.frames[6].octets, 8); /* as on the wire: stuffed */
	assert_int_equal(s.message.from.n, 1);
	assert_int_equal(s.part.size, 5);
	digest_of(DIGEST_SHA256, B("hello"), sum);
	assert_memory_equal(s.part.sha256.octets, sum, 32);
	assert_int_equal(s.message.attachments.n, 1);
	assert_true(bytes_eq(buf_bytes(&s.name), B("a.zip")));
	assert_int_equal(s.file.size, 5);
	done(&s);
}

/* With the policy's default no password, and no base64 of one, leaves in a line. */
static void lines_hide_secrets(void **state)
{
	static const char *const pop3[] = {
		"S: +OK pop", "C: USER bob", "S: +OK", "C: PASS se cret", "S: -ERR",
		"C: APOP bob c2VjcmV0", "S: -ERR", "C: AUTH PLAIN c2VjcmV0", "S: -ERR",
		"C: AUTH LOGIN", "S: + VXNlcm5hbWU6", "C: Ym9i", "S: + UGFzc3dvcmQ6",
		"C: c2VjcmV0", "S: -ERR", "C: c2VjcmV0", "S: -ERR", NULL,
	};
	const char *const *scripts[] = { submission, pop3 };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct seen s;

		play(&s, NULL, ~0u, scripts[i]);
		assert_null(strstr(buf_cstr(&s.hidden), "cret"));
		assert_null(strstr(buf_cstr(&s.hidden), "c2VjcmV0"));
		assert_non_null(strstr(buf_cstr(&s.hidden), i ? "USER bob" : "alice"));
		assert_non_null(strstr(buf_cstr(&s.hidden), "[hidden]"));
		done(&s);
	}
}

static void only_what_is_wanted_is_told(void **state)
{
	static const unsigned wants[] = { 0, EV_RECORDS, EV_BIT(EV_SESSION),
					  EV_BIT(EV_MESSAGE), EV_BIT(EV_OCTETS),
					  EV_BIT(EV_LINE) | EV_BIT(EV_PART_OCTETS) };

	(void)state;
	for (size_t i = 0; i < sizeof(wants) / sizeof(wants[0]); i++) {
		struct seen s;

		play(&s, NULL, wants[i], submission);
		/* AUTH PLAIN in clear is a finding; in SMTP nothing is described */
		assert_int_equal(s.events, wants[i] & ~EV_BIT(EV_DESCRIBED));
		done(&s);
	}
}

/* What a session makes only when it needs it is counted like the rest. */
static void its_memory_is_counted(void **state)
{
	static const char *const words[] = { "S220 mx\r\n", "CEHLO c\r\n", "S250 mx\r\n",
					     "CMAIL FROM:<a@example.org>\r\n", "S250 ok\r\n" };
	struct fake_shape shape = { 0 };
	size_t before = 0, after;
	struct fake f;

	(void)state;
	fake_open(&f, &shape);
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (i == 3)
			before = protos_ops.octets(f.protos, &f.conn);
		fake_say(&f, words[i][0] == 'C' ? DIR_CLIENT : DIR_SERVER, bytes_str(words[i] + 1),
			 &shape);
	}
	after = protos_ops.octets(f.protos, &f.conn);
	assert_true(before > 0 && after >= before + sizeof(struct transaction));
	fake_close(&f, CLOSE_END);
	fake_fini(&f);
}

/* Each text of the record is the one it was set to last, in whatever order they come. */
static void its_texts_are_kept_apart(void **state)
{
	static const char *const says[] = { "one", "", "a longer text than the others", "b",
					    "0123456789012345678901234567890123456789" };
	const char *want[SESSION_TEXTS] = { NULL };
	struct session s = { 0 };
	unsigned random = 1;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		unsigned which = (random = random * 1103515245 + 12345) >> 16 & 7;
		const char *say = says[(random >> 20) % 5];

		if (which >= SESSION_TEXTS)
			continue;
		session_text_set(&s, which, bytes_str(say));
		want[which] = say;
		for (int k = 0; k < SESSION_TEXTS; k++) {
			struct bytes text = session_text(&s, (enum session_text)k);

			assert_true(bytes_eq(text, bytes_str(want[k])));
			assert_int_equal(text.p != NULL, want[k] && want[k][0]);
		}
	}
	buf_fini(&s.texts.all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(commands_know_their_frames_and_times),
		cmocka_unit_test(messages_know_their_frames_and_parts),
		cmocka_unit_test(lines_hide_secrets),
		cmocka_unit_test(only_what_is_wanted_is_told),
		cmocka_unit_test(its_memory_is_counted),
		cmocka_unit_test(its_texts_are_kept_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
