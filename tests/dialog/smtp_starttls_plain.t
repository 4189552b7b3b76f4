# SMTP: after STARTTLS the text goes on in clear: a box in between took the TLS away
port: 587

S: 220 mx.example.net
C: EHLO before
S: 250-mx
S: 250 STARTTLS
C: STARTTLS
S: 220 go ahead
C: EHLO after
S: 250-mx
S: 250 AUTH PLAIN
C: AUTH PLAIN AGFsaWNlAHNlY3JldC0y
S: 235 OK
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: Subject: in clear
C:
C: x
C: .
S: 250 OK
C: QUIT
S: 221 Bye
---
auth mechanism=PLAIN user.name=alice outcome=success encrypted=true
message subject="in clear" size=24 sha256=070bf8101029161ff9cf3be9b8fd6ade3e3305021e3dc262b95525608d8bd7a7 complete=true helo=after
session encrypted=false helo=after commands=8
