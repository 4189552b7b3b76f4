# SMTP: tshark row I: the user of each login is told, the one that failed and the one that did not (RFC 4954 4)
port: 587

S: 220 submit.example.net
C: EHLO c
S: 250-submit.example.net
S: 250 AUTH PLAIN LOGIN
C: AUTH PLAIN AGFsaWNlAHdyb25n
S: 535 5.7.8 bad credentials
C: AUTH LOGIN
S: 334 VXNlcm5hbWU6
C: Ym9i
S: 334 UGFzc3dvcmQ6
C: c2VjcmV0
S: 235 2.7.0 OK
C: MAIL FROM:<bob@example.net>
S: 250 OK
C: RCPT TO:<x@example.net>
S: 550 5.1.1 unknown
C: QUIT
S: 221 Bye
---
auth user.name=alice outcome=failure mechanism=PLAIN attempt=1
auth user.name=bob outcome=success mechanism=LOGIN attempt=2
transaction user.name=bob ended=quit rcpt.0.verdict=rejected network.protocol=submission
session user.name=bob network.protocol=submission
hidden: c2VjcmV0
