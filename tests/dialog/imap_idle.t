# IMAP: IDLE is waiting, not slowness; replies in another order than commands; unknown verbs (RFC 2177, RFC 9051 5.5)
port: 143

S: * PREAUTH IMAP4rev1 alice
C: a1 SELECT INBOX
S: * 2 EXISTS
S: a1 OK done
C: a2 IDLE
S: + idling
S: * 3 EXISTS
S: * 1 EXPUNGE
C: DONE
S: a2 OK done
C: a3 SEARCH ALL
C: a4 NOOP
S: * SEARCH 1 2
S: a4 OK done
S: a3 OK done
C: a5 FROB
S: a5 BAD what
C: a6 LOGOUT
S: * BYE bye
S: a6 OK done
---
command seq=0
command verb=SELECT idle_ms=- reply_lines.0="2 EXISTS"
command verb=IDLE idle_ms=* reply_lines.0="3 EXISTS" reply_lines.1="1 EXPUNGE" status=ok
command verb=NOOP tag=a4 reply_lines.0=-
command verb=SEARCH tag=a3 reply_lines.0="SEARCH 1 2"
command verb=FROB status=error note="unknown command"
command verb=LOGOUT
session commands=6
follow: C: a2 IDLE
follow: C: DONE
