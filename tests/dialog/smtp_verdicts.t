# SMTP: recipients accepted, deferred, rejected and forwarded; then the next transaction (RFC 5321 3.3, 4.2.1; RFC 3463)

S: 220 mx.example.net
C: EHLO c.example.org
S: 250 mx.example.net
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<ok@example.net>
S: 250 2.1.5 OK
C: RCPT TO:<later@example.net>
S: 450 4.2.1 mailbox busy, greylisted for 300 s
C: RCPT TO:<gone@example.net> NOTIFY=FAILURE
S: 550-5.1.1 The mailbox
S: 550-5.1.1 does not exist
S: 550 5.1.1 here
C: RCPT TO:<moved@example.net>
S: 251 2.1.5 User not local; will forward to <m@example.com>
C: DATA
S: 354 go on
C: Subject: 1
C:
C: one
C: .
S: 451 4.3.0 try again later
C: MAIL FROM:<>
S: 250 OK
C: RCPT TO:<postmaster>
S: 250 OK
C: DATA
S: 354 go on
C: Subject: 2
C:
C: two
C: .
S: 554 5.7.1 Message content rejected
C: MAIL FROM:<b@example.org>
S: 552 5.3.4 too big
C: QUIT
S: 221 Bye
---
message subject=1 mail_from=a@example.org size=19 sha256=a6b2e92265797fabb6373ec38d644982e6f93c8f8cd6bcfa689982fc36153d1e complete=true outcome=failure
  rcpt.0.address=ok@example.net rcpt.0.verdict=deferred rcpt.0.code=250
  rcpt.1.address=later@example.net rcpt.1.verdict=deferred rcpt.1.code=450
  rcpt.1.enhanced=4.2.1 rcpt.1.text="4.2.1 mailbox busy, greylisted for 300 s"
  rcpt.2.address=gone@example.net rcpt.2.params=NOTIFY=FAILURE rcpt.2.verdict=rejected
  rcpt.2.code=550 rcpt.2.enhanced=5.1.1
  rcpt.3.address=moved@example.net rcpt.3.verdict=deferred rcpt.3.code=251
  rcpt.4=- envelope.reply_code=451 local_id=-
message subject=2 mail_from="" size=19 sha256=9ec285c22dc34a8ecb5f1c4766db4d41f2d7d0da0cac3d6ab25837aa9fff9f31 complete=true outcome=failure
  rcpt.0.address=postmaster rcpt.0.verdict=rejected rcpt.1=- envelope.reply_code=554
transaction number=1 ended=answered command=DATA message_id=1 outcome=failure helo=c.example.org
  mail_from=a@example.org mail_from_code=250 reply_code=451 reply_enhanced=4.3.0
  reply_text="4.3.0 try again later" accepted=0 deferred=3 rejected=1
  rcpt.0.code=250 rcpt.0.enhanced=2.1.5 rcpt.0.verdict=deferred rcpt.2.verdict=rejected
transaction number=2 ended=answered message_id=2 outcome=failure mail_from="" rejected=1
  reply_code=554 reply_enhanced=5.7.1
transaction number=3 ended=sender-refused message_id=- outcome=failure mail_from=b@example.org
  mail_from_code=552 mail_from_enhanced=5.3.4 mail_from_text="5.3.4 too big" rcpt=-
session messages=2
