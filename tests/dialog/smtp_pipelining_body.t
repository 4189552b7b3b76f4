# SMTP: the message sent with its DATA, without the 354 (RFC 2920 3.1)
without: loss one-sided snaplen

S: 220 mx.example.net
C: EHLO c
S: 250-mx.example.net
S: 250 PIPELINING
C: MAIL FROM:<a@example.org>
C: RCPT TO:<b@example.net>
C: DATA
C: Subject: early
C:
C: x
C: .
C: QUIT
S: 250 OK
S: 250 OK
S: 354 go on
S: 250 queued
S: 221 Bye
---
finding rule.id=smtp.unauthorised_pipelining
  event.reason="The client did not wait for the reply to DATA, which has to be the last of a group."
message subject=early complete=true size=21
