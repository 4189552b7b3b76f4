# LMTP: a reply for each recipient behind the message: DATA, chunks, and one that is empty (RFC 2033 4.2)
port: 24
# With a reply missing it is not known whose the others are.
without: loss one-sided snaplen

S: 220 lmtp.example.net LMTP ready
C: LHLO mx.example.net
S: 250-lmtp.example.net
S: 250-PIPELINING
S: 250-ENHANCEDSTATUSCODES
S: 250 CHUNKING
C: MAIL FROM:<a@example.org>
S: 250 2.1.0 OK
C: RCPT TO:<one@example.net>
S: 250 2.1.5 OK
C: RCPT TO:<none@example.net>
S: 550 5.1.1 no such user
C: RCPT TO:<full@example.net>
S: 250 2.1.5 OK
C: RCPT TO:<later@example.net>
S: 250 2.1.5 OK
C: DATA
S: 354 go on
C: Subject: three verdicts
C:
C: x
C: .
S: 250 2.0.0 <one@example.net> aBc Saved
S: 552 5.2.2 <full@example.net> Mailbox is full
S: 451 4.2.0 <later@example.net> try again
C: MAIL FROM:<a@example.org>
S: 250 2.1.0 OK
C: RCPT TO:<one@example.net>
S: 250 2.1.5 OK
C: RCPT TO:<two@example.net>
S: 250 2.1.5 OK
C: BDAT 10
C: Subject: b\
S: 250 2.0.0 10 octets
C: BDAT 4 LAST
C: \r\n\r\n\
S: 250 2.0.0 <one@example.net> Saved
S: 250 2.0.0 <two@example.net> Saved
C: MAIL FROM:<a@example.org>
S: 250 2.1.0 OK
C: RCPT TO:<one@example.net>
S: 250 2.1.5 OK
C: RCPT TO:<two@example.net>
S: 250 2.1.5 OK
C: BDAT 0 LAST
S: 554 5.6.0 <one@example.net> empty
S: 554 5.6.0 <two@example.net> empty
C: MAIL FROM:<a@example.org>
S: 250 2.1.0 OK
C: RCPT TO:<none@example.net>
S: 550 5.1.1 no such user
C: DATA
S: 503 5.5.1 no valid recipients
C: QUIT
S: 221 2.0.0 Bye
---
message subject="three verdicts" outcome=success network.protocol=lmtp
  rcpt.0.verdict=accepted rcpt.0.code=250 rcpt.0.final.code=250
  rcpt.1.verdict=rejected rcpt.1.code=550 rcpt.1.final.code=-
  rcpt.2.verdict=rejected rcpt.2.code=250 rcpt.2.final.code=552 rcpt.2.final.enhanced=5.2.2
  rcpt.3.verdict=deferred rcpt.3.code=250 rcpt.3.final.code=451
  local_id=aBc rcpt.0.final.local_id=aBc rcpt.2.final.local_id=-
message subject=b command=BDAT size=14 outcome=success rcpt.0.verdict=accepted rcpt.1.verdict=accepted
  rcpt.1.final.text="2.0.0 <two@example.net> Saved" local_id=-
message command=BDAT size=0 complete=true outcome=failure envelope.reply_code=554 rcpt.1.final.code=554
transaction accepted=1 deferred=1 rejected=2 outcome=success message_id=1 local_id=aBc
transaction accepted=2 deferred=0 rejected=0 outcome=success message_id=2
transaction accepted=0 rejected=2 outcome=failure message_id=3 command=BDAT rcpt.1.final.code=554
transaction ended=quit accepted=0 rejected=1 outcome=failure message_id=- command=DATA reply_code=503
session network.protocol=lmtp helo=mx.example.net commands=20
