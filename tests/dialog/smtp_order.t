# SMTP: commands out of order, and what the servers say to each (RFC 5321 4.1.4)
without: loss one-sided snaplen

S: 220 mx.example.net
C: MAIL FROM:<early@example.org>
S: 503 5.5.1 EHLO first
C: EHLO c
S: 250-mx.example.net
S: 250 CHUNKING
C: RCPT TO:<b@example.net>
S: 503 5.5.1 MAIL first
C: DATA
S: 503 5.5.1 RCPT first
C: BDAT 3 LAST
C: xyz\
S: 503 5.5.1 RCPT first
C: MAIL FROM:<a@example.org>
S: 250 OK
C: DATA
S: 503 5.5.1 RCPT first
C: MAIL FROM:<c@example.org>
S: 503 5.5.1 nested MAIL
C: RCPT TO:<b@example.net>
S: 250 OK
C: MAIL FROM:<d@example.org>
S: 503 5.5.1 nested MAIL
C: DATA
S: 354 go on
C: Subject: in order
C:
C: .
S: 250 OK
C: RCPT TO:<late@example.net>
S: 503 5.5.1 MAIL first
C: QUIT
S: 221 Bye
---
finding rule.id=smtp.out_of_order finding.severity=low confidence=confirmed
  event.reason="MAIL came before EHLO; the server answered 503."
  evidence.0.text="MAIL FROM:<early@example.org>" evidence.1.text="5.5.1 EHLO first"
message command=BDAT size=3 outcome=failure envelope.reply_code=503 mail_from=-
message subject="in order" mail_from=a@example.org rcpt.0.address=b@example.net rcpt.1=-
transaction number=1 ended=sender-refused mail_from=early@example.org mail_from_code=503
transaction number=2 ended=answered mail_from=- rcpt.0.address=b@example.net rcpt.0.code=503
  rcpt.0.verdict=rejected command=BDAT reply_code=503
transaction number=3 ended=answered mail_from=a@example.org rcpt.0.verdict=accepted
transaction number=4 ended=quit mail_from=- rcpt.0.address=late@example.net rcpt.0.verdict=rejected
command seq=0
command verb=MAIL note="out of order"
command verb=EHLO note=-
command verb=RCPT note="out of order"
command verb=DATA note="out of order"
command verb=BDAT note="out of order" reply_code=503
command verb=MAIL note=-
command verb=DATA note="out of order"
command verb=MAIL note="out of order"
command verb=RCPT note=-
command verb=MAIL note="out of order"
command verb=DATA note=-
command verb=. note=-
command verb=RCPT note="out of order"
command verb=QUIT
