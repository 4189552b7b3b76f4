# POP3: APOP answered to a timestamp that is no msg-id (RFC 1939 7, CVE-2007-1558)
port: 110
# Without the greeting the timestamp is not known.
without: middle loss one-sided

S: +OK ready <1.\xf32@example.org>
C: APOP alice 00000000000000000000000000000000
S: -ERR no
C: APOP alice c4c9334bac560ecc979e58001b3e22fb
S: +OK
C: QUIT
S: +OK
---
auth mechanism=APOP outcome=failure challenge="<1.�2@example.org>" secret_kind=digest
auth mechanism=APOP outcome=success
finding rule.id=pop3.apop_weak_challenge finding.severity=medium confidence=likely command.seq=1
  evidence.0.from=server
