# POP3: the capture begins between two commands, on a port that says nothing
port: 8110
begin: middle

C: STAT
S: +OK 1 34
C: RETR 1
S: +OK 34 octets
S: Subject: begun in the middle
S:
S: x
S: .
C: QUIT
S: +OK
---
command verb=STAT status=ok listing.0.number=1
message number=1 size=35 sha256=fd8e50fb8d5b738ce72437c9fb4c0909589f0e8cd36a8e20e35ac74beae43bfd complete=true subject="begun in the middle"
command verb=RETR status=ok
command verb=QUIT
session network.protocol=pop3 destination.port=8110 banner=- messages=1
