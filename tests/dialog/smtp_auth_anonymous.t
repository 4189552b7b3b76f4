# SMTP: ANONYMOUS with its trace (RFC 4505, RFC 4954)
port: 587


S: 220 mx.example.net ESMTP
C: EHLO c.example.org
S: 250-mx.example.net
S: 250 AUTH ANONYMOUS
C: AUTH ANONYMOUS
S: 334\x20
C: Z3Vlc3RAZXhhbXBsZS5vcmc=
S: 535 5.7.8 no
C: AUTH ANONYMOUS Z3Vlc3RAZXhhbXBsZS5vcmc=
S: 235 2.7.0 in
C: QUIT
S: 221 bye
---
auth mechanism=ANONYMOUS outcome=failure user.name=- trace=guest@example.org secret=-
auth outcome=success
session logins=2
