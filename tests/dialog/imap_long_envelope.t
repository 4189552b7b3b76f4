# IMAP: an ENVELOPE with a literal longer than any line: what follows it in the same line is read (RFC 9051 4.3)
port: 143

S: * OK IMAP ready
C: a1 LOGIN alice wonder
S: a1 OK in
C: a2 SELECT INBOX
S: * 1 EXISTS
S: a2 OK done
C: a3 FETCH 1 (ENVELOPE BODY.PEEK[])
S: * 1 FETCH (ENVELOPE (NIL {70000}
S*7000: 0123456789\
S:  NIL NIL NIL NIL NIL NIL NIL "<1@example.org>") BODY[] {10}
S: a: b
S:
S: hi)
S: a3 OK done
C: a4 LOGOUT
S: * BYE bye
S: a4 OK done
---
described number=1 email.message_id=1@example.org
message size=10 complete=true
command seq=0
command tag=a1
command tag=a2
command tag=a3 mailwire.message_id=1 imap.fetched=1
command tag=a4
