# POP3: ANONYMOUS with its trace (RFC 4505, RFC 5034)
port: 110


S: +OK POP3 ready
C: CAPA
S: +OK
S: SASL ANONYMOUS
S: .
C: AUTH ANONYMOUS
S: +\x20
C: Z3Vlc3RAZXhhbXBsZS5vcmc=
S: -ERR [AUTH] no
C: AUTH ANONYMOUS Z3Vlc3RAZXhhbXBsZS5vcmc=
S: +OK in
C: QUIT
S: +OK bye
---
auth mechanism=ANONYMOUS outcome=failure user.name=- trace=guest@example.org secret=-
auth outcome=success
session logins=2
