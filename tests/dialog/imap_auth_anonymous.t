# IMAP: ANONYMOUS with its trace (RFC 4505, RFC 9051 6.2.2, RFC 4959)
port: 143


S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=ANONYMOUS] IMAP ready
C: a1 AUTHENTICATE ANONYMOUS
S: +\x20
C: Z3Vlc3RAZXhhbXBsZS5vcmc=
S: a1 NO [AUTHENTICATIONFAILED] no
C: a2 AUTHENTICATE ANONYMOUS Z3Vlc3RAZXhhbXBsZS5vcmc=
S: a2 OK in
C: a3 LOGOUT
S: * BYE bye
S: a3 OK done
---
auth mechanism=ANONYMOUS outcome=failure user.name=- trace=guest@example.org secret=-
auth outcome=success
session logins=2
