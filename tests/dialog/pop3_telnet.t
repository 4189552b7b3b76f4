# POP3 typed with telnet: options are negotiated in front of the words (RFC 854, 1939)
port: 110

S: \xff\xfb\x01\xff\xfd\x1f+OK POP3 ready <1.2@example.org>
C: \xff\xfd\x01\xff\xfc\x1fUSER alice
S: +OK
C: \xff\xfa\x1f\x00\x50\x00\x18\xff\xf0PASS sesame
S: +OK
C: \xff\xf1STAT
S: \xff\xf9+OK 0 0
C: QUIT
S: +OK
---
command seq=0
command verb=USER arg=alice status=ok note=-
command verb=PASS status=ok secret_arg=sesame
command verb=STAT listing.0.number=0
command verb=QUIT
auth user.name=alice secret=sesame outcome=success
session user.name=alice commands=4
hidden: sesame
