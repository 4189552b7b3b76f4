# IMAP: LOGIN with atoms, quoted strings and literals; AUTHENTICATE with and without initial response (RFC 9051 6.2, 4959, 7888)
port: 143
# Twice the failures before a success are a finding that one session does not have.
without: twin

S: * OK [CAPABILITY IMAP4rev1 LITERAL+ AUTH=PLAIN SASL-IR] IMAP ready
C: a1 LOGIN "alice" {5}
S: + go on
C: wrong
S: a1 NO [AUTHENTICATIONFAILED] no
C: a2 LOGIN {5+}
C: alice {6+}
C: secre1
S: a2 NO [AUTHENTICATIONFAILED] no
C: a3 AUTHENTICATE PLAIN AGFsaWNlAHdyb25n
S: a3 NO [AUTHENTICATIONFAILED] no
C: a4 AUTHENTICATE LOGIN
S: + VXNlcm5hbWU6
C: YWxpY2U=
S: + UGFzc3dvcmQ6
C: c2VjcmUy
S: a4 OK [CAPABILITY IMAP4rev1 IDLE] in
C: a5 LOGOUT
S: * BYE bye
S: a5 OK done
---
command seq=0 tag=- reply_status=OK response_code="CAPABILITY IMAP4rev1 LITERAL+ AUTH=PLAIN SASL-IR"
auth mechanism=LOGIN user.name=alice secret=wrong outcome=failure
command seq=1 tag=a1 verb=LOGIN status=error reply_status=NO
  response_code=AUTHENTICATIONFAILED reply_text="[AUTHENTICATIONFAILED] no"
auth mechanism=LOGIN user.name=alice secret=secre1 outcome=failure
command seq=2 tag=a2 verb=LOGIN status=error
auth mechanism=PLAIN user.name=alice secret=wrong outcome=failure
command seq=3 tag=a3 verb=AUTHENTICATE arg=PLAIN status=error
auth mechanism=LOGIN user.name=alice secret=secre2 outcome=success
command seq=4 tag=a4 verb=AUTHENTICATE arg=LOGIN status=ok reply_text="[CAPABILITY IMAP4rev1 IDLE] in"
command seq=5 tag=a5 verb=LOGOUT reply_lines.0="BYE bye" status=ok note=-
session user.name=alice logins=4 commands=5 capabilities.0=IMAP4rev1 capabilities.1=IDLE
follow: C: a1 LOGIN "alice" {5}
follow: S: + go on
follow: S: a1 NO
hidden: wrong
hidden: secre1
hidden: secre2
hidden: AGFsaWNlAHdyb25n
hidden: c2VjcmUy
