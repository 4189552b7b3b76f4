# POP3: PLAIN: no base64, no NULs, a mechanism the server does not know, an unknown one with a secret (RFC 4616, RFC 5034)
port: 110


S: +OK POP3 ready
C: CAPA
S: +OK
S: SASL PLAIN
S: .
C: AUTH PLAIN
S: +\x20
C: AGFsaWNl!AHNlc2FtZQ==
S: -ERR bad base64
C: AUTH PLAIN bm8gTlVMIGluIGl0
S: -ERR [AUTH] no
C: AUTH X-SECRET c3dvcmRmaXNo
S: -ERR unknown mechanism
C: AUTH PLAIN cm9vdABhbGljZQBzZXNhbWU=
S: +OK in
C: QUIT
S: +OK bye
---
auth mechanism=PLAIN outcome=failure note="bad base64"
auth mechanism=PLAIN outcome=failure user.name=- secret=- note=-
auth mechanism=X-SECRET outcome=failure secret=swordfish secret_kind=unknown
auth mechanism=PLAIN outcome=success user.name=alice authzid=root secret=sesame secret_kind=password
finding rule.id=auth.cleartext user.name=alice
session user.name=alice logins=4
hidden: sesame
hidden: swordfish
hidden: c3dvcmRmaXNo
hidden: cm9vdABhbGljZQBzZXNhbWU=
hidden: AHNlc2FtZQ==
hidden: AGFsaWNl
