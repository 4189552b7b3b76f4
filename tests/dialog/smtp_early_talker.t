# SMTP: a client that does not wait for the greeting (RFC 5321 4.3.1)
# With a side or a segment missing nobody knows who spoke first.
without: loss one-sided snaplen

C: EHLO bot.example.org
S: 220 mx.example.net
S: 250-mx.example.net
S: 250 PIPELINING
C: MAIL FROM:<a@example.org>
S: 250 OK
C: QUIT
S: 221 Bye
---
finding rule.id=smtp.early_talker finding.severity=medium confidence=confirmed
  event.reason="The client sent EHLO before the server had greeted it."
  evidence.0.text="EHLO bot.example.org" evidence.0.from=client evidence.0.offset=0
  evidence.0.octets=22 evidence.1.text=mx.example.net evidence.1.from=server command.seq=1
command seq=0 reply_code=220
command verb=EHLO reply_code=250
command verb=MAIL
command verb=QUIT
transaction ended=quit mail_from=a@example.org rcpt=- outcome=failure
