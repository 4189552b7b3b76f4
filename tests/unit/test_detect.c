/* SPDX-License-Identifier: BSD-2-Clause */
/* test_detect.c - which connections are mail, and which end is the client. */
#include "fake_rows.h"

enum { NOT_MAIL, SMTP, POP3, IMAP, UNDECIDED };

static const struct {
	const char *what;
	uint16_t port;
	int is;
	const char *script[16];
	bool unsure;   /* no handshake: the roles are a guess */
	bool encrypted;
} rows[] = {
	{ "SMTP on its port", 25, SMTP, .script = { "S: 220 mx.example ESMTP" } },
	{ "SMTP on any port, by its greeting", 12345, SMTP, .script = { "S: 220 mx.example ESMTP" } },
	{ "SMTP on any port, by EHLO after a bare greeting", 12345, SMTP,
	  .script = { "S: 220 ready", "C: EHLO a" } },
	{ "SMTP on its port with a bare greeting", 587, SMTP, .script = { "S: 220 ready" } },
	{ "SMTP begun in the middle, client", 12345, SMTP, .script = { "C: MAIL FROM:<a@example.org>" },
	  .unsure = true },
	{ "SMTP begun in the middle, server", 25, SMTP, .script = { "S: 250 2.1.0 Ok" }, .unsure = true },
	{ "lower case", 12345, SMTP, .script = { "C: ehlo a" } },
	{ "POP3 on its port", 110, POP3, .script = { "S: +OK" } },
	{ "POP3 on any port, by its greeting", 12345, POP3, .script = { "S: +OK POP3 server ready" } },
	{ "POP3 on any port, by USER after a bare greeting", 12345, POP3,
	  .script = { "S: +OK", "C: USER bob" } },
	{ "POP3 begun in the middle", 110, POP3, .script = { "C: RETR 1" }, .unsure = true },
	{ "FTP: 220 and USER", 21, NOT_MAIL, .script = { "S: 220 ready", "C: USER bob", "S: 331 go" } },
	{ "FTP that says so", 25, NOT_MAIL, .script = { "S: 220 FTP server ready" } },
	{ "IRC: USER with more than a name", 6667, UNDECIDED,
	  .script = { "C: NICK a", "C: USER a 0 * :A", "S: :srv 001 a" } },
	{ "Redis: +OK", 6379, NOT_MAIL, .script = { "C: *1", "C: $4", "C: PING", "S: +OK" } },
	{ "Redis on a mail port", 110, NOT_MAIL, .script = { "C: *1", "C: $4", "C: PING", "S: +OK" } },
	{ "IMAP, by its greeting", 25, IMAP, .script = { "S: * OK ready" } },
	{ "IMAP, by its client", 12345, IMAP, .script = { "C: a1 CAPABILITY" }, .unsure = true },
	{ "IMAP begun in the middle, server", 143, IMAP,
	  .script = { "S: a1 OK FETCH completed" }, .unsure = true },
	{ "IMAP begun in the middle, untagged", 12345, IMAP,
	  .script = { "S: * 12 FETCH (FLAGS (\\Seen))" }, .unsure = true },
	{ "TLS on a port of IMAP", 993, IMAP, .script = { "C= \x16\x03\x01zz" },
	  .encrypted = true },
	{ "HTTP", 25, NOT_MAIL, .script = { "C: GET / HTTP/1.1", "C: ", "S: HTTP/1.1 200 OK" } },
	{ "SSH", 25, NOT_MAIL, .script = { "S: SSH-2.0-x" } },
	{ "octets", 25, NOT_MAIL, .script = { "S= \x01\x02\x03\n" } },
	{ "TLS on a port of SMTP", 465, SMTP, .script = { "C= \x16\x03\x01zz", "S= \x16\x03\x03zz" },
	  .encrypted = true },
	{ "TLS on a port of POP3", 995, POP3, .script = { "C= \x16\x03\x01zz" }, .encrypted = true },
	{ "TLS elsewhere", 443, NOT_MAIL, .script = { "C= \x16\x03\x01zz" } },
	{ "nothing yet", 25, UNDECIDED, .script = { "C: what" } },
};

static int outcome(const struct fake *f)
{
	if (f->ignored)
		return NOT_MAIL;
	if (protos_session_of(&f->conn) == 0)
		return UNDECIDED;
	if (strcmp(protos_label_of(&f->conn), "IMAP") == 0)
		return IMAP;
	return strcmp(protos_label_of(&f->conn), "POP") == 0 ? POP3 : SMTP;
}

