# SMTP: tshark rows A-C, E-H: a mail ending in an empty line, commands behind the final dot, words of a login before DATA, verbs of other lengths, replies across segments (RFC 5321, 2920, 4954)
# Row A (ICMP quotes) and B (order, retransmissions) are the shapes every transcript is run in.
without: loss one-sided snaplen

S: 220-mx.example.net
S: 220 ESMTP
C: EHLO c
S: 250-mx.example.net
S: 250-PIPELINING
S: 250-STARTTLS
S: 250-AUTH CRAM-MD5
S: 250-XCLIENT NAME ADDR
S: 250 XFORWARD NAME ADDR
C: AUTH CRAM-MD5
S: 334 PDE4OTYuNjk3MTcwOTUyQGV4YW1wbGUubmV0Pg==
C: dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw
S: 235 2.7.0 OK
C: XFORWARD NAME=spike.example.org ADDR=192.0.2.9
S: 250 2.0.0 OK
C: MAIL FROM:<a@example.org>
C: RCPT TO:<b@example.net>
C: DATA
S: 250 sender OK
S: 250 recipient OK
S: 354 go on
C: Subject: ends in an empty line
C:
C: body
C:
C: .
C: MAIL FROM:<c@example.org>
C: RCPT TO:<d@example.net>
C: DATA
S: 250 queued as 1
S: 250 sender OK
S: 250 recipient OK
S: 354 go on
C: Subject: and another
C:
C: ..
C: .
C: QUIT
S: 250 queued as 2
S: 221 Bye
---
message subject="ends in an empty line" size=42 complete=true local_id=1 mail_from=a@example.org
message subject="and another" size=27 complete=true local_id=2 mail_from=c@example.org
auth mechanism=CRAM-MD5 outcome=success user.name=tim
command seq=0 reply_lines.0=ESMTP
command verb=EHLO reply_lines.4="XFORWARD NAME ADDR"
command verb=AUTH reply_code=235
command verb=XFORWARD reply_code=250
command verb=MAIL
command verb=RCPT
command verb=DATA
command verb=. reply_text="queued as 1"
command verb=MAIL
command verb=RCPT
command verb=DATA
command verb=. reply_text="queued as 2"
command verb=QUIT reply_code=221
