# SMTP: AUTH PLAIN with and without an initial response; refused mechanisms; bad base64 (RFC 4954 4, RFC 4616)
port: 587

S: 220 mx.example.net
C: EHLO c.example.org
S: 250-mx.example.net
S: 250-AUTH PLAIN
S: 250 AUTH=PLAIN
C: AUTH GSSAPI
S: 504 5.5.4 Unrecognized authentication type
C: AUTH PLAIN not*base64
S: 501 5.5.2 cannot decode
C: AUTH PLAIN AGFsaWNlAHdyb25nLTE=
S: 535 5.7.8 Error: authentication failed
C: AUTH PLAIN
S: 334\x20
C: YWRtaW4AYWxpY2UAc2VjcmV0LTI=
S: 235 2.7.0 OK
C: AUTH PLAIN =
S: 503 5.5.1 already authenticated
C: QUIT
S: 221 Bye
---
auth mechanism=GSSAPI outcome=failure user.name=- secret=- reply_code=504
auth mechanism=PLAIN outcome=failure reply_code=501 note=*
auth mechanism=PLAIN outcome=failure user.name=alice secret=wrong-1 reply_code=535 authzid=-
auth mechanism=PLAIN outcome=success user.name=alice authzid=admin secret=secret-2
auth mechanism=PLAIN outcome=failure reply_code=503
session user.name=alice logins=5
hidden: wrong-1
hidden: AGFsaWNlAHdyb25nLTE=
hidden: YWRtaW4AYWxpY2UAc2VjcmV0LTI=
hidden: secret-2
