# POP3: a session that ends without QUIT removes nothing of what it deleted, and says so (RFC 1939 6)
port: 110
close: rst
# Without the RST it may be going on.  Where a reply to DELE is missing it may have been refused.
without: close

S: +OK POP3 ready
C: USER alice
S: +OK
C: PASS sesame
S: +OK
C: DELE 1
S: +OK
C: DELE 2
S: -ERR no such message
C: DELE 3
S: +OK
C: NOOP
S: +OK
---
command seq=0
command verb=USER
command verb=PASS
command verb=DELE status=ok listing.0.number=1 listing.0.uid=-
command verb=DELE status=error
command verb=DELE status=ok
command verb=NOOP
session mailbox.deleted=2 mailbox.deletions=dropped ended=reset
finding rule.id=pop3.deletions_dropped finding.severity=low confidence=confirmed
  event.reason="2 messages were marked for deletion and the session ended without QUIT: all of them are still in the mailbox"
  evidence.0.what="last DELE" evidence.0.from=client
