# SMTP: a message whose own lines end in LF alone, header too, inside a proper transfer (RFC 5321 2.3.8)

S: 220 mx.example.net
C: HELO c
S: 250 mx
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: From: a@example.org\nSubject: bare\n line feeds\nContent-Type: text/plain\n\nbody line 1\nbody line 2\n\
C:
C: .
S: 250 OK
C: QUIT
S: 221 Bye
---
message size=98 sha256=6e9f34e99616320a7dabc95ec7bd46e9ca7e28827a6aff3af01ce94ae1fc499f complete=true subject="bare line feeds" from.address.0=a@example.org
  content_type=text/plain parts.0.content_type=text/plain parts.0.charset=-
