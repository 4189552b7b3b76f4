# POP3: RETR and TOP; dots at the beginning of lines, with and without announced octets (RFC 1939 3, 5, 7)
port: 110

S: +OK ready
C: USER alice
S: +OK
C: PASS x
S: +OK
C: LIST
S: +OK
S: 1 125
S: 2 96
S: .
C: UIDL
S: +OK
S: 1 uid-one
S: 2 uid-two
S: .
C: RETR 1
S: +OK 125 octets
S: From: "Li, Ming" <liming@example.org>
S: To: bob@example.net
S: Subject: dots
S:
S: ..
S: ...
S: ..two
S: a.b
S: ..
S:
S: ... .
S: .
C: TOP 1 0
S: +OK
S: From: "Li, Ming" <liming@example.org>
S: To: bob@example.net
S: Subject: dots
S:
S: .
C: RETR 2
S: +OK
S: Subject: no octets announced
S: Message-ID: <2@example.org>
S:
S: -ERR is what this body says
S: +OK too
S: .
C: RETR 3
S: -ERR no such message
C: TOP 9 9
S: -ERR no such message
C: DELE 1
S: +OK
C: QUIT
S: +OK
---
message mailwire.message_id=1 command=RETR number=1 uid=uid-one direction=fetched
  size=106 sha256=2aeb18c3996fb249b7db67533e9e45a04c32ea1e9a7155f7a27ab26d5b430e99 complete=true announced_bytes=125 from.address.0=liming@example.org
  from_display.0="Li, Ming" to.address.0=bob@example.net to.address.1=- subject=dots
  user.name=alice mail_from=- missing_bytes=0 headers_only=false
message mailwire.message_id=2 command=TOP number=1 uid=uid-one headers_only=true
  size=77 sha256=fc6c196d2a4e1012e71cbacad93b3e2df6c80df95363afd022ca2d13d726f0ee complete=true subject=dots
message mailwire.message_id=3 command=RETR number=2 uid=uid-two
  size=99 sha256=6417e5ecd48e5310ccc043be0aec04aed034e14b99bf91a67cd95307fc2206d7 complete=true subject="no octets announced" email.message_id=2@example.org
  announced_bytes=96
command seq=0
command verb=USER
command verb=PASS
command verb=LIST
command verb=UIDL
command verb=RETR arg=1 status=ok mailwire.message_id=1 reply_text="125 octets"
command verb=TOP arg="1 0" status=ok mailwire.message_id=2
command verb=RETR arg=2 status=ok mailwire.message_id=3
command verb=RETR arg=3 status=error mailwire.message_id=-
command verb=TOP arg="9 9" status=error mailwire.message_id=-
command verb=DELE
command verb=QUIT
session messages=3 commands=11 user.name=alice
follow: C: RETR 1
follow: of message 1
follow: S: .
follow: C: TOP 1 0
follow: S: -ERR no such message
