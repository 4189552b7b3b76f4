# SMTP: commands in clear in the segment of STARTTLS, for a server that keeps them (RFC 3207 6, CVE-2011-0411)
port: 587
without: loss one-sided snaplen

S: 220 mx.example.net
C: EHLO c
S: 250-mx
S: 250-PIPELINING
S: 250 STARTTLS
C: STARTTLS
C: MAIL FROM:<evil@example.org>
C: RCPT TO:<victim@example.net>
S: 220 2.0.0 Ready to start TLS
C: \x16\x03\x01\x00\x05\x01\x00\x00\x01\x03\
S: \x16\x03\x03\x00\x05\x02\x00\x00\x01\x03\
---
finding rule.id=starttls.injected_command finding.severity=high confidence=likely
  evidence.0.secret_text="MAIL FROM:<evil@example.org>" evidence.0.octets=60 evidence.0.from=client
session encrypted=true
