# POP3: ten passwords for one account in one session, and then it succeeds (RFC 5034)
port: 110
# How many failures there were is not known when one is missing; and twice is more.
without: middle loss one-sided snaplen twin

S: +OK POP3 ready
C: CAPA
S: +OK
S: SASL PLAIN
S: .
C: AUTH PLAIN AGFsaWNlAGd1ZXNzMA==
S: -ERR [AUTH] no
C: AUTH PLAIN AGFsaWNlAGd1ZXNzMQ==
S: -ERR [AUTH] no
C: AUTH PLAIN AGFsaWNlAGd1ZXNzMg==
S: -ERR [AUTH] no
C: AUTH PLAIN AGFsaWNlAGd1ZXNzMw==
S: -ERR [AUTH] no
C: AUTH PLAIN AGFsaWNlAGd1ZXNzNA==
S: -ERR [AUTH] no
C: AUTH PLAIN AGFsaWNlAGd1ZXNzNQ==
S: -ERR [AUTH] no
C: AUTH PLAIN AGFsaWNlAGd1ZXNzNg==
S: -ERR [AUTH] no
C: AUTH PLAIN AGFsaWNlAGd1ZXNzNw==
S: -ERR [AUTH] no
C: AUTH PLAIN AGFsaWNlAGd1ZXNzOA==
S: -ERR [AUTH] no
C: AUTH PLAIN AGFsaWNlAGd1ZXNzOQ==
S: -ERR [AUTH] no
C: AUTH PLAIN AGFsaWNlAHNlc2FtZQ==
S: +OK in
C: QUIT
S: +OK bye
---
finding rule.id=auth.cleartext
finding rule.id=auth.bruteforce finding.severity=high finding.confidence=likely user.name=alice
  event.reason="10 failures of one client for one account since session 1; this one as alice"
finding rule.id=auth.success_after_failures
session logins=11
hidden: guess1
hidden: sesame
hidden: AGFsaWNlAGd1ZXNzMQ==
