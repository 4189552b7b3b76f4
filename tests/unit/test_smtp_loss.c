/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_smtp_loss.c - SMTP sessions of which a side, the beginning or octets are missing: what
 * is lost is said, what follows is intact.
 */
#include "fake_rows.h"

#define HELLO    "S: 220 mx.example ESMTP", "C: EHLO c", "S: 250 mx.example"
#define ENVELOPE "C: MAIL FROM:<a@example.org>", "S: 250 ok", \
		 "C: RCPT TO:<b@example.org>", "S: 250 ok"
#define BODY     "C: DATA", "S: 354 go", "C: Subject: x", "C: ", "C: body"
#define QUEUED   "S: 250 Ok: queued as X1", "C: QUIT", "S: 221 bye"

#define HELLO_LOG    "0 | 220 mx.example ESMTP | ok\n1 EHLO c | 250 mx.example | ok\n"
#define ENVELOPE_LOG "2 MAIL FROM:<a@example.org> | 250 ok | ok\n" \
		     "3 RCPT TO:<b@example.org> | 250 ok | ok\n"
#define BODY_LOG     "4 DATA | 354 go | continue message=1\n"
#define QUEUED_LOG   "5 . | 250 Ok: queued as X1 | ok message=1\n6 QUIT | 221 bye | ok\n"

