# SMTP: messages in chunks: several, LAST alone, LAST with nothing, one of nothing, dots as they are (RFC 3030 2; tshark row D)

S: 220 mx.example.net
C: EHLO c
S: 250-mx.example.net
S: 250-PIPELINING
S: 250 CHUNKING
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: BDAT 23
C: Subject: several\r\n\r\n..a\
S: 250 2.0.0 23 octets received
C: BDAT 5
C: \r\n.\r\n\
S: 250 2.0.0 5 octets received
C: BDAT 7 LAST
C: .\nend\r\n\
S: 250 2.0.0 OK: queued as C1
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: BDAT 16 LAST
C: Subject: one\r\n\r\n\
S: 250 2.0.0 OK: queued as C2
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: BDAT 0
S: 250 2.0.0 0 octets received
C: BDAT 14
C: Subject: a\r\n\r\n\
S: 250 2.0.0 14 octets received
C: BDAT 0 LAST
S: 250 2.0.0 OK: queued as C3
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: BDAT 0 LAST
S: 250 2.0.0 OK: queued as C4
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: Subject: DATA after BDAT
C:
C: .
S: 250 2.0.0 OK: queued as C5
C: QUIT
S: 221 Bye
---
message command=BDAT subject=several size=35 complete=true local_id=C1
message command=BDAT subject=one size=16 complete=true local_id=C2
message command=BDAT subject=a size=14 complete=true local_id=C3
message command=BDAT size=0 complete=true local_id=C4
message command=DATA subject="DATA after BDAT" complete=true local_id=C5
transaction ended=answered command=BDAT message_id=1 accepted=1 reply_code=250
transaction ended=answered command=BDAT message_id=2
transaction ended=answered command=BDAT message_id=3
transaction ended=answered command=BDAT message_id=4
transaction ended=answered command=DATA message_id=5
