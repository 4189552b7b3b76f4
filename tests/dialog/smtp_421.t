# SMTP: the server gives up: 421 to a command, then a reset by it (RFC 5321 3.8)
close: rst
closer: server

S: 220 mx.example.net
C: EHLO c.example.org
S: 250 mx.example.net
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 421 4.3.2 System shutting down
C: DATA
---
command seq=0
command verb=EHLO
command verb=MAIL
command verb=RCPT reply_code=421 status=transient outcome=failure
command verb=DATA status=none outcome=unknown
none message
session ended=reset closed_by=server
