# IMAP: PLAIN: no base64, no NULs, a mechanism the server does not know, an unknown one with a secret (RFC 4616, RFC 9051 6.2.2, RFC 4959)
port: 143


S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] IMAP ready
C: a1 AUTHENTICATE PLAIN
S: +\x20
C: AGFsaWNl!AHNlc2FtZQ==
S: a1 BAD bad base64
C: a2 AUTHENTICATE PLAIN bm8gTlVMIGluIGl0
S: a2 NO [AUTHENTICATIONFAILED] no
C: a3 AUTHENTICATE X-SECRET c3dvcmRmaXNo
S: a3 NO unknown mechanism
C: a4 AUTHENTICATE PLAIN cm9vdABhbGljZQBzZXNhbWU=
S: a4 OK in
C: a5 LOGOUT
S: * BYE bye
S: a5 OK done
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
