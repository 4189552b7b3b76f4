# POP3: STAT, LIST, UIDL, RETR, TOP and DELE of one mail meet by its number; RSET takes marks off, QUIT makes them count (RFC 1939 5, 6, 7)
port: 110

S: +OK POP3 ready
C: USER alice
S: +OK
C: PASS sesame
S: +OK 3 messages
C: STAT
S: +OK 3 338
C: LIST
S: +OK
S: 1 27
S: 2 120
S: 3 191
S: .
C: UIDL
S: +OK
S: 1 QhdPYR:00WBw1Ph7x7
S: 2 whqtswO00WBw418f9t5JxYwZ
S: 3 last
S: .
C: TOP 1 0
S: +OK
S: Subject: one
S:
S: .
C: RETR 1
S: +OK 27 octets
S: Subject: one
S:
S: a
S: ..
S: ...b
S: .
C: DELE 1
S: +OK message 1 deleted
C: DELE 1
S: -ERR message 1 already deleted
C: DELE 2
S: +OK
C: RSET
S: +OK
C: DELE 1
S: +OK
C: DELE 3
S: +OK
C: QUIT
S: +OK bye
---
command seq=0
command verb=USER
command verb=PASS
command verb=STAT listing.0.number=3 listing.0.bytes=338
command verb=LIST
command verb=UIDL
command verb=TOP message_id=1
command verb=RETR message_id=2
command verb=DELE listing.0.number=1 listing.0.bytes=27 listing.0.uid="QhdPYR:00WBw1Ph7x7"
  listing.0.message_id=2 status=ok
command verb=DELE status=error listing.0.uid="QhdPYR:00WBw1Ph7x7"
command verb=DELE listing.0.uid=whqtswO00WBw418f9t5JxYwZ listing.0.message_id=- status=ok
command verb=RSET
command verb=DELE listing.0.uid="QhdPYR:00WBw1Ph7x7"
command verb=DELE listing.0.number=3 listing.0.bytes=191 listing.0.uid=last
command verb=QUIT
message command=TOP number=1 uid="QhdPYR:00WBw1Ph7x7" announced_bytes=27 headers_only=true
message command=RETR number=1 uid="QhdPYR:00WBw1Ph7x7" announced_bytes=27 size=27 complete=true
session mailbox.count=3 mailbox.size=338 mailbox.fetched=1 mailbox.deleted=2 mailbox.undeleted=2
  mailbox.deletions=committed mailbox.deleted_uids.0="QhdPYR:00WBw1Ph7x7" mailbox.deleted_uids.1=last
  mailbox.deleted_uids.2=-
