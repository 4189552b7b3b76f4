# POP3: LIST and UIDL with and without a number, empty ones and refused ones (RFC 1939 5, 7)
port: 110
begin: syn

S: +OK ready
C: USER a
S: +OK
C: PASS b
S: +OK
C: STAT
S: +OK 3 2000
C: LIST
S: +OK 3 messages (2000 octets)
S: 1 120
S: 2 1280
S: 3 600
S: .
C: LIST 2
S: +OK 2 1280
C: LIST 7
S: -ERR no such message, only 3 messages in maildrop
C: UIDL
S: +OK
S: 1 whqtswO00WBw418f9t5JxYwZ
S: 2 QhdPYR:00WBw1Ph7x7
S: 3 +OK
S: .
C: UIDL 2
S: +OK 2 QhdPYR:00WBw1Ph7x7
C: UIDL 7
S: -ERR no such message
C: UIDL
S: -ERR not now
C: DELE 1
S: +OK
C: LIST
S: +OK scan listing follows
S: .
C: QUIT
S: +OK
---
command seq=0
command verb=USER
auth user.name=a outcome=success
command verb=PASS
command verb=STAT listing.0.number=3 listing.0.bytes=2000 listing.1=-
command verb=LIST arg=- status=ok reply_text="3 messages (2000 octets)" listing.0.number=1
  listing.0.bytes=120 listing.1.number=2 listing.1.bytes=1280 listing.2.number=3
  listing.2.bytes=600 listing.3=- reply_bytes=55
command verb=LIST arg=2 status=ok listing.0.number=2 listing.0.bytes=1280
command verb=LIST arg=7 status=error listing=-
command verb=UIDL status=ok listing.0.number=1 listing.0.uid=whqtswO00WBw418f9t5JxYwZ
  listing.1.number=2 listing.1.uid="QhdPYR:00WBw1Ph7x7" listing.2.number=3 listing.2.uid="+OK"
  listing.3=-
command verb=UIDL arg=2 status=ok listing.0.number=2 listing.0.uid="QhdPYR:00WBw1Ph7x7"
command verb=UIDL arg=7 status=error listing=-
command verb=UIDL arg=- status=error reply_text="not now" listing=-
command verb=DELE status=ok
command verb=LIST status=ok listing=-
command verb=QUIT status=ok
session commands=13 messages=0
follow: C: LIST
follow: S: 2 1280
follow: S: .
