# SMTP: RSET, a second EHLO and a refused DATA: what belongs to which transaction (RFC 5321 4.1.1.5, 4.1.4)

S: 220 mx.example.net
C: EHLO first.example.org
S: 250-mx.example.net
S: 250 PIPELINING
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<a@example.net>
S: 250 OK
C: RSET
S: 250 OK
C: MAIL FROM:<b@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: EHLO second.example.org
S: 250-mx.example.net
S: 250 SIZE
C: MAIL FROM:<c@example.org>
S: 250 OK
C: RCPT TO:<c1@example.net>
S: 550 no
C: DATA
S: 554 5.5.1 no valid recipients
C: RCPT TO:<c2@example.net>
S: 250 OK
C: EHLO refused.example.org
S: 502 not now
C: MAIL FROM:<nested@example.org>
S: 503 5.5.1 nested MAIL
C: DATA
S: 354 go on
C: Subject: c
C:
C: x
C: .
S: 250 OK
C: DATA
S: 503 5.5.1 bad sequence
C: QUIT
S: 221 Bye
---
message mail_from=c@example.org rcpt.0.address=c1@example.net rcpt.0.verdict=rejected
  rcpt.1.address=c2@example.net rcpt.1.verdict=accepted rcpt.2=- helo=second.example.org
  size=17 sha256=50dfecb408da3cbf955530bf61bfd03722c0be2ae35ca0cd5a8819bc74a32762
transaction number=1 ended=reset mail_from=a@example.org rcpt.0.address=a@example.net
  rcpt.0.verdict=unsent command=- message_id=- outcome=failure helo=first.example.org
transaction number=2 ended=hello mail_from=b@example.org rcpt.0.verdict=unsent
  helo=first.example.org
transaction number=3 ended=answered command=DATA message_id=1 mail_from=c@example.org
  rcpt.0.verdict=rejected rcpt.1.verdict=accepted reply_code=250 outcome=success
session helo=second.example.org capabilities.0=SIZE capabilities.1=- messages=1
