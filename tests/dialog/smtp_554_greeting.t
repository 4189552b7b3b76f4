# SMTP: the server refuses at once; only QUIT is allowed (RFC 5321 3.1)
closer: server
# Without the handshake a 554 is a reply like any other.
without: middle

S: 554-mx.example.net
S: 554 5.7.1 blocked, see example.net
C: EHLO c
S: 503 5.0.0 no
C: QUIT
S: 221 Bye
---
command seq=0 reply_code=554 status=error outcome=failure reply_lines.0="5.7.1 blocked, see example.net"
command verb=EHLO reply_code=503
command verb=QUIT reply_code=221
session banner="mx.example.net\n5.7.1 blocked, see example.net" helo=-
