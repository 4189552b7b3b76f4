# POP3: STLS refused, then accepted; what follows is TLS and counted, not read (RFC 2595 4)
port: 110
# TLS records have no lines to lose, and octets lost in them change nothing.
without: loss

S: +OK ready
C: STLS
S: -ERR not now
C: STLS
S: +OK Begin TLS negotiation
C: \x16\x03\x01\x00\x05\x01\x00\x00\x01\x03\
S: \x16\x03\x03\x00\x05\x02\x00\x00\x01\x03\
C: \x17\x03\x03\x00\x12USER secret-name\r\n\
S: \x17\x03\x03\x00\x05+OK\r\n\
---
command seq=0
command verb=STLS status=error
command verb=STLS status=ok
none auth
none message
session encrypted=true commands=2
hidden: secret-name
