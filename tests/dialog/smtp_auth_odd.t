# SMTP: PLAIN: no base64, no NULs, a mechanism the server does not know, an unknown one with a secret (RFC 4616, RFC 4954)
port: 587


S: 220 mx.example.net ESMTP
C: EHLO c.example.org
S: 250-mx.example.net
S: 250 AUTH PLAIN
C: AUTH PLAIN
S: 334\x20
C: AGFsaWNl!AHNlc2FtZQ==
S: 501 5.5.2 bad base64
C: AUTH PLAIN bm8gTlVMIGluIGl0
S: 535 5.7.8 no
C: AUTH X-SECRET c3dvcmRmaXNo
S: 504 5.5.4 unknown
C: AUTH PLAIN cm9vdABhbGljZQBzZXNhbWU=
S: 235 2.7.0 in
C: QUIT
S: 221 bye
---
auth mechanism=PLAIN outcome=failure note="bad base64"
auth mechanism=PLAIN outcome=failure user.name=- secret=- note=-
auth mechanism=X-SECRET outcome=failure secret=swordfish secret_kind=unknown
auth mechanism=PLAIN outcome=success user.name=alice authzid=root secret=sesame secret_kind=password
finding rule.id=auth.offered_in_clear
finding rule.id=auth.cleartext user.name=alice
session user.name=alice logins=4
hidden: sesame
hidden: swordfish
hidden: c3dvcmRmaXNo
hidden: cm9vdABhbGljZQBzZXNhbWU=
hidden: AHNlc2FtZQ==
hidden: AGFsaWNl
