# IMAP: APPEND as a message sent: with and without waiting, two in one, refused before and after (RFC 9051 6.3.12, 3502, 7888)
port: 143

S: * PREAUTH IMAP4rev1 alice
C: a1 APPEND Sent (\\Seen) "17-Jul-1996 02:44:25 -0700" {16}
S: + ready
C: Subject: one
C:
C:
S: a1 OK [APPENDUID 1 77] done
C: a2 APPEND Sent {4+}
C: a: b (\\Draft) {4+}
C: c: d
S: a2 NO [OVERQUOTA] full
C: a3 APPEND Nowhere {4}
S: a3 NO [TRYCREATE] no such mailbox
C: a4 LOGOUT
S: * BYE bye
S: a4 OK done
---
message mailwire.message_id=1 command=APPEND direction=submitted mailbox=Sent uid=77
  flags="\\Seen" internal_date="17-Jul-1996 02:44:25 -0700" size=16 subject=one
  complete=true outcome=success announced_bytes=16
message mailwire.message_id=2 mailbox=Sent flags=- size=4 complete=true outcome=failure
message mailwire.message_id=3 mailbox=Sent flags="\\Draft" size=4 outcome=failure
command seq=0
command verb=APPEND tag=a1 mailwire.message_id=1 status=ok response_code="APPENDUID 1 77"
command verb=APPEND tag=a2 mailwire.message_id=2 status=error
command verb=APPEND tag=a3 mailwire.message_id=- status=error response_code=TRYCREATE
command verb=LOGOUT
session messages=3
