# SMTP: EXTERNAL with an empty initial response and with an identity; no secret is told (RFC 4422 A, RFC 4954)
port: 587


S: 220 mx.example.net ESMTP
C: EHLO c.example.org
S: 250-mx.example.net
S: 250 AUTH EXTERNAL
C: AUTH EXTERNAL =
S: 535 5.7.8 no
C: AUTH EXTERNAL YWxpY2U=
S: 235 2.7.0 in
C: QUIT
S: 221 bye
---
auth mechanism=EXTERNAL outcome=failure user.name=- secret=- secret_hmac=-
auth outcome=success user.name=alice secret=-
session user.name=alice logins=2
