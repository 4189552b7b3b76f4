# Time: a message that is sent stops four times, and why (docs/TIMING.md; RFC 9293 3.8.1, 3.8.6)
S: 220 mx.example.org ESMTP
C: EHLO laptop.example.net
S: 250 mx.example.org
C: MAIL FROM:<alice@example.org>
S: 250 2.1.0 Ok
C: RCPT TO:<bob@example.com>
S: 250 2.1.5 Ok
C: DATA
S: 354 go ahead
C: Subject: slow
C: 
# the client has nothing to say
ack: server
wait: 400
C: one
# the server does not read
ack: server 0
wait: 1200
ack: server
C: two
# a segment is lost behind the capture point, and once more
wait: 300
again: client
wait: 600
again: client
wait: 20
ack: server
C: three
# acknowledged late
wait: 500
ack: server
C: four
# shorter than a stall
ack: server
wait: 150
C: five
C: .
S: 250 2.0.0 Ok: queued as 4ABCDE12345
C: QUIT
S: 221 2.0.0 Bye
---
message timing.transfer_ms=3184 stall.count=4 stall.total_ms=3031 stall.client_ms=402
  stall.zero_window_ms=1203 stall.retransmission_ms=924 stall.round_trip_ms=502
  stall.server_ms=- stall.unknown_ms=- stall.longest_ms=1203 stall.longest_frame=19
  verdict_ms=2
