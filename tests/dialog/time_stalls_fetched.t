# Time: a message that is fetched stops, because of the server, of the network and of a client that does not read
port: 110

S: +OK ready
C: USER alice
S: +OK
C: PASS tuesday
S: +OK
C: RETR 1
wait: 800
S: +OK 34 octets
S: Subject: slow
S: 
# read from a slow disk
ack: client
wait: 700
S: one
# the client stores what it has, and does not read
ack: client 0
wait: 2000
ack: client
S: two
wait: 250
again: server
ack: client
S: three
S: .
C: QUIT
S: +OK
---
command seq=0
command verb=USER
command verb=PASS
command verb=RETR server_ms=801 reply_ms=3762
command verb=QUIT
message transfer_ms=2959 verdict_ms=- stall.count=3 stall.server_ms=702 stall.client_ms=-
  stall.zero_window_ms=2003 stall.retransmission_ms=253 stall.total_ms=2958
session phase.login_ms=4 phase.transfer_ms=3763
hidden: tuesday
