# SMTP: STARTTLS refused, then accepted; TLS records follow (RFC 3207 4)
port: 587
# TLS records have no lines to lose, and octets lost in them change nothing.
without: loss

S: 220 mx.example.net
C: EHLO c
S: 250-mx
S: 250 STARTTLS
C: STARTTLS now
S: 501 5.5.4 no arguments
C: STARTTLS
S: 220 2.0.0 Ready to start TLS
C: \x16\x03\x01\x00\x05\x01\x00\x00\x01\x03\
S: \x16\x03\x03\x00\x05\x02\x00\x00\x01\x03\
C: \x17\x03\x03\x00\x14MAIL FROM:<x@y.zz>\r\n\
S: \x17\x03\x03\x00\x08250 OK\r\n\
---
command seq=0
command verb=EHLO
command verb=STARTTLS arg=now reply_code=501
command verb=STARTTLS arg=- reply_code=220 status=ok
session encrypted=true commands=3 messages=0
