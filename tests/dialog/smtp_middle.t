# SMTP: the capture begins after the login, in the middle of a session
port: 2526
begin: middle

C: MAIL FROM:<a@example.org>
S: 250 2.1.0 OK
C: RCPT TO:<b@example.net>
S: 250 2.1.5 OK
C: DATA
S: 354 go on
C: Subject: middle
C:
C: x
C: .
S: 250 2.0.0 OK
C: QUIT
S: 221 2.0.0 Bye
---
command verb=MAIL reply_code=250
command verb=RCPT
command verb=DATA
command verb=.
command verb=QUIT
message subject=middle size=22 sha256=06bca3b983b880d28dd53633955e4d6c4db05ae1890cad5cd41637e69ef214bd complete=true mail_from=a@example.org helo=-
  rcpt.0.verdict=accepted
session banner=- helo=- commands=4 destination.port=2526
