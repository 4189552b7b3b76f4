# IMAP: literals that are not waited for, as LITERAL+ allows, LITERAL- up to 4096 octets (RFC 7888 4, 5)
port: 143
# What was announced is not known where octets of the server are missing.
without: loss one-sided

S: * PREAUTH [CAPABILITY IMAP4rev1 LITERAL-] alice
C: a1 SELECT {5+}
C: Inbox
S: a1 OK selected
C: a2 APPEND Inbox {4096+}
C: Subject: as large as it may be xxxxxxxxxxxxxxxxxxxxxxxxxxxxx
C:
C*63: 01234567890123456789012345678901234567890123456789012345678901
C:
S: a2 OK done
C: a3 CAPABILITY
S: * CAPABILITY IMAP4rev1 LITERAL+
S: a3 OK done
C: a4 APPEND Inbox {4097+}
C: Subject: as large as it may be xxxxxxxxxxxxxxxxxxxxxxxxxxxxx
C:
C*63: 01234567890123456789012345678901234567890123456789012345678901
C: x
S: a4 OK done
C: a5 CAPABILITY
S: * CAPABILITY IMAP4rev1
S: a5 OK done
C: a6 SELECT {5}
S: + go on
C: Inbox
S: a6 OK selected
---
message size=4096 complete=true outcome=success
message size=4097 complete=true outcome=success
finding rule.id=imap.preauth
session messages=2
