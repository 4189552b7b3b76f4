# POP3 on a port of its own, ended by a reset after an unanswered command
port: 12110
close: rst

S: +OK Dovecot ready.
C: USER alice
S: +OK
C: PASS b
S: +OK Logged in.
C: STAT
S: +OK 0 0
C: LIST
---
command seq=0
command verb=USER
auth outcome=success
command verb=PASS
command verb=STAT listing.0.number=0 listing.0.bytes=0
command verb=LIST status=none outcome=unknown
session network.protocol=pop3 ended=reset closed_by=client rst_frame=*
