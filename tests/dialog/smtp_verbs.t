# SMTP: every other verb, answered well and badly; unknown ones; upper and lower case (RFC 5321 4.1, 4.2.4)

S: 220 mx.example.net
C: noop
S: 250 OK
C: MAIL FROM:<early@example.org>
S: 503 5.5.1 EHLO first
C: EHLO
S: 501 5.5.4 Syntax: EHLO hostname
C: EHLO client.example.org
S: 502 5.5.2 not implemented
C: HELO client.example.org
S: 250 mx.example.net
C: VRFY postmaster
S: 252 2.5.2 Cannot VRFY user, but will accept message
C: VRFY nobody
S: 550 5.1.1 User unknown
C: EXPN staff
S: 250-Alice <alice@example.net>
S: 250-<bob@example.net>
S: 250 Carol <carol@example.net>
C: EXPN all
S: 502 5.5.1 not implemented
C: HELP
S: 214-Commands:
S: 214-HELO EHLO MAIL RCPT
S: 214 End of HELP
C: HELP XYZZY
S: 504 5.3.0 no such topic
C: nOoP with words
S: 250 2.0.0 OK
C: XYZZY
S: 500 5.5.2 unrecognised
C: WIZ
S: 500 5.5.2 unrecognised
C: XCLIENT ADDR=192.0.2.7
S: 550 insufficient authorization
C: RSET
S: 250 2.0.0 OK
C: RSET now
S: 501 5.5.4 no arguments
C: quit
S: 221 Bye
---
command seq=0
command verb=NOOP reply_code=250
command verb=MAIL reply_code=503 status=error outcome=failure reply_enhanced=5.5.1
command verb=EHLO arg=- reply_code=501 status=error
command verb=EHLO arg=client.example.org reply_code=502 reply_lines=-
command verb=HELO arg=client.example.org reply_code=250 status=ok
command verb=VRFY arg=postmaster reply_code=252 status=ok
command verb=VRFY arg=nobody reply_code=550 status=error reply_text="5.1.1 User unknown"
command verb=EXPN arg=staff reply_code=250 reply_text="Alice <alice@example.net>"
  reply_lines.0="<bob@example.net>" reply_lines.1="Carol <carol@example.net>"
command verb=EXPN reply_code=502
command verb=HELP arg=- reply_code=214 reply_lines.1="End of HELP"
command verb=HELP arg=XYZZY reply_code=504
command verb=NOOP arg="with words" reply_code=250
command verb=XYZZY arg=- reply_code=500 note="unknown command"
command verb=WIZ reply_code=500
command verb=XCLIENT arg="ADDR=192.0.2.7" reply_code=550
command verb=RSET arg=- reply_code=250
command verb=RSET arg=now reply_code=501
command verb=QUIT reply_code=221
none message
session helo=client.example.org capabilities=- commands=18
