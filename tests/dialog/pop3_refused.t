# POP3: the server refuses at once, the client says QUIT all the same (RFC 1939 4)
port: 110
# A greeting that refuses looks like any other reply.
without: middle
closer: server

S: -ERR [SYS/TEMP] too many connections
C: QUIT
S: +OK
---
command seq=0 status=error reply_text="[SYS/TEMP] too many connections" outcome=failure
command verb=QUIT status=ok
session banner="[SYS/TEMP] too many connections" user.name=- commands=1 closed_by=server
