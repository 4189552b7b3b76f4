# SMTP: TURN, ATRN, SEND, SOML, SAML, TICK and other verbs of other times, and what is no verb at all (RFC 5321 4.2.4, F.1, F.6; 2645)
# An unknown verb beside a hole may be a word of a login.
without: loss

S: 220 mx.example.net
C: EHLO c
S: 250-mx.example.net
S: 250 ATRN
C: TURN
S: 502 5.5.1 not implemented
C: ATRN example.org
S: 453 4.7.0 You have no mail
C: TICK 1
S: 250 OK
C: VERB
S: 250 2.0.0 Verbose mode
C: SEND FROM:<a@example.org>
S: 502 5.5.1 not implemented
C: SOML FROM:<a@example.org>
S: 502 5.5.1 not implemented
C: SAML FROM:<a@example.org>
S: 250 OK
C: RSET
S: 250 OK
C:
S: 500 5.5.2 no command
C: \xff\xfe\x00
S: 500 5.5.2 no command
C: GET / HTTP/1.1
S: 500 5.5.2 no command
C: MAIL
S: 501 5.5.4 Syntax: MAIL FROM:<address>
C: MAIL FROM:
S: 501 5.5.4 Syntax: MAIL FROM:<address>
C: MAIL FROM: a@example.org
S: 250 OK
C: RCPT TO b@example.net
S: 501 5.5.4 Syntax: RCPT TO:<address>
C: rcpt to:b@example.net
S: 250 OK
C: RCPT TO:<@relay.example.com,@two.example.com:c@example.net>
S: 250 OK
C: QUIT
S: 221 Bye
---
command seq=0
command verb=EHLO
command verb=TURN reply_code=502
command verb=ATRN arg=example.org reply_code=453 status=transient
command verb=TICK note="unknown command" reply_code=250
command verb=VERB reply_code=250
command verb=SEND reply_code=502
command verb=SOML reply_code=502
command verb=SAML reply_code=250
command verb=RSET
command reply_code=500
command reply_code=500
command verb=GET reply_code=500
command verb=MAIL arg=- reply_code=501
command verb=MAIL arg=FROM: reply_code=501
command verb=MAIL reply_code=250
command verb=RCPT reply_code=501
command verb=RCPT arg="to:b@example.net" reply_code=250
command verb=RCPT reply_code=250
command verb=QUIT
transaction number=1 ended=sender-refused mail_from=a@example.org
transaction number=2 ended=sender-refused
transaction number=3 ended=reset mail_from=a@example.org
transaction number=4 ended=sender-refused
transaction number=5 ended=sender-refused
transaction number=6 ended=quit mail_from=a@example.org rcpt.0.verdict=rejected
  rcpt.1.address=b@example.net rcpt.1.verdict=unsent rcpt.2.address=c@example.net
