# SMTP: an early talker: the client speaks before the greeting (RFC 5321 3.1)

C: EHLO spammer.example.org
C: MAIL FROM:<a@example.org>
S: 220 mx.example.net
S: 250 mx
S: 250 OK
C: QUIT
S: 221 Bye
---
command seq=0 verb=- reply_code=220
command verb=EHLO reply_text=mx
command verb=MAIL reply_text=OK
command verb=QUIT
session banner=mx.example.net helo=spammer.example.org
