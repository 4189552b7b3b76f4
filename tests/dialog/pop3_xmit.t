# POP3: XTND XMIT sends a message, dot-stuffed, and is a command of its own when refused (Berkeley popper)
port: 110
# A lost XTND XMIT leaves a message that nothing announces.
without: loss

S: +OK POP3 ready
C: APOP alice c4c9334bac560ecc979e58001b3e22fb
S: +OK
C: XTND XMIT
S: -ERR not allowed
C: NOOP
S: +OK
C: XTND XMIT
S: +OK Start sending message.
C: From: alice@example.org
C: To: bob@example.net
C: Subject: sent by POP3
C:
C: QUIT
C: ..
C: RETR 1
C: .
S: +OK Message sent.
C: xtnd xmit
S: +OK
C: Subject: refused
C:
C: .
S: -ERR cannot send
C: STAT
S: +OK 0 0
C: QUIT
S: +OK
---
command seq=0
command verb=APOP
command verb=XTND arg=XMIT status=error message_id=-
command verb=NOOP
command verb=XTND arg=XMIT status=ok message_id=1
command verb=. status=ok message_id=1 reply_text="Message sent."
command verb=XTND status=ok
command verb=. status=error message_id=2
command verb=STAT
command verb=QUIT
message direction=submitted command="XTND XMIT" subject="sent by POP3" outcome=success complete=true
  size=88 number=- email.to.address.0=bob@example.net
message direction=submitted subject=refused outcome=failure size=20
session messages=2
