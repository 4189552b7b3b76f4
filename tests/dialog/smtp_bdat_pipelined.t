# SMTP: the whole session in one go: chunks, their commands, the next mail and QUIT behind each other (RFC 3030 4.2, 2920)
# What is a chunk and what a command depends on every octet before it.
without: loss one-sided snaplen

S: 220 mx.example.net
C: EHLO c
S: 250-mx.example.net
S: 250-PIPELINING
S: 250 CHUNKING
C: MAIL FROM:<a@example.org>
C: RCPT TO:<b@example.net>
C: BDAT 3
C: a:b\
C: BDAT 6 LAST
C: \r\n\r\nx\n\
C: MAIL FROM:<c@example.org>
C: RCPT TO:<d@example.net>
C: BDAT 6 LAST
C: QUIT\r\n\
C: RSET
C: QUIT
S: 250 OK
S: 250 OK
S: 250 3 octets
S: 250 queued as 1
S: 250 OK
S: 250 OK
S: 250 queued as 2
S: 250 OK
S: 221 Bye
---
message size=9 mail_from=a@example.org local_id=1 complete=true
message size=6 mail_from=c@example.org local_id=2 complete=true
finding rule.id=smtp.bare_lf mailwire.message_id=1
command seq=0
command verb=EHLO
command verb=MAIL
command verb=RCPT
command verb=BDAT arg=3 message_id=1
command verb=BDAT arg="6 LAST" message_id=1
command verb=MAIL
command verb=RCPT
command verb=BDAT arg="6 LAST" message_id=2
command verb=RSET
command verb=QUIT reply_code=221
