# POP3: commands sent without waiting, a message among their replies (RFC 2449 6.6)
port: 110

S: +OK ready
C: USER a
C: PASS b
S: +OK
S: +OK in
C: STAT
C: LIST
C: RETR 1
C: DELE 1
C: NOOP
C: QUIT
S: +OK 1 23
S: +OK
S: 1 23
S: .
S: +OK 23 octets
S: Subject: p
S:
S: ..
S: -ERR
S: .
S: -ERR read only
S: +OK
S: +OK bye
---
command seq=0
command verb=USER status=ok
auth user.name=a secret=b outcome=success
command verb=PASS status=ok reply_text=in
command verb=STAT status=ok listing.0.number=1
command verb=LIST status=ok listing.0.number=1 listing.0.bytes=23
message number=1 size=23 sha256=3b87a7791256f00abce5d2e064d28c70eda4a7728b24397ab3d74a5cd9180379 complete=true subject=p
command verb=RETR status=ok mailwire.message_id=1
command verb=DELE status=error reply_text="read only"
command verb=NOOP status=ok
command verb=QUIT status=ok reply_text=bye
session commands=8 messages=1
