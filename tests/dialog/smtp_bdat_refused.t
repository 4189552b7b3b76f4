# SMTP: a refused chunk and those behind it, RSET, and a message after; refused at once, refused at LAST (RFC 3030 2; failure class E)
without: loss one-sided snaplen

S: 220 mx.example.net
C: EHLO c
S: 250-mx.example.net
S: 250-PIPELINING
S: 250 CHUNKING
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: BDAT 10
C: Subject: x\
S: 452 4.3.1 Insufficient system storage
C: BDAT 4
C: \r\n\r\n\
S: 503 5.5.1 after an error
C: BDAT 6 LAST
C: QUIT\r\n\
S: 503 5.5.1 after an error
C: RSET
S: 250 OK
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: BDAT 12
C: Subject: y\r\n\
S: 250 OK
C: BDAT 2 LAST
C: \r\n\
S: 554 5.7.1 refused
C: MAIL FROM:<c@example.org>
S: 250 OK
C: RCPT TO:<d@example.net>
S: 250 OK
C: BDAT 14 LAST
C: Subject: z\r\n\r\n\
S: 250 OK
C: QUIT
S: 221 Bye
---
message mailwire.message_id=1 size=10 complete=false outcome=failure envelope.reply_code=452
message mailwire.message_id=2 subject=y size=14 complete=true outcome=failure envelope.reply_code=554
message mailwire.message_id=3 subject=z size=14 complete=true outcome=success
transaction number=1 ended=answered command=BDAT message_id=1 rcpt.0.verdict=deferred
transaction number=2 ended=answered command=BDAT message_id=2 rcpt.0.verdict=rejected
  rcpt.0.code=250 reply_enhanced=5.7.1
transaction number=3 ended=answered rcpt.0.verdict=accepted
command seq=0
command verb=EHLO
command verb=MAIL
command verb=RCPT
command verb=BDAT reply_code=452
command verb=BDAT reply_code=503
command verb=BDAT reply_code=503
command verb=RSET reply_code=250
command verb=MAIL
command verb=RCPT
command verb=BDAT reply_code=250
command verb=BDAT reply_code=554
command verb=MAIL
command verb=RCPT
command verb=BDAT reply_code=250
command verb=QUIT reply_code=221
