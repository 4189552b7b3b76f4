# SMTP: text in clear between the reply to STARTTLS and the first octet of TLS (RFC 3207 6)
port: 587
without: loss one-sided snaplen

S: 220 mx.example.net
C: EHLO c
S: 250-mx
S: 250 STARTTLS
C: STARTTLS
S: 220 2.0.0 Ready to start TLS
C: NOOP
C: \x16\x03\x01\x00\x05\x01\x00\x00\x01\x03\
S: \x16\x03\x03\x00\x05\x02\x00\x00\x01\x03\
---
finding rule.id=starttls.injected_command confidence=confirmed evidence.0.secret_text=NOOP
  evidence.0.offset=18
session encrypted=true
