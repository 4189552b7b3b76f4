# POP3: QUIT is refused: not all that was deleted could be removed (RFC 1939 6)
port: 110

S: +OK POP3 ready
C: APOP alice c4c9334bac560ecc979e58001b3e22fb
S: +OK
C: DELE 1
S: +OK
C: QUIT
S: -ERR some deleted messages not removed
---
session mailbox.deleted=1 mailbox.deletions=failed
