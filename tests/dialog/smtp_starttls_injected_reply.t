# SMTP: a reply in clear behind the one to STARTTLS, for a client that keeps it (RFC 3207 6, CVE-2021-38371)
port: 587
without: loss one-sided snaplen

S: 220 mx.example.net
C: EHLO c
S: 250-mx
S: 250 STARTTLS
C: STARTTLS
S: 220 2.0.0 Ready to start TLS
S: 250-mx
S: 250 AUTH PLAIN
C: \x16\x03\x01\x00\x05\x01\x00\x00\x01\x03\
S: \x16\x03\x03\x00\x05\x02\x00\x00\x01\x03\
---
finding rule.id=starttls.injected_reply finding.severity=high confidence=confirmed
  evidence.0.text=250-mx evidence.0.from=server
session encrypted=true
