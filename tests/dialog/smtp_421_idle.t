# SMTP: a 421 that answers no command: the server was idle for too long (RFC 5321 3.8, 4.5.3.2)
closer: server
# A reply lost before it leaves its command to the 421.
without: loss

S: 220 mx.example.net
C: EHLO c.example.org
S: 250 mx.example.net
C: NOOP
S: 250 OK
S: 421 4.4.2 Error: timeout exceeded
---
command seq=0
command verb=EHLO
command verb=NOOP reply_code=250
command verb=- seq=- reply_code=421 reply_text="4.4.2 Error: timeout exceeded" note=*
session commands=2 closed_by=server
