# IMAP: PREAUTH takes STARTTLS away from the client: it is told, and again when the client asks for it (RFC 9051 7.1.4, 11.1)
port: 143

S: * PREAUTH IMAP4rev1 welcome
C: a1 STARTTLS
S: a1 BAD already authenticated
C: a2 LOGIN alice wonder
S: a2 BAD already authenticated
C: a3 LOGOUT
S: * BYE bye
S: a3 OK done
---
command seq=0 reply_status=PREAUTH
command tag=a1 status=error note="out of order"
command tag=a2 status=error note="out of order"
command tag=a3
auth user.name=alice outcome=failure
finding rule.id=imap.preauth confidence=possible
finding rule.id=imap.preauth confidence=likely mailwire.command.seq=1
session commands=3
