# IMAP: literals: waited for or not, refused, binary, empty, absurd, announced and never sent (RFC 9051 4.3, 7888, 3516)
port: 143
# How it ended is what the last finding is about.
without: close
close: fin

S: * PREAUTH [CAPABILITY IMAP4rev1 LITERAL+ BINARY] alice
C: a1 SELECT {0}
S: + go on
C:
S: a1 NO an empty name
C: a2 SELECT {9000000000000000000}
S: a2 BAD [TOOBIG] no
C: a3 SELECT {0+}
C:
S: a3 NO an empty name
C: a4 APPEND {5+}
C: Inbox (\\Seen) ~{8}
S: + go on
C: a: \x00\r\n\xff\xfe
S: a4 NO [UNKNOWN-CTE] no
C: a5 NOOP {99999999999999999999}
S: a5 BAD no
C: a6 SELECT "a{3}"
S: a6 OK done
C: a7 SELECT a {x}
S: a7 BAD no
C: a8 FETCH 1 BODY[]
S: * 1 FETCH (BODY[] {9223372036854775807}
S: Subject: for ever
---
command seq=0
command tag=a1 verb=SELECT arg="{0}\r\n" status=error
command tag=a2 verb=SELECT status=error response_code=TOOBIG
command tag=a3 arg="{0+}\r\n" status=error
command tag=a4 verb=APPEND mailwire.message_id=1 response_code=UNKNOWN-CTE imap.mailbox=Inbox
command tag=a5 status=error
command tag=a6 arg="\"a{3}\"" status=ok
command tag=a7 arg="a {x}" status=error
command tag=a8 status=none mailwire.message_id=2
message mailwire.message_id=1 command=APPEND flags="\\Seen" size=8 complete=true outcome=failure
message mailwire.message_id=2 command=FETCH subject="for ever" complete=false
finding rule.id=imap.preauth
finding rule.id=imap.literal_oversized evidence.0.from=client mailwire.command.seq=2
finding rule.id=imap.literal_unfinished evidence.0.from=server
session messages=2
