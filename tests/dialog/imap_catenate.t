# IMAP: APPEND CATENATE: what is sent is a message, and what the server shall add to it is named (RFC 4469)
port: 143

S: * PREAUTH [CAPABILITY IMAP4rev1 CATENATE LITERAL+ UIDPLUS MULTIAPPEND] alice
C: a1 APPEND Drafts (\\Seen \\Draft) CATENATE (URL "/INBOX;UIDVALIDITY=9/;UID=20/;SECTION=HEADER" TEXT {30}
S: + go on
C:
C: --b
C:
C: see the file
C:
C: --b
C:  URL "/INBOX;UID=21/;SECTION=2.MIME" URL {18+}
C: /INBOX;UID=21/;x=2 TEXT {9}
S: + go on
C: \r\n--b--\r\n)
S: a1 OK [APPENDUID 9 45] done
C: a2 APPEND Drafts CATENATE (TEXT {25+}
C: Subject: all of it
C:
C: one TEXT {3+}
C: e\r\n) (\\Seen) CATENATE (TEXT {22+}
C: Subject: and another
C:  URL "/INBOX;UID=22") {4+}
C: a: b
S: a2 OK [APPENDUID 9 46:48] done
C: a3 APPEND Drafts CATENATE (URL "/INBOX;UID=99")
S: a3 NO [BADURL "/INBOX;UID=99"] no such message
C: a4 APPEND Drafts CATENATE (TEXT {12}
S: a4 NO [TOOBIG] no
---
message mailwire.message_id=1 command=APPEND direction=submitted mailbox=Drafts uid=45
  flags="\\Seen \\Draft" size=39 complete=false outcome=success announced_bytes=- missing_bytes=0
  pieces.0.url="/INBOX;UIDVALIDITY=9/;UID=20/;SECTION=HEADER" pieces.0.bytes=- pieces.0.offset=0
  pieces.1.bytes=30 pieces.1.offset=0 pieces.1.url=- pieces.2.url="/INBOX;UID=21/;SECTION=2.MIME"
  pieces.2.offset=30 pieces.3.url="/INBOX;UID=21/;x=2" pieces.3.offset=30
  pieces.4.bytes=9 pieces.4.offset=30 headers=-
message mailwire.message_id=2 uid=46 subject="all of it" size=28 complete=true outcome=success
  flags=- pieces.0.bytes=25 pieces.1.bytes=3 pieces.1.offset=25
message mailwire.message_id=3 uid=47 subject="and another" size=22 complete=false flags="\\Seen"
  pieces.1.url="/INBOX;UID=22"
message mailwire.message_id=4 uid=48 size=4 complete=true pieces=- announced_bytes=4
message mailwire.message_id=5 uid=- size=0 complete=false outcome=failure pieces.0.url="/INBOX;UID=99"
command seq=0
command tag=a1 mailwire.message_id=1 imap.mailbox=Drafts
command tag=a2 mailwire.message_id=2
command tag=a3 mailwire.message_id=5 status=error response_code="BADURL \"/INBOX;UID=99\""
command tag=a4 mailwire.message_id=- status=error
session messages=5
