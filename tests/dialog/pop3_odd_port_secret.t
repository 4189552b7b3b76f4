# POP3 on a port of its own, the client first: what it says before anybody knows that it is mail is hidden in a dump of octets too
port: 12110
without: loss one-sided snaplen middle

C: USER alice
C: PASS correcthorse
S: +OK ready
S: +OK
S: +OK Logged in.
C: QUIT
S: +OK
---
hidden: correcthorse
auth outcome=success user.name=alice
finding rule.id=auth.cleartext
session network.protocol=pop3
