# SMTP: dot-stuffing; a message that ends in an empty line; one without octets; dots alone (RFC 5321 4.5.2)

S: 220 mx.example.net
C: HELO c
S: 250 mx
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: Subject: dots
C:
C: ..
C: ...
C: ..leading
C: a.middle.
C: ....four
C:  .blank before
C: ..
C: .
S: 250 OK
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: Subject: ends in an empty line
C:
C: text
C:
C: .
S: 250 OK
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: .
S: 250 OK
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: .not the end, and not stuffed as it should be
C:
C: .\
C: still not\r\n\
C: .\r\n\
S: 250 OK
C: QUIT
S: 221 Bye
---
message subject=dots size=73 sha256=d4a0fb2a7ed7712ace7b26177b8365a40c084d9e5947c87e2113c17d68807a0a complete=true
message subject="ends in an empty line" size=42 sha256=67f25ec4255f3c0f166ddf0211c7b515e81687b928e3e66cd2b98f849797c561
message size=0 complete=true subject=-
message size=59 sha256=4cac505d911b907ffdf94be837db8426f9710970b92de83886af45c32305cdbd complete=true
session messages=4 commands=14
