# IMAP: EXTERNAL with an empty initial response and with an identity; no secret is told (RFC 4422 A, RFC 9051 6.2.2, RFC 4959)
port: 143


S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=EXTERNAL] IMAP ready
C: a1 AUTHENTICATE EXTERNAL =
S: a1 NO [AUTHENTICATIONFAILED] no
C: a2 AUTHENTICATE EXTERNAL YWxpY2U=
S: a2 OK in
C: a3 LOGOUT
S: * BYE bye
S: a3 OK done
---
auth mechanism=EXTERNAL outcome=failure user.name=- secret=- secret_hmac=-
auth outcome=success user.name=alice secret=-
session user.name=alice logins=2
