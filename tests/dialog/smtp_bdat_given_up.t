# SMTP: messages in chunks that were given up: RSET, the next MAIL, QUIT, DATA where a last chunk is due (RFC 3030 2)
without: loss one-sided snaplen

S: 220 mx.example.net
C: EHLO c
S: 250-mx.example.net
S: 250-BINARYMIME
S: 250 CHUNKING
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: BDAT 5
C: a: b\n\
S: 250 OK
C: RSET
S: 250 OK
C: MAIL FROM:<a@example.org> BODY=BINARYMIME
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: BDAT 6
C: a: b\r\n\
S: 250 OK
C: DATA
S: 503 5.5.1 not with BDAT
C: DATA
S: 354 a careless server
C: Subject: mixed
C:
C: .
S: 250 queued
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: BDAT 6
C: a: b\r\n\
S: 250 OK
C: QUIT
S: 221 Bye
---
finding rule.id=smtp.bdat_unfinished evidence.0.text=RSET
finding rule.id=smtp.bare_lf
finding rule.id=smtp.out_of_order evidence.0.text=DATA
finding rule.id=smtp.bdat_mixed evidence.0.text=DATA
finding rule.id=smtp.binarymime evidence.0.text=DATA
message mailwire.message_id=1 complete=false rcpt.0.verdict=unsent outcome=unknown
message mailwire.message_id=2 complete=false command=BDAT
message mailwire.message_id=3 subject=mixed command=DATA complete=true
message mailwire.message_id=4 complete=false command=BDAT rcpt.0.verdict=unsent
transaction ended=reset rcpt.0.verdict=unsent message_id=1 outcome=*
transaction ended=answered message_id=3 rcpt.0.verdict=accepted
transaction ended=quit message_id=4 rcpt.0.verdict=unsent
