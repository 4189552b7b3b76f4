# SMTP: BURL: the message is fetched from an IMAP server; also with chunks around it (RFC 4468 3)

S: 220 submit.example.net
C: EHLO c
S: 250-submit.example.net
S: 250-PIPELINING
S: 250-CHUNKING
S: 250 BURL imap
C: MAIL FROM:<a@example.org>
S: 250 2.5.0 OK
C: RCPT TO:<b@example.net>
S: 250 2.1.5 OK
C: BURL imap://a@imap.example.org/Sent;UIDVALIDITY=387899045/;uid=45/;section=1;urlauth=submit+a:internal:91354a473744909de610943775f92038 LAST
S: 250 2.5.0 Queued as B1
C: MAIL FROM:<a@example.org>
S: 250 2.5.0 OK
C: RCPT TO:<b@example.net>
S: 250 2.1.5 OK
C: BURL imap://a@imap.example.org/Sent;uid=46
S: 250 2.5.0 OK
C: BDAT 10 LAST
C: \r\n--end--\n\
S: 250 2.5.0 Queued as B2
C: MAIL FROM:<a@example.org>
S: 250 2.5.0 OK
C: RCPT TO:<b@example.net>
S: 250 2.1.5 OK
C: BURL imap://a@imap.example.org/Sent;uid=47 LAST
S: 554 5.7.0 IMAP URL resolution failed
C: QUIT
S: 221 Bye
---
hidden: 91354a473744909de610943775f92038
transaction number=1 ended=answered command=BURL message_id=- reply_code=250 local_id=B1
  rcpt.0.verdict=accepted outcome=success
transaction number=2 ended=answered command=BDAT message_id=1 local_id=B2
transaction number=3 ended=answered command=BURL rcpt.0.verdict=rejected outcome=failure
  reply_enhanced=5.7.0
command seq=0
command verb=EHLO
command verb=MAIL
command verb=RCPT
command verb=BURL reply_text="2.5.0 Queued as B1"
command verb=MAIL
command verb=RCPT
command verb=BURL
command verb=BDAT
command verb=MAIL
command verb=RCPT
command verb=BURL reply_code=554
command verb=QUIT
