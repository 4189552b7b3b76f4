# IMAP: several messages in one APPEND, each with its unique id; CATENATE; REPLACE (RFC 3502, 4315, 4469, 8508)
port: 143

S: * PREAUTH [CAPABILITY IMAP4rev1 MULTIAPPEND LITERAL+ CATENATE REPLACE UIDPLUS] alice
C: a1 SELECT Drafts
S: * 2 EXISTS
S: a1 OK done
C: a2 APPEND Drafts (\\Draft) {4+}
C: a: 1 (\\Seen) "17-Jul-1996 02:44:25 -0700" {4+}
C: b: 2 {4+}
C: c: 3
S: a2 OK [APPENDUID 38505 3955,3960:3961] done
C: a3 APPEND Drafts {4+}
C: d: 4 {0+}
C:
S: a3 BAD [APPENDUID?] the second one is empty
C: a4 APPEND Drafts CATENATE (URL "/INBOX/;UID=1/;SECTION=HEADER" TEXT {4+}
C: text URL "/INBOX/;UID=2")
S: a4 OK [APPENDUID 38505 3962] done
C: a5 REPLACE 1 Drafts {4+}
C: e: 5
S: * OK [APPENDUID 38505 3963] replacement
S: * 3 EXISTS
S: * 1 EXPUNGE
S: a5 OK done
C: a6 UID REPLACE 3963 Drafts (\\Draft) {4}
S: a6 NO [TRYCREATE] no
C: a7 LOGOUT
S: * BYE bye
S: a7 OK done
---
message mailwire.message_id=1 uid=3955 mailbox=Drafts flags="\\Draft" size=4 outcome=success
message mailwire.message_id=2 uid=3960 flags="\\Seen" internal_date="17-Jul-1996 02:44:25 -0700" outcome=success
message mailwire.message_id=3 uid=3961 flags=- size=4 outcome=success
message mailwire.message_id=4 uid=- size=4 outcome=failure
message mailwire.message_id=5 uid=- size=0 outcome=failure
message mailwire.message_id=6 command=APPEND uid=3962 size=4 complete=false outcome=success
  pieces.0.url="/INBOX/;UID=1/;SECTION=HEADER" pieces.1.bytes=4 pieces.2.url="/INBOX/;UID=2"
message mailwire.message_id=7 command=REPLACE uid=3963 size=4 outcome=success
command seq=0
command tag=a1
command tag=a2 mailwire.message_id=1 imap.mailbox=Drafts
command tag=a3 mailwire.message_id=4 status=error
command tag=a4 mailwire.message_id=6 status=ok response_code="APPENDUID 38505 3962"
  arg="Drafts CATENATE (URL \"/INBOX/;UID=1/;SECTION=HEADER\" TEXT {4+} URL \"/INBOX/;UID=2\")"
command tag=a5 mailwire.message_id=7 imap.exists=3 imap.expunged=1
command tag=a6 mailwire.message_id=- status=error
command tag=a7
session messages=7
