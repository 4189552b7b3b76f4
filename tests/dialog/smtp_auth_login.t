# SMTP: AUTH LOGIN: two words, an initial response, a wrong password, a cancel (RFC 4954 4)
port: 587

S: 220 mx.example.net
C: EHLO c.example.org
S: 250-mx.example.net
S: 250 AUTH LOGIN PLAIN
C: AUTH LOGIN
S: 334 VXNlcm5hbWU6
C: bGltaW5nQGV4YW1wbGUub3Jn
S: 334 UGFzc3dvcmQ6
C: d3JvbmctMQ==
S: 535 5.7.8 Authentication credentials invalid
C: AUTH LOGIN bGltaW5nQGV4YW1wbGUub3Jn
S: 334 UGFzc3dvcmQ6
C: *
S: 501 5.7.0 Authentication cancelled
C: auth login
S: 334 VXNlcm5hbWU6
C: bGltaW5nQGV4YW1wbGUub3Jn
S: 334 UGFzc3dvcmQ6
C: c2VjcmV0LTI=
S: 235 2.7.0 Authentication successful
C: MAIL FROM:<liming@example.org> AUTH=<>
S: 250 OK
C: QUIT
S: 221 Bye
---
auth mechanism=LOGIN user.name=liming@example.org outcome=failure secret=wrong-1 attempt=1
  reply_code=535 encrypted=false
  exchange.0.from=server exchange.0.raw=VXNlcm5hbWU6 exchange.0.decoded=Username:
  exchange.1.from=client exchange.1.decoded=liming@example.org
  exchange.2.from=server exchange.2.decoded=Password:
  exchange.3.from=client exchange.3.raw="d3JvbmctMQ==" exchange.3.decoded=wrong-1
  exchange.4=-
auth mechanism=LOGIN user.name=liming@example.org outcome=failure secret=- attempt=2
  reply_code=501 note="cancelled by the client"
auth mechanism=LOGIN user.name=liming@example.org outcome=success secret=secret-2 attempt=3
  reply_code=235 reply_text="2.7.0 Authentication successful"
command seq=0
command verb=EHLO
command verb=AUTH arg=LOGIN reply_code=535 status=error
command verb=AUTH arg="LOGIN bGltaW5nQGV4YW1wbGUub3Jn" reply_code=501 status=error
command verb=AUTH arg=login reply_code=235 status=ok
command verb=MAIL arg="FROM:<liming@example.org> AUTH=<>"
command verb=QUIT
session user.name=liming@example.org logins=3 commands=6
follow: C: AUTH LOGIN
follow: S: 334 VXNlcm5hbWU6
follow: liming@example.org
follow: C: [hidden]
follow: S: 535
hidden: wrong-1
hidden: secret-2
hidden: d3JvbmctMQ==
hidden: c2VjcmV0LTI=
