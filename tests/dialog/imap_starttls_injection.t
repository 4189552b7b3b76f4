# IMAP: words in clear between STARTTLS and TLS, of both sides: injected, or a server that buffers (RFC 9051 6.2.1, 11.2; CVE-2011-0411, CVE-2021-38371)
port: 143
# With a segment lost it is not certain any more what was in clear.
without: loss

S: * OK [CAPABILITY IMAP4rev1 STARTTLS] IMAP ready
C: a1 STARTTLS
C: a2 SELECT INBOX
S: a1 OK begin TLS now
S: * 1 EXISTS
S: a2 OK [ALERT] done
C: \x16\x03\x01\x00\x05\x01\x00\x00\x01\x00\
S: \x16\x03\x03\x00\x05\x02\x00\x00\x01\x00\
---
command seq=0
command tag=a1 verb=STARTTLS status=ok
command tag=a2 verb=SELECT
finding rule.id=imap.starttls_injection confidence=likely evidence.0.from=client
  evidence.0.text="a2 SELECT INBOX" evidence.0.octets=17
finding rule.id=imap.starttls_injection confidence=likely evidence.0.from=server
  evidence.0.text="* 1 EXISTS" evidence.0.octets=32
session encrypted=true commands=2
