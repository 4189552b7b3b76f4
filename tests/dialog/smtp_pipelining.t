# SMTP: MAIL, RCPT and DATA in one go; QUIT and the next MAIL behind the final dot (RFC 2920 3.1)

S: 220 mx.example.net
C: EHLO c.example.org
S: 250-mx.example.net
S: 250 PIPELINING
C: MAIL FROM:<a@example.org>
C: RCPT TO:<b1@example.net>
C: RCPT TO:<b2@example.net>
C: DATA
S: 250 sender OK
S: 250 recipient 1 OK
S: 550 recipient 2 unknown
S: 354 go on
C: Subject: one
C:
C: first
C: .
C: MAIL FROM:<c@example.org>
C: RCPT TO:<d@example.net>
C: DATA
S: 250 queued 1
S: 250 sender OK
S: 250 recipient OK
S: 354 go on
C: Subject: two
C:
C: second
C: .
C: QUIT
S: 250 queued 2
S: 221 Bye
---
message subject=one size=23 sha256=d61978663abe798efcf4a3d2d83845278159aa8cfd88fdb21648646343625e4b complete=true mail_from=a@example.org rcpt.0.verdict=accepted
  rcpt.1.address=b2@example.net rcpt.1.verdict=rejected rcpt.2=-
  envelope.reply_text="queued 1"
message subject=two size=24 sha256=74c5b7a694a2a43287ee85ea9070844ced06c4728d49d281086251d67405f9ab complete=true mail_from=c@example.org
  rcpt.0.address=d@example.net rcpt.1=- envelope.reply_text="queued 2"
command seq=0
command verb=EHLO
command verb=MAIL reply_text="sender OK"
command verb=RCPT reply_text="recipient 1 OK"
command verb=RCPT reply_text="recipient 2 unknown" status=error
command verb=DATA reply_code=354
command verb=. reply_text="queued 1" mailwire.message_id=1
command verb=MAIL reply_text="sender OK"
command verb=RCPT reply_text="recipient OK"
command verb=DATA reply_code=354
command verb=. reply_text="queued 2" mailwire.message_id=2
command verb=QUIT reply_code=221
