# IMAP: working on messages: SEARCH, SORT, THREAD, STORE, COPY, MOVE, EXPUNGE, CLOSE, by number and by UID, with what they change and what is refused (RFC 9051 6.4, 5256, 4315, 6851, 4731)
port: 143

S: * PREAUTH IMAP4rev1 alice
C: a01 SELECT INBOX
S: * 9 EXISTS
S: a01 OK [READ-WRITE] done
C: a02 SEARCH CHARSET UTF-8 SUBJECT {6}
S: + go on
C: \xe4\xbd\xa0\xe5\xa5\xbd UNSEEN
S: * SEARCH 2 84 882
S: a02 OK done
C: a03 UID SEARCH RETURN (MIN MAX COUNT) 1:5
S: * ESEARCH (TAG "a03") UID MIN 7 MAX 3800 COUNT 15
S: a03 OK done
C: a04 SEARCH CHARSET X-NONE ALL
S: a04 NO [BADCHARSET (UTF-8 US-ASCII)] no
C: a05 SEARCH
S: a05 BAD what?
C: a06 SORT (REVERSE DATE) UTF-8 ALL
S: * SORT 5 3 4 1 2
S: a06 OK done
C: a07 UID THREAD REFERENCES UTF-8 ALL
S: * THREAD (166)(167)(168)((169)(172))
S: a07 OK done
C: a08 STORE 1:2 +FLAGS (\\Deleted)
S: * 1 FETCH (FLAGS (\\Deleted \\Seen))
S: * 2 FETCH (FLAGS (\\Deleted))
S: a08 OK done
C: a09 UID STORE 7 FLAGS.SILENT ($Label1)
S: a09 OK done
C: a10 COPY 2:4 {5}
S: + ready
C: other
S: a10 NO [TRYCREATE] no such
C: a11 UID COPY 304,319:320 Saved
S: a11 OK [COPYUID 38505 304,319:320 3956:3958] done
C: a12 UID MOVE 42:69 "&U,BTFw-"
S: * OK [COPYUID 432432 42:43 1202:1203] moved
S: * 22 EXPUNGE
S: * 21 EXPUNGE
S: a12 OK done
C: a13 EXPUNGE
S: * 2 EXPUNGE
S: * 1 EXPUNGE
S: * 5 EXISTS
S: a13 OK done
C: a14 UID EXPUNGE 3000:3002
S: a14 NO [NOPERM] not yours
C: a15 CHECK
S: a15 OK done
C: a16 NOOP
S: * 6 EXISTS
S: * 1 RECENT
S: a16 OK done
C: a17 UID FETCH 1:* (FLAGS)
S: * 1 FETCH (UID 7 FLAGS ())
S: * 2 FETCH (UID 9 FLAGS (\\Seen))
S: * 3 FETCH (FLAGS () UID 10)
S: a17 OK done
C: a18 UID FROB 1
S: a18 BAD unknown
C: a19 UNSELECT
S: a19 OK done
C: a20 FETCH 1 FLAGS
S: a20 BAD nothing is selected
C: a21 LOGOUT
S: * BYE bye
S: a21 OK done
---
command seq=0
command tag=a01 imap.exists=9 imap.mailbox=INBOX
command tag=a02 verb=SEARCH imap.found=3 reply_lines.0="SEARCH 2 84 882" status=ok
command tag=a03 verb="UID SEARCH" status=ok reply_lines.0="ESEARCH (TAG \"a03\") UID MIN 7 MAX 3800 COUNT 15"
  imap.found=15
command tag=a04 verb=SEARCH status=error response_code="BADCHARSET (UTF-8 US-ASCII)" imap.found=-
command tag=a05 status=error reply_status=BAD
command tag=a06 verb=SORT imap.found=5
command tag=a07 verb="UID THREAD" reply_lines.0="THREAD (166)(167)(168)((169)(172))"
command tag=a08 verb=STORE imap.fetched=2
command tag=a09 verb="UID STORE" imap.fetched=-
command tag=a10 verb=COPY imap.mailbox=other status=error response_code=TRYCREATE
command tag=a11 verb="UID COPY" imap.mailbox=Saved response_code="COPYUID 38505 304,319:320 3956:3958"
command tag=a12 verb="UID MOVE" imap.mailbox=台北 imap.expunged=2
  reply_lines.0="OK [COPYUID 432432 42:43 1202:1203] moved"
command tag=a13 verb=EXPUNGE imap.expunged=2 imap.exists=5
command tag=a14 verb="UID EXPUNGE" status=error response_code=NOPERM
command tag=a15 verb=CHECK status=ok
command tag=a16 verb=NOOP imap.exists=6 imap.recent=1
command tag=a17 verb="UID FETCH" imap.fetched=3
command tag=a18 verb="UID FROB" status=error note="unknown command"
command tag=a19 verb=UNSELECT status=ok
command tag=a20 verb=FETCH status=error note="out of order"
command tag=a21
none message
none described
session commands=21
