# POP3: words in clear between STLS and the TLS handshake, of either side (RFC 2595 4, CVE-2011-0411, CVE-2021-38371)
port: 110
# What a hole or a missing side hides cannot be found.
without: middle loss one-sided snaplen

S: +OK POP3 ready
C: STLS
S: +OK begin TLS
S: -ERR injected
C: USER alice
C: PASS sesame
C: \x16\x03\x01\x00\x05\x01\x00\x00\x01\x03\
S: \x16\x03\x03\x00\x05\x02\x00\x00\x01\x03\
---
session encrypted=true commands=3
finding rule.id=pop3.stls_injection finding.severity=high confidence=confirmed
  event.reason="25 octets of the client stand in clear between STLS and its TLS handshake"
  evidence.0.from=client evidence.0.octets=25 evidence.0.offset=6
finding rule.id=pop3.stls_injection
  event.reason="15 octets of the server stand in clear between its +OK to STLS and its TLS handshake"
  evidence.0.from=server evidence.0.text="-ERR injected\r\n"
hidden: sesame
