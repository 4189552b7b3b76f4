# IMAP: CONDSTORE and QRESYNC: changes since, VANISHED before and now, a store that came too late (RFC 7162)
port: 143
# Whether a range is the last one is told by the command only.
without: one-sided

S: * PREAUTH [CAPABILITY IMAP4rev1 ENABLE CONDSTORE QRESYNC] alice
C: a1 ENABLE QRESYNC
S: * ENABLED QRESYNC
S: a1 OK done
C: a2 SELECT INBOX (QRESYNC (67890007 20050715194045000 41,43:211,214:541))
S: * OK [CLOSED] previous mailbox closed
S: * 314 EXISTS
S: * OK [UIDVALIDITY 67890007] valid
S: * OK [UIDNEXT 567] next
S: * OK [HIGHESTMODSEQ 20060115205545359] highest
S: * VANISHED (EARLIER) 41,43:116,118,120:211,214:540
S: * 49 FETCH (UID 117 FLAGS (\\Seen \\Answered) MODSEQ (20060115194045001))
S: a2 OK [READ-WRITE] selected
C: a3 UID FETCH 117 (FLAGS BODY.PEEK[]<0.8>)
S: * 49 FETCH (UID 117 FLAGS () MODSEQ (5) BODY[]<0> {8}
S: Subject:)
S: a3 OK done
C: a4 UID FETCH 300:500 (FLAGS) (CHANGEDSINCE 12345 VANISHED)
S: * VANISHED (EARLIER) 300:310,405,411
S: * 1 FETCH (UID 404 MODSEQ (65402) FLAGS (\\Seen))
S: a4 OK done
C: a5 UID STORE 6,4,8 (UNCHANGEDSINCE 12121230045) +FLAGS.SILENT (\\Deleted)
S: * 3 FETCH (UID 8 MODSEQ (12121230956))
S: a5 OK [MODIFIED 4,6] conditional STORE failed
C: a6 UID EXPUNGE 117
S: * VANISHED 405,425
S: a6 OK [HIGHESTMODSEQ 20060115205545366] done
C: a7 UID FETCH 117 BODY.PEEK[]<8.8>
S: * 48 FETCH (UID 117 BODY[]<8> {3}
S:  x\n)
S: a7 OK done
C: a8 SEARCH MODSEQ "/flags/\\\\draft" all 620162338
S: * SEARCH 2 5 6 (MODSEQ 917162500)
S: a8 OK done
C: a9 STATUS blurdy (UIDNEXT HIGHESTMODSEQ)
S: * STATUS blurdy (UIDNEXT 44292 HIGHESTMODSEQ 7011231777)
S: a9 OK done
C: b1 LOGOUT
S: * BYE bye
S: b1 OK done
---
message uid=117 number=48 size=11 complete=true subject=x flags=""
command seq=0
command tag=a1 reply_lines.0="ENABLED QRESYNC"
command tag=a2 imap.exists=314 imap.uidvalidity=67890007 imap.uidnext=567
  imap.highestmodseq=20060115205545359 imap.fetched=1 imap.expunged=-
command tag=a3 mailwire.message_id=1 imap.fetched=1
command tag=a4 imap.fetched=1 reply_lines.0="VANISHED (EARLIER) 300:310,405,411"
command tag=a5 status=ok response_code="MODIFIED 4,6"
command tag=a6 imap.expunged=2 imap.highestmodseq=20060115205545366
command tag=a7 mailwire.message_id=1
command tag=a8 imap.found=3
command tag=a9 imap.mailbox=blurdy
command tag=b1
