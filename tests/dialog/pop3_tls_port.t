# POP3 over TLS from the first octet: the port says which protocol it is (RFC 8314 3.2)
port: 995

C: \x16\x03\x01\x00\x05\x01\x00\x00\x01\x03\
S: \x16\x03\x03\x00\x05\x02\x00\x00\x01\x03\
C: \x17\x03\x03\x00\x07PASS x\n\
---
session network.protocol=pop3 encrypted=true commands=0 logins=0
none command
none auth
