# SMTP: commands sent ahead though PIPELINING was not offered (RFC 2920 3.1)
without: loss one-sided snaplen

S: 220 mx.example.net
C: EHLO c
S: 250-mx.example.net
S: 250 SIZE
C: MAIL FROM:<a@example.org>
C: RCPT TO:<b@example.net>
S: 250 OK
S: 550 5.1.1 unknown
C: MAIL FROM:<a@example.org>
C: RSET
S: 503 5.5.1 nested
S: 250 OK
C: QUIT
S: 221 Bye
---
finding rule.id=smtp.unauthorised_pipelining finding.severity=low confidence=confirmed
  event.reason="The client did not wait for the reply to MAIL, and the server did not offer PIPELINING."
  evidence.0.text="MAIL FROM:<a@example.org>" evidence.1.text="RCPT TO:<b@example.net>"
finding rule.id=smtp.out_of_order event.reason="MAIL came before a recipient was accepted; the server answered 503."
transaction ended=reset mail_from=a@example.org rcpt.0.verdict=rejected rcpt.1=-
