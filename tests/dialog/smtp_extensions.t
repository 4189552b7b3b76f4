# SMTP: every parameter of MAIL and RCPT, offered and used, each with its value (RFC 1870, 6152, 6531, 3461, 4954, 2852, 4865, 6710, 8689, 2034)

S: 220 mx.example.net
C: EHLO c.example.org
S: 250-mx.example.net at your service
S: 250-PIPELINING
S: 250-SIZE 1000000
S: 250-8BITMIME
S: 250-SMTPUTF8
S: 250-DSN
S: 250-DELIVERBY 240
S: 250-FUTURERELEASE 604800 2026-12-31T00:00:00Z
S: 250-MT-PRIORITY MIXER
S: 250-REQUIRETLS
S: 250-ETRN
S: 250-AUTH CRAM-MD5
S: 250 ENHANCEDSTATUSCODES
C: MAIL FROM:<a@example.org> SIZE=84 BODY=8BITMIME SMTPUTF8 RET=HDRS ENVID=QQ+2B314159 AUTH=e+3Dmc2@example.com BY=125;NT MT-PRIORITY=-3 REQUIRETLS
S: 250 2.1.0 Originator ok
C: RCPT TO:<"B. C"@example.net> NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;Bob+2Bx@example.net
S: 250 2.1.5 Recipient ok
C: RCPT TO:<\xc3\xbcser@\xe4\xbe\x8b.example> NOTIFY=NEVER ORCPT=utf-8;\xc3\xbcser@\xe4\xbe\x8b.example
S: 250 2.1.5 Recipient ok
C: RCPT TO:<c@example.net>
S: 452 4.5.3 Too many recipients
C: DATA
S: 354 go on
C: From: a@example.org
C: Date: Wed, 25 Nov 2026 10:00:00 +0000
C: Subject: \xe4\xbe\x8b
C:
C: \xc3\xa4\xc3\xb6\xc3\xbc
C: .
S: 250 2.0.0 Ok: queued as 4F1A2B3C
C: MAIL FROM:<a@example.org> SIZE=99999999
S: 552 5.3.4 Message size exceeds fixed limit
C: MAIL FROM:<a@example.org> SIZE=999999999999999999999999
S: 501 5.5.4 Bad size
C: MAIL FROM:<a@example.org> HOLDFOR=86400
S: 250 2.1.0 OK
C: RSET
S: 250 2.0.0 OK
C: MAIL FROM:<a@example.org> HOLDUNTIL=2026-12-01T08:00:00Z BY=0;R
S: 501 5.7.1 in the past
C: ETRN @example.org
S: 458 4.7.1 Unable to queue messages
C: ETRN example.org
S: 250 2.0.0 Queuing started
C: ETRN #queue
S: 459 4.7.0 Not allowed
C: ETRN
S: 501 5.5.4 Syntax error
C: QUIT
S: 221 2.0.0 Bye
---
finding rule.id=smtp.bad_parameter command.seq=9
  event.reason="MAIL has \"SIZE=999999999999999999999999\": value not allowed; the server answered 501."
message subject="例" size=84 announced_bytes=84 complete=true mail_from=a@example.org
  mail_from_params="SIZE=84 BODY=8BITMIME SMTPUTF8 RET=HDRS ENVID=QQ+2B314159 AUTH=e+3Dmc2@example.com BY=125;NT MT-PRIORITY=-3 REQUIRETLS"
  rcpt.0.address="\"B. C\"@example.net" rcpt.0.params="NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;Bob+2Bx@example.net"
  rcpt.0.verdict=accepted rcpt.1.address="üser@例.example" rcpt.1.verdict=accepted
  rcpt.0.notify=SUCCESS,FAILURE,DELAY rcpt.0.orcpt.type=rfc822 rcpt.0.orcpt.address=Bob+x@example.net
  rcpt.1.notify=NEVER rcpt.1.orcpt.type=utf-8 rcpt.1.orcpt.address=üser@例.example rcpt.1.params_rest=-
  rcpt.1.params="NOTIFY=NEVER ORCPT=utf-8;üser@例.example" rcpt.2.verdict=deferred
  rcpt.2.code=452 rcpt.2.enhanced=4.5.3 envelope.reply_enhanced=2.0.0 local_id=4F1A2B3C
transaction ended=answered message_id=1 accepted=2 deferred=1 rejected=0 outcome=success
  helo=c.example.org mail_from_code=250 mail_from_enhanced=2.1.0 local_id=4F1A2B3C
  envelope.size=84 envelope.body=8BITMIME smtputf8=true ret=HDRS envid=QQ+314159 envelope.auth=e=mc2@example.com
  deliver_by_ms=125000 deliver_by_mode=NT mt_priority=-3 requiretls=true mail_from_params_rest=-
transaction ended=sender-refused mail_from_params=SIZE=99999999 envelope.size=99999999 mail_from_code=552
  mail_from_enhanced=5.3.4
transaction ended=sender-refused mail_from_code=501 mail_from_params=SIZE=999999999999999999999999
transaction ended=reset mail_from_params=HOLDFOR=86400 hold_for=86400 rcpt=- command=-
transaction ended=sender-refused mail_from_params="HOLDUNTIL=2026-12-01T08:00:00Z BY=0;R"
  hold_until=2026-12-01T08:00:00Z mail_from_params_rest.0.name=BY mail_from_params_rest.0.value=0;R
  mail_from_params_rest.0.note="value not allowed"
session capabilities.1="SIZE 1000000" capabilities.5="DELIVERBY 240" capabilities.11=ENHANCEDSTATUSCODES
