# IMAP: one tag for two commands that wait, and replies to commands nobody sent (RFC 9051 2.2.1)
port: 143
# Whether nobody sent it is not certain when a segment is missing.
without: loss one-sided middle

S: * OK IMAP ready
C: a1 NOOP
C: a1 CAPABILITY
S: a1 OK first
S: * CAPABILITY IMAP4rev1
S: a1 OK second
C: a2 NOOP
S: a2 OK done
S: a2 OK again
S: zz NO who?
C: a1 LOGOUT
S: * BYE bye
S: a1 OK done
---
command seq=0
command seq=1 tag=a1 verb=NOOP reply_text=first
command seq=2 tag=a1 verb=CAPABILITY reply_text=second
command seq=3 tag=a2
command seq=- tag=a2 reply_text=again note="no command seen for it"
command seq=- tag=zz reply_text="who?" note="no command seen for it"
command seq=4 tag=a1 verb=LOGOUT
finding rule.id=imap.tag_reused confidence=confirmed mailwire.command.seq=2
finding rule.id=imap.unasked_reply confidence=likely evidence.0.text="a2 OK again"
session commands=4
