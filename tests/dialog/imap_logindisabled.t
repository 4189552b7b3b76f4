# IMAP: LOGIN although LOGINDISABLED was announced: the password crossed in clear, whatever the server answered (RFC 9051 6.2.3); UNAUTHENTICATE and another account (RFC 8437)
port: 143
without: loss

S: * OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED AUTH=PLAIN] IMAP ready
C: a1 LOGIN alice "wond er"
S: a1 NO [PRIVACYREQUIRED] use TLS
C: a2 AUTHENTICATE PLAIN AGFsaWNlAHdvbmQgZXI=
S: a2 OK [CAPABILITY IMAP4rev1 UNAUTHENTICATE] in
C: a3 UNAUTHENTICATE
S: a3 OK out
C: a4 SELECT INBOX
S: a4 BAD log in first
C: a5 AUTHENTICATE PLAIN AGJvYgBzZWNyZXQy
S: a5 OK in
C: a6 UNAUTHENTICATE now
S: a6 BAD no arguments
C: a7 LOGOUT
S: * BYE bye
S: a7 OK done
---
auth user.name=alice outcome=failure
auth user.name=alice outcome=success
auth user.name=bob outcome=success
finding rule.id=imap.login_disabled confidence=confirmed mailwire.command.seq=1 user.name=alice
command seq=0
command tag=a1 verb=LOGIN status=error response_code=PRIVACYREQUIRED
command tag=a2 verb=AUTHENTICATE status=ok
command tag=a3 verb=UNAUTHENTICATE status=ok note=-
command tag=a4 verb=SELECT status=error note="out of order"
command tag=a5 verb=AUTHENTICATE status=ok note=-
command tag=a6 verb=UNAUTHENTICATE status=error
command tag=a7
session user.name=bob logins=3
hidden: wond er
hidden: AGFsaWNlAHdvbmQgZXI=
