# SMTP: replies without a request; 421 may come at any time (RFC 5321 4.2, 3.8)
without: loss one-sided snaplen

S: 220 mx.example.net
C: EHLO c
S: 250 mx
S: 250 once more
C: NOOP
S: 250 OK
S: 550 and again
C: NOOP
S: 250 OK
S: 421 4.4.2 mx.example.net timeout
---
finding rule.id=smtp.unasked_reply finding.severity=low confidence=confirmed
  event.reason="The server said 250, and no command waited for a reply." evidence.0.text="once more"
command seq=0
command verb=EHLO reply_text=mx
command verb=- reply_text="once more" note="no command seen for it"
command verb=NOOP reply_text=OK
command verb=- reply_code=550
command verb=NOOP reply_text=OK
command verb=- reply_code=421
