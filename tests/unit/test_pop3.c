/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_pop3.c - POP3 sessions seen whole: the same records for any cut.
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
	{ "a mailbox, from greeting to QUIT",
	  .shape.port = 110,
	  .script = {
		"S: +OK POP3 ready <1.2@mx.example>", "C: USER bob", "S: +OK",
		"C: PASS se cret", "S: +OK 2 messages", "C: STAT", "S: +OK 2 320",
		"C: UIDL", "S: +OK", "S: 1 aaa", "S: 2 bbb", "S: .", "C: LIST",
		"S: +OK 2 messages", "S: 1 120", "S: 2 200", "S: .", "C: RETR 1",
		"S: +OK 120 octets", "S: Subject: x", "S: ", "S: ..hi", "S: .",
		"C: TOP 2 0", "S: +OK", "S: Subject: y", "S: ", "S: .", "C: DELE 1",
		"S: +OK", "C: RSET", "S: +OK", "C: NOOP", "S: +OK", "C: QUIT",
		"S: +OK bye", "C.", "S.",
	  },
	  .log =
		"0 | POP3 ready <1.2@mx.example> | ok\n"
		"1 USER bob |  | ok\n"
		"auth attempt=1 mechanism=USER/PASS user=bob secret=se cret "
		"outcome=success words=2\n"
		"2 PASS SECRET se cret | 2 messages | ok\n"
		"3 STAT | 2 320 | ok row=2 octets=320\n"
		"4 UIDL |  / 1 aaa / 2 bbb | ok row=1 uid=aaa row=2 uid=bbb\n"
		"5 LIST | 2 messages / 1 120 / 2 200 | ok row=1 octets=120 row=2 "
		"octets=200\n"
		"message 1 RETR number=1 uid=aaa announced=120 user=bob complete "
		"octets=Subject: x~~.hi~ on-wire=20\n"
		"6 RETR 1 | 120 octets | ok message=1\n"
		"message 2 TOP number=2 uid=bbb announced=200 user=bob complete "
		"headers-only octets=Subject: y~~\n"
		"7 TOP 2 0 |  | ok message=2\n"
		"8 DELE 1 |  | ok row=1 octets=120 uid=aaa\n"
		"9 RSET |  | ok\n"
		"10 NOOP |  | ok\n"
		"11 QUIT | bye | ok\n"
		"session pop3 commands=11 messages=2 logins=1 user=bob banner=POP3 "
		"ready <1.2@mx.example>\n" },
	{ "everything pipelined",
	  .shape.port = 110,
	  .script = {
		"S: +OK pop", "C: USER a", "C: PASS b", "C: STAT", "C: RETR 1",
		"C: RETR 2", "C: LIST 3", "C: UIDL 3", "C: QUIT", "S: +OK", "S: +OK",
		"S: +OK 1 2", "S: +OK", "S: a: b", "S: .", "S: -ERR no", "S: +OK 3 77",
		"S: +OK 3 ccc", "S: +OK",
	  },
	  .log =
		"0 | pop | ok\n"
		"1 USER a |  | ok\n"
		"auth attempt=1 mechanism=USER/PASS user=a secret=b outcome=success "
		"words=2\n"
		"2 PASS SECRET b |  | ok\n"
		"3 STAT | 1 2 | ok row=1 octets=2\n"
		"message 1 RETR number=1 user=a complete octets=a: b~\n"
		"4 RETR 1 |  | ok message=1\n"
		"5 RETR 2 | no | error\n"
		"6 LIST 3 | 3 77 | ok row=3 octets=77\n"
		"7 UIDL 3 | 3 ccc | ok row=3 uid=ccc\n"
		"8 QUIT |  | ok\n"
		"session pop3 commands=8 messages=1 logins=1 user=a banner=pop\n" },
	{ "AUTH: the list, CRAM-MD5, PLAIN with an initial response",
	  .shape.port = 110,
	  .script = {
		"S: +OK pop", "C: AUTH", "S: +OK", "S: PLAIN", "S: CRAM-MD5", "S: .",
		"C: AUTH CRAM-MD5", "S: + PDEuMkBteD4=", "C: Ym9iIDAxMjM0NQ==",
		"S: -ERR no", "C: AUTH PLAIN AGEAYg==", "S: +OK in",
	  },
	  .log =
		"0 | pop | ok\n"
		"1 AUTH |  / PLAIN / CRAM-MD5 | ok\n"
		"auth attempt=1 mechanism=CRAM-MD5 user=bob secret=012345 "
		"outcome=failure words=2\n"
		"2 AUTH CRAM-MD5 | no | error\n"
		"auth attempt=2 mechanism=PLAIN user=a secret=b outcome=success "
		"words=1\n"
		"3 AUTH PLAIN SECRET AGEAYg== | in | ok\n"
		"session pop3 commands=3 messages=0 logins=2 user=a banner=pop\n" },
	{ "AUTH LOGIN sent without waiting; cancelled",
	  .shape.port = 110,
	  .script = {
		"S: +OK pop", "C: AUTH LOGIN", "C: Ym9i", "C: eA==", "C: AUTH LOGIN",
		"C: *", "C: QUIT", "S: + VXNlcm5hbWU6", "S: + UGFzc3dvcmQ6",
		"S: -ERR no", "S: + VXNlcm5hbWU6", "S: -ERR cancelled", "S: +OK bye",
	  },
	  .log =
		"0 | pop | ok\n"
		"auth attempt=1 mechanism=LOGIN user=bob secret=x outcome=failure "
		"words=4\n"
		"1 AUTH LOGIN | no | error\n"
		"auth attempt=2 mechanism=LOGIN outcome=failure words=2 "
		"note=cancelled by the client\n"
		"2 AUTH LOGIN | cancelled | error\n"
		"3 QUIT | bye | ok\n"
		"session pop3 commands=3 messages=0 logins=2 user=bob banner=pop\n" },
	{ "APOP with the greeting's timestamp",
	  .shape.port = 110,
	  .script = {
		"S: +OK ready <1896.697170952@dbc.mtview.ca.us>",
		"C: APOP mrose c4c9334bac560ecc979e58001b3e22fb",
		"S: +OK maildrop has 1 message (369 octets)",
	  },
	  .log =
		"0 | ready <1896.697170952@dbc.mtview.ca.us> | ok\n"
		"auth attempt=1 mechanism=APOP user=mrose "
		"secret=c4c9334bac560ecc979e58001b3e22fb outcome=success words=3\n"
		"1 APOP mrose SECRET c4c9334bac560ecc979e58001b3e22fb | maildrop has "
		"1 message (369 octets) | ok\n"
		"session pop3 commands=1 messages=0 logins=1 user=mrose banner=ready "
		"<1896.697170952@dbc.mtview.ca.us>\n" },
	{ "a refused name, a refused password, then another user",
	  .shape.port = 110,
	  .script = {
		"S: +OK pop", "C: USER a", "S: -ERR no such", "C: USER b", "S: +OK",
		"C: PASS 1", "S: -ERR wrong", "C: USER c", "S: +OK", "C: PASS 2",
		"S: +OK",
	  },
	  .log =
		"0 | pop | ok\n"
		"auth attempt=1 mechanism=USER/PASS user=a outcome=failure words=1\n"
		"1 USER a | no such | error\n"
		"2 USER b |  | ok\n"
		"auth attempt=2 mechanism=USER/PASS user=b secret=1 outcome=failure "
		"words=2\n"
		"3 PASS SECRET 1 | wrong | error\n"
		"4 USER c |  | ok\n"
		"auth attempt=3 mechanism=USER/PASS user=c secret=2 outcome=success "
		"words=2\n"
		"5 PASS SECRET 2 |  | ok\n"
		"session pop3 commands=5 messages=0 logins=3 user=c banner=pop\n" },
	{ "CAPA before and after the login",
	  .shape.port = 110,
	  .script = {
		"S: +OK pop", "C: CAPA", "S: +OK", "S: TOP", "S: STLS", "S: .",
		"C: USER bob", "S: +OK", "C: PASS x", "S: +OK", "C: CAPA",
		"S: +OK list follows", "S: TOP", "S: UIDL", "S: SASL PLAIN LOGIN",
		"S: .",
	  },
	  .log =
		"0 | pop | ok\n"
		"1 CAPA |  / TOP / STLS | ok\n"
		"2 USER bob |  | ok\n"
		"auth attempt=1 mechanism=USER/PASS user=bob secret=x "
		"outcome=success words=2\n"
		"3 PASS SECRET x |  | ok\n"
		"4 CAPA | list follows / TOP / UIDL / SASL PLAIN LOGIN | ok\n"
		"session pop3 commands=4 messages=0 logins=1 user=bob banner=pop "
		"offers=TOP,UIDL,SASL PLAIN LOGIN\n" },
	{ "STLS, and TLS follows",
	  .shape.port = 110,
	  .script = {
		"S: +OK pop", "C: STLS", "S: +OK go", "C= \x16""\x03""\x01""zzz",
		"S= \x16""\x03""\x01""\n+OK",
	  },
	  .log =
		"0 | pop | ok\n"
		"1 STLS | go | ok\n"
		"session pop3 commands=1 messages=0 logins=0 encrypted banner=pop\n" },
	{ "STLS, and text in clear follows",
	  .shape.port = 110,
	  .script = {
		"S: +OK pop", "C: STLS", "S: +OK go", "C: CAPA", "S: +OK", "S: TOP",
		"S: .",
	  },
	  .log =
		"0 | pop | ok\n"
		"1 STLS | go | ok\n"
		"2 CAPA |  / TOP | ok\n"
		"session pop3 commands=2 messages=0 logins=0 banner=pop offers=TOP\n" },
	{ "the count of octets is wrong: the dot ends the message",
	  .shape.port = 110,
	  .script = {
		LOGIN, "C: RETR 1", "S: +OK 5 octets", "S: Subject: longer than that",
		"S: ", "S: +OK not a reply", "S: -ERR neither", "S: .", "C: RETR 2",
		"S: +OK 5000 octets", "S: ", "S: short", "S: .", BYE,
	  },
	  .log =
		LOGIN_LOG
		"message 1 RETR number=1 announced=5 user=bob complete "
		"octets=Subject: longer than that~~+OK not a reply~-ERR neither~\n"
		"3 RETR 1 | 5 octets | ok message=1\n"
		"message 2 RETR number=2 announced=5000 user=bob complete "
		"octets=~short~\n"
		"4 RETR 2 | 5000 octets | ok message=2\n"
		"5 QUIT | bye | ok\n"
		"session pop3 commands=5 messages=2 logins=1 user=bob banner=POP3 "
		"ready\n" },
	{ "lower case, unknown, empty, a status without text",
	  .shape.port = 110,
	  .script = {
		"S: +OK pop", "C: user b", "S: +ok", "C: pass", "S: -err",
		"C: XTND XLST", "S: +OK", "S: 1 foo", "S: .", "C: ", "S: -ERR",
		"C: quit", "S: +OK",
	  },
	  .log =
		"0 | pop | ok\n"
		"1 USER b |  | ok\n"
		"auth attempt=1 mechanism=USER/PASS user=b secret= outcome=failure "
		"words=2\n"
		"2 PASS |  | error\n"
		"3 XTND XLST |  / 1 foo | ok {out of order}\n"
		"4 |  | error {unknown command}\n"
		"5 QUIT |  | ok\n"
		"session pop3 commands=5 messages=0 logins=1 user=b banner=pop\n" },
	{ "stuffed and empty lines in listings",
	  .shape.port = 110,
	  .script = {
		LOGIN, "C: UIDL", "S: +OK", "S: ", "S: 1 .", "S: ..", "S: x",
		"S: 2 b c", "S: .", BYE,
	  },
	  .log =
		LOGIN_LOG
		"3 UIDL |  /  / 1 . / . / x / 2 b c | ok row=1 uid=. row=2 uid=b\n"
		BYE_LOG
		"session pop3 commands=4 messages=0 logins=1 user=bob banner=POP3 "
		"ready\n" },
	{ "a message in bare LF that ends so",
	  .shape.port = 110,
	  .script = {
		LOGIN, "C: RETR 1", "S= +OK\na: b\n\nx\n.\n", "C: QUIT", "S: +OK bye",
	  },
	  .log =
		LOGIN_LOG
		"message 1 RETR number=1 user=bob complete octets=a: b#0a#0ax#0a\n"
		"3 RETR 1 |  | ok message=1 {a lone dot with a bare line end was "
		"taken for the end}\n"
		BYE_LOG
		"session pop3 commands=4 messages=1 logins=1 user=bob banner=POP3 "
		"ready\n" },
	{ "broken off inside a message and inside a listing",
	  .shape.port = 110,
	  .script = {
		LOGIN, RETR, "S= half", "S.", "C.",
	  },
	  .log =
		LOGIN_LOG
		"message 1 RETR number=1 announced=120 user=bob INCOMPLETE "
		"octets=Subject: x~~body~half\n"
		"3 RETR 1 | 120 octets | ok message=1 {the end of the reply was not "
		"captured}\n"
		"session pop3 commands=3 messages=1 logins=1 user=bob banner=POP3 "
		"ready\n" },
	{ "a greeting that refuses",
	  .shape.port = 110,
	  .script = {
		"S: -ERR pop3 too many connections", "C: QUIT", "S: +OK",
	  },
	  .log =
		"0 | pop3 too many connections | error\n"
		"1 QUIT |  | ok\n"
		"session pop3 commands=1 messages=0 logins=0 banner=pop3 too many "
		"connections\n" },
	{ "no replies",
	  .shape.port = 110,
	  .script = {
		LOGIN, "C: STAT", "C: RETR 1",
	  },
	  .log =
		LOGIN_LOG
		"3 STAT | | none {no reply seen}\n"
		"4 RETR 1 | | none {no reply seen}\n"
		"session pop3 commands=4 messages=0 logins=1 user=bob banner=POP3 "
		"ready\n" },
};

static void sessions_do_not_depend_on_pieces(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		fake_check_shapes(&rows[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sessions_do_not_depend_on_pieces),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
