# Time: LMTP gives a verdict for each recipient: the server's time is all of them (RFC 2033 4.2)
port: 24
# Only LHLO tells that it is LMTP.
without: loss

S: 220 lmtp.example.org LMTP
C: LHLO mx.example.org
S: 250 lmtp.example.org
C: MAIL FROM:<alice@example.org>
S: 250 2.1.0 Ok
C: RCPT TO:<bob@example.org>
S: 250 2.1.5 Ok
C: RCPT TO:<carol@example.org>
S: 250 2.1.5 Ok
C: DATA
S: 354 go ahead
C: Subject: two mailboxes
C: 
C: .
wait: 400
S: 250 2.0.0 <bob@example.org> delivered
wait: 600
S: 452 4.2.2 <carol@example.org> mailbox full
C: QUIT
S: 221 2.0.0 Bye
---
command seq=0
command verb=LHLO
command verb=MAIL
command verb=RCPT
command verb=RCPT
command verb=DATA
command verb=. server_ms=1002 reply_ms=1002
command verb=QUIT
