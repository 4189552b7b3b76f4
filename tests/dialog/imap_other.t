# IMAP: ID, QUOTA, ACL, METADATA, LANGUAGE, NOTIFY and the rest: literals on both sides, values that look like replies (RFC 2971, 9208, 4314, 5464, 5255, 5465, 4467)
port: 143
# A value that looks like a command is one, when what announces it is missing.
without: loss

S: * OK [CAPABILITY IMAP4rev1 ID QUOTA ACL METADATA LITERAL+] IMAP ready
C: a01 ID ("name" "sodr" "version" {5}
S: + go on
C: 19.34 "vendor" NIL)
S: * ID ("name" "Cyrus" "support-url" {21}
S: https://example.org/x)
S: a01 OK done
C: a02 ID NIL
S: * ID NIL
S: a02 OK done
C: a03 LOGIN alice wonder
S: * CAPABILITY IMAP4rev1 QUOTA
S: a03 OK in
C: a04 GETQUOTAROOT INBOX
S: * QUOTAROOT INBOX ""
S: * QUOTA "" (STORAGE 10 512)
S: a04 OK done
C: a05 GETQUOTA "#user/alice"
S: * QUOTA "#user/alice" (STORAGE 10 512 MESSAGE 20 100)
S: a05 OK done
C: a06 SETQUOTA "" (STORAGE 512)
S: a06 NO [NOPERM] not you
C: a07 SETACL INBOX fred +lrs
S: a07 OK done
C: a08 GETACL INBOX
S: * ACL INBOX fred rwipsldexta Chris {2}
S: lr
S: a08 OK done
C: a09 LISTRIGHTS INBOX smith
S: * LISTRIGHTS INBOX smith la r swicdkxte
S: a09 OK done
C: a10 MYRIGHTS "&U,BTFw-"
S: * MYRIGHTS "&U,BTFw-" rwipslda
S: a10 OK done
C: a11 DELETEACL INBOX fred
S: a11 BAD no
C: a12 GETMETADATA (MAXSIZE 1024) "" /shared/comment
S: * METADATA "" (/shared/comment {20}
S: a13 OK not a reply
S: )
S: a12 OK [METADATA LONGENTRIES 2199] done
C: a13 SETMETADATA INBOX (/private/comment {17+}
C: a14 NOOP inside
C: )
S: a13 NO [METADATA TOOMANY] full
C: a15 LANGUAGE de
S: * LANGUAGE (de)
S: a15 OK gemacht
C: a16 COMPARATOR
S: * COMPARATOR i;ascii-casemap
S: a16 OK done
C: a17 NOTIFY SET STATUS (personal (MessageNew MessageExpunge))
S: * STATUS misc (UIDNEXT 999)
S: a17 OK done
C: a18 GENURLAUTH "imap://alice@example.org/INBOX/;uid=20/;urlauth=anonymous" INTERNAL
S: * GENURLAUTH "imap://alice@example.org/INBOX/;uid=20/;urlauth=anonymous:internal:91354a473744909de610943775f92038"
S: a18 OK done
C: a19 RESETKEY
S: a19 OK all
C: a20 URLFETCH "imap://alice@example.org/INBOX/;uid=20"
S: * URLFETCH "imap://alice@example.org/INBOX/;uid=20" {6}
S: a: b
S:
S: a20 OK done
C: a21 XAPPLEPUSHSERVICE "aps-version" "2"
S: * XAPPLEPUSHSERVICE "aps-version" "2"
S: a21 OK done
C: a22 LOGOUT
S: * BYE bye
S: a22 OK done
---
command seq=0
command tag=a01 verb=ID arg="(\"name\" \"sodr\" \"version\" {5}\r\n19.34 \"vendor\" NIL)"
  reply_lines.0="ID (\"name\" \"Cyrus\" \"support-url\" {21}" reply_lines.1="https://example.org/x)"
command tag=a02 reply_lines.0="ID NIL"
command tag=a03 verb=LOGIN
command tag=a04 reply_lines.0="QUOTAROOT INBOX \"\"" reply_lines.1="QUOTA \"\" (STORAGE 10 512)" imap.mailbox=INBOX
command tag=a05
command tag=a06 status=error response_code=NOPERM
command tag=a07 imap.mailbox=INBOX
command tag=a08 reply_lines.1=lr
command tag=a09
command tag=a10 imap.mailbox=台北
command tag=a11 status=error reply_status=BAD
command tag=a12 reply_lines.1="a13 OK not a reply" reply_lines.2=) response_code="METADATA LONGENTRIES 2199"
command tag=a13 status=error arg="INBOX (/private/comment {17+}\r\na14 NOOP inside\r\n)"
command tag=a15 verb=LANGUAGE reply_lines.0="LANGUAGE (de)"
command tag=a16
command tag=a17 reply_lines.0="STATUS misc (UIDNEXT 999)"
command tag=a18
command tag=a19
command tag=a20 reply_lines.0="URLFETCH \"imap://alice@example.org/INBOX/;uid=20\" {6}" reply_lines.1="a: b"
command tag=a21
command tag=a22
auth outcome=success user.name=alice
session commands=21 client_id="name=sodr, version=19.34" server_id="name=Cyrus, support-url=https://example.org/x"
