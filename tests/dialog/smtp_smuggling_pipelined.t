# SMTP: a smuggled mail, and QUIT right behind the final dot, to a server that reads two: its replies come before QUIT's 221 (CVE-2023-51764, RFC 2920 3.1)
# With a side or a segment missing nothing tells which of the two the server read.
without: loss one-sided snaplen

S: 220 mx.example.net
C: EHLO c
S: 250-mx
S: 250 PIPELINING
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
C: DATA
C: Subject: smuggled
C:
C: text
C: .
C: QUIT
S: 250 first queued
S: 250 sender OK
S: 250 recipient OK
S: 354 go on
S: 250 second queued
S: 221 Bye
---
finding rule.id=smtp.bare_lf
finding rule.id=smtp.smuggling finding.severity=critical confidence=confirmed mailwire.message_id=1
  event.reason="RFC 5321 reads one message of 121 octets from <a@example.org> to <b@example.net>. A server for which LF.CRLF ends a message reads one of 26 octets, then 3 commands and 1 further message, the next of 27 octets from <ceo@example.net> to <victim@example.net>. This server gave 6 replies where the message and the commands behind it have 2: it answered what was smuggled."
command seq=0
command verb=EHLO
command verb=MAIL
command verb=RCPT
command verb=DATA
command verb=. reply_text="first queued"
command verb=- reply_text="sender OK" note="to a command that the server read in the message"
command verb=- reply_text="recipient OK" note="to a command that the server read in the message"
command verb=- reply_code=354 note="to a command that the server read in the message"
command verb=- reply_text="second queued" note="to a command that the server read in the message"
command verb=QUIT reply_code=221
