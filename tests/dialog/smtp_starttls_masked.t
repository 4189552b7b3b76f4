# SMTP: a firewall writes X's over STARTTLS (RFC 3207 6)
port: 25
without: loss one-sided snaplen

S: 220 **************************
C: EHLO c
S: 250-mx.example.net
S: 250-PIPELINING
S: 250-XXXXXXXA
S: 250-AUTH PLAIN LOGIN
S: 250 8BITMIME
C: STARTTLS
S: 502 5.5.1 unrecognised
C: QUIT
S: 221 Bye
---
finding rule.id=starttls.masked finding.severity=high confidence=likely evidence.0.text=XXXXXXXA
finding rule.id=auth.offered_in_clear finding.severity=low
  event.reason="The server offers AUTH PLAIN LOGIN and no STARTTLS."
  evidence.0.text="AUTH PLAIN LOGIN"
finding rule.id=smtp.not_offered event.reason="STARTTLS uses STARTTLS (RFC 3207), which the server did not offer; it answered 502."
session capabilities.1=XXXXXXXA
