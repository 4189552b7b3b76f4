# SMTP: CRAM-MD5 and XOAUTH2 words are no part of the message that follows (RFC 4954 4, RFC 2195)
port: 587

S: 220 mx.example.net
C: EHLO c.example.org
S: 250-mx.example.net
S: 250 AUTH CRAM-MD5 XOAUTH2
C: AUTH CRAM-MD5
S: 334 PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+
C: dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw
S: 535 5.7.8 no
C: AUTH XOAUTH2 dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0Q2cBAQ==
S: 235 2.7.0 Accepted
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: Subject: nothing before it
C:
C: x
C: .
S: 250 OK
C: QUIT
S: 221 Bye
---
auth mechanism=CRAM-MD5 user.name=tim outcome=failure
  exchange.0.decoded="<1896.697170952@postoffice.reston.mci.net>"
auth mechanism=XOAUTH2 user.name=someuser@example.com outcome=success
message subject="nothing before it" size=33 sha256=fedfb43f0737178677ca75357fe2cea0d9ca0a6189a37f59b974a648f71847c1 complete=true user.name=someuser@example.com
hidden: b913a602c7eda7a495b4e6e7334d3890
hidden: ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg
