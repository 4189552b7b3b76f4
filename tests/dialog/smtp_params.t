# SMTP: parameters of MAIL and RCPT that are unknown, given twice, or not what their extension allows (RFC 5321 4.1.2, 3461, 6533)

S: 220 mx.example.net
C: EHLO c.example.org
S: 250-mx.example.net
S: 250-SIZE
S: 250-DSN
S: 250-XVERP
S: 250 SMTPUTF8
C: MAIL FROM:<a@example.org> XVERP=-= SIZE=100 size=200 ENVID=a+2 SMTPUTF8=1 NOTIFY=NEVER RET=hdrs
S: 250 OK
C: RCPT TO:<b@example.net> ORCPT=utf-8;\\x{20AC}+2B@example.net X-FLAG NOTIFY=SUCCESS,NEVER
S: 250 OK
C: DATA
S: 354 go on
C: Subject: x
C:
C: .
S: 250 OK
C: QUIT
S: 221 Bye
---
finding rule.id=smtp.bad_parameter command.seq=2
  event.reason="MAIL has \"size=200\": given twice; the server answered 250."
transaction ended=answered envelope.size=100 ret=hdrs envid=a+2 smtputf8=-
  mail_from_params_rest.0.name=XVERP mail_from_params_rest.0.value=-= mail_from_params_rest.0.note=unknown
  mail_from_params_rest.1.name=SIZE mail_from_params_rest.1.value=200 mail_from_params_rest.1.note="given twice"
  mail_from_params_rest.2.name=ENVID mail_from_params_rest.2.value=a+2 mail_from_params_rest.2.note="not xtext"
  mail_from_params_rest.3.name=SMTPUTF8 mail_from_params_rest.3.note="value not expected"
  mail_from_params_rest.4.name=NOTIFY mail_from_params_rest.4.note="of the other command"
  rcpt.0.orcpt.type=utf-8 rcpt.0.orcpt.address=€+@example.net rcpt.0.notify=SUCCESS,NEVER
  rcpt.0.params_rest.0.name=X-FLAG rcpt.0.params_rest.0.value=- rcpt.0.params_rest.0.note=unknown
  rcpt.0.params_rest.1.name=NOTIFY rcpt.0.params_rest.1.note="value not allowed"
