# POP3: what else XTND has: bulletin boards, archives, a header field of all mails; LAST and RPOP (RFC 1081, 1082, 1460)
port: 110
# A reply to an XTND nobody knows may have any shape.
without: loss

S: +OK POP3 ready
C: RPOP alice
S: -ERR not from this port
C: APOP alice c4c9334bac560ecc979e58001b3e22fb
S: +OK
C: LAST
S: +OK 1
C: XTND BBOARDS
S: +OK BBoards available
S: system 10
S: mh-users 100
S: .
C: XTND BBOARDS system
S: +OK system 10 4
S: .
C: XTND ARCHIVE mh-users
S: +OK
S: mh-users 100
S: .
C: XTND XLST Subject 1
S: +OK xlst command accepted; headers coming.
S: 1 Subject: +OK is no reply
S: .
C: XTND FROBNICATE
S: +OK
C: NOOP
S: +OK
C: QUIT
S: +OK
---
auth mechanism=RPOP user.name=alice outcome=failure secret=-
auth mechanism=APOP outcome=success
command seq=0
command verb=RPOP
command verb=APOP
command verb=LAST reply_text=1
command verb=XTND arg=BBOARDS reply_lines.0="system 10" reply_lines.1="mh-users 100"
command verb=XTND arg="BBOARDS system" reply_lines.0=-
command verb=XTND arg="ARCHIVE mh-users" reply_lines.0="mh-users 100"
command verb=XTND arg="XLST Subject 1" reply_lines.0="1 Subject: +OK is no reply"
command verb=XTND arg=FROBNICATE status=ok
command verb=NOOP
command verb=QUIT
none message
