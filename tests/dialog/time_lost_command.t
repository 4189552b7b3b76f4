# Time: a command is lost behind the capture point: the wait is the network's, not the server's
S: 220 mx.example.org ESMTP
C: EHLO laptop.example.net
S: 250 mx.example.org
C: MAIL FROM:<alice@example.org>
wait: 1000
again: client
wait: 3000
again: client
wait: 80
S: 250 2.1.0 Ok
C: RCPT TO:<bob@example.com>
wait: 200
S: 450 4.2.0 <bob@example.com>: Recipient address rejected: Greylisted, try again in 300 seconds
C: QUIT
S: 221 2.0.0 Bye
---
command seq=0
command verb=EHLO
command verb=MAIL server_ms=4083 network_ms=4003
command verb=RCPT server_ms=201 network_ms=1 status=transient reply_enhanced=4.2.0
command verb=QUIT
session tcp.retransmissions=* session.refused=1
  refusal="RCPT: 450 4.2.0 <bob@example.com>: Recipient address rejected: Greylisted, try again in 300 seconds"
  timing.slowest.verb=RCPT timing.slowest.server_ms=200 timing.slowest.packet=12
