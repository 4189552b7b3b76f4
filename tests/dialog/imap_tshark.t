# IMAP: what tshark 4.0 reads wrong: literals beyond the first, LOGIN and names in literals, blanks in names, DONE, "+", AUTHENTICATE (RFC 9051 4.3, 6.2, 6.3.13)
port: 143
# A message that looks like a command is one, when what announces it is missing.
without: loss

S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] IMAP ready
C: a1 LOGIN {5}
S: + go on
C: alice {10}
S: + go on
C: c1 NOOP {}
S: a1 NO no
C: a2 AUTHENTICATE PLAIN
S: +
C: AGFsaWNlAGZhYmxl
S: a2 OK in
C: a3 SELECT "Sent Items"
S: * 2 EXISTS
S: a3 OK done
C: a4 FETCH 1:2 BODY[]
S: * 1 FETCH (BODY[] {30}
S: Subject: a
S:
S: a4 OK not yet\n)
S: * 2 FETCH (BODY[] {30}
S: Subject: b
S:
S: * 9 FETCH (x)\n)
S: a4 OK done
C: a5 APPEND Sent {30}
S: + go on
C: Subject: c
C:
C: a6 DELETE Sent\n
S: a5 OK done
C: a6 IDLE
S: + waiting
C: DONE
S: a6 OK done
C: a7 LOGOUT
S: * BYE bye
S: a7 OK done
---
auth mechanism=LOGIN user.name=alice secret="c1 NOOP {}" outcome=failure
auth mechanism=PLAIN user.name=alice secret=fable outcome=success
message mailwire.message_id=1 subject=a size=30 mailbox="Sent Items" complete=true
message mailwire.message_id=2 subject=b size=30 complete=true
message mailwire.message_id=3 command=APPEND subject=c size=30 mailbox=Sent complete=true
command seq=0
command tag=a1 verb=LOGIN status=error
command tag=a2 verb=AUTHENTICATE arg=PLAIN status=ok
command tag=a3 verb=SELECT imap.mailbox="Sent Items"
command tag=a4 verb=FETCH imap.fetched=2
command tag=a5 verb=APPEND
command tag=a6 verb=IDLE idle_ms=*
command tag=a7
session commands=7
hidden: c1 NOOP
hidden: fable
