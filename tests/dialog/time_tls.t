# Time: a TLS 1.3 handshake after STARTTLS: how long it took, and which version (RFC 3207, 8446 4.1.3, 5.1)
close: fin

S: 220 mx.example.org ESMTP
C: EHLO laptop.example.net
S: 250-mx.example.org
S: 250 STARTTLS
C: STARTTLS
S: 220 2.0.0 Ready to start TLS
wait: 10
C: \x16\x03\x01\x00\x05\x01\x00\x00\x01\x00\
wait: 80
S: \x16\x03\x03\x00\x32\x02\x00\x00\x2e\x03\x03xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\x00\x13\x01\x00\x00\x06\x00\x2b\x00\x02\x03\x04\
S: \x14\x03\x03\x00\x01\x01\x17\x03\x03\x00\x04abcd\
wait: 20
C: \x14\x03\x03\x00\x01\x01\x17\x03\x03\x00\x04efgh\
wait: 300
S: \x17\x03\x03\x00\x08ijklmnop\
wait: 50
---
command seq=0
command verb=EHLO
command verb=STARTTLS reply_code=220
session encrypted=true tls.version=1.3 phase.tls_ms=116 phase.rest_ms=354 phase.login_ms=-
follow: C: STARTTLS
follow: C: … 10 octets of the handshake in TLS …
follow: S: … 70 octets of the handshake in TLS …
follow: C: … 15 octets of the handshake in TLS …
follow: S: … 13 octets in TLS …
follow: what followed is encrypted (TLS)
