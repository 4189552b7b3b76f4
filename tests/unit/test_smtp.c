/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_smtp.c - SMTP sessions seen whole: the same records for any cut.
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
	{ "a submission, from greeting to teardown",
	  .script = {
		"S: 220 mx.example ESMTP ready", "C: EHLO client.example",
		"S: 250-mx.example hello", "S: 250-PIPELINING", "S: 250 SIZE 1000000",
		"C: AUTH LOGIN", "S: 334 VXNlcm5hbWU6", "C: YWxpY2U=",
		"S: 334 UGFzc3dvcmQ6", "C: c2VjcmV0",
		"S: 235 2.7.0 Authentication succeeded",
		"C: MAIL FROM:<alice@example.org> SIZE=60", "S: 250 2.1.0 Ok",
		"C: RCPT TO:<bob@example.net>", "S: 250 2.1.5 Ok",
		"C: RCPT TO:<nobody@example.net>", "S: 550 5.1.1 No such user",
		"C: DATA", "S: 354 go on", "C: Subject: hi", "C: ", "C: ..dot",
		"C: text", "C: .", "S: 250 2.0.0 Ok: queued as 4F2A1", "C: QUIT",
		"S: 221 bye", "C.", "S.",
	  },
	  .log =
		"0 | 220 mx.example ESMTP ready | ok\n"
		"1 EHLO client.example | 250 mx.example hello / PIPELINING / SIZE "
		"1000000 | ok\n"
		"auth attempt=1 mechanism=LOGIN user=alice secret=secret "
		"outcome=success code=235 words=4\n"
		"2 AUTH LOGIN | 235 2.7.0 Authentication succeeded | ok\n"
		"3 MAIL FROM:<alice@example.org> SIZE=60 | 250 2.1.0 Ok | ok\n"
		"4 RCPT TO:<bob@example.net> | 250 2.1.5 Ok | ok\n"
		"5 RCPT TO:<nobody@example.net> | 550 5.1.1 No such user | error\n"
		"6 DATA | 354 go on | continue message=1\n"
		"message 1 DATA announced=60 user=alice from=alice@example.org "
		"params=SIZE=60 to=bob@example.net(accepted) "
		"to=nobody@example.net(rejected) reply=250 local-id=4F2A1 complete "
		"octets=Subject: hi~~.dot~text~ on-wire=28\n"
		"7 . | 250 2.0.0 Ok: queued as 4F2A1 | ok message=1\n"
		"8 QUIT | 221 bye | ok\n"
		"session smtp commands=7 messages=1 logins=1 user=alice "
		"banner=mx.example ESMTP ready helo=client.example "
		"offers=PIPELINING,SIZE 1000000\n" },
	{ "everything pipelined, RFC 2920",
	  .script = {
		"S: 220 mx.example ESMTP", "C: EHLO c", "C: MAIL FROM:<>",
		"C: RCPT TO:<b@example.net>", "C: DATA", "C: a: b", "C: ", "C: x",
		"C: .", "C: MAIL FROM:<c@example.net>", "C: QUIT", "S: 250 mx",
		"S: 250 ok", "S: 250 ok", "S: 354 go", "S: 250 OK id=1abc-DEF",
		"S: 250 ok", "S: 221 bye",
	  },
	  .log =
		"0 | 220 mx.example ESMTP | ok\n"
		"1 EHLO c | 250 mx | ok\n"
		"2 MAIL FROM:<> | 250 ok | ok\n"
		"3 RCPT TO:<b@example.net> | 250 ok | ok\n"
		BODY_LOG
		"message 1 DATA from= to=b@example.net(accepted) reply=250 "
		"local-id=1abc-DEF complete octets=a: b~~x~\n"
		"5 . | 250 OK id=1abc-DEF | ok message=1\n"
		"6 MAIL FROM:<c@example.net> | 250 ok | ok\n"
		"7 QUIT | 221 bye | ok\n"
		"session smtp commands=6 messages=1 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "the body of a refused DATA is commands",
	  .script = {
		HELLO, "C: MAIL FROM:<a@example.org>", "S: 250 ok",
		"C: RCPT TO:<b@example.org>", "S: 550 no", "C: DATA", "C: Subject: x",
		"C: ", "C: .", "C: QUIT", "S: 503 no recipients", "S: 500 what",
		"S: 500 what", "S: 500 what", "S: 221 bye",
	  },
	  .log =
		HELLO_LOG
		"2 MAIL FROM:<a@example.org> | 250 ok | ok\n"
		"3 RCPT TO:<b@example.org> | 550 no | error\n"
		"4 DATA | 503 no recipients | error {out of order}\n"
		"5 SUBJECT: x | 500 what | error {unknown command}\n"
		"6 | 500 what | error {unknown command}\n"
		"7 . | 500 what | error {unknown command}\n"
		"8 QUIT | 221 bye | ok\n"
		"session smtp commands=8 messages=0 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "two transactions, RSET and a second EHLO between",
	  .script = {
		HELLO, ENVELOPE, "C: RSET", "S: 250 ok",
		"C: MAIL FROM:<a2@example.org>", "S: 250 ok", "C: EHLO c2",
		"S: 250 mx", "C: MAIL FROM:<a3@example.org>", "S: 250 ok",
		"C: RCPT TO:<b3@example.org>", "S: 450 4.2.1 later",
		"C: RCPT TO:<b4@example.org>", "S: 251 will forward", BODY, "C: .",
		"S: 554 5.7.1 spam", "C: QUIT", "S: 221 bye",
	  },
	  .log =
		HELLO_LOG
		ENVELOPE_LOG
		"4 RSET | 250 ok | ok\n"
		"5 MAIL FROM:<a2@example.org> | 250 ok | ok\n"
		"6 EHLO c2 | 250 mx | ok\n"
		"7 MAIL FROM:<a3@example.org> | 250 ok | ok\n"
		"8 RCPT TO:<b3@example.org> | 450 4.2.1 later | transient\n"
		"9 RCPT TO:<b4@example.org> | 251 will forward | ok\n"
		"10 DATA | 354 go | continue message=1\n"
		"message 1 DATA from=a3@example.org to=b3@example.org(deferred) "
		"to=b4@example.org(rejected) reply=554 complete octets=Subject: "
		"x~~body~\n"
		"11 . | 554 5.7.1 spam | error message=1\n"
		"12 QUIT | 221 bye | ok\n"
		"session smtp commands=11 messages=1 logins=0 banner=mx.example "
		"ESMTP helo=c2\n" },
	{ "a refused RSET and a refused EHLO change nothing",
	  .script = {
		HELLO, ENVELOPE, "C: RSET", "S: 500 no", "C: EHLO", "S: 501 no", BODY,
		"C: .", QUEUED,
	  },
	  .log =
		HELLO_LOG
		ENVELOPE_LOG
		"4 RSET | 500 no | error\n"
		"5 EHLO | 501 no | error\n"
		"6 DATA | 354 go | continue message=1\n"
		"message 1 DATA from=a@example.org to=b@example.org(accepted) "
		"reply=250 local-id=X1 complete octets=Subject: x~~body~\n"
		"7 . | 250 Ok: queued as X1 | ok message=1\n"
		"8 QUIT | 221 bye | ok\n"
		"session smtp commands=7 messages=1 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "a second MAIL is refused, the first one counts",
	  .script = {
		HELLO, "C: MAIL FROM:<a@example.org>", "S: 250 ok",
		"C: MAIL FROM:<x@example.org>", "S: 503 nested",
		"C: RCPT TO:<b@example.org>", "S: 250 ok", BODY, "C: .", QUEUED,
	  },
	  .log =
		HELLO_LOG
		"2 MAIL FROM:<a@example.org> | 250 ok | ok\n"
		"3 MAIL FROM:<x@example.org> | 503 nested | error {out of order}\n"
		"4 RCPT TO:<b@example.org> | 250 ok | ok\n"
		"5 DATA | 354 go | continue message=1\n"
		"message 1 DATA from=a@example.org to=b@example.org(accepted) "
		"reply=250 local-id=X1 complete octets=Subject: x~~body~\n"
		"6 . | 250 Ok: queued as X1 | ok message=1\n"
		"7 QUIT | 221 bye | ok\n"
		"session smtp commands=6 messages=1 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "AUTH PLAIN with an initial response",
	  .script = {
		HELLO, "C: AUTH PLAIN AGFsaWNlAHNlY3JldA==", "S: 235 ok",
	  },
	  .log =
		HELLO_LOG
		"auth attempt=1 mechanism=PLAIN user=alice secret=secret "
		"outcome=success code=235 words=1\n"
		"2 AUTH PLAIN SECRET AGFsaWNlAHNlY3JldA== | 235 ok | ok\n"
		"session smtp commands=2 messages=0 logins=1 user=alice "
		"banner=mx.example ESMTP helo=c\n" },
	{ "AUTH PLAIN in two steps, with another identity to act as",
	  .script = {
		HELLO, "C: AUTH PLAIN", "S: 334 ", "C: Ym9iAGFsaWNlAHNlY3JldA==",
		"S: 535 5.7.8 no",
	  },
	  .log =
		HELLO_LOG
		"auth attempt=1 mechanism=PLAIN user=alice authzid=bob secret=secret "
		"outcome=failure code=535 words=2\n"
		"2 AUTH PLAIN | 535 5.7.8 no | error\n"
		"session smtp commands=2 messages=0 logins=1 user=alice "
		"banner=mx.example ESMTP helo=c\n" },
	{ "AUTH LOGIN with the name as initial response",
	  .script = {
		HELLO, "C: AUTH LOGIN YWxpY2U=", "S: 334 UGFzc3dvcmQ6", "C: c2VjcmV0",
		"S: 235 ok",
	  },
	  .log =
		HELLO_LOG
		"auth attempt=1 mechanism=LOGIN user=alice secret=secret "
		"outcome=success code=235 words=3\n"
		"2 AUTH LOGIN YWxpY2U= | 235 ok | ok\n"
		"session smtp commands=2 messages=0 logins=1 user=alice "
		"banner=mx.example ESMTP helo=c\n" },
	{ "AUTH cancelled, then bad base64, then an unknown mechanism",
	  .script = {
		HELLO, "C: AUTH LOGIN", "S: 334 VXNlcm5hbWU6", "C: *",
		"S: 501 cancelled", "C: AUTH PLAIN ???", "S: 501 cannot decode",
		"C: AUTH X-OWN", "S: 334 eA==", "C: dG9rZW4=", "S: 235 ok",
	  },
	  .log =
		HELLO_LOG
		"auth attempt=1 mechanism=LOGIN outcome=failure code=501 words=2 "
		"note=cancelled by the client\n"
		"2 AUTH LOGIN | 501 cancelled | error\n"
		"auth attempt=2 mechanism=PLAIN outcome=failure code=501 words=1 "
		"note=bad base64\n"
		"3 AUTH PLAIN SECRET ??? | 501 cannot decode | error\n"
		"auth attempt=3 mechanism=X-OWN secret=token outcome=success "
		"code=235 words=2\n"
		"4 AUTH X-OWN | 235 ok | ok\n"
		"session smtp commands=4 messages=0 logins=3 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "the words of a refused AUTH LOGIN stay secret",
	  .script = {
		HELLO, "C: AUTH LOGIN", "C: YWxpY2U=", "C: c2VjcmV0", "C: QUIT",
		"S: 504 no", "S: 500 what", "S: 500 what", "S: 221 bye",
	  },
	  .log =
		HELLO_LOG
		"auth attempt=1 mechanism=LOGIN outcome=failure code=504 words=0\n"
		"2 AUTH LOGIN | 504 no | error\n"
		"3 | 500 what | error {a login's word after its refusal, hidden}\n"
		"4 | 500 what | error {a login's word after its refusal, hidden}\n"
		"5 QUIT | 221 bye | ok\n"
		"session smtp commands=3 messages=0 logins=1 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "AUTH CRAM-MD5",
	  .script = {
		HELLO, "C: AUTH CRAM-MD5", "S: 334 PDEuMkBteD4=",
		"C: Ym9iIDAxMjM0NQ==", "S: 235 ok",
	  },
	  .log =
		HELLO_LOG
		"auth attempt=1 mechanism=CRAM-MD5 user=bob secret=012345 "
		"outcome=success code=235 words=2\n"
		"2 AUTH CRAM-MD5 | 235 ok | ok\n"
		"session smtp commands=2 messages=0 logins=1 user=bob "
		"banner=mx.example ESMTP helo=c\n" },
	{ "replies in every form: no text, no blank, bare text between, several at once",
	  .script = {
		"S: 220-mx.example ESMTP", "S: 220-second line", "S: 220 third",
		"C: HELO c", "S: 250", "C: NOOP", "S: 250OK", "C: HELP",
		"S: 214-first", "S: bare text", "S: 214 last", "C: VRFY a",
		"S: 252 2.5.2 cannot", "C: EXPN l", "S: 502 5.5.1 no",
	  },
	  .log =
		"0 | 220 mx.example ESMTP / second line / third | ok\n"
		"1 HELO c | 250  | ok\n"
		"2 NOOP | 250 OK | ok\n"
		"3 HELP | 214 first / bare text / last | ok\n"
		"4 VRFY a | 252 2.5.2 cannot | ok\n"
		"5 EXPN l | 502 5.5.1 no | error\n"
		"session smtp commands=5 messages=0 logins=0 banner=mx.example "
		"ESMTP#0asecond line#0athird helo=c\n" },
	{ "lower case, unknown, empty and bare LF commands",
	  .script = {
		"S: 220 mx.example ESMTP", "C: helo c", "S: 250 mx", "C= noop\n",
		"S: 250 ok", "C: WHAT now", "S: 500 what", "C: ", "S: 500 what",
		"C: quit", "S: 221 bye",
	  },
	  .log =
		"0 | 220 mx.example ESMTP | ok\n"
		"1 HELO c | 250 mx | ok\n"
		"2 NOOP | 250 ok | ok\n"
		"3 WHAT now | 500 what | error {unknown command}\n"
		"4 | 500 what | error {unknown command}\n"
		"5 QUIT | 221 bye | ok\n"
		"session smtp commands=5 messages=0 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "421 instead of a reply and without a command",
	  .script = {
		HELLO, "C: MAIL FROM:<a@example.org>", "S: 421 4.3.2 shutting down",
		"S: 421 again",
	  },
	  .log =
		HELLO_LOG
		"2 MAIL FROM:<a@example.org> | 421 4.3.2 shutting down | transient\n"
		"? | 421 again | transient {no command seen for it}\n"
		"session smtp commands=2 messages=0 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "a greeting that refuses",
	  .script = {
		"S: 554 5.7.1 mail.example go away", "C: QUIT", "S: 221 bye",
	  },
	  .log =
		"0 | 554 5.7.1 mail.example go away | error\n"
		"1 QUIT | 221 bye | ok\n"
		"session smtp commands=1 messages=0 logins=0 banner=5.7.1 "
		"mail.example go away\n" },
	{ "a client that talks first",
	  .script = {
		"C: EHLO c", "S: 220 mx.example ESMTP", "S: 250 mx", "C: QUIT",
		"S: 221 bye",
	  },
	  .log =
		"0 | 220 mx.example ESMTP | ok\n"
		"1 EHLO c | 250 mx | ok\n"
		"2 QUIT | 221 bye | ok\n"
		"session smtp commands=2 messages=0 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "STARTTLS, and TLS follows",
	  .script = {
		HELLO, "C: STARTTLS", "S: 220 go", "C= \x16""\x03""\x01""abc\r\ndef",
		"S= \x16""\x03""\x01""abc\r\ndef",
	  },
	  .log =
		HELLO_LOG
		"2 STARTTLS | 220 go | ok\n"
		"session smtp commands=2 messages=0 logins=0 encrypted "
		"banner=mx.example ESMTP helo=c\n" },
	{ "STARTTLS refused, then accepted, and text in clear follows",
	  .script = {
		HELLO, "C: STARTTLS", "S: 454 not now", "C: STARTTLS", "S: 220 go",
		"C: EHLO c2", "S: 250 mx", "C: QUIT", "S: 221 bye",
	  },
	  .log =
		HELLO_LOG
		"2 STARTTLS | 454 not now | transient\n"
		"3 STARTTLS | 220 go | ok\n"
		"4 EHLO c2 | 250 mx | ok\n"
		"5 QUIT | 221 bye | ok\n"
		"session smtp commands=5 messages=0 logins=0 banner=mx.example ESMTP "
		"helo=c2\n" },
	{ "an empty message, one of an empty line, one that ends in one",
	  .script = {
		HELLO, ENVELOPE, "C: DATA", "S: 354 go", "C: .", "S: 250 ok", ENVELOPE,
		"C: DATA", "S: 354 go", "C: ", "C: .", "S: 250 ok", ENVELOPE,
		"C: DATA", "S: 354 go", "C: a: b", "C: ", "C: x", "C: ", "C: .",
		"S: 250 ok",
	  },
	  .log =
		HELLO_LOG
		ENVELOPE_LOG
		BODY_LOG
		"message 1 DATA from=a@example.org to=b@example.org(accepted) "
		"reply=250 complete\n"
		"5 . | 250 ok | ok message=1\n"
		"6 MAIL FROM:<a@example.org> | 250 ok | ok\n"
		"7 RCPT TO:<b@example.org> | 250 ok | ok\n"
		"8 DATA | 354 go | continue message=2\n"
		"message 2 DATA from=a@example.org to=b@example.org(accepted) "
		"reply=250 complete octets=~\n"
		"9 . | 250 ok | ok message=2\n"
		"10 MAIL FROM:<a@example.org> | 250 ok | ok\n"
		"11 RCPT TO:<b@example.org> | 250 ok | ok\n"
		"12 DATA | 354 go | continue message=3\n"
		"message 3 DATA from=a@example.org to=b@example.org(accepted) "
		"reply=250 complete octets=a: b~~x~~\n"
		"13 . | 250 ok | ok message=3\n"
		"session smtp commands=10 messages=3 logins=0 banner=mx.example "
		"ESMTP helo=c\n" },
	{ "addresses: null path, route, quoted, without brackets",
	  .script = {
		HELLO, "C: MAIL FROM:<> BODY=8BITMIME RET=HDRS", "S: 250 ok",
		"C: RCPT TO:<@one,@two:b@example.org> NOTIFY=NEVER", "S: 250 ok",
		"C: RCPT TO:<\"a> b\"@example.org>", "S: 250 ok",
		"C: RCPT TO: c@example.org", "S: 250 ok", BODY, "C: .", QUEUED,
	  },
	  .log =
		HELLO_LOG
		"2 MAIL FROM:<> BODY=8BITMIME RET=HDRS | 250 ok | ok\n"
		"3 RCPT TO:<@one,@two:b@example.org> NOTIFY=NEVER | 250 ok | ok\n"
		"4 RCPT TO:<\"a> b\"@example.org> | 250 ok | ok\n"
		"5 RCPT TO: c@example.org | 250 ok | ok\n"
		"6 DATA | 354 go | continue message=1\n"
		"message 1 DATA from= params=BODY=8BITMIME RET=HDRS to=b@example.org "
		"params=NOTIFY=NEVER(accepted) to=\"a> b\"@example.org(accepted) "
		"to=c@example.org(accepted) reply=250 local-id=X1 complete "
		"octets=Subject: x~~body~\n"
		"7 . | 250 Ok: queued as X1 | ok message=1\n"
		"8 QUIT | 221 bye | ok\n"
		"session smtp commands=7 messages=1 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "LF.LF ends a message for this server only",
	  .script = {
		HELLO, ENVELOPE, "C: DATA", "S: 354 go", "C= a: b\n\nx\n.\n",
		"S: 250 ok", "C: QUIT", "S: 221 bye",
	  },
	  .log =
		HELLO_LOG
		ENVELOPE_LOG
		BODY_LOG
		"message 1 DATA from=a@example.org to=b@example.org(accepted) "
		"reply=250 complete octets=a: b#0a#0ax#0a\n"
		"5 . | 250 ok | ok message=1 {a lone dot with a bare line end was "
		"taken for the end}\n"
		"6 QUIT | 221 bye | ok\n"
		"session smtp commands=5 messages=1 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "LF.LF does not end a message when the client goes on",
	  .script = {
		HELLO, ENVELOPE, "C: DATA", "S: 354 go", "C= a: b\n\nx\n.\ny\r\n.\r\n",
		"S: 250 ok", "C: QUIT", "S: 221 bye",
	  },
	  .log =
		HELLO_LOG
		ENVELOPE_LOG
		BODY_LOG
		"message 1 DATA from=a@example.org to=b@example.org(accepted) "
		"reply=250 complete octets=a: b#0a#0ax#0a.#0ay~\n"
		"5 . | 250 ok | ok message=1\n"
		"6 QUIT | 221 bye | ok\n"
		"session smtp commands=5 messages=1 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "a reply before the end of the message",
	  .script = {
		HELLO, ENVELOPE, BODY, "S: 552 too big", "C: more", "C: .", "C: QUIT",
	  },
	  .log =
		HELLO_LOG
		ENVELOPE_LOG
		BODY_LOG
		"? | 552 too big | error {before the end of the message}\n"
		"message 1 DATA from=a@example.org to=b@example.org(rejected) "
		"reply=552 complete octets=Subject: x~~body~more~\n"
		"5 . | | none message=1 {no reply seen}\n"
		"6 QUIT | | none {no reply seen}\n"
		"session smtp commands=5 messages=1 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "broken off inside the message",
	  .script = {
		HELLO, ENVELOPE, BODY, "C= half a line", "C.", "S.",
	  },
	  .log =
		HELLO_LOG
		ENVELOPE_LOG
		BODY_LOG
		"message 1 DATA from=a@example.org to=b@example.org(unknown) "
		"INCOMPLETE octets=Subject: x~~body~half a line\n"
		"session smtp commands=4 messages=1 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "no reply to the end of the message",
	  .script = {
		HELLO, ENVELOPE, BODY, "C: .", "C: QUIT",
	  },
	  .log =
		HELLO_LOG
		ENVELOPE_LOG
		BODY_LOG
		"message 1 DATA from=a@example.org to=b@example.org(unknown) "
		"complete octets=Subject: x~~body~\n"
		"5 . | | none message=1 {no reply seen}\n"
		"6 QUIT | | none {no reply seen}\n"
		"session smtp commands=5 messages=1 logins=0 banner=mx.example ESMTP "
		"helo=c\n" },
	{ "a control character in a command",
	  .script = {
		"S: 220 mx.example ESMTP", "C: HELO a\x01""b", "S: 250 mx", "C: QUIT",
		"S: 221 bye",
	  },
	  .log =
		"0 | 220 mx.example ESMTP | ok\n"
		"1 HELO a#01b | 250 mx | ok\n"
		"2 QUIT | 221 bye | ok\n"
		"session smtp commands=2 messages=0 logins=0 banner=mx.example ESMTP "
		"helo=a#01b\n" },
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
