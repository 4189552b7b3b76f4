# SMTP: the client does not wait for 354 and sends the body with DATA, which is refused: its lines are commands then (RFC 2920 3.1, RFC 5321 4.3.2)
# Nobody may wait less than for the 354: what the octets are hangs on one reply.
without: loss one-sided snaplen

S: 220 mx.example.net
C: EHLO c
S: 250 mx
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 550 unknown
C: DATA
C: Subject: nobody reads this
C:
C: .
S: 554 no valid recipients
S: 500 unrecognised
S: 500 unrecognised
S: 500 unrecognised
C: QUIT
S: 221 Bye
---
none message
command seq=0
command verb=EHLO
command verb=MAIL
command verb=RCPT reply_code=550
command verb=DATA reply_code=554
command reply_code=500
command reply_code=500
command reply_code=500
command verb=QUIT reply_code=221
session messages=0
