# SMTP: a capture that kept 96 octets of each frame: the message is not whole and says where, and what follows it is commands again (RFC 5321 4.1.1.4; where tshark waits for the end in the octets it has not)
snaplen: 96

S: 220 mx.example.net
C: EHLO c
S: 250 mx
C: MAIL FROM:<a.sender.with.a.long.name@department.example.org>
S: 250 OK
C: RCPT TO:<b@example.net> NOTIFY=SUCCESS,FAILURE,DELAY
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: Subject: longer than what the capture keeps of it
C:
C: A line of sixty octets, of which eighteen are cut off: here.
C: short
C: .
S: 250 queued as 1
C: MAIL FROM:<>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: Subject: the end is cut off
C:
C: A line and, in the same segment, the end: neither is kept.\r\n.
S: 250 queued as 2
C: NOOP
S: 250 OK
C: MAIL FROM:<>
S: 250 OK
C: RSET
S: 250 OK
C: QUIT
S: 221 Bye
---
message complete=false missing_bytes=29 size=122 sha256=- outcome=success
  holes.0.offset=42 holes.0.bytes=9 holes.1.offset=95 holes.1.bytes=20 holes.2.offset=-
  mail_from=- rcpt.0.address=b@example.net rcpt.0.verdict=accepted rcpt.1.address=b@example.net
message complete=false missing_bytes=21 size=94 holes.0.offset=73 mail_from="" outcome=success
none finding
transaction mail_from=- message_id=1
transaction mail_from="" message_id=2
transaction mail_from="" ended=reset
command seq=0
command verb=EHLO
command verb=MAIL note="octets of it are missing"
command verb=RCPT note="octets of it are missing"
command verb=RCPT note=-
command verb=DATA
command verb=. reply_text="queued as 1" note=-
command verb=MAIL
command verb=RCPT
command verb=DATA
command verb=. reply_text="queued as 2" note="the end of the message was not captured"
command verb=NOOP
command verb=MAIL
command verb=RSET
command verb=QUIT reply_code=221
session client.missing_bytes=*
