/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_pop3_loss.c - POP3 sessions of which a side, the beginning or octets are missing: what
 * is lost is said, what follows is intact.
 */
#include "fake_rows.h"

#define LOGIN "S: +OK POP3 ready", "C: USER bob", "S: +OK", "C: PASS x", "S: +OK in"
#define RETR  "C: RETR 1", "S: +OK 120 octets", "S: Subject: x", "S: ", "S: body"
#define BYE   "C: QUIT", "S: +OK bye"

#define LOGIN_LOG "0 | POP3 ready | ok\n1 USER bob |  | ok\n" \
		  "auth attempt=1 mechanism=USER/PASS user=bob secret=x " \
		  "outcome=success words=2\n2 PASS SECRET x | in | ok\n"
#define BYE_LOG   "4 QUIT | bye | ok\n"

static const struct fake_row rows[] = {
	{ "only the server was captured",
	  .shape = { .port = 110, .in_the_middle = true, .only = 2 },
	  .script = {
		"S: +OK POP3 ready", "S: +OK", "S: +OK in", "S: +OK 120 octets",
		"S: Subject: x", "S: ", "S: body", "S: .", "S: +OK", "S: 1 a", "S: .",
		"S: -ERR none", "S: +OK bye",
	  },
	  .log =
		"0 | POP3 ready | ok\n"
		"? |  | ok {no command seen for it}\n"
		"? | in | ok {no command seen for it}\n"
		"? | 120 octets | ok {no command seen for it}\n"
		"message 1 RETR complete octets=Subject: x~~body~\n"
		"? |  | ok {no command seen for it}\n"
		"? | none | error {no command seen for it}\n"
		"? | bye | ok {no command seen for it}\n"
		"session pop3 commands=0 messages=1 logins=0 banner=POP3 ready\n" },
	{ "only the client was captured",
	  .shape = { .port = 110, .in_the_middle = true, .only = 1 },
	  .script = {
		LOGIN, "C: LIST", "C: RETR 1", "C: AUTH PLAIN", "C: AGEAYg==", BYE,
	  },
	  .log =
		"1 USER bob | | none {no reply seen}\n"
		"auth attempt=1 mechanism=USER/PASS user=bob secret=x "
		"outcome=unknown words=2 note=no reply seen\n"
		"2 PASS SECRET x | | none {no reply seen}\n"
		"3 LIST | | none {no reply seen}\n"
		"4 RETR 1 | | none {no reply seen}\n"
		"auth attempt=2 mechanism=PLAIN user=a secret=b outcome=unknown "
		"words=1 note=no reply seen\n"
		"5 AUTH PLAIN | | none {no reply seen}\n"
		"6 QUIT | | none {no reply seen}\n"
		"session pop3 commands=6 messages=0 logins=2 user=a\n" },
	{ "begun inside a message",
	  .shape = { .port = 110, .in_the_middle = true },
	  .script = {
		"S: the end of a body", "S: .", "C: DELE 1", "S: +OK deleted",
		"C: QUIT", "S: +OK bye",
	  },
	  .log =
		"1 DELE 1 | deleted | ok row=1\n"
		"2 QUIT | bye | ok\n"
		"session pop3 commands=2 messages=0 logins=0\n" },
	{ "a hole inside a message",
	  .shape.port = 110,
	  .script = {
		LOGIN, RETR, "S! 50", "S: tail", "S: .", BYE,
	  },
	  .log =
		LOGIN_LOG
		"message 1 RETR number=1 announced=120 user=bob INCOMPLETE "
		"missing=50 octets=Subject: x~~body~[50]tail~\n"
		"3 RETR 1 | 120 octets | ok message=1 {octets of the reply are "
		"missing}\n"
		BYE_LOG
		"session pop3 commands=4 messages=1 logins=1 user=bob banner=POP3 "
		"ready\n" },
	{ "a hole with the end of a message",
	  .shape.port = 110,
	  .script = {
		LOGIN, RETR, "S! 50", BYE,
	  },
	  .log =
		LOGIN_LOG
		"message 1 RETR number=1 announced=120 user=bob INCOMPLETE "
		"missing=50 octets=Subject: x~~body~[50]\n"
		"3 RETR 1 | 120 octets | ok message=1 {the end of the message was "
		"not captured}\n"
		BYE_LOG
		"session pop3 commands=4 messages=1 logins=1 user=bob banner=POP3 "
		"ready\n" },
	{ "a hole before the segment with the lone dot",
	  .shape.port = 110,
	  .script = {
		LOGIN, RETR, "S! 50", "S: .", BYE,
	  },
	  .log =
		LOGIN_LOG
		"message 1 RETR number=1 announced=120 user=bob INCOMPLETE "
		"missing=50 octets=Subject: x~~body~[50]\n"
		"3 RETR 1 | 120 octets | ok message=1 {octets of the reply are "
		"missing}\n"
		BYE_LOG
		"session pop3 commands=4 messages=1 logins=1 user=bob banner=POP3 "
		"ready\n" },
	{ "a hole with the status line and the first lines",
	  .shape.port = 110,
	  .script = {
		LOGIN, "C: RETR 1", "S! 50", "S: tail", "S: .", BYE,
	  },
	  .log =
		LOGIN_LOG
		"message 1 RETR number=1 user=bob INCOMPLETE missing=50 "
		"octets=[50]tail~\n"
		"3 RETR 1 | | ok message=1 {octets of the reply are missing}\n"
		BYE_LOG
		"session pop3 commands=4 messages=1 logins=1 user=bob banner=POP3 "
		"ready\n" },
	{ "a hole inside the status line",
	  .shape.port = 110,
	  .script = {
		LOGIN, "C: RETR 1", "S= +OK 12", "S! 50", "S: tail", "S: .", BYE,
	  },
	  .log =
		LOGIN_LOG
		"message 1 RETR number=1 user=bob INCOMPLETE missing=50 "
		"octets=[50]tail~\n"
		"3 RETR 1 | 12 | ok message=1 {octets of the reply are missing}\n"
		BYE_LOG
		"session pop3 commands=4 messages=1 logins=1 user=bob banner=POP3 "
		"ready\n" },
	{ "a hole with a whole reply",
	  .shape.port = 110,
	  .script = {
		LOGIN, "C: RETR 1", "S! 50", BYE,
	  },
	  .log =
		LOGIN_LOG
		"3 RETR 1 | | none {its reply was not captured}\n"
		BYE_LOG
		"session pop3 commands=4 messages=0 logins=1 user=bob banner=POP3 "
		"ready\n" },
	{ "a hole with RETR itself",
	  .shape.port = 110,
	  .script = {
		LOGIN, "C! 8", "S: +OK", "S: Subject: x", "S: ", "S: +OK inside",
		"S: .", BYE,
	  },
	  .log =
		LOGIN_LOG
		"? |  | ok {no command seen for it}\n"
		"message 1 RETR user=bob complete octets=Subject: x~~+OK inside~\n"
		"3 QUIT | bye | ok\n"
		"session pop3 commands=3 messages=1 logins=1 user=bob banner=POP3 "
		"ready\n" },
	{ "a hole inside a listing",
	  .shape.port = 110,
	  .script = {
		LOGIN, "C: LIST", "S: +OK", "S: 1 100", "S= 2 2", "S! 7", "S: 0 5",
		"S: 4 400", "S: .", BYE,
	  },
	  .log =
		LOGIN_LOG
		"3 LIST |  / 1 100 / 4 400 | ok row=1 octets=100 row=4 octets=400 "
		"{octets of the reply are missing}\n"
		BYE_LOG
		"session pop3 commands=4 messages=0 logins=1 user=bob banner=POP3 "
		"ready\n" },
	{ "a hole with the end of a listing",
	  .shape.port = 110,
	  .script = {
		LOGIN, "C: LIST", "S: +OK", "S: 1 100", "S! 7", BYE,
	  },
	  .log =
		LOGIN_LOG
		"3 LIST |  / 1 100 | ok row=1 octets=100 {the end of the reply was "
		"not captured}\n"
		BYE_LOG
		"session pop3 commands=4 messages=0 logins=1 user=bob banner=POP3 "
		"ready\n" },
	{ "a hole inside the reply to STAT",
	  .shape.port = 110,
	  .script = {
		LOGIN, "C: STAT", "S= +OK 1 2", "S! 3", BYE,
	  },
	  .log =
		LOGIN_LOG
		"3 STAT | 1 2 | ok {octets of the reply are missing}\n"
		BYE_LOG
		"session pop3 commands=4 messages=0 logins=1 user=bob banner=POP3 "
		"ready\n" },
	{ "a hole inside a command",
	  .shape.port = 110,
	  .script = {
		"S: +OK pop", "C= USER b", "C! 3", "C: zz", "S: +OK", "C: PASS x",
		"S: +OK",
	  },
	  .log =
		"0 | pop | ok\n"
		"1 USER b |  | ok {octets of it are missing}\n"
		"auth attempt=1 mechanism=USER/PASS user=b secret=x outcome=success "
		"words=2\n"
		"2 PASS SECRET x |  | ok\n"
		"session pop3 commands=2 messages=0 logins=1 user=b banner=pop\n" },
	{ "a hole with the password",
	  .shape.port = 110,
	  .script = {
		"S: +OK pop", "C: USER bob", "S: +OK", "C! 8", "S: +OK", "C: QUIT",
		"S: +OK bye",
	  },
	  .log =
		"0 | pop | ok\n"
		"1 USER bob |  | ok\n"
		"? |  | ok {no command seen for it}\n"
		"2 QUIT | bye | ok\n"
		"session pop3 commands=2 messages=0 logins=0 banner=pop\n" },
	{ "a hole with the greeting",
	  .shape.port = 110,
	  .script = {
		"S! 20", "C: USER bob", "S: +OK", "C: PASS x", "S: +OK",
	  },
	  .log =
		"1 USER bob |  | ok\n"
		"auth attempt=1 mechanism=USER/PASS user=bob secret=x "
		"outcome=success words=2\n"
		"2 PASS SECRET x |  | ok\n"
		"session pop3 commands=2 messages=0 logins=1 user=bob\n" },
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
