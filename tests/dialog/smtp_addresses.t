# SMTP: paths with source routes, quotes, blanks, literals and none of the brackets (RFC 5321 4.1.2, appendix C)

S: 220 mx.example.net
C: HELO c.example.org
S: 250 mx.example.net
C: MAIL FROM: <spaced@example.org>
S: 250 OK
C: RCPT TO:<@relay.example.org,@b.example.org:routed@example.net>
S: 250 OK
C: rcpt to:<"quoted > blank"@example.net>
S: 250 OK
C: RCPT TO:<user@[192.0.2.1]>
S: 250 OK
C: RCPT TO:<Case@Example.NET> ORCPT=rfc822;Case@Example.NET
S: 250 OK
C: RCPT TO:bare@example.net
S: 250 OK
C: RCPT TO:<caf\xc3\xa9@example.net>
S: 250 OK
C: RCPT TO:<user@[IPv6:2001:db8::1]>
S: 250 OK
C: DATA
S: 354 go on
C: .
S: 250 OK
C: QUIT
S: 221 Bye
---
message mail_from=spaced@example.org size=0 complete=true
  rcpt.0.address=routed@example.net
  rcpt.1.address="\"quoted > blank\"@example.net"
  rcpt.2.address="user@[192.0.2.1]"
  rcpt.3.address=Case@Example.NET rcpt.3.params="ORCPT=rfc822;Case@Example.NET"
  rcpt.4.address=bare@example.net
  rcpt.5.address=café@example.net
  rcpt.6.address="user@[IPv6:2001:db8::1]"
  rcpt.7=-
