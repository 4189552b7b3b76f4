# POP3: AUTH: the list, a refused mechanism, PLAIN with and without initial response, LOGIN, a cancel (RFC 5034)
port: 110

S: +OK ready
C: AUTH
S: +OK
S: PLAIN
S: LOGIN
S: .
C: AUTH GSSAPI
S: -ERR unknown mechanism
C: AUTH LOGIN
S: + VXNlcm5hbWU6
C: YWxpY2U=
S: + UGFzc3dvcmQ6
C: *
S: -ERR cancelled
C: AUTH LOGIN
S: + VXNlcm5hbWU6
C: YWxpY2U=
S: + UGFzc3dvcmQ6
C: d3Jvbmc=
S: -ERR [AUTH] no
C: AUTH PLAIN AGFsaWNlAHdyb25n
S: -ERR [AUTH] no
C: AUTH PLAIN
S: +\x20
C: cm9vdABhbGljZQBzZWNyZXQ=
S: +OK
C: QUIT
S: +OK
---
command seq=0
command verb=AUTH arg=- status=ok reply_lines.0=PLAIN reply_lines.1=LOGIN reply_lines.2=-
auth mechanism=GSSAPI outcome=failure secret=- user.name=-
command verb=AUTH arg=GSSAPI status=error
auth mechanism=LOGIN user.name=alice outcome=failure secret=- note="cancelled by the client"
command verb=AUTH arg=LOGIN status=error
auth mechanism=LOGIN user.name=alice outcome=failure secret=wrong note=-
  exchange.0.from=server exchange.0.decoded="Username:" exchange.1.from=client
  exchange.1.raw="YWxpY2U=" exchange.1.decoded=alice exchange.2.decoded="Password:"
  exchange.3.raw="d3Jvbmc=" exchange.3.decoded=wrong
command verb=AUTH arg=LOGIN status=error
auth mechanism=PLAIN user.name=alice outcome=failure secret=wrong authzid=-
command verb=AUTH arg=PLAIN status=error
auth mechanism=PLAIN user.name=alice authzid=root outcome=success secret=secret
command verb=AUTH arg=PLAIN status=ok
command verb=QUIT
session user.name=alice logins=5 commands=7
hidden: AGFsaWNlAHdyb25n
hidden: d3Jvbmc=
hidden: cm9vdABhbGljZQBzZWNyZXQ=
hidden: wrong