static void content_decides(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (size_t step = 0; step < 4; step++) {
			struct fake_shape shape = { .step = step, .port = rows[i].port,
						    .in_the_middle = rows[i].unsure };
			struct fake f;

			fake_begin(&f, rows[i].script, &shape);
			if (outcome(&f) != rows[i].is)
				fail_msg("%s, %zu octets a segment: %d", rows[i].what, step,
					 outcome(&f));
			fake_close(&f, CLOSE_END);
			if (rows[i].encrypted)
				assert_non_null(strstr(buf_cstr(&f.log), " encrypted"));
			fake_fini(&f);
		}
}

/* Without a handshake the first sender is taken for the client; what is said knows
   better. */
static void the_roles_are_put_right(void **state)
{
	static const struct fake_row swapped = {
		"client and server the wrong way round",
		.script = { "C: 220 mx.example ESMTP", "S: EHLO c", "C: 250 ok", "S: QUIT",
			    "C: 221 bye" },
		.shape = { .in_the_middle = true, .roles = ROLES_BY_FIRST, .port = 9999 },
		.log = "0 | 220 mx.example ESMTP | ok\n1 EHLO c | 250 ok | ok\n"
		       "2 QUIT | 221 bye | ok\n"
		       "session smtp commands=2 messages=0 logins=0 "
		       "banner=mx.example ESMTP helo=c\n",
	};

	(void)state;
	fake_check_shapes(&swapped);
}

/* A handshake is certain: nothing that is said turns it round. */
static void a_handshake_is_not_doubted(void **state)
{
	static const char *const script[] = { "C: 220 mx.example ESMTP", NULL };
	struct fake_shape shape = { .roles = ROLES_BY_SYN, .port = 9999 };
	struct fake f;

	(void)state;
	fake_begin(&f, script, &shape);
	assert_false(f.turned);
	assert_int_equal(outcome(&f), UNDECIDED);
	fake_fini(&f);
}

/* What is never mail is let go within LIMIT_DETECT_OCTETS, whatever it says. */
static void what_is_not_mail_is_let_go(void **state)
{
	struct fake_shape shape = { .port = 25 };
	static const char *const nothing[] = { NULL };
	struct fake f;
	uint64_t said = 0;

	(void)state;
	fake_begin(&f, nothing, &shape);
	while (!f.ignored) {
		fake_say(&f, DIR_CLIENT, B("something that nobody says\r\n"), &shape);
		said += 28;
		assert_true(said <= LIMIT_DETECT_OCTETS + 28);
	}
	fake_fini(&f);
}

/* What both sides said before it was decided is told in the order it was said, and so is
   the end of a side. */
static void lines_come_in_the_order_they_were_said(void **state)
{
	static const char *const script[] = { "S: 220-one", "C: what", "S: 220 ready", "C: EHLO a",
					      "S= 250 b", "S.", "C: NOOP", NULL };
	struct fake_shape shape = { .port = 9999 };

	(void)state;
	for (shape.step = 0; shape.step < 4; shape.step++) {
		struct fake f;

		fake_play(&f, script, &shape);
		assert_string_equal(buf_cstr(&f.lines),
				    "S more text=220-one\n"
				    "C command text=what seq=1\n"
				    "S reply text=220 ready\n"
				    "C command text=EHLO a seq=2\n"
				    "S reply text=250 b seq=1\n"
				    "C command text=NOOP seq=3\n");
		fake_fini(&f);
	}
}

/* Octets missing before the first words: what is found then is still told. */
static void a_hole_before_the_first_words(void **state)
{
	static const struct fake_row row = {
		"a hole on both sides before anything was said",
		.script = { "S! 100", "C! 30", "C: RCPT TO:<b@example.org>", "S: 250 ok",
			    "C: QUIT", "S: 221 bye" },
		.shape = { .port = 2525 },
		.log = "1 RCPT TO:<b@example.org> | 250 ok | ok\n2 QUIT | 221 bye | ok\n"
		       "session smtp commands=2 messages=0 logins=0\n",
	};

	(void)state;
	fake_check_shapes(&row);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(content_decides),
		cmocka_unit_test(the_roles_are_put_right),
		cmocka_unit_test(a_handshake_is_not_doubted),
		cmocka_unit_test(what_is_not_mail_is_let_go),
		cmocka_unit_test(lines_come_in_the_order_they_were_said),
		cmocka_unit_test(a_hole_before_the_first_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
