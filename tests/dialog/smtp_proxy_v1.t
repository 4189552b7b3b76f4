# SMTP: a PROXY header in front of the client's words: the client it names, and SMTP behind it (haproxy.org, proxy-protocol.txt 2.1)
# Without its header, or with a part of it, there is no telling what it was.
without: loss snaplen

C: PROXY TCP4 192.0.2.77 198.51.100.25 56324 25
S: 220 mx.example.net
C: EHLO c
S: 250 mx
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 550 5.1.1 unknown
C: QUIT
S: 221 Bye
---
command seq=0
command verb=EHLO
command verb=MAIL
command verb=RCPT
command verb=QUIT
transaction ended=quit proxied.ip=192.0.2.77
session proxied.ip=192.0.2.77 proxied.port=56324 proxied.by="PROXY v1" commands=4
none finding
