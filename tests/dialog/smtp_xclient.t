# SMTP: XCLIENT, refused and accepted: the server greets anew; XFORWARD tells for whom (postfix.org/XCLIENT_README, XFORWARD_README)

S: 220 mx.example.net
C: EHLO relay.example.org
S: 250-mx.example.net
S: 250-XCLIENT NAME ADDR PORT PROTO HELO LOGIN
S: 250 XFORWARD NAME ADDR PROTO HELO
C: XCLIENT WHAT=x
S: 501 5.5.4 Bad XCLIENT attribute
C: XCLIENT NAME=spike.example.org ADDR=192.0.2.9 PORT=1024
S: 220 mx.example.net ESMTP
C: EHLO spike.example.org
S: 250-mx.example.net
S: 250 XFORWARD NAME ADDR PROTO HELO
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RSET
S: 250 OK
C: XFORWARD NAME=[UNAVAILABLE] ADDR=IPV6:2001:db8::9
S: 250 2.0.0 OK
C: MAIL FROM:<b@example.org>
S: 250 OK
C: QUIT
S: 221 Bye
---
none finding
transaction mail_from=a@example.org helo=spike.example.org proxied.ip=192.0.2.9 proxied.port=1024
  proxied.by=XCLIENT
transaction mail_from=b@example.org proxied.ip=2001:db8::9 proxied.port=- proxied.by=XFORWARD
command seq=0 reply_text=mx.example.net
command verb=EHLO
command verb=XCLIENT reply_code=501 note=-
command verb=XCLIENT reply_code=220
command verb=EHLO
command verb=MAIL
command verb=RSET
command verb=XFORWARD reply_code=250
command verb=MAIL
command verb=QUIT
