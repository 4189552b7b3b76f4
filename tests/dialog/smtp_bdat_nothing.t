# SMTP: "BDAT 0 LAST" alone is a message of nothing, refused as well as taken; without a recipient it is none (RFC 3030 2)
without: loss one-sided snaplen

S: 220 mx.example.net
C: EHLO c
S: 250-mx.example.net
S: 250 CHUNKING
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: BDAT 0 LAST
S: 554 5.6.0 no header
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: BDAT 0
S: 250 0 octets
C: BDAT 0 LAST
S: 452 4.3.1 later
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: BDAT 0 LAST
S: 250 2.0.0 Ok: queued as C1
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<none@example.net>
S: 550 no such user
C: BDAT 0 LAST
S: 503 5.5.1 no valid recipients
C: RSET
S: 250 OK
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: BDAT 0
S: 452 4.3.1 no room
C: BDAT 0 LAST
S: 503 5.5.1 after an error
C: QUIT
S: 221 Bye
---
message mailwire.message_id=1 command=BDAT size=0 complete=true outcome=failure envelope.reply_code=554
message mailwire.message_id=2 size=0 complete=true outcome=failure envelope.reply_code=452
  rcpt.0.verdict=deferred
message mailwire.message_id=3 size=0 complete=true outcome=success local_id=C1
transaction ended=answered command=BDAT message_id=1 outcome=failure rcpt.0.verdict=rejected
transaction ended=answered command=BDAT message_id=2 outcome=failure
transaction ended=answered command=BDAT message_id=3 outcome=success
transaction ended=answered command=BDAT message_id=- reply_code=503 outcome=failure
transaction ended=answered command=BDAT message_id=- reply_code=452 outcome=failure
