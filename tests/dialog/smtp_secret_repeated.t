# SMTP: a server that repeats the password, and its base64, in the reply that refuses it: hidden as the password is
port: 587
without: loss one-sided snaplen middle

S: 220 mx.example.net
C: EHLO c.example.org
S: 250-mx.example.net
S: 250 AUTH PLAIN LOGIN
C: AUTH LOGIN
S: 334 VXNlcm5hbWU6
C: Ym9i
S: 334 UGFzc3dvcmQ6
C: Y29ycmVjdGhvcnNl
S: 535-5.7.8 password correcthorse of bob
S: 535 5.7.8 (Y29ycmVjdGhvcnNl) is wrong, not correcthorse
C: AUTH PLAIN AGJvYgBjb3JyZWN0aG9yc2U=
S: 535 5.7.8 no user bob with password correcthorse
C: QUIT
S: 221 Bye
---
hidden: correcthorse
hidden: Y29ycmVjdGhvcnNl
auth outcome=failure user.name=bob auth.reply_text="5.7.8 password correcthorse of bob"
auth outcome=failure user.name=bob auth.reply_text="5.7.8 no user bob with password correcthorse"
finding rule.id=auth.offered_in_clear
finding rule.id=auth.cleartext
session refusal="AUTH: 535 5.7.8 no user bob with password correcthorse"
