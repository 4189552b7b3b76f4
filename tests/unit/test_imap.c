/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_imap.c - IMAP sessions: the same records for any cut.
 */
#include "fake_rows.h"

static const struct fake_row rows[] = {
	{ "a mailbox, from greeting to LOGOUT",
	  .shape.port = 143,
	  .script = {
		"S: * OK [CAPABILITY IMAP4rev1 LITERAL+] IMAP ready",
		"C: a1 LOGIN bob secret", "S: a1 OK in", "C: a2 SELECT INBOX",
		"S: * 2 EXISTS", "S: a2 OK [READ-WRITE] done",
		"C: a3 FETCH 1 (UID FLAGS INTERNALDATE BODY.PEEK[])",
		"S: * 1 FETCH (UID 7 FLAGS (\\Seen $x) INTERNALDATE \"17-Jul-1996 02:44:25 -0700\" BODY[] {16}",
		"S= Subject: x\r\n\r\nhi", "S: )", "S: a3 OK done", "C: z LOGOUT",
		"S: * BYE see you", "S: z OK bye", "C.", "S.",
	  },
	  .log =
		"0 | [CAPABILITY IMAP4rev1 LITERAL+] IMAP ready | ok\n"
		"auth attempt=1 mechanism=LOGIN user=bob secret=secret "
		"outcome=success words=2\n"
		"1 a1 LOGIN bob SECRET secret | in | ok\n"
		"2 a2 SELECT INBOX | [READ-WRITE] done / 2 EXISTS | ok\n"
		"message 1 FETCH number=1 uid=7 user=bob complete mailbox=INBOX "
		"flags=\\Seen $x date=17-Jul-1996 02:44:25 -0700 outcome=success "
		"octets=Subject: x~~hi\n"
		"3 a3 FETCH 1 (UID FLAGS INTERNALDATE BODY.PEEK[]) | done / 1 "
		"FETCH (UID 7 FLAGS (\\Seen $x) INTERNALDATE \"17-Jul-1996 02:44:25 "
		"-0700\" BODY[] {16} / ) | ok message=1\n"
		"4 z LOGOUT | bye / BYE see you | ok\n"
		"session imap commands=4 messages=1 logins=1 user=bob "
		"banner=[CAPABILITY IMAP4rev1 LITERAL+] IMAP ready "
		"offers=IMAP4rev1,LITERAL+\n" },
	{ "literals in a login",
	  .shape.port = 143,
	  .script = {
		"S: * OK IMAP", "C: a LOGIN {3}", "S: + go on", "C: bob {6}", "S: +",
		"C: se{4}x", "S: a OK in", "C: b LOGIN {3+}", "C: bob {4+}",
		"C= a\r\nb", "C: ", "S: b NO [AUTHENTICATIONFAILED] again",
		"C: c LOGIN \"b\\\"ob\" \"p w\"", "S: c OK in", "C: d LOGIN bob {3}",
		"S: d NO not now", "C: e NOOP", "S: e OK",
	  },
	  .log =
		"0 | IMAP | ok\n"
		"auth attempt=1 mechanism=LOGIN user=bob secret=se{4}x "
		"outcome=success words=2\n"
		"1 a LOGIN {3}~bob {6} SECRET se{4}x | in | ok\n"
		"auth attempt=2 mechanism=LOGIN user=bob secret=a~b "
		"outcome=failure words=2\n"
		"2 b LOGIN {3+}~bob {4+} SECRET a~b | [AUTHENTICATIONFAILED] again "
		"| error {out of order}\n"
		"auth attempt=3 mechanism=LOGIN user=b\"ob secret=p w "
		"outcome=success words=2\n"
		"3 c LOGIN \"b\\\"ob\" SECRET \"p w\" | in | ok {out of order}\n"
		"auth attempt=4 mechanism=LOGIN user=bob outcome=failure words=1\n"
		"4 d LOGIN bob {3} | not now | error {out of order}\n"
		"5 e NOOP |  | ok\n"
		"session imap commands=5 messages=0 logins=4 user=b\"ob banner=IMAP\n" },
	{ "authenticate",
	  .shape.port = 143,
	  .script = {
		"S: * OK IMAP", "C: a AUTHENTICATE PLAIN", "S: + ",
		"C: AGJvYgBzZWNyZXQ=", "S: a NO wrong",
		"C: b AUTHENTICATE PLAIN AGJvYgBzZWNyZXQ=", "S: b OK in",
		"C: c UNAUTHENTICATE", "S: c OK out", "C: d AUTHENTICATE LOGIN",
		"S: + VXNlcm5hbWU6", "C: Ym9i", "S: + UGFzc3dvcmQ6", "C: *",
		"S: d BAD cancelled", "C: e AUTHENTICATE LOGIN", "S: e NO [CANNOT] no",
		"C: Ym9i", "S: * BAD what",
	  },
	  .log =
		"0 | IMAP | ok\n"
		"auth attempt=1 mechanism=PLAIN user=bob secret=secret "
		"outcome=failure words=2\n"
		"1 a AUTHENTICATE PLAIN | wrong | error\n"
		"auth attempt=2 mechanism=PLAIN user=bob secret=secret "
		"outcome=success words=1\n"
		"2 b AUTHENTICATE PLAIN SECRET AGJvYgBzZWNyZXQ= | in | ok\n"
		"3 c UNAUTHENTICATE | out | ok\n"
		"auth attempt=3 mechanism=LOGIN user=bob outcome=failure words=4 "
		"note=cancelled by the client\n"
		"4 d AUTHENTICATE LOGIN | cancelled | error\n"
		"auth attempt=4 mechanism=LOGIN outcome=failure words=0\n"
		"5 e AUTHENTICATE LOGIN | [CANNOT] no | error\n"
		"session imap commands=5 messages=0 logins=4 user=bob banner=IMAP\n" },
	{ "pipelined, answered in another order",
	  .shape.port = 143,
	  .script = {
		"S: * OK [CAPABILITY IMAP4rev1 LITERAL+] IMAP ready",
		"C: a1 LOGIN bob secret", "S: a1 OK in", "C: a2 SELECT INBOX",
		"S: * 2 EXISTS", "S: a2 OK [READ-WRITE] done", "C: b1 NOOP",
		"C: b2 FETCH 1 FLAGS", "C: b3 SEARCH ALL",
		"C: b4 STORE 1 +FLAGS (\\Seen)", "S: * SEARCH 1 2",
		"S: * 1 FETCH (FLAGS ())", "S: * 3 EXISTS", "S: b3 OK", "S: b1 OK",
		"S: * 1 FETCH (FLAGS (\\Seen))", "S: b4 OK", "S: b2 NO x",
		"S: b9 OK who",
	  },
	  .log =
		"0 | [CAPABILITY IMAP4rev1 LITERAL+] IMAP ready | ok\n"
		"auth attempt=1 mechanism=LOGIN user=bob secret=secret "
		"outcome=success words=2\n"
		"1 a1 LOGIN bob SECRET secret | in | ok\n"
		"2 a2 SELECT INBOX | [READ-WRITE] done / 2 EXISTS | ok\n"
		"5 b3 SEARCH ALL |  / SEARCH 1 2 | ok\n"
		"3 b1 NOOP |  / 3 EXISTS | ok\n"
		"6 b4 STORE 1 +FLAGS (\\Seen) |  | ok\n"
		"4 b2 FETCH 1 FLAGS | x / 1 FETCH (FLAGS ()) / 1 FETCH (FLAGS "
		"(\\Seen)) | error\n"
		"? b9 | who | ok {no command seen for it}\n"
		"session imap commands=6 messages=0 logins=1 user=bob "
		"banner=[CAPABILITY IMAP4rev1 LITERAL+] IMAP ready "
		"offers=IMAP4rev1,LITERAL+\n" },
	{ "idle",
	  .shape.port = 143,
	  .script = {
		"S: * OK [CAPABILITY IMAP4rev1 LITERAL+] IMAP ready",
		"C: a1 LOGIN bob secret", "S: a1 OK in", "C: a2 SELECT INBOX",
		"S: * 2 EXISTS", "S: a2 OK [READ-WRITE] done", "C: c IDLE",
		"S: + idling", "S: * 3 EXISTS", "S: * 1 EXPUNGE", "C: DONE",
		"S: c OK done",
	  },
	  .log =
		"0 | [CAPABILITY IMAP4rev1 LITERAL+] IMAP ready | ok\n"
		"auth attempt=1 mechanism=LOGIN user=bob secret=secret "
		"outcome=success words=2\n"
		"1 a1 LOGIN bob SECRET secret | in | ok\n"
		"2 a2 SELECT INBOX | [READ-WRITE] done / 2 EXISTS | ok\n"
		"3 c IDLE | done / 3 EXISTS / 1 EXPUNGE | ok\n"
		"session imap commands=3 messages=0 logins=1 user=bob "
		"banner=[CAPABILITY IMAP4rev1 LITERAL+] IMAP ready "
		"offers=IMAP4rev1,LITERAL+\n" },
	{ "append, accepted, refused, two in one, and a literal that is not wanted",
	  .shape.port = 143,
	  .script = {
		"S: * OK [CAPABILITY IMAP4rev1 LITERAL+] IMAP ready",
		"C: a1 LOGIN bob secret", "S: a1 OK in",
		"C: a APPEND \"Sent\" (\\Seen) \"17-Jul-1996 02:44:25 -0700\" {13}",
		"S: + ok", "C= Subject: a\r\n", "C: ", "S: a OK [APPENDUID 1 77] done",
		"C: b APPEND {4+}", "C= Sent", "C:  {5+}", "C= x: y\n", "C: ",
		"S: b NO [OVERQUOTA] full", "C: c APPEND Sent {3}",
		"S: c NO [TRYCREATE] no", "C: d NOOP", "S: d OK",
		"C: f APPEND Sent CATENATE (URL \"x\" TEXT {4+}", "C= abcd", "C: )",
		"S: f OK", "C: g APPEND Sent UTF8 (~{4+}", "C= u: 8", "C: )",
		"S: g OK",
	  },
	  .log =
		"0 | [CAPABILITY IMAP4rev1 LITERAL+] IMAP ready | ok\n"
		"auth attempt=1 mechanism=LOGIN user=bob secret=secret "
		"outcome=success words=2\n"
		"1 a1 LOGIN bob SECRET secret | in | ok\n"
		"message 1 APPEND uid=77 announced=13 user=bob complete "
		"mailbox=Sent flags=\\Seen date=17-Jul-1996 02:44:25 -0700 "
		"outcome=success octets=Subject: a~#0d\n"
		"2 a APPEND \"Sent\" (\\Seen) \"17-Jul-1996 02:44:25 -0700\" {13} | "
		"[APPENDUID 1 77] done | ok message=1\n"
		"message 2 APPEND announced=5 user=bob complete mailbox=Sent "
		"outcome=failure octets=x: y#0a\n"
		"3 b APPEND {4+}~Sent {5+} | [OVERQUOTA] full | error message=2\n"
		"4 c APPEND Sent {3} | [TRYCREATE] no | error\n"
		"5 d NOOP |  | ok\n"
		"message 3 APPEND user=bob INCOMPLETE mailbox=Sent outcome=success octets=abcd\n"
		"6 f APPEND Sent CATENATE (URL \"x\" TEXT {4+}) |  | ok message=3\n"
		"message 4 APPEND announced=4 user=bob complete mailbox=Sent "
		"outcome=success octets=u: 8\n"
		"7 g APPEND Sent UTF8 (~{4+}) |  | ok message=4\n"
		"session imap commands=7 messages=4 logins=1 user=bob "
		"banner=[CAPABILITY IMAP4rev1 LITERAL+] IMAP ready "
		"offers=IMAP4rev1,LITERAL+\n" },
	{ "a message in ranges",
	  .shape.port = 143,
	  .script = {
		"S: * OK [CAPABILITY IMAP4rev1 LITERAL+] IMAP ready",
		"C: a1 LOGIN bob secret", "S: a1 OK in", "C: a2 SELECT INBOX",
		"S: * 2 EXISTS", "S: a2 OK [READ-WRITE] done",
		"C: b FETCH 1 (BODY.PEEK[]<0.6>)", "S: * 1 FETCH (BODY[]<0> {6}",
		"S= Subjec", "S: )", "S: b OK", "C: c FETCH 1 (BODY.PEEK[]<6.6>)",
		"S: * 1 FETCH (BODY[]<6> {6}", "S= t: x\r\n", "S: )", "S: c OK",
		"C: d FETCH 1 (BODY.PEEK[]<12.6>)", "S: * 1 FETCH (BODY[]<12> {4}",
		"S= \r\nhi", "S: )", "S: d OK", "C: e FETCH 2 (BODY.PEEK[]<0.4>)",
		"S: * 2 FETCH (BODY[]<0> {4}", "S= a: b", "S: )", "S: e OK",
		"C: f FETCH 2 (BODY.PEEK[]<8.4>)", "S: * 2 FETCH (BODY[]<8> {4}",
		"S= late", "S: )", "S: f OK",
		"C: g FETCH 2 (RFC822.SIZE BODY.PEEK[]<0.4>)",
		"S: * 2 FETCH (RFC822.SIZE 8 BODY[]<0> {4}", "S= a: b", "S: )",
		"S: g OK", "C: h FETCH 2 (BODY.PEEK[]<4.4>)",
		"S: * 2 FETCH (BODY[]<4> {4}", "S= \r\n\r\n", "S: )", "S: h OK",
	  },
	  .log =
		"0 | [CAPABILITY IMAP4rev1 LITERAL+] IMAP ready | ok\n"
		"auth attempt=1 mechanism=LOGIN user=bob secret=secret "
		"outcome=success words=2\n"
		"1 a1 LOGIN bob SECRET secret | in | ok\n"
		"2 a2 SELECT INBOX | [READ-WRITE] done / 2 EXISTS | ok\n"
		"3 b FETCH 1 (BODY.PEEK[]<0.6>) |  / 1 FETCH (BODY[]<0> {6} / ) | "
		"ok message=1\n"
		"4 c FETCH 1 (BODY.PEEK[]<6.6>) |  / 1 FETCH (BODY[]<6> {6} / ) | "
		"ok message=1\n"
		"message 1 FETCH number=1 user=bob complete mailbox=INBOX "
		"outcome=success octets=Subject: x~~hi\n"
		"5 d FETCH 1 (BODY.PEEK[]<12.6>) |  / 1 FETCH (BODY[]<12> {4} / ) "
		"| ok message=1\n"
		"6 e FETCH 2 (BODY.PEEK[]<0.4>) |  / 2 FETCH (BODY[]<0> {4} / ) | "
		"ok message=2\n"
		"7 f FETCH 2 (BODY.PEEK[]<8.4>) |  / 2 FETCH (BODY[]<8> {4} / ) | "
		"ok message=2\n"
		"message 2 FETCH number=2 user=bob INCOMPLETE mailbox=INBOX "
		"section=<0> outcome=unknown octets=a: b\n"
		"8 g FETCH 2 (RFC822.SIZE BODY.PEEK[]<0.4>) |  / 2 FETCH "
		"(RFC822.SIZE 8 BODY[]<0> {4} / ) | ok message=3\n"
		"message 3 FETCH number=2 announced=8 user=bob complete "
		"mailbox=INBOX outcome=success octets=a: b~~\n"
		"9 h FETCH 2 (BODY.PEEK[]<4.4>) |  / 2 FETCH (BODY[]<4> {4} / ) | "
		"ok message=3\n"
		"message 4 FETCH number=2 user=bob INCOMPLETE mailbox=INBOX "
		"section=<8> outcome=unknown octets=late\n"
		"session imap commands=9 messages=4 logins=1 user=bob "
		"banner=[CAPABILITY IMAP4rev1 LITERAL+] IMAP ready "
		"offers=IMAP4rev1,LITERAL+\n" },
	{ "header, text, parts",
	  .shape.port = 143,
	  .script = {
		"S: * OK [CAPABILITY IMAP4rev1 LITERAL+] IMAP ready",
		"C: a1 LOGIN bob secret", "S: a1 OK in", "C: a2 SELECT INBOX",
		"S: * 2 EXISTS", "S: a2 OK [READ-WRITE] done",
		"C: b FETCH 1 RFC822.HEADER", "S: * 1 FETCH (RFC822.HEADER {8}",
		"S= a: b\r\n\r\n", "S:  UID 9)", "S: b OK",
		"C: c FETCH 1 BODY.PEEK[TEXT]", "S: * 1 FETCH (BODY[TEXT] {4}",
		"S= text", "S: )", "S: c OK", "C: d FETCH 2 BODY[HEADER]",
		"S: * 2 FETCH (BODY[HEADER] \"c: d\")", "S: d OK",
		"C: e FETCH 1 BODY[TEXT]", "S: * 1 FETCH (BODY[TEXT] {4}", "S= text",
		"S: )", "S: e OK", "C: f UID FETCH 9 (BODY[1] BODY[2] BODY[3])",
		"S: * 1 FETCH (UID 9 BODY[1] {3}", "S= one",
		"S:  BODY[2] \"two\" BODY[3] NIL)", "S: f OK",
		"C: g FETCH 1 BODY[HEADER.FIELDS (TO)]",
		"S: * 1 FETCH (BODY[HEADER.FIELDS (\"TO\")] {9}", "S= To: x\r\n\r\n",
		"S:  FLAGS ())", "S: g OK", "C: h FETCH 1 ENVELOPE",
		"S: * 1 FETCH (ENVELOPE (NIL {5}", "S= (\")()", "S:  NIL) BODY[] {0}",
		"S: )", "S: h OK",
	  },
	  .log =
		"0 | [CAPABILITY IMAP4rev1 LITERAL+] IMAP ready | ok\n"
		"auth attempt=1 mechanism=LOGIN user=bob secret=secret "
		"outcome=success words=2\n"
		"1 a1 LOGIN bob SECRET secret | in | ok\n"
		"2 a2 SELECT INBOX | [READ-WRITE] done / 2 EXISTS | ok\n"
		"3 b FETCH 1 RFC822.HEADER |  / 1 FETCH (RFC822.HEADER {8} /  UID "
		"9) | ok message=1\n"
		"message 1 FETCH number=1 uid=9 user=bob complete mailbox=INBOX "
		"outcome=success octets=a: b~~text\n"
		"4 c FETCH 1 BODY.PEEK[TEXT] |  / 1 FETCH (BODY[TEXT] {4} / ) | ok "
		"message=1\n"
		"5 d FETCH 2 BODY[HEADER] |  / 2 FETCH (BODY[HEADER] \"c: d\") | "
		"ok message=2\n"
		"message 3 FETCH number=1 uid=9 user=bob complete mailbox=INBOX "
		"section=TEXT outcome=success octets=text\n"
		"6 e FETCH 1 BODY[TEXT] |  / 1 FETCH (BODY[TEXT] {4} / ) | ok "
		"message=3\n"
		"message 4 FETCH number=1 uid=9 user=bob complete mailbox=INBOX "
		"section=1 outcome=success octets=one\n"
		"message 5 FETCH number=1 uid=9 user=bob complete mailbox=INBOX "
		"section=2 outcome=success octets=two\n"
		"7 f UID FETCH 9 (BODY[1] BODY[2] BODY[3]) |  / 1 FETCH (UID 9 "
		"BODY[1] {3} /  BODY[2] \"two\" BODY[3] NIL) | ok message=4\n"
		"8 g FETCH 1 BODY[HEADER.FIELDS (TO)] |  / 1 FETCH "
		"(BODY[HEADER.FIELDS (\"TO\")] {9} / To: x /  /  FLAGS ()) | ok\n"
		"message 6 FETCH number=1 uid=9 user=bob complete mailbox=INBOX "
		"outcome=success\n"
		"9 h FETCH 1 ENVELOPE |  / 1 FETCH (ENVELOPE (NIL {5} / (\")() "
		"NIL) BODY[] {0} / ) | ok message=6\n"
		"message 2 FETCH number=2 user=bob complete headers-only "
		"mailbox=INBOX section=HEADER outcome=success octets=c: d\n"
		"session imap commands=9 messages=6 logins=1 user=bob "
		"banner=[CAPABILITY IMAP4rev1 LITERAL+] IMAP ready "
		"offers=IMAP4rev1,LITERAL+\n" },
	{ "a hole inside a message, one at its end, one over it",
	  .shape.port = 143,
	  .script = {
		"S: * OK [CAPABILITY IMAP4rev1 LITERAL+] IMAP ready",
		"C: a1 LOGIN bob secret", "S: a1 OK in", "C: a2 SELECT INBOX",
		"S: * 2 EXISTS", "S: a2 OK [READ-WRITE] done", "C: b FETCH 1 BODY[]",
		"S: * 1 FETCH (BODY[] {20}", "S= a: b\r\n", "S! 5", "S= 123456789",
		"S: )", "S: b OK", "C: c FETCH 1 BODY[]", "S: * 1 FETCH (BODY[] {10}",
		"S= a: b\r\n", "S! 4", "S: )", "S: c OK", "C: d FETCH 1 BODY[]",
		"C: e FETCH 2 BODY[]", "S: * 1 FETCH (BODY[] {10}", "S= a: b\r\n",
		"S! 40", "S= tail\r\n* 2 FETCH (BODY[] {4}\r\nx: y", "S: )", "S: e OK",
	  },
	  .log =
		"0 | [CAPABILITY IMAP4rev1 LITERAL+] IMAP ready | ok\n"
		"auth attempt=1 mechanism=LOGIN user=bob secret=secret "
		"outcome=success words=2\n"
		"1 a1 LOGIN bob SECRET secret | in | ok\n"
		"2 a2 SELECT INBOX | [READ-WRITE] done / 2 EXISTS | ok\n"
		"message 1 FETCH number=1 user=bob INCOMPLETE missing=5 "
		"mailbox=INBOX outcome=unknown octets=a: b~[5]123456789\n"
		"3 b FETCH 1 BODY[] |  / 1 FETCH (BODY[] {20} / ) | ok message=1 "
		"{octets of the reply are missing}\n"
		"message 2 FETCH number=1 user=bob INCOMPLETE missing=4 "
		"mailbox=INBOX outcome=unknown octets=a: b~[4]\n"
		"4 c FETCH 1 BODY[] |  / 1 FETCH (BODY[] {10} / ) | ok message=2 "
		"{octets of the reply are missing}\n"
		"message 3 FETCH number=1 user=bob INCOMPLETE missing=4 "
		"mailbox=INBOX outcome=unknown octets=a: b~[4]\n"
		"message 4 FETCH number=2 user=bob complete mailbox=INBOX "
		"outcome=success octets=x: y\n"
		"6 e FETCH 2 BODY[] |  / 2 FETCH (BODY[] {4} / ) | ok message=4\n"
		"5 d FETCH 1 BODY[] | 1 FETCH (BODY[] {10} | none message=3 {no "
		"reply seen}\n"
		"session imap commands=6 messages=4 logins=1 user=bob "
		"banner=[CAPABILITY IMAP4rev1 LITERAL+] IMAP ready "
		"offers=IMAP4rev1,LITERAL+\n" },
	{ "the server alone",
	  .shape.port = 143,
	  .script = {
		"S: * OK IMAP4 ready", "S: a OK in", "S: * FLAGS (\\Seen)",
		"S: b OK [READ-WRITE] ok", "S: * 1 FETCH (BODY[] {4}", "S= a: b",
		"S: )", "S: c OK",
	  },
	  .log =
		"0 | IMAP4 ready | ok\n"
		"? a | in | ok {no command seen for it}\n"
		"? b | [READ-WRITE] ok | ok {no command seen for it}\n"
		"message 1 FETCH number=1 complete outcome=success octets=a: b\n"
		"? c |  | ok {no command seen for it}\n"
		"session imap commands=0 messages=1 logins=0 banner=IMAP4 ready\n" },
	{ "the client alone",
	  .shape.port = 143,
	  .script = {
		"C: a LOGIN bob secret", "C: b SELECT INBOX", "C: c APPEND x {4}",
		"C= a: b", "C: ", "C: d LOGIN {3}", "C: bob {3}", "C: abc",
		"C: e AUTHENTICATE PLAIN", "C: AGJvYgBzZWNyZXQ=", "C: f LOGOUT",
	  },
	  .log =
		"auth attempt=1 mechanism=LOGIN user=bob secret=secret "
		"outcome=unknown words=2 note=no reply seen\n"
		"1 a LOGIN bob SECRET secret | | none {no reply seen}\n"
		"2 b SELECT INBOX | | none {no reply seen}\n"
		"message 1 APPEND announced=4 complete mailbox=x outcome=unknown "
		"octets=a: b\n"
		"3 c APPEND x {4} | | none message=1 {no reply seen}\n"
		"auth attempt=2 mechanism=LOGIN user=bob secret=abc "
		"outcome=unknown words=2 note=no reply seen\n"
		"4 d LOGIN {3}~bob {3} SECRET abc | | none {no reply seen}\n"
		"auth attempt=3 mechanism=PLAIN user=bob secret=secret "
		"outcome=unknown words=1 note=no reply seen\n"
		"5 e AUTHENTICATE PLAIN | | none {no reply seen}\n"
		"6 f LOGOUT | | none {no reply seen}\n"
		"session imap commands=6 messages=1 logins=3 user=bob\n" },
	{ "begun in the middle of a message",
	  .shape.port = 143,
	  .shape.in_the_middle = true,
	  .shape.roles = ROLES_BY_PORT,
	  .script = {
		"S: * text", "S: more)", "S: x5 OK done", "C: x6 UID FETCH 4 BODY[]",
		"S: * 4 FETCH (UID 4 BODY[] {4}", "S= a: b", "S: )", "S: x6 OK",
	  },
	  .log =
		"? x5 | done | ok {no command seen for it}\n"
		"message 1 FETCH number=4 uid=4 complete outcome=success octets=a: "
		"b\n"
		"1 x6 UID FETCH 4 BODY[] |  / 4 FETCH (UID 4 BODY[] {4} / ) | ok "
		"message=1\n"
		"session imap commands=1 messages=1 logins=0\n" },
	{ "TLS begins",
	  .shape.port = 143,
	  .script = {
		"S: * OK IMAP", "C: a STARTTLS", "S: a OK go", "C= \x16\3\1",
		"S= \x16\3\3",
	  },
	  .log =
		"0 | IMAP | ok\n"
		"1 a STARTTLS | go | ok\n"
		"session imap commands=1 messages=0 logins=0 encrypted banner=IMAP\n" },
	{ "STARTTLS, and no TLS behind it; refused",
	  .shape.port = 143,
	  .script = {
		"S: * OK IMAP", "C: a STARTTLS", "S: a NO no", "C: b STARTTLS",
		"S: b OK go", "C: c NOOP", "S: c OK",
	  },
	  .log =
		"0 | IMAP | ok\n"
		"1 a STARTTLS | no | error\n"
		"2 b STARTTLS | go | ok\n"
		"3 c NOOP |  | ok\n"
		"session imap commands=3 messages=0 logins=0 banner=IMAP\n" },
	{ "greetings",
	  .shape.port = 143,
	  .script = {
		"S: * PREAUTH IMAP4rev1 hello", "C: a SELECT \"&U,BTFw-\"", "S: a OK",
		"C: b FETCH 1 RFC822", "S: * 1 FETCH (RFC822 {4}", "S= a: b", "S: )",
		"S: b OK", "C: c CLOSE", "S: c OK",
	  },
	  .log =
		"0 | IMAP4rev1 hello | ok\n"
		"1 a SELECT \"&U,BTFw-\" |  | ok\n"
		"message 1 FETCH number=1 complete mailbox=#e5#8f#b0#e5#8c#97 "
		"outcome=success octets=a: b\n"
		"2 b FETCH 1 RFC822 |  / 1 FETCH (RFC822 {4} / ) | ok message=1\n"
		"3 c CLOSE |  | ok\n"
		"session imap commands=3 messages=1 logins=0 banner=IMAP4rev1 "
		"hello\n" },
	{ "a server that refuses",
	  .shape.port = 143,
	  .script = {
		"S: * BYE too many connections, imap",
	  },
	  .log =
		"0 | too many connections, imap | error\n"
		"session imap commands=0 messages=0 logins=0 banner=too many "
		"connections, imap\n" },
	{ "compressed, and the command that began it was not seen",
	  .shape.port = 143,
	  .script = {
		"S: * OK IMAP", "C= J4V\xf0\xf3\xf7\x0f\xe0\xe5\x02\x08", "S: a2 OK begin",
		"S= \xd2R0Tp\x8d\xf0\x0c\x0e\x09\xe6\xe5J4V\xf0\xf7VH\xc9\xcfK\xe5\xe5\x02\x08",
	  },
	  .log =
		"0 | IMAP | ok\n"
		"? a2 | begin | ok {no command seen for it}\n"
		"? a3 | done | ok {no command seen for it}\n"
		"1 a3 NOOP | | none {no reply seen}\n"
		"session imap commands=1 messages=0 logins=0 banner=IMAP\n" },
	{ "compressed, asked for by a client that does not wait",
	  .shape.port = 143,
	  .script = {
		"S: * OK IMAP", "C: a2 COMPRESS DEFLATE", "C= J4V\xf0\xf3\xf7\x0f\xe0\xe5\x02\x08",
		"S: a2 OK begin",
		"S= \xd2R0Tp\x8d\xf0\x0c\x0e\x09\xe6\xe5J4V\xf0\xf7VH\xc9\xcfK\xe5\xe5\x02\x08",
	  },
	  .log =
		"0 | IMAP | ok\n"
		"1 a2 COMPRESS DEFLATE | begin | ok {out of order}\n"
		"2 a3 NOOP | done / 1 EXISTS | ok\n"
		"session imap commands=2 messages=0 logins=0 banner=IMAP\n" },
	{ "TLS that is cut, and its OK was not captured",
	  .shape.port = 143,
	  .script = {
		"S: * OK IMAP", "C: a STARTTLS", "C: b NOOP", "S= \x16\3\3",
	  },
	  .log =
		"0 | IMAP | ok\n"
		"1 a STARTTLS | | none {no reply seen}\n"
		"2 b NOOP | | none {no reply seen}\n"
		"session imap commands=2 messages=0 logins=0 encrypted banner=IMAP\n" },
	{ "odd lines",
	  .shape.port = 143,
	  .script = {
		"S: * OK IMAP", "C: a FROBNICATE x", "S: a BAD unknown", "C: ",
		"C: word", "S: * BAD what", "S: nonsense", "S: * 5",
		"C:  NOOP without a tag", "C: b NOOP {99999999999999999999}", "S: b BAD", "C: c X {3+}",
		"C: abc", "S: c BAD", "C: d FETCH 1 ALL", "S: d NO first select",
	  },
	  .log =
		"0 | IMAP | ok\n"
		"1 a FROBNICATE x | unknown | error {unknown command}\n"
		"4 b NOOP {99999999999999999999} |  | error\n"
		"5 c X {3+}~abc |  | error {unknown command}\n"
		"6 d FETCH 1 ALL | first select | error {out of order}\n"
		"2 word | BAD what | none {no reply seen}\n"
		"3 NOOP without a tag | | none {no reply seen}\n"
		"session imap commands=6 messages=0 logins=0 banner=IMAP\n" },
	{ "absurd literals",
	  .shape.port = 143,
	  .script = {
		"S: * OK [CAPABILITY IMAP4rev1 LITERAL+] IMAP ready",
		"C: a1 LOGIN bob secret", "S: a1 OK in", "C: a2 SELECT INBOX",
		"S: * 2 EXISTS", "S: a2 OK [READ-WRITE] done", "C: b FETCH 1 BODY[]",
		"S: * 1 FETCH (BODY[] {9223372036854775808}", "S= a: b",
		"C: c NOOP {18446744073709551615+}", "C: x",
	  },
	  .log =
		"0 | [CAPABILITY IMAP4rev1 LITERAL+] IMAP ready | ok\n"
		"auth attempt=1 mechanism=LOGIN user=bob secret=secret "
		"outcome=success words=2\n"
		"1 a1 LOGIN bob SECRET secret | in | ok\n"
		"2 a2 SELECT INBOX | [READ-WRITE] done / 2 EXISTS | ok\n"
		"message 1 FETCH number=1 user=bob INCOMPLETE mailbox=INBOX "
		"outcome=unknown octets=a: b\n"
		"3 b FETCH 1 BODY[] | 1 FETCH (BODY[] {9223372036854775808} | none "
		"message=1 {no reply seen}\n"
		"4 c NOOP {18446744073709551615+}~x | | none {no reply seen}\n"
		"session imap commands=4 messages=1 logins=1 user=bob "
		"banner=[CAPABILITY IMAP4rev1 LITERAL+] IMAP ready "
		"offers=IMAP4rev1,LITERAL+\n" },
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
