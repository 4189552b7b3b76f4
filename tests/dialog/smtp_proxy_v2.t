# SMTP: a binary PROXY header in front of the client's words (haproxy.org, proxy-protocol.txt 2.2)
without: loss snaplen

C: \r\n\r\n\x00\r\nQUIT\n\x21\x11\x00\x0c\xc0\x00\x02\x4d\xc6\x33\x64\x19\xdc\x04\x00\x19\
S: 220 mx.example.net
C: EHLO c
S: 250 mx
C: QUIT
S: 221 Bye
---
command seq=0
command verb=EHLO
command verb=QUIT
session proxied.ip=192.0.2.77 proxied.port=56324 proxied.by="PROXY v2" commands=2
none finding
