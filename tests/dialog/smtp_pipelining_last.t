# SMTP: PIPELINING offered, and a command sent behind one whose reply has to be waited for (RFC 2920 3.1)
without: loss one-sided snaplen

S: 220 mx.example.net
C: EHLO c
S: 250-mx.example.net
S: 250 PIPELINING
C: RSET
C: MAIL FROM:<a@example.org>
C: RCPT TO:<b@example.net>
C: RSET
S: 250 OK
S: 250 OK
S: 250 OK
S: 250 OK
C: VRFY b
C: QUIT
S: 252 perhaps
S: 221 Bye
---
finding rule.id=smtp.unauthorised_pipelining
  event.reason="The client did not wait for the reply to VRFY, which has to be the last of a group."
  evidence.0.text="VRFY b" evidence.1.text=QUIT
