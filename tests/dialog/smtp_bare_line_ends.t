# SMTP: only CRLF.CRLF ends a message; LF.LF, LF.CRLF, CR.CR, CR.CRLF, NUL do not (RFC 5321 4.1.1.4, 2.3.8)

S: 220 mx.example.net
C: EHLO c
S: 250 mx
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: Subject: where it ends
C:
C: 1\n.\nMAIL FROM:<evil@example.org>\n\
C: 2\n.\r\n\
C: 3\r.\r\
C: 4\r.\r\n\
C: 5\r\n.\r\
C: 6\r\n.\x00\r\n\
C: 7\r\n.\n\
C: 8\r\r\n.\r\r\n\
C: 9\x00\r\n\
C: .
S: 250 OK: queued as 1
C: QUIT
S: 221 Bye
---
message subject="where it ends" size=98 sha256=0ecc4ca4982937c2ae0da91b4222913dc2fdfe3ed4b61cc5a7b429bc227a92b7 complete=true mail_from=a@example.org
command seq=0
command verb=EHLO
command verb=MAIL
command verb=RCPT
command verb=DATA
command verb=.
command verb=QUIT
finding rule.id=smtp.bare_cr evidence.0.octets=1
  event.reason="The message has 6 CRs without LF, the first in line 8 of what was sent."
finding rule.id=smtp.bare_lf
finding rule.id=smtp.nul
finding rule.id=smtp.smuggling confidence=possible evidence.1.text="MAIL FROM:<evil@example.org>"
session messages=1
