# HTTP CONNECT in front of SMTP: not mail from its first octets on, and nothing is made up
# With a side or the beginning missing, what is left is SMTP and nothing else.
without: loss one-sided middle
port: 3128

C: CONNECT mx.example.net:25 HTTP/1.1
C:
S: HTTP/1.1 200 Connection established
S:
S: 220 mx.example.net
C: EHLO c
S: 250 mx
C: QUIT
S: 221 Bye
---
none session
none command
