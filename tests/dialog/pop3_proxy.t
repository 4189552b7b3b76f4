# POP3: a PROXY header in front of it (haproxy.org, proxy-protocol.txt 2.1)
port: 110
without: loss snaplen

C: PROXY TCP6 2001:db8::77 2001:db8::25 56324 110
S: +OK ready
C: USER alice
S: +OK
C: QUIT
S: +OK
---
command seq=0
command verb=USER
command verb=QUIT
session proxied.ip=2001:db8::77 proxied.by="PROXY v1"
