# POP3: EXTERNAL with an empty initial response and with an identity; no secret is told (RFC 4422 A, RFC 5034)
port: 110


S: +OK POP3 ready
C: CAPA
S: +OK
S: SASL EXTERNAL
S: .
C: AUTH EXTERNAL =
S: -ERR [AUTH] no
C: AUTH EXTERNAL YWxpY2U=
S: +OK in
C: QUIT
S: +OK bye
---
auth mechanism=EXTERNAL outcome=failure user.name=- secret=- secret_hmac=-
auth outcome=success user.name=alice secret=-
session user.name=alice logins=2
