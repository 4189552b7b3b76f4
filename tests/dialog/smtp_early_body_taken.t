# SMTP: the same, but DATA is accepted: the octets are the message (RFC 5321 4.3.1)
without: loss one-sided snaplen

S: 220 mx.example.net
C: EHLO c
S: 250 mx
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
message subject=early size=21 complete=true envelope.reply_text=queued
session messages=1 commands=5
