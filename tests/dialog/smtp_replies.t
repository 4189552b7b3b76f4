# SMTP: reply forms: code alone, long multi-line ones, text that looks like a code, bare LF (RFC 5321 4.2)

S: 220-mx.example.net
S: 220-
S: 220 250 is a number here
C: EHLO c
S: 250-mx.example.net
S: 250-AUTH=LOGIN
S: 250
C: NOOP
S: 250
C: NOOP
S: 250 OK\n\
C: HELP
S*30: 214-a line of help
S: 214 the end
C: QUIT
S: 221
---
command seq=0 reply_text=mx.example.net reply_lines.0="" reply_lines.1="250 is a number here"
command verb=EHLO reply_lines.0="AUTH=LOGIN" reply_lines.1=""
command verb=NOOP reply_code=250 reply_text="" reply_bytes=5
command verb=NOOP reply_code=250 reply_text=OK reply_bytes=7
command verb=HELP reply_code=214 reply_text="a line of help" reply_lines.29="the end" reply_lines.30=-
command verb=QUIT reply_code=221
