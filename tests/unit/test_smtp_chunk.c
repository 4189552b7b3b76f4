/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_smtp_chunk.c - messages in chunks (RFC 3030), LMTP (RFC 2033) and the rarer commands: the
 * same records for any cut, and after holes.
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
	{ "two chunks",
	  .script = {
		HELLO, ENVELOPE, "C: BDAT 13", "C= Subject: x\r\n\r", "S: 250 ok",
		"C: BDAT 7 LAST", "C= \nbody\r\n", "S: 250 ok queued as X1", "C: QUIT",
		"S: 221 bye",
	  },
	  .log =
		HELLO_LOG
		ENVELOPE_LOG
		"4 BDAT 13 | 250 ok | ok message=1\n"
		"message 1 BDAT from=a@example.org to=b@example.org(accepted) "
		"reply=250 local-id=X1 complete octets=Subject: x~~body~\n"
		"5 BDAT 7 LAST | 250 ok queued as X1 | ok message=1\n"
		"6 QUIT | 221 bye | ok\n"
		"session smtp commands=6 messages=1 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "coalesced: a chunk, its command and everything else in one segment",
	  .script = {
		"S: 220 mx.example ESMTP", "C: EHLO c", "C: MAIL FROM:<a@example.org>",
		"C: RCPT TO:<b@example.org>", "C: BDAT 3",
		"C= a:BBDAT 4 LAST\r\n\r\n\r\nMAIL FROM:<c@example.org>\r\nRCPT TO:<d@example.org>\r\nBDAT 5 LAST\r\nc: d\nQUIT\r\n",
		"S: 250 mx", "S: 250 ok", "S: 250 ok", "S: 250 ok", "S: 250 first",
		"S: 250 ok", "S: 250 ok", "S: 250 second", "S: 221 bye",
	  },
	  .log =
		"0 | 220 mx.example ESMTP | ok\n"
		"1 EHLO c | 250 mx | ok\n"
		ENVELOPE_LOG
		"4 BDAT 3 | 250 ok | ok message=1\n"
		"message 1 BDAT from=a@example.org to=b@example.org(accepted) "
		"reply=250 complete octets=a:B~~\n"
		"5 BDAT 4 LAST | 250 first | ok message=1\n"
		"6 MAIL FROM:<c@example.org> | 250 ok | ok\n"
		"7 RCPT TO:<d@example.org> | 250 ok | ok\n"
		"message 2 BDAT from=c@example.org to=d@example.org(accepted) "
		"reply=250 complete octets=c: d#0a\n"
		"8 BDAT 5 LAST | 250 second | ok message=2\n"
		"9 QUIT | 221 bye | ok\n"
		"session smtp commands=9 messages=2 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "LAST alone, and a chunk of nothing",
	  .script = {
		HELLO, ENVELOPE, "C: BDAT 0", "S: 250 ok", "C: BDAT 6", "C= a: b\r\n",
		"S: 250 ok", "C: BDAT 0 LAST", "S: 250 queued as X1",
	  },
	  .log =
		HELLO_LOG
		ENVELOPE_LOG
		"4 BDAT 0 | 250 ok | ok\n"
		"5 BDAT 6 | 250 ok | ok message=1\n"
		"message 1 BDAT from=a@example.org to=b@example.org(accepted) "
		"reply=250 local-id=X1 complete octets=a: b~\n"
		"6 BDAT 0 LAST | 250 queued as X1 | ok message=1\n"
		"session smtp commands=6 messages=1 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "dots are octets like any other",
	  .script = {
		HELLO, ENVELOPE, "C: BDAT 18 LAST", "C= a: b\r\n\r\n..\r\n.\r\n.\r\n",
		"S: 250 ok",
	  },
	  .log =
		HELLO_LOG
		ENVELOPE_LOG
		"message 1 BDAT from=a@example.org to=b@example.org(accepted) "
		"reply=250 complete octets=a: b~~..~.~.~\n"
		"4 BDAT 18 LAST | 250 ok | ok message=1\n"
		"session smtp commands=4 messages=1 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "a refused chunk, those behind it, RSET, and a message after",
	  .script = {
		HELLO, ENVELOPE, "C: BDAT 5", "C= a: b\n", "S: 552 too big",
		"C: BDAT 3 LAST", "C= xyz", "S: 503 no", "C: RSET", "S: 250 ok",
		ENVELOPE, "C: BDAT 5 LAST", "C= c: d\n", "S: 250 ok",
	  },
	  .log =
		HELLO_LOG
		ENVELOPE_LOG
		"message 1 BDAT from=a@example.org to=b@example.org(rejected) "
		"reply=552 INCOMPLETE octets=a: b#0a\n"
		"4 BDAT 5 | 552 too big | error message=1\n"
		"5 BDAT 3 LAST | 503 no | error\n"
		"6 RSET | 250 ok | ok\n"
		"7 MAIL FROM:<a@example.org> | 250 ok | ok\n"
		"8 RCPT TO:<b@example.org> | 250 ok | ok\n"
		"message 2 BDAT from=a@example.org to=b@example.org(accepted) "
		"reply=250 complete octets=c: d#0a\n"
		"9 BDAT 5 LAST | 250 ok | ok message=2\n"
		"session smtp commands=9 messages=2 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "refused before its octets come: they come all the same",
	  .script = {
		HELLO, ENVELOPE, "C: BDAT 12 LAST", "S: 452 full",
		"C= a: b\r\nc: d\r\n", "C: QUIT", "S: 221 bye",
	  },
	  .log =
		HELLO_LOG
		ENVELOPE_LOG
		"4 BDAT 12 LAST | 452 full | transient\n"
		"5 QUIT | 221 bye | ok\n"
		"session smtp commands=5 messages=0 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "refused before its octets come: they do not come",
	  .script = {
		HELLO, ENVELOPE, "C: BDAT 12 LAST", "S: 452 full", "C: QUIT",
		"S: 221 bye",
	  },
	  .log =
		HELLO_LOG
		ENVELOPE_LOG
		"4 BDAT 12 LAST | 452 full | transient\n"
		"5 QUIT | 221 bye | ok\n"
		"session smtp commands=5 messages=0 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "answered before all its octets came",
	  .script = {
		HELLO, ENVELOPE, "C: BDAT 50 LAST", "C= a: b\n", "S: 250 queued as X1",
		"C: QUIT", "S: 221 bye",
	  },
	  .log =
		HELLO_LOG
		ENVELOPE_LOG
		"4 BDAT 50 LAST | 250 queued as X1 | ok message=1\n"
		"message 1 BDAT from=a@example.org to=b@example.org(accepted) "
		"reply=250 INCOMPLETE octets=a: b#0a\n"
		"5 QUIT | 221 bye | ok\n"
		"session smtp commands=5 messages=1 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "answered before any of its octets, which come all the same",
	  .script = {
		HELLO, ENVELOPE, "C: BDAT 5", "S: 250 ok", "C= a: b\n",
		"C: BDAT 5 LAST", "S: 250 queued as X1", "C= c: d\n", "C: QUIT",
		"S: 221 bye",
	  },
	  .log =
		HELLO_LOG
		ENVELOPE_LOG
		"4 BDAT 5 | 250 ok | ok\n"
		"5 BDAT 5 LAST | 250 queued as X1 | ok message=1\n"
		"message 1 BDAT from=a@example.org to=b@example.org(accepted) "
		"reply=250 complete octets=a: b#0ac: d#0a\n"
		"6 QUIT | 221 bye | ok\n"
		"session smtp commands=6 messages=1 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "DATA where a last chunk is due",
	  .script = {
		HELLO, ENVELOPE, "C: BDAT 5", "C= a: b\n", "S: 250 ok", BODY, "C: .",
		"S: 250 ok",
	  },
	  .log =
		HELLO_LOG
		ENVELOPE_LOG
		"4 BDAT 5 | 250 ok | ok message=1\n"
		"message 1 BDAT from=a@example.org to=b@example.org(unsent) "
		"INCOMPLETE octets=a: b#0a\n"
		"5 DATA | 354 go | continue message=2 {out of order}\n"
		"message 2 DATA from=a@example.org to=b@example.org(accepted) "
		"reply=250 complete octets=Subject: x~~body~\n"
		"6 . | 250 ok | ok message=2\n"
		"session smtp commands=5 messages=2 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "wrong sizes are no chunks",
	  .script = {
		HELLO, ENVELOPE, "C: BDAT", "S: 501 what", "C: BDAT x", "S: 501 what",
		"C: BDAT -1", "S: 501 what", "C: BDAT 5 FIRST", "S: 501 what",
		"C: BDAT 99999999999999999999 LAST", "S: 501 what",
		"C: BDAT 18446744073709551615 LAST", "S: 501 what", "C: BDAT 4 LAST",
		"C= a:b\n", "S: 250 ok",
	  },
	  .log =
		HELLO_LOG
		ENVELOPE_LOG
		"4 BDAT | 501 what | error {not a chunk size: no octets are taken "
		"for a chunk}\n"
		"5 BDAT x | 501 what | error {not a chunk size: no octets are taken "
		"for a chunk}\n"
		"6 BDAT -1 | 501 what | error {not a chunk size: no octets are taken "
		"for a chunk}\n"
		"7 BDAT 5 FIRST | 501 what | error {not a chunk size: no octets are "
		"taken for a chunk}\n"
		"8 BDAT 99999999999999999999 LAST | 501 what | error {not a chunk "
		"size: no octets are taken for a chunk}\n"
		"9 BDAT 18446744073709551615 LAST | 501 what | error {not a chunk "
		"size: no octets are taken for a chunk}\n"
		"message 1 BDAT from=a@example.org to=b@example.org(accepted) "
		"reply=250 complete octets=a:b#0a\n"
		"10 BDAT 4 LAST | 250 ok | ok message=1\n"
		"session smtp commands=10 messages=1 logins=0 banner=mx.example "
		"ESMTP helo=c\n" },
	{ "RSET between chunks abandons the message",
	  .script = {
		HELLO, ENVELOPE, "C: BDAT 5", "C= a: b\n", "S: 250 ok", "C: RSET",
		"S: 250 ok", "C: QUIT", "S: 221 bye",
	  },
	  .log =
		HELLO_LOG
		ENVELOPE_LOG
		"4 BDAT 5 | 250 ok | ok message=1\n"
		"message 1 BDAT from=a@example.org to=b@example.org(unsent) "
		"INCOMPLETE octets=a: b#0a\n"
		"5 RSET | 250 ok | ok\n"
		"6 QUIT | 221 bye | ok\n"
		"session smtp commands=6 messages=1 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "DATA after BDAT in one session",
	  .script = {
		HELLO, ENVELOPE, "C: BDAT 5 LAST", "C= a: b\n", "S: 250 ok", ENVELOPE,
		BODY, "C: .", "S: 250 ok",
	  },
	  .log =
		HELLO_LOG
		ENVELOPE_LOG
		"message 1 BDAT from=a@example.org to=b@example.org(accepted) "
		"reply=250 complete octets=a: b#0a\n"
		"4 BDAT 5 LAST | 250 ok | ok message=1\n"
		"5 MAIL FROM:<a@example.org> | 250 ok | ok\n"
		"6 RCPT TO:<b@example.org> | 250 ok | ok\n"
		"7 DATA | 354 go | continue message=2\n"
		"message 2 DATA from=a@example.org to=b@example.org(accepted) "
		"reply=250 complete octets=Subject: x~~body~\n"
		"8 . | 250 ok | ok message=2\n"
		"session smtp commands=7 messages=2 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "a connection that ends inside a chunk",
	  .script = {
		HELLO, ENVELOPE, "C: BDAT 500 LAST", "C= a: b\n",
	  },
	  .log =
		HELLO_LOG
		ENVELOPE_LOG
		"4 BDAT 500 LAST | | none message=1 {no reply seen}\n"
		"message 1 BDAT from=a@example.org to=b@example.org(unknown) "
		"INCOMPLETE octets=a: b#0a\n"
		"session smtp commands=4 messages=1 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "LMTP: a verdict for each recipient",
	  .script = {
		"S: 220 lmtp.example LMTP", "C: LHLO c", "S: 250 lmtp.example",
		"C: MAIL FROM:<a@example.org>", "S: 250 ok",
		"C: RCPT TO:<one@example.org>", "S: 250 ok",
		"C: RCPT TO:<two@example.org>", "S: 550 no",
		"C: RCPT TO:<three@example.org>", "S: 250 ok", BODY, "C: .",
		"S: 250 saved", "S: 452 full", "C: QUIT", "S: 221 bye",
	  },
	  .log =
		"0 | 220 lmtp.example LMTP | ok\n"
		"1 LHLO c | 250 lmtp.example | ok\n"
		"2 MAIL FROM:<a@example.org> | 250 ok | ok\n"
		"3 RCPT TO:<one@example.org> | 250 ok | ok\n"
		"4 RCPT TO:<two@example.org> | 550 no | error\n"
		"5 RCPT TO:<three@example.org> | 250 ok | ok\n"
		"6 DATA | 354 go | continue message=1\n"
		"message 1 DATA from=a@example.org to=one@example.org(accepted) "
		"to=two@example.org(rejected) to=three@example.org(deferred) "
		"reply=452 complete octets=Subject: x~~body~\n"
		"7 . | 452 full | transient message=1\n"
		"8 QUIT | 221 bye | ok\n"
		"session lmtp commands=7 messages=1 logins=0 banner=lmtp.example "
		"LMTP helo=c\n" },
	{ "LMTP with chunks, pipelined",
	  .script = {
		"S: 220 lmtp.example LMTP", "C: LHLO c", "S: 250 lmtp.example",
		"C: MAIL FROM:<a@example.org>", "C: RCPT TO:<one@example.org>",
		"C: RCPT TO:<two@example.org>", "C: BDAT 5 LAST", "C= a: b\n",
		"C: QUIT", "S: 250 ok", "S: 250 ok", "S: 250 ok", "S: 452 full",
		"S: 250 saved", "S: 221 bye",
	  },
	  .log =
		"0 | 220 lmtp.example LMTP | ok\n"
		"1 LHLO c | 250 lmtp.example | ok\n"
		"2 MAIL FROM:<a@example.org> | 250 ok | ok\n"
		"3 RCPT TO:<one@example.org> | 250 ok | ok\n"
		"4 RCPT TO:<two@example.org> | 250 ok | ok\n"
		"message 1 BDAT from=a@example.org to=one@example.org(deferred) "
		"to=two@example.org(accepted) reply=250 complete octets=a: b#0a\n"
		"5 BDAT 5 LAST | 250 saved | ok message=1\n"
		"6 QUIT | 221 bye | ok\n"
		"session lmtp commands=6 messages=1 logins=0 banner=lmtp.example "
		"LMTP helo=c\n" },
	{ "XCLIENT, ETRN, BURL, SAML, TURN",
	  .script = {
		HELLO, "C: XCLIENT NAME=a ADDR=192.0.2.1", "S: 220 mx.example again",
		"C: EHLO d", "S: 250 mx", "C: ETRN example.org", "S: 250 ok",
		"C: SAML FROM:<a@example.org>", "S: 250 ok",
		"C: RCPT TO:<b@example.org>", "S: 250 ok", "C: BURL imap://x/y LAST",
		"S: 250 ok", "C: TURN", "S: 502 no",
	  },
	  .log =
		HELLO_LOG
		"2 XCLIENT NAME=a ADDR=192.0.2.1 | 220 mx.example again | ok\n"
		"3 EHLO d | 250 mx | ok\n"
		"4 ETRN example.org | 250 ok | ok\n"
		"5 SAML FROM:<a@example.org> | 250 ok | ok\n"
		"6 RCPT TO:<b@example.org> | 250 ok | ok\n"
		"7 BURL imap://x/y LAST | 250 ok | ok\n"
		"8 TURN | 502 no | error\n"
		"session smtp commands=8 messages=0 logins=0 banner=mx.example ESMTP "
		"helo=d\n" },
	{ "a hole inside a chunk",
	  .script = {
		HELLO, ENVELOPE, "C: BDAT 20 LAST", "C= a: b\r\n", "C! 10", "C= xyz\n",
		"S: 250 ok", "C: QUIT", "S: 221 bye",
	  },
	  .log =
		HELLO_LOG
		ENVELOPE_LOG
		"message 1 BDAT from=a@example.org to=b@example.org(accepted) "
		"reply=250 INCOMPLETE missing=10 octets=a: b~[10]xyz#0a\n"
		"4 BDAT 20 LAST | 250 ok | ok message=1\n"
		"5 QUIT | 221 bye | ok\n"
		"session smtp commands=5 messages=1 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "a hole from a chunk into the next command",
	  .script = {
		HELLO, ENVELOPE, "C: BDAT 20", "C= a: b\r\n", "C! 20", "S: 250 ok",
		"C: x", "C: BDAT 2 LAST", "C= zz", "S: 250 ok", "C: QUIT",
		"S: 221 bye",
	  },
	  .log =
		HELLO_LOG
		ENVELOPE_LOG
		"4 BDAT 20 | 250 ok | ok message=1\n"
		"message 1 BDAT from=a@example.org to=b@example.org(accepted) "
		"reply=250 INCOMPLETE missing=14 octets=a: b~[14]zz\n"
		"5 BDAT 2 LAST | 250 ok | ok message=1\n"
		"6 QUIT | 221 bye | ok\n"
		"session smtp commands=6 messages=1 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "a hole with the BDAT command",
	  .script = {
		HELLO, ENVELOPE, "C! 9", "C= a: b\n", "S: 250 ok", "C: QUIT",
		"S: 221 bye",
	  },
	  .log =
		HELLO_LOG
		ENVELOPE_LOG
		"? | 250 ok | ok {no command seen for it}\n"
		"4 QUIT | 221 bye | ok\n"
		"session smtp commands=4 messages=0 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "a hole with the reply to a chunk",
	  .script = {
		HELLO, ENVELOPE, "C: BDAT 5 LAST", "C= a: b\n", "S! 8", "C: QUIT",
		"S: 221 bye",
	  },
	  .log =
		HELLO_LOG
		ENVELOPE_LOG
		"message 1 BDAT from=a@example.org to=b@example.org(unknown) "
		"complete octets=a: b#0a\n"
		"4 BDAT 5 LAST | | none message=1 {its reply was not captured}\n"
		"5 QUIT | 221 bye | ok\n"
		"session smtp commands=5 messages=1 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "only the client was captured",
	  .shape = { .in_the_middle = true, .only = 1 },
	  .script = {
		HELLO, ENVELOPE, "C: BDAT 5", "C= a: b\n", "C: BDAT 5 LAST",
		"C= c: d\n", ENVELOPE, "C: BDAT 1 LAST", "C= x", "C: QUIT",
	  },
	  .log =
		"1 EHLO c | | none {no reply seen}\n"
		"2 MAIL FROM:<a@example.org> | | none {no reply seen}\n"
		"3 RCPT TO:<b@example.org> | | none {no reply seen}\n"
		"4 BDAT 5 | | none message=1 {no reply seen}\n"
		"message 1 BDAT from=a@example.org to=b@example.org(unknown) "
		"complete octets=a: b#0ac: d#0a\n"
		"5 BDAT 5 LAST | | none message=1 {no reply seen}\n"
		"6 MAIL FROM:<a@example.org> | | none {no reply seen}\n"
		"7 RCPT TO:<b@example.org> | | none {no reply seen}\n"
		"message 2 BDAT from=a@example.org to=b@example.org(unknown) "
		"complete octets=x\n"
		"8 BDAT 1 LAST | | none message=2 {no reply seen}\n"
		"9 QUIT | | none {no reply seen}\n"
		"session smtp commands=9 messages=2 logins=0 helo=c\n" },
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
