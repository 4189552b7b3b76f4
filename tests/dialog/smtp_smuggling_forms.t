# SMTP: every end that only lenient servers see, with a command behind it (RFC 5321 2.3.8, 4.1.1.4; CVE-2023-51764, -51765, -51766)
without: loss one-sided snaplen

S: 220 mx.example.net
C: EHLO c
S: 250 mx
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: Subject: 1
C:
C: x\n.\r\nRSET
C: y
C: .
S: 250 OK
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: Subject: 2
C:
C: x\n.\nRSET
C: y
C: .
S: 250 OK
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: Subject: 3
C:
C: x\r\n.\nRSET
C: y
C: .
S: 250 OK
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: Subject: 4
C:
C: x\r.\r\nRSET
C: y
C: .
S: 250 OK
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: Subject: 5
C:
C: x\r.\rRSET
C: y
C: .
S: 250 OK
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: Subject: 6
C:
C: x\r.\nRSET
C: y
C: .
S: 250 OK
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: Subject: 7
C:
C: x\n.\rRSET
C: y
C: .
S: 250 OK
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: Subject: 8
C:
C: x\r\n.\rRSET
C: y
C: .
S: 250 OK
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: Subject: 9
C:
C: x\r\n.\r\r\nRSET
C: y
C: .
S: 250 OK
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: Subject: 10
C:
C: x\r\n\x00.\r\nRSET
C: y
C: .
S: 250 OK
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: Subject: 11
C:
C: x\r\n.\x00\r\nRSET
C: y
C: .
S: 250 OK
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: Subject: 12
C:
C: x\n.\x00\nRSET
C: y
C: .
S: 250 OK
C: QUIT
S: 221 Bye
---
finding rule.id=smtp.bare_lf mailwire.message_id=1
finding rule.id=smtp.smuggling confidence=possible mailwire.message_id=1 evidence.0.text=LF.CRLF evidence.1.text=RSET
finding rule.id=smtp.bare_lf mailwire.message_id=2
finding rule.id=smtp.smuggling confidence=possible mailwire.message_id=2 evidence.0.text=LF.LF evidence.1.text=RSET
finding rule.id=smtp.bare_lf mailwire.message_id=3
finding rule.id=smtp.smuggling confidence=possible mailwire.message_id=3 evidence.0.text=CRLF.LF evidence.1.text=RSET
finding rule.id=smtp.bare_cr mailwire.message_id=4
finding rule.id=smtp.smuggling confidence=possible mailwire.message_id=4 evidence.0.text=CR.CRLF evidence.1.text=RSET
finding rule.id=smtp.bare_cr mailwire.message_id=5
finding rule.id=smtp.smuggling confidence=possible mailwire.message_id=5 evidence.0.text=CR.CR evidence.1.text=RSET
finding rule.id=smtp.bare_cr mailwire.message_id=6
finding rule.id=smtp.bare_lf mailwire.message_id=6
finding rule.id=smtp.smuggling confidence=possible mailwire.message_id=6 evidence.0.text=CR.LF evidence.1.text=RSET
finding rule.id=smtp.bare_cr mailwire.message_id=7
finding rule.id=smtp.bare_lf mailwire.message_id=7
finding rule.id=smtp.smuggling confidence=possible mailwire.message_id=7 evidence.0.text=LF.CR evidence.1.text=RSET
finding rule.id=smtp.bare_cr mailwire.message_id=8
finding rule.id=smtp.smuggling confidence=possible mailwire.message_id=8 evidence.0.text=CRLF.CR evidence.1.text=RSET
finding rule.id=smtp.bare_cr mailwire.message_id=9
finding rule.id=smtp.smuggling confidence=possible mailwire.message_id=9 evidence.0.text=CRLF.CRCRLF evidence.1.text=RSET
finding rule.id=smtp.nul mailwire.message_id=10
finding rule.id=smtp.smuggling confidence=possible mailwire.message_id=10 evidence.0.text=CRLF.CRLF evidence.1.text=RSET
finding rule.id=smtp.nul mailwire.message_id=11
finding rule.id=smtp.smuggling confidence=possible mailwire.message_id=11 evidence.0.text=CRLF.CRLF evidence.1.text=RSET
finding rule.id=smtp.bare_lf mailwire.message_id=12
finding rule.id=smtp.nul mailwire.message_id=12
finding rule.id=smtp.smuggling confidence=possible mailwire.message_id=12 evidence.0.text=LF.LF evidence.1.text=RSET
session messages=12
