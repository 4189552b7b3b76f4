# SMTP: one name asked for again and again, and a dozen old addresses of a list, are nobody trying out names (RFC 5321 7.3)
without: loss one-sided snaplen twin

S: 220 mx.example.net
C: EHLO c
S: 250 mx
C: VRFY nobody
S: 550 5.1.1 no such user
C: VRFY nobody
S: 550 5.1.1 no such user
C: VRFY nobody
S: 550 5.1.1 no such user
C: VRFY nobody
S: 550 5.1.1 no such user
C: VRFY nobody
S: 550 5.1.1 no such user
C: VRFY nobody
S: 550 5.1.1 no such user
C: VRFY nobody
S: 550 5.1.1 no such user
C: VRFY nobody
S: 550 5.1.1 no such user
C: VRFY nobody
S: 550 5.1.1 no such user
C: VRFY nobody
S: 550 5.1.1 no such user
C: VRFY nobody
S: 550 5.1.1 no such user
C: VRFY nobody
S: 550 5.1.1 no such user
C: VRFY nobody
S: 550 5.1.1 no such user
C: VRFY nobody
S: 550 5.1.1 no such user
C: VRFY nobody
S: 550 5.1.1 no such user
C: VRFY nobody
S: 550 5.1.1 no such user
C: VRFY nobody
S: 550 5.1.1 no such user
C: VRFY nobody
S: 550 5.1.1 no such user
C: VRFY nobody
S: 550 5.1.1 no such user
C: VRFY nobody
S: 550 5.1.1 no such user
C: VRFY nobody
S: 550 5.1.1 no such user
C: VRFY nobody
S: 550 5.1.1 no such user
C: MAIL FROM:<a@example.org>
S: 250 OK
C: QUIT
S: 221 Bye
---
none finding