static const struct fake_row rows[] = {
	{ "only the client was captured",
	  .shape = { .in_the_middle = true, .only = 1 },
	  .script = {
		HELLO, "C: AUTH LOGIN", "C: YWxpY2U=", "C: c2VjcmV0", ENVELOPE, BODY,
		"C: .", "C: MAIL FROM:<a2@example.org>", "C: RCPT TO:<b2@example.org>",
		"C: DATA", "C: RSET", "C: QUIT",
	  },
	  .log =
		"1 EHLO c | | none {no reply seen}\n"
		"auth attempt=1 mechanism=LOGIN user=alice secret=secret "
		"outcome=unknown words=2 note=no reply seen\n"
		"2 AUTH LOGIN | | none {no reply seen}\n"
		"3 MAIL FROM:<a@example.org> | | none {no reply seen}\n"
		"4 RCPT TO:<b@example.org> | | none {no reply seen}\n"
		"5 DATA | | none message=1 {no reply seen}\n"
		"message 1 DATA from=a@example.org to=b@example.org(unknown) "
		"complete octets=Subject: x~~body~\n"
		"6 . | | none message=1 {no reply seen}\n"
		"7 MAIL FROM:<a2@example.org> | | none {no reply seen}\n"
		"8 RCPT TO:<b2@example.org> | | none {no reply seen}\n"
		"9 DATA | | none {no reply seen}\n"
		"10 RSET | | none {no reply seen}\n"
		"11 QUIT | | none {no reply seen}\n"
		"session smtp commands=10 messages=1 logins=1 user=alice helo=c\n" },
	{ "only the server was captured",
	  .shape = { .in_the_middle = true, .only = 2 },
	  .script = {
		"S: 220 mx.example ESMTP", "S: 250-mx", "S: 250 SIZE",
		"S: 334 VXNlcm5hbWU6", "S: 334 UGFzc3dvcmQ6", "S: 235 ok", "S: 250 ok",
		"S: 354 go", "S: 250 queued as X1", "S: 221 bye",
	  },
	  .log =
		"0 | 220 mx.example ESMTP | ok\n"
		"? | 250 mx / SIZE | ok {no command seen for it}\n"
		"? | 334 VXNlcm5hbWU6 | continue {no command seen for it}\n"
		"? | 334 UGFzc3dvcmQ6 | continue {no command seen for it}\n"
		"auth attempt=1 mechanism=LOGIN outcome=success code=235 words=2 "
		"note=the beginning of the exchange was not captured\n"
		"? | 235 ok | ok {no command seen for it}\n"
		"? | 250 ok | ok {no command seen for it}\n"
		"? | 354 go | continue {no command seen for it}\n"
		"? | 250 queued as X1 | ok {no command seen for it}\n"
		"? | 221 bye | ok {no command seen for it}\n"
		"session smtp commands=0 messages=0 logins=1 banner=mx.example ESMTP\n" },
	{ "begun between MAIL and RCPT",
	  .shape = { .in_the_middle = true },
	  .script = {
		"C: RCPT TO:<b@example.org>", "S: 250 2.1.5 ok", BODY, "C: .", QUEUED,
	  },
	  .log =
		"1 RCPT TO:<b@example.org> | 250 2.1.5 ok | ok\n"
		"2 DATA | 354 go | continue message=1\n"
		"message 1 DATA to=b@example.org(accepted) reply=250 local-id=X1 "
		"complete octets=Subject: x~~body~\n"
		"3 . | 250 Ok: queued as X1 | ok message=1\n"
		"4 QUIT | 221 bye | ok\n"
		"session smtp commands=3 messages=1 logins=0\n" },
	{ "begun inside a message",
	  .shape = { .in_the_middle = true },
	  .script = {
		"C: the end of a body", "C: .", "S: 250 2.0.0 Ok: queued as X1",
		"C: MAIL FROM:<a@example.org>", "S: 250 ok", "C: QUIT", "S: 221 bye",
	  },
	  .log =
		"? | 250 2.0.0 Ok: queued as X1 | ok {no command seen for it}\n"
		"1 MAIL FROM:<a@example.org> | 250 ok | ok\n"
		"2 QUIT | 221 bye | ok\n"
		"session smtp commands=2 messages=0 logins=0\n" },
	{ "begun inside DATA, whose reply comes after the first octets",
	  .shape = { .in_the_middle = true },
	  .script = {
		"C= Subject: a line that has no end yet", "S: 354 go",
		"C= \r\n\r\n.\r\nNOOP\r\nQUIT\r\n", "S: 250 ok", "S: 250 ok",
		"S: 221 bye",
	  },
	  .log =
		"? | 354 go | continue {no command seen for it}\n"
		"message 1 DATA reply=250 complete octets=Subject: a line that has "
		"no end yet~~\n"
		"1 . | 250 ok | ok message=1\n"
		"2 NOOP | 250 ok | ok\n"
		"3 QUIT | 221 bye | ok\n"
		"session smtp commands=2 messages=1 logins=0\n" },
	{ "begun at the reply to DATA",
	  .shape = { .in_the_middle = true },
	  .script = {
		"S: 354 go", "C: a: b", "C: .", "S: 250 ok", "C: QUIT", "S: 221 bye",
	  },
	  .log =
		"? | 354 go | continue {no command seen for it}\n"
		"message 1 DATA reply=250 complete octets=a: b~\n"
		"1 . | 250 ok | ok message=1\n"
		"2 QUIT | 221 bye | ok\n"
		"session smtp commands=1 messages=1 logins=0\n" },
	{ "a hole inside the message",
	  .script = {
		HELLO, ENVELOPE, BODY, "C! 100", "C: tail", "C: .", QUEUED,
	  },
	  .log =
		HELLO_LOG
		ENVELOPE_LOG
		BODY_LOG
		"message 1 DATA from=a@example.org to=b@example.org(accepted) "
		"reply=250 local-id=X1 INCOMPLETE missing=100 octets=Subject: "
		"x~~body~[100]tail~\n"
		QUEUED_LOG
		"session smtp commands=5 messages=1 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "a hole with the end of the message",
	  .script = {
		HELLO, ENVELOPE, BODY, "C! 100", QUEUED,
	  },
	  .log =
		HELLO_LOG
		ENVELOPE_LOG
		BODY_LOG
		"message 1 DATA from=a@example.org to=b@example.org(accepted) "
		"reply=250 local-id=X1 INCOMPLETE missing=100 octets=Subject: "
		"x~~body~[100]\n"
		"5 . | 250 Ok: queued as X1 | ok message=1 {the end of the message "
		"was not captured}\n"
		"6 QUIT | 221 bye | ok\n"
		"session smtp commands=5 messages=1 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "a hole before the segment with the final dot",
	  .script = {
		HELLO, ENVELOPE, BODY, "C! 100", "C: .", QUEUED,
	  },
	  .log =
		HELLO_LOG
		ENVELOPE_LOG
		BODY_LOG
		"message 1 DATA from=a@example.org to=b@example.org(accepted) "
		"reply=250 local-id=X1 INCOMPLETE missing=100 octets=Subject: "
		"x~~body~[100]\n"
		"5 . | 250 Ok: queued as X1 | ok message=1 {octets before the end "
		"are missing}\n"
		"6 QUIT | 221 bye | ok\n"
		"session smtp commands=5 messages=1 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "a hole from the end of a message to the next DATA",
	  .script = {
		HELLO, ENVELOPE, BODY, "C! 100", "S: 250 ok", "S: 250 ok", "S: 250 ok",
		"S: 354 go", "C: Subject: second", "C: .", "S: 250 fine",
	  },
	  .log =
		HELLO_LOG
		ENVELOPE_LOG
		BODY_LOG
		"message 1 DATA from=a@example.org to=b@example.org(accepted) "
		"reply=250 INCOMPLETE missing=100 octets=Subject: x~~body~[100]\n"
		"5 . | 250 ok | ok message=1 {the end of the message was not "
		"captured}\n"
		"? | 250 ok | ok {no command seen for it}\n"
		"? | 250 ok | ok {no command seen for it}\n"
		"? | 354 go | continue {no command seen for it}\n"
		"message 2 DATA reply=250 complete octets=Subject: second~\n"
		"6 . | 250 fine | ok message=2\n"
		"session smtp commands=4 messages=2 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "a hole with the DATA command",
	  .script = {
		HELLO, ENVELOPE, "C! 6", "S: 354 go", "C: Subject: x", "C: .", QUEUED,
	  },
	  .log =
		HELLO_LOG
		ENVELOPE_LOG
		"? | 354 go | continue {no command seen for it}\n"
		"message 1 DATA from=a@example.org to=b@example.org(accepted) "
		"reply=250 local-id=X1 complete octets=Subject: x~\n"
		"4 . | 250 Ok: queued as X1 | ok message=1\n"
		"5 QUIT | 221 bye | ok\n"
		"session smtp commands=4 messages=1 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "a hole with the first lines of the message",
	  .script = {
		HELLO, ENVELOPE, "C: DATA", "S: 354 go", "C! 50", "C: ody", "C: .",
		QUEUED,
	  },
	  .log =
		HELLO_LOG
		ENVELOPE_LOG
		BODY_LOG
		"message 1 DATA from=a@example.org to=b@example.org(accepted) "
		"reply=250 local-id=X1 INCOMPLETE missing=50 octets=[50]ody~\n"
		QUEUED_LOG
		"session smtp commands=5 messages=1 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "a hole inside a command",
	  .script = {
		HELLO, "C= MAIL FROM:<a@ex", "C! 10", "C: g>", "S: 250 ok",
		"C: RCPT TO:<b@example.org>", "S: 250 ok", "C: QUIT", "S: 221 bye",
	  },
	  .log =
		HELLO_LOG
		"2 MAIL FROM:<a@ex | 250 ok | ok {octets of it are missing}\n"
		"3 RCPT TO:<b@example.org> | 250 ok | ok\n"
		"4 QUIT | 221 bye | ok\n"
		"session smtp commands=4 messages=0 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "a hole with a whole command",
	  .script = {
		HELLO, "C! 10", "S: 250 ok", "C: RCPT TO:<b@example.org>", "S: 250 ok",
		"C: QUIT", "S: 221 bye",
	  },
	  .log =
		HELLO_LOG
		"? | 250 ok | ok {no command seen for it}\n"
		"2 RCPT TO:<b@example.org> | 250 ok | ok\n"
		"3 QUIT | 221 bye | ok\n"
		"session smtp commands=3 messages=0 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "a hole with a reply",
	  .script = {
		HELLO, "C: MAIL FROM:<a@example.org>", "S! 8",
		"C: RCPT TO:<b@example.org>", "S: 250 ok", "C: QUIT", "S: 221 bye",
	  },
	  .log =
		HELLO_LOG
		"2 MAIL FROM:<a@example.org> | | none {its reply was not captured}\n"
		"3 RCPT TO:<b@example.org> | 250 ok | ok\n"
		"4 QUIT | 221 bye | ok\n"
		"session smtp commands=4 messages=0 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "a hole inside a reply",
	  .script = {
		HELLO, "C: MAIL FROM:<a@example.org>", "S= 250 o", "S! 8", "S: ght",
		"C: RCPT TO:<b@example.org>", "S: 250 ok", "C: QUIT", "S: 221 bye",
	  },
	  .log =
		HELLO_LOG
		"2 MAIL FROM:<a@example.org> | 250 o | ok {octets of the reply are "
		"missing}\n"
		"3 RCPT TO:<b@example.org> | 250 ok | ok\n"
		"4 QUIT | 221 bye | ok\n"
		"session smtp commands=4 messages=0 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "a hole inside a reply of many lines",
	  .script = {
		"S: 220 mx.example ESMTP", "C: EHLO c", "S: 250-mx.example", "S! 20",
		"S: 250-SIZE", "S: 250 HELP", "C: QUIT", "S: 221 bye",
	  },
	  .log =
		"0 | 220 mx.example ESMTP | ok\n"
		"1 EHLO c | 250 mx.example / SIZE / HELP | ok {octets of the reply "
		"are missing}\n"
		"2 QUIT | 221 bye | ok\n"
		"session smtp commands=2 messages=0 logins=0 banner=mx.example ESMTP "
		"helo=c offers=SIZE,HELP\n" },
	{ "a hole with the greeting",
	  .script = {
		"S! 20", "C: EHLO c", "S: 250 mx", ENVELOPE, "C: QUIT", "S: 221 bye",
	  },
	  .log =
		"1 EHLO c | 250 mx | ok\n"
		ENVELOPE_LOG
		"4 QUIT | 221 bye | ok\n"
		"session smtp commands=4 messages=0 logins=0 helo=c\n" },
	{ "a hole with the 354",
	  .script = {
		HELLO, ENVELOPE, "C: DATA", "S! 8", "C: Subject: x", "C: .", QUEUED,
	  },
	  .log =
		HELLO_LOG
		ENVELOPE_LOG
		"4 DATA | | none message=1 {no reply seen}\n"
		"message 1 DATA from=a@example.org to=b@example.org(accepted) "
		"reply=250 local-id=X1 complete octets=Subject: x~\n"
		QUEUED_LOG
		"session smtp commands=5 messages=1 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "a hole in pipelined replies",
	  .script = {
		HELLO, "C: MAIL FROM:<a@example.org>", "C: RCPT TO:<b@example.org>",
		"C: DATA", "S! 8", "S: 250 ok", "S: 354 go", "C: Subject: x", "C: .",
		QUEUED,
	  },
	  .log =
		HELLO_LOG
		"2 MAIL FROM:<a@example.org> | 250 ok | ok {replies are missing: "
		"this one may belong to another command}\n"
		"3 RCPT TO:<b@example.org> | | none {its reply was not captured}\n"
		BODY_LOG
		"message 1 DATA from=a@example.org to=b@example.org(unknown) "
		"reply=250 local-id=X1 complete octets=Subject: x~\n"
		QUEUED_LOG
		"session smtp commands=5 messages=1 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "a hole with AUTH and its challenge",
	  .script = {
		HELLO, "C! 12", "S: 334 VXNlcm5hbWU6", "C: YWxpY2U=",
		"S: 334 UGFzc3dvcmQ6", "C: c2VjcmV0", "S: 235 ok", "C: QUIT",
		"S: 221 bye",
	  },
	  .log =
		HELLO_LOG
		"? | 334 VXNlcm5hbWU6 | continue {no command seen for it}\n"
		"? | 334 UGFzc3dvcmQ6 | continue {no command seen for it}\n"
		"auth attempt=1 mechanism=LOGIN user=alice secret=secret "
		"outcome=success code=235 words=4 note=the beginning of the exchange "
		"was not captured\n"
		"? | 235 ok | ok {no command seen for it}\n"
		"2 QUIT | 221 bye | ok\n"
		"session smtp commands=2 messages=0 logins=1 user=alice "
		"banner=mx.example ESMTP helo=c\n" },
	{ "a hole with a challenge",
	  .script = {
		HELLO, "C: AUTH LOGIN", "S! 18", "C: YWxpY2U=", "S: 334 UGFzc3dvcmQ6",
		"C: c2VjcmV0", "S: 235 ok", "C: QUIT", "S: 221 bye",
	  },
	  .log =
		HELLO_LOG
		"auth attempt=1 mechanism=LOGIN user=alice secret=secret "
		"outcome=success code=235 words=3\n"
		"2 AUTH LOGIN | 235 ok | ok\n"
		"3 QUIT | 221 bye | ok\n"
		"session smtp commands=3 messages=0 logins=1 user=alice "
		"banner=mx.example ESMTP helo=c\n" },
	{ "a hole with the password",
	  .script = {
		HELLO, "C: AUTH LOGIN", "S: 334 VXNlcm5hbWU6", "C: YWxpY2U=",
		"S: 334 UGFzc3dvcmQ6", "C! 10", "S: 235 ok", "C: QUIT", "S: 221 bye",
	  },
	  .log =
		HELLO_LOG
		"auth attempt=1 mechanism=LOGIN user=alice outcome=success code=235 "
		"words=3 note=octets of the exchange are missing\n"
		"2 AUTH LOGIN | 235 ok | ok\n"
		"3 QUIT | 221 bye | ok\n"
		"session smtp commands=3 messages=0 logins=1 user=alice "
		"banner=mx.example ESMTP helo=c\n" },
};

static void loss_is_said_and_survived(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		fake_check_shapes(&rows[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(loss_is_said_and_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
