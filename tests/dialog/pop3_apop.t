# POP3: APOP, refused and accepted; the digest is a secret, the timestamp is not (RFC 1939 7)
port: 110

S: +OK POP3 server ready <1896.697170952@dbc.mtview.ca.us>
C: APOP mrose 00000000000000000000000000000000
S: -ERR permission denied
C: APOP mrose c4c9334bac560ecc979e58001b3e22fb
S: +OK maildrop has 1 message (369 octets)
C: QUIT
S: +OK
---
command seq=0 reply_text="POP3 server ready <1896.697170952@dbc.mtview.ca.us>"
auth mechanism=APOP user.name=mrose outcome=failure attempt=1
  secret=00000000000000000000000000000000 reply_text="permission denied"
command verb=APOP arg=mrose secret_arg=00000000000000000000000000000000 status=error
auth mechanism=APOP user.name=mrose outcome=success attempt=2
  secret=c4c9334bac560ecc979e58001b3e22fb
  exchange.0.from=server exchange.0.raw="<1896.697170952@dbc.mtview.ca.us>"
command verb=APOP arg=mrose status=ok
command verb=QUIT arg=- status=ok
session user.name=mrose logins=2 commands=3
follow: C: APOP mrose [hidden]
hidden: c4c9334bac560ecc979e58001b3e22fb
