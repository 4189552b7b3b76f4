# SMTP: nothing follows a lone dot with bare line ends and the server answers: that was the end for it (RFC 5321 4.1.1.4)
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
C: Subject: x\n\ntext\n.\n\
S: 250 queued as 1
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: Subject: y
C:
C: a lone dot that is answered with nothing
C: .\n\
C: is text
C: .
S: 250 queued as 2
C: QUIT
S: 221 Bye
---
finding rule.id=smtp.bare_lf mailwire.message_id=1
finding rule.id=smtp.lenient_end finding.severity=medium confidence=confirmed
  mailwire.message_id=1 evidence.0.text=".\n" evidence.0.octets=2
finding rule.id=smtp.bare_lf mailwire.message_id=2
message subject=x size=17 complete=true local_id=1
message subject=y complete=true local_id=2
