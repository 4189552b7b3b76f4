# SMTP: NUL, octets over 127 and very long lines, in commands, headers and bodies (RFC 5321 4.5.3.1, 2.4)

S: 220 mx.example.net \xe4\xf6\xfc
C: EHLO c
S: 250 mx
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK \x00 x
C: DATA
S: 354 go on
C: Subject: \xd6\xd0\xce\xc4
C: X-Long: \
C*200: 0123456789\
C:
C:
C*500: abcdefghij\
C:
C: \x00\x01\x7f\x80\xff
C: .
S: 250 OK
C: NOOP \x01\x1b[31m\x00
S: 250 OK
C: VRFY \
C*300: 0123456789\
C: end
S: 252 OK
C: QUIT
S: 221 Bye
---
message size=7036 sha256=f5a12247c83c0aba51d8a3ccfedeac5ffad885cc04d1cbca64f1bb534997b614 complete=true
command seq=0 reply_code=220
command verb=EHLO
command verb=MAIL
command verb=RCPT reply_code=250
command verb=DATA
command verb=.
command verb=NOOP
command verb=VRFY request_bytes=3010 reply_code=252
command verb=QUIT
