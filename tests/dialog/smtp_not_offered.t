# SMTP: parameters and commands of extensions that the server did not offer (RFC 5321 4.1.1.11)
without: loss one-sided snaplen

S: 220 mx.example.net
C: EHLO c
S: 250-mx.example.net
S: 250-SIZE 1000
S: 250 8BITMIME
C: MAIL FROM:<a@example.org> SIZE=10 BODY=8BITMIME
S: 250 OK
C: RSET
S: 250 OK
C: MAIL FROM:<a@example.org> SMTPUTF8 RET=HDRS ENVID=x1 AUTH=<> BY=120;R HOLDFOR=60 MT-PRIORITY=3 REQUIRETLS BODY=BINARYMIME
S: 555 5.5.4 unsupported
C: MAIL FROM:<a@example.org> SMTPUTF8
S: 555 5.5.4 unsupported
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net> NOTIFY=NEVER ORCPT=rfc822;b@example.net
S: 555 5.5.4 unsupported
C: STARTTLS
S: 502 not here
C: ETRN example.org
S: 502 not here
C: QUIT
S: 221 Bye
---
finding rule.id=smtp.not_offered event.reason="MAIL uses BINARYMIME (RFC 3030), which the server did not offer; it answered 555."
finding rule.id=smtp.not_offered event.reason="MAIL uses SMTPUTF8 (RFC 6531), which the server did not offer; it answered 555."
finding rule.id=smtp.not_offered event.reason="MAIL uses DSN (RFC 3461), which the server did not offer; it answered 555."
finding rule.id=smtp.not_offered event.reason="MAIL uses DSN (RFC 3461), which the server did not offer; it answered 555."
finding rule.id=smtp.not_offered event.reason="MAIL uses AUTH (RFC 4954), which the server did not offer; it answered 555."
finding rule.id=smtp.not_offered event.reason="MAIL uses DELIVERBY (RFC 2852), which the server did not offer; it answered 555."
finding rule.id=smtp.not_offered event.reason="MAIL uses FUTURERELEASE (RFC 4865), which the server did not offer; it answered 555."
finding rule.id=smtp.not_offered event.reason="MAIL uses MT-PRIORITY (RFC 6710), which the server did not offer; it answered 555."
finding rule.id=smtp.not_offered event.reason="MAIL uses REQUIRETLS (RFC 8689), which the server did not offer; it answered 555."
finding rule.id=smtp.not_offered event.reason="RCPT uses DSN (RFC 3461), which the server did not offer; it answered 555."
finding rule.id=smtp.not_offered event.reason="RCPT uses DSN (RFC 3461), which the server did not offer; it answered 555."
finding rule.id=smtp.out_of_order evidence.0.text=STARTTLS
finding rule.id=smtp.not_offered evidence.0.text=STARTTLS
finding rule.id=smtp.not_offered evidence.0.text="ETRN example.org"
