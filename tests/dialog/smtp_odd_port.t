# SMTP on a port that says nothing: recognised by what is said
port: 30125

S: 220 mx.example.net ESMTP
C: EHLO c
S: 250 mx
C: NOOP
S: 250 OK
C: QUIT
S: 221 Bye
---
session network.protocol=smtp destination.port=30125 commands=3
