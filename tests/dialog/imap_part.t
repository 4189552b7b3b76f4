# IMAP: parts fetched alone are decoded by what BODYSTRUCTURE said of them, or by their own header; BINARY comes decoded (RFC 9051 6.4.5, 3516)
port: 143
# What a part alone is was told in another line.
without: loss

S: * PREAUTH IMAP4rev1 alice
C: a1 SELECT INBOX
S: * 1 EXISTS
S: a1 OK done
C: a2 FETCH 1 (UID BODYSTRUCTURE)
S: * 1 FETCH (UID 7 BODYSTRUCTURE (("TEXT" "PLAIN" ("CHARSET" "gb2312") NIL NIL "8BIT" 4 1 NIL NIL NIL NIL)("APPLICATION" "PDF" ("NAME" "a (1).pdf") "<c@example.org>" "text" "BASE64" 12 NIL ("ATTACHMENT" ("FILENAME" "b.pdf")) NIL NIL)("MESSAGE" "RFC822" NIL NIL NIL "7BIT" 30 (NIL "in" NIL NIL NIL NIL NIL NIL NIL NIL) ("TEXT" "HTML" NIL NIL NIL "QUOTED-PRINTABLE" 7 0) 2 NIL NIL) "MIXED" ("BOUNDARY" "b") NIL NIL))
S: a2 OK done
C: a3 FETCH 1 (BODY.PEEK[2] BODY.PEEK[1])
S: * 1 FETCH (BODY[2] {12}
S: SGVsbG8=\
S: \r\n\r\n BODY[1] {4}
S: \xc4\xe3\xba\xc3 FLAGS ())
S: a3 OK done
C: a4 UID FETCH 7 (BINARY.PEEK[2] BINARY.SIZE[2])
S: * 1 FETCH (UID 7 BINARY[2] ~{5}
S: \x00ello BINARY.SIZE[2] 5)
S: a4 OK done
C: a5 FETCH 1 BODY.PEEK[3.1]
S: * 1 FETCH (BODY[3.1] {7}
S: a=3D=C3)
S: a5 OK done
# The header of an enclosed message and its text make one.
C: a6 FETCH 1 (BODY.PEEK[3.HEADER] BODY.PEEK[3.TEXT])
S: * 1 FETCH (BODY[3.HEADER] {15}
S: Subject: in
S: 
S:  BODY[3.TEXT] {3}
S: abc)
S: a6 OK done
C: a7 FETCH 1 BINARY[2]
S: a7 NO [UNKNOWN-CTE] no
C: a8 FETCH 1 BODY[9]
S: * 1 FETCH (BODY[9] NIL)
S: a8 OK done
C: a9 LOGOUT
S: * BYE bye
S: a9 OK done
---
message mailwire.message_id=1 uid=7 section=2 size=12 parts.0.name=b.pdf parts.0.size=5
  parts.0.cte=base64 attachments.0.file.name=b.pdf defects.0=- imf.headers.0.name=-
message mailwire.message_id=2 section=1 size=4 parts.0.charset=gb2312 parts.0.cte=8bit
message mailwire.message_id=3 section=2 size=5 parts.0.name=b.pdf parts.0.size=5 parts.0.cte=binary
message mailwire.message_id=4 section=3.1 size=7 parts.0.content_type=text/html parts.0.size=3
message mailwire.message_id=5 section=3 size=18 subject=in complete=true
finding rule.id=imap.preauth
session messages=5
