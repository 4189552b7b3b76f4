# POP3: a wrong password, then the right one, and the mailbox looked at (RFC 1939 5, 7)
port: 110
closer: server

S: +OK POP3 server ready
C: USER alice
S: +OK send your password
C: PASS wrong horse
S: -ERR [AUTH] Authentication failed.
C: USER alice
S: +OK
C: PASS correct horse
S: +OK Logged in.
C: STAT
S: +OK 2 320
C: NOOP
S: +OK
C: DELE 1
S: +OK message 1 deleted
C: DELE 9
S: -ERR no such message
C: RSET
S: +OK maildrop has 2 messages (320 octets)
C: QUIT
S: +OK dewey POP3 server signing off
---
command seq=0 verb=- reply_text="POP3 server ready" status=ok
command seq=1 verb=USER arg=alice reply_text="send your password" status=ok outcome=success
auth mechanism=USER/PASS user.name=alice secret="wrong horse" outcome=failure attempt=1
  reply_text="[AUTH] Authentication failed." encrypted=false
command seq=2 verb=PASS arg=- secret_arg="wrong horse" status=error outcome=failure
command seq=3 verb=USER arg=alice reply_text="" status=ok
auth mechanism=USER/PASS user.name=alice secret="correct horse" outcome=success attempt=2
command verb=PASS status=ok
command verb=STAT arg=- reply_text="2 320" listing.0.number=2 listing.0.bytes=320
command verb=NOOP status=ok
command verb=DELE arg=1 status=ok
command verb=DELE arg=9 status=error reply_text="no such message"
command verb=RSET status=ok
command verb=QUIT status=ok
session network.protocol=pop3 user.name=alice commands=10 logins=2 messages=0 ended=fin
  closed_by=server roles_by=syn banner="POP3 server ready" syn_frame=1 synack_frame=2
  ack_frame=3 source.port=49152 destination.port=110 handshake.rtt_ms=2
none message
follow: S: +OK POP3 server ready
follow: C: USER alice
follow: C: PASS [hidden]
follow: S: -ERR [AUTH] Authentication failed.
follow: C: QUIT
hidden: horse
