# Time: who kept whom waiting in a submission: greeting, look-ups, login, pipelining, verdict (docs/TIMING.md)
wait: 5000
S: 220 mx.example.org ESMTP
wait: 40
C: EHLO laptop.example.net
ack: server
wait: 300
S: 250-mx.example.org
S: 250-PIPELINING
S: 250 AUTH PLAIN LOGIN
C: AUTH LOGIN
S: 334 VXNlcm5hbWU6
wait: 2500
C: YWxpY2VAZXhhbXBsZS5vcmc=
S: 334 UGFzc3dvcmQ6
C: c2VjcmV0
wait: 900
S: 235 2.7.0 Authentication succeeded
wait: 15
C: MAIL FROM:<alice@example.org>
C: RCPT TO:<bob@example.com>
C: RCPT TO:<nobody@example.com>
C: DATA
wait: 100
S: 250 2.1.0 Ok
wait: 700
S: 250 2.1.5 Ok
wait: 50
S: 550 5.1.1 <nobody@example.com>: Recipient address rejected: User unknown
S: 354 go ahead
C: Subject: hello
C: 
C: first
ack: server
wait: 450
C: second
C: .
wait: 3000
S: 250 2.0.0 Ok: queued as 4ABCDE12345
C: QUIT
S: 221 2.0.0 Bye
---
command seq=0 client_ms=- server_ms=- network_ms=-
command verb=EHLO client_ms=41 server_ms=302 reply_ms=304 queue_ms=- network_ms=1
# three steps: 1 ms, 1 ms, 901 ms; the client's 2501 ms over a challenge are its own
command verb=AUTH server_ms=903 network_ms=3
command verb=MAIL client_ms=16 server_ms=104 queue_ms=- network_ms=1
# asked behind MAIL: 103 ms of it were MAIL's, 701 its own
command verb=RCPT client_ms=- server_ms=804 queue_ms=103 network_ms=0 reply_code=250
command verb=RCPT server_ms=854 queue_ms=803 reply_code=550
command verb=DATA server_ms=854 queue_ms=853
command verb=. server_ms=3001 network_ms=1
command verb=QUIT
# said and acknowledged, and then nothing: the client took its time
message transfer_ms=454 verdict_ms=3002 timing.octets_per_second=72
  stall.count=1 stall.longest_ms=452 stall.client_ms=452 stall.total_ms=452 stall.round_trip_ms=-
# the last refusal; the slowest by the server's own time
session session.refused=1 timing.slowest.verb=. timing.slowest.server_ms=3000
  refusal="RCPT: 550 5.1.1 <nobody@example.com>: Recipient address rejected: User unknown"
  timing.stalled_ms=452
  phase.connect_ms=2 phase.banner_ms=5001 phase.hello_ms=345
  phase.login_ms=3406 phase.transfer_ms=4330 phase.quit_ms=5 phase.rest_ms=-
  rtt.client_ms=1 rtt.server_ms=1
