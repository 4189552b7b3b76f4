# SMTP: chunk sizes that are none: missing, words, negative, over 2^63-1, not LAST: refused, and the session goes on (RFC 3030 2; failure class D)
without: loss one-sided snaplen

S: 220 mx.example.net
C: EHLO c
S: 250-mx.example.net
S: 250 CHUNKING
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: BDAT
S: 501 5.5.4 no size
C: BDAT x LAST
S: 501 5.5.4 no size
C: BDAT -1 LAST
S: 501 5.5.4 no size
C: BDAT 5 X
S: 501 5.5.4 no size
C: BDAT 9223372036854775808 LAST
S: 501 5.5.4 no size
C: BDAT 18446744073709551615 LAST
S: 501 5.5.4 no size
C: BDAT 99999999999999999999999999 LAST
S: 501 5.5.4 no size
C: bdat 14 last
C: Subject: z\r\n\r\n\
S: 250 OK
C: QUIT
S: 221 Bye
---
finding rule.id=smtp.bdat_size finding.severity=medium evidence.0.text=BDAT
message subject=z size=14 complete=true
command seq=0
command verb=EHLO
command verb=MAIL
command verb=RCPT
command verb=BDAT arg=- note="not a chunk size: no octets are taken for a chunk"
command verb=BDAT arg="x LAST" reply_code=501
command verb=BDAT arg="-1 LAST" reply_code=501
command verb=BDAT arg="5 X" reply_code=501
command verb=BDAT arg="9223372036854775808 LAST" reply_code=501
command verb=BDAT reply_code=501
command verb=BDAT reply_code=501
command verb=BDAT reply_code=250 message_id=1
command verb=QUIT
