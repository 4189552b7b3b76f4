# SMTP: a client that asks for one name after the other: told once, at the twentieth that does not exist; refusals for other reasons do not count (RFC 5321 7.3)
# How many there were is not known when one is missing; and twice is more.
without: loss one-sided snaplen twin

S: 220 mx.example.net
C: EHLO c
S: 250 mx
C: VRFY postmaster
S: 252 cannot say
C: VRFY name0
S: 550 5.1.1 no such user
C: VRFY name1
S: 550 5.1.1 no such user
C: VRFY name2
S: 550 5.1.1 no such user
C: VRFY name3
S: 550 5.1.1 no such user
C: VRFY name4
S: 550 5.1.1 no such user
C: VRFY name5
S: 550 5.1.1 no such user
C: EXPN staff
S: 502 not here
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<name6@example.net>
S: 550 5.1.1 no such user
C: RCPT TO:<name7@example.net>
S: 550 5.1.1 no such user
C: RCPT TO:<name8@example.net>
S: 550 5.1.1 no such user
C: RCPT TO:<name9@example.net>
S: 550 5.1.1 no such user
C: RCPT TO:<name10@example.net>
S: 550 5.1.1 no such user
C: RCPT TO:<name11@example.net>
S: 550 5.1.1 no such user
C: RCPT TO:<name12@example.net>
S: 550 5.1.1 no such user
C: RCPT TO:<name13@example.net>
S: 550 5.1.1 no such user
C: RCPT TO:<name14@example.net>
S: 550 5.1.1 no such user
C: RCPT TO:<name15@example.net>
S: 550 5.1.1 no such user
C: RCPT TO:<name16@example.net>
S: 550 5.1.1 no such user
C: RCPT TO:<name17@example.net>
S: 550 5.1.1 no such user
C: RCPT TO:<name18@example.net>
S: 550 5.1.1 no such user
C: RCPT TO:<later@example.net>
S: 451 4.2.1 not now
C: RCPT TO:<other@example.com>
S: 550 5.7.1 relaying denied
C: RCPT TO:<there@example.net>
S: 250 OK
C: RCPT TO:<name19@example.net>
S: 550 5.1.1 no such user
C: RCPT TO:<name20@example.net>
S: 550 5.1.1 no such user
C: QUIT
S: 221 Bye
---
finding rule.id=smtp.enumeration finding.severity=medium confidence=possible
  reason="The server told this client 20 times since session 1 that there is nobody of a name, the last time for TO:<name19@example.net>."
  evidence.0.what="first refusal" evidence.1.text="5.1.1 no such user"
