# SMTP: ten passwords for one account in one session, and then it succeeds (RFC 4954)
port: 587
# How many failures there were is not known when one is missing; and twice is more.
without: middle loss one-sided snaplen twin

S: 220 mx.example.net ESMTP
C: EHLO c.example.org
S: 250-mx.example.net
S: 250 AUTH PLAIN
C: AUTH PLAIN AGFsaWNlAGd1ZXNzMA==
S: 535 5.7.8 no
C: AUTH PLAIN AGFsaWNlAGd1ZXNzMQ==
S: 535 5.7.8 no
C: AUTH PLAIN AGFsaWNlAGd1ZXNzMg==
S: 535 5.7.8 no
C: AUTH PLAIN AGFsaWNlAGd1ZXNzMw==
S: 535 5.7.8 no
C: AUTH PLAIN AGFsaWNlAGd1ZXNzNA==
S: 535 5.7.8 no
C: AUTH PLAIN AGFsaWNlAGd1ZXNzNQ==
S: 535 5.7.8 no
C: AUTH PLAIN AGFsaWNlAGd1ZXNzNg==
S: 535 5.7.8 no
C: AUTH PLAIN AGFsaWNlAGd1ZXNzNw==
S: 535 5.7.8 no
C: AUTH PLAIN AGFsaWNlAGd1ZXNzOA==
S: 535 5.7.8 no
C: AUTH PLAIN AGFsaWNlAGd1ZXNzOQ==
S: 535 5.7.8 no
C: AUTH PLAIN AGFsaWNlAHNlc2FtZQ==
S: 235 2.7.0 in
C: QUIT
S: 221 bye
---
finding rule.id=auth.offered_in_clear
finding rule.id=auth.cleartext
finding rule.id=auth.bruteforce finding.severity=high finding.confidence=likely user.name=alice
  event.reason="10 failures of one client for one account since session 1; this one as alice"
finding rule.id=auth.success_after_failures
session logins=11
hidden: guess1
hidden: sesame
hidden: AGFsaWNlAGd1ZXNzMQ==
