# IMAP: STARTTLS refused, asked too late, then accepted: what follows is TLS and no longer read (RFC 9051 6.2.1)
port: 143

S: * OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] IMAP ready
C: a1 STARTTLS now
S: a1 BAD no arguments
C: a2 STARTTLS
S: a2 NO [UNAVAILABLE] no certificate
C: a3 STARTTLS
S: a3 OK begin TLS now
C: \x16\x03\x01\x00\x05\x01\x00\x00\x01\x00\
S: \x16\x03\x03\x00\x05\x02\x00\x00\x01\x00\
C: \x17\x03\x03\x00\x03a4 \
---
command seq=0 response_code="CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED"
command tag=a1 verb=STARTTLS status=error reply_status=BAD
command tag=a2 verb=STARTTLS status=error response_code=UNAVAILABLE
command tag=a3 verb=STARTTLS status=ok
none finding
session encrypted=true commands=3 capabilities.1=STARTTLS
