# IMAP: mailboxes: names in modified UTF-7, UTF-8 and literals, LIST in every form, STATUS, NAMESPACE, and what is refused (RFC 9051 6.3, 3501 5.1.3, 5258, 5819, 2342, 5161, 6855)
port: 143

S: * PREAUTH [CAPABILITY IMAP4rev1 LIST-EXTENDED LITERAL+ ENABLE] alice
C: a01 NAMESPACE
S: * NAMESPACE (("" "/")) (("~" "/")) NIL
S: a01 OK done
C: a02 CREATE &U,BTFw-/2024
S: a02 OK [MAILBOXID (F1)] created
C: a03 CREATE {5}
S: + go on
C: INBOX
S: a03 NO [ALREADYEXISTS] is there
C: a04 RENAME {6+}
C: a {4} b {3+}
C: c&-
S: a04 OK renamed
C: a05 DELETE "quoted \\"name\\""
S: a05 NO [NONEXISTENT] no such
C: a06 SUBSCRIBE a/b
S: a06 OK done
C: a07 UNSUBSCRIBE a/b
S: a07 NO not subscribed
C: a08 LIST "" "%"
S: * LIST (\\HasNoChildren) "/" INBOX
S: * LIST (\\HasChildren \\Noselect) "/" {3}
S: x y
S: a08 OK done
C: a09 LSUB "" *
S: * LSUB () "/" a/b
S: a09 OK done
C: a10 LIST (SUBSCRIBED RECURSIVEMATCH) "" ("*" "b") RETURN (CHILDREN STATUS (MESSAGES UNSEEN))
S: * LIST (\\Subscribed) "/" a ("CHILDINFO" ("SUBSCRIBED"))
S: * STATUS a (MESSAGES 3 UNSEEN 1)
S: a10 OK done
C: a11 XLIST "" *
S: * XLIST (\\HasNoChildren \\Inbox) "/" INBOX
S: a11 OK done
C: a12 STATUS "&U,BTFw-" (MESSAGES UIDNEXT UIDVALIDITY HIGHESTMODSEQ)
S: * STATUS "&U,BTFw-" (MESSAGES 231 UIDNEXT 44292 UIDVALIDITY 5 HIGHESTMODSEQ 7011231777)
S: a12 OK done
C: a13 STATUS nowhere (MESSAGES)
S: a13 NO [NONEXISTENT] no such
C: a14 STATUS INBOX MESSAGES
S: a14 BAD parentheses
C: a15 ENABLE UTF8=ACCEPT CONDSTORE
S: * ENABLED UTF8=ACCEPT
S: a15 OK done
C: a16 SELECT "\xe5\x8f\xb0\xe5\x8c\x97"
S: * FLAGS (\\Answered \\Seen)
S: * 17 EXISTS
S: * 2 RECENT
S: * LIST () "/" "\xe5\x8f\xb0\xe5\x8c\x97"
S: * OK [UNSEEN 12] first unseen
S: * OK [UIDVALIDITY 3857529045] valid
S: * OK [UIDNEXT 4392] next
S: * OK [PERMANENTFLAGS (\\Seen \\*)] limited
S: a16 OK [READ-WRITE] selected
C: a17 EXAMINE &AMA
S: a17 NO no such mailbox
C: a18 CLOSE
S: a18 BAD nothing is selected
C: a19 LOGOUT
S: * BYE bye
S: a19 OK done
---
command seq=0 reply_status=PREAUTH
command tag=a01 verb=NAMESPACE reply_lines.0="NAMESPACE ((\"\" \"/\")) ((\"~\" \"/\")) NIL"
command tag=a02 verb=CREATE imap.mailbox=台北/2024 response_code="MAILBOXID (F1)" status=ok
command tag=a03 verb=CREATE imap.mailbox=INBOX status=error reply_status=NO response_code=ALREADYEXISTS
  arg="{5}\r\nINBOX"
command tag=a04 verb=RENAME imap.mailbox="a {4} " status=ok arg="{6+}\r\na {4} b {3+}\r\nc&-"
command tag=a05 verb=DELETE imap.mailbox="quoted \"name\"" status=error response_code=NONEXISTENT
command tag=a06 verb=SUBSCRIBE imap.mailbox=a/b status=ok
command tag=a07 verb=UNSUBSCRIBE status=error
command tag=a08 verb=LIST reply_lines.0="LIST (\\HasNoChildren) \"/\" INBOX"
  reply_lines.1="LIST (\\HasChildren \\Noselect) \"/\" {3}" reply_lines.2="x y" reply_lines.3=-
command tag=a09 verb=LSUB reply_lines.0="LSUB () \"/\" a/b"
command tag=a10 verb=LIST reply_lines.1="STATUS a (MESSAGES 3 UNSEEN 1)"
command tag=a11 verb=XLIST reply_lines.0="XLIST (\\HasNoChildren \\Inbox) \"/\" INBOX"
command tag=a12 verb=STATUS imap.mailbox=台北 status=ok
command tag=a13 verb=STATUS imap.mailbox=nowhere status=error response_code=NONEXISTENT
command tag=a14 verb=STATUS status=error reply_status=BAD
command tag=a15 verb=ENABLE reply_lines.0="ENABLED UTF8=ACCEPT"
command tag=a16 verb=SELECT imap.mailbox=台北 imap.exists=17 imap.recent=2
  imap.uidvalidity=3857529045 imap.uidnext=4392 imap.unseen=12 status=ok response_code=READ-WRITE
command tag=a17 verb=EXAMINE status=error imap.mailbox="&AMA" imap.exists=-
command tag=a18 verb=CLOSE status=error note="out of order"
command tag=a19 verb=LOGOUT
session commands=19
