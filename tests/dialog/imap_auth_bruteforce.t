# IMAP: ten passwords for one account in one session, and then it succeeds (RFC 9051 6.2.2, RFC 4959)
port: 143
# How many failures there were is not known when one is missing; and twice is more.
without: middle loss one-sided snaplen twin

S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] IMAP ready
C: a1 AUTHENTICATE PLAIN AGFsaWNlAGd1ZXNzMA==
S: a1 NO [AUTHENTICATIONFAILED] no
C: a2 AUTHENTICATE PLAIN AGFsaWNlAGd1ZXNzMQ==
S: a2 NO [AUTHENTICATIONFAILED] no
C: a3 AUTHENTICATE PLAIN AGFsaWNlAGd1ZXNzMg==
S: a3 NO [AUTHENTICATIONFAILED] no
C: a4 AUTHENTICATE PLAIN AGFsaWNlAGd1ZXNzMw==
S: a4 NO [AUTHENTICATIONFAILED] no
C: a5 AUTHENTICATE PLAIN AGFsaWNlAGd1ZXNzNA==
S: a5 NO [AUTHENTICATIONFAILED] no
C: a6 AUTHENTICATE PLAIN AGFsaWNlAGd1ZXNzNQ==
S: a6 NO [AUTHENTICATIONFAILED] no
C: a7 AUTHENTICATE PLAIN AGFsaWNlAGd1ZXNzNg==
S: a7 NO [AUTHENTICATIONFAILED] no
C: a8 AUTHENTICATE PLAIN AGFsaWNlAGd1ZXNzNw==
S: a8 NO [AUTHENTICATIONFAILED] no
C: a9 AUTHENTICATE PLAIN AGFsaWNlAGd1ZXNzOA==
S: a9 NO [AUTHENTICATIONFAILED] no
C: a10 AUTHENTICATE PLAIN AGFsaWNlAGd1ZXNzOQ==
S: a10 NO [AUTHENTICATIONFAILED] no
C: a11 AUTHENTICATE PLAIN AGFsaWNlAHNlc2FtZQ==
S: a11 OK in
C: a12 LOGOUT
S: * BYE bye
S: a12 OK done
---
finding rule.id=auth.cleartext
finding rule.id=auth.bruteforce finding.severity=high finding.confidence=likely user.name=alice
  event.reason="10 failures of one client for one account since session 1; this one as alice"
finding rule.id=auth.success_after_failures
session logins=11
hidden: guess1
hidden: sesame
hidden: AGFsaWNlAGd1ZXNzMQ==
