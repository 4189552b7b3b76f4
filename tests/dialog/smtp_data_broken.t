# SMTP: the connection ends inside a message: what came is told, and that it is not all (RFC 5321 4.1.1.4)

S: 220 mx.example.net
C: EHLO c
S: 250 mx
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: Subject: broken off
C:
C: the beginning of a
C: long mess\
---
message subject="broken off" complete=false missing_bytes=0 outcome=unknown size=52
  rcpt.0.verdict=unknown envelope.reply_code=-
transaction ended=closed command=DATA message_id=1 rcpt.0.verdict=unknown rcpt.0.code=250
  mailwire.envelope.reply_code=- outcome=unknown
session messages=1
