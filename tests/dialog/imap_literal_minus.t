# IMAP: a literal of more than 4096 octets that is not waited for, with LITERAL- (RFC 7888 5)
port: 143
# What was announced is not known where octets of the server are missing.
without: loss one-sided

S: * PREAUTH [CAPABILITY IMAP4rev1 LITERAL-] alice
C: a1 SELECT {5+}
C: Inbox
S: a1 OK selected
C: a2 APPEND Inbox {4097+}
C: Subject: as large as it may be xxxxxxxxxxxxxxxxxxxxxxxxxxxxx
C:
C*63: 01234567890123456789012345678901234567890123456789012345678901
C: x
S: a2 OK done
---
message size=4097
finding rule.id=imap.preauth
finding rule.id=imap.literal_unwaited mailwire.command.seq=2 evidence.0.from=client
