# SMTP: the same octets, with QUIT or a further mail right behind the final dot, to a server that reads one message: nothing is confirmed (RFC 5321 4.1.1.4, 2920 3.1)
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
S: 250 sender OK
S: 250 recipient OK
S: 354 go on
C: Subject: another
C:
C: .
C: QUIT
S: 250 second queued
S: 221 Bye
---
finding rule.id=smtp.bare_lf
finding rule.id=smtp.smuggling finding.severity=high confidence=possible mailwire.message_id=1
message subject=harmless envelope.reply_text="first queued"
message subject=another envelope.reply_text="second queued"
command seq=0
command verb=EHLO
command verb=MAIL
command verb=RCPT
command verb=DATA
command verb=. reply_text="first queued"
command verb=MAIL reply_text="sender OK"
command verb=RCPT reply_text="recipient OK"
command verb=DATA reply_code=354
command verb=. reply_text="second queued"
command verb=QUIT reply_code=221
