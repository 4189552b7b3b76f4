# POP3: lower case, unknown verbs, an empty line, replies without text, blanks (RFC 1939 3, 4)
port: 110
# The greeting says nothing: without the handshake it may be any reply.  A reply to a verb
# nobody knows may have any shape, so that it is not certain what a hole in it swallows.
without: middle loss

S: +OK
C: user  alice
S: +OK
C: pass a b\x20
S: +OK
C: XTND XLST Subject
S: -ERR unknown command
C: XSENDER 1
S: +OK alice@example.org
C:
S: -ERR Null command.
C: HELO example.org
S: -ERR
C: noop
S: +OK
C: Quit
S: +OK
---
command seq=0 reply_text=""
command verb=USER status=ok
auth user.name=alice secret="a b " outcome=success
command verb=PASS status=ok
command verb=XTND arg="XLST Subject" status=error
command verb=XSENDER arg=1 status=ok reply_text=alice@example.org
command verb=- arg=- status=error reply_text="Null command."
command verb=HELO arg=example.org status=error
command verb=NOOP status=ok
command verb=QUIT status=ok
session network.protocol=pop3 user.name=alice
