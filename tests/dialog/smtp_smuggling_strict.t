# SMTP: the same octets to a server that reads them as RFC 5321 has it: one reply, one message (RFC 5321 4.1.1.4)
# With a segment missing the two readings are others.
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
C: DATA
C: Subject: smuggled
C:
C: text
C: .
S: 250 queued
C: MAIL FROM:<c@example.org>
S: 250 OK
C: RSET
S: 250 OK
C: QUIT
S: 221 Bye
---
finding rule.id=smtp.bare_lf
finding rule.id=smtp.smuggling finding.severity=high confidence=possible mailwire.message_id=1
  event.reason="RFC 5321 reads one message of 121 octets from <a@example.org> to <b@example.net>. A server for which LF.CRLF ends a message reads one of 26 octets, then 3 commands and 1 further message, the next of 27 octets from <ceo@example.net> to <victim@example.net>. Its replies do not tell that this server did."
message subject=harmless size=121 complete=true
command seq=0
command verb=EHLO
command verb=MAIL
command verb=RCPT
command verb=DATA
command verb=.
command verb=MAIL reply_code=250
command verb=RSET reply_code=250
command verb=QUIT reply_code=221
