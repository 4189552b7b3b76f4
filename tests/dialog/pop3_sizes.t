# POP3: messages of another size than RETR or LIST announced; the end is the lone dot all the same (RFC 1939 3, 11)
port: 110
# The finding counts the messages that are whole.
without: middle

S: +OK POP3 ready
C: APOP alice c4c9334bac560ecc979e58001b3e22fb
S: +OK
C: LIST
S: +OK
S: 1 16
S: 2 9999
S: 3 21
S: .
C: RETR 1
S: +OK 16 octets
S: Subject: one
S:
S: x
S: .
C: RETR 2
S: +OK
S: Subject: two
S:
S: .
C: RETR 3
S: +OK 21 octets follow
S: Subject: 3
S:
S: exact
S: .
C: QUIT
S: +OK
---
message number=1 announced_bytes=16 size=19 complete=true
message number=2 announced_bytes=9999 size=16 complete=true
message number=3 announced_bytes=21 size=21 complete=true
finding rule.id=pop3.size_mismatch finding.severity=low confidence=confirmed message_id=1
  event.reason="2 of 3 messages have another size than announced: message 1 was announced with 16 octets and has 19, 3 more"
  evidence.0.from=server evidence.0.text="16 octets"
session mailbox.fetched=3
