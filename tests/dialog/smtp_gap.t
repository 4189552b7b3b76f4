# SMTP: segments that were never captured: in a body, a command, a reply; each hole has its size
# What is lost more would be lost beside these; the shapes that lose are in the other files.
without: loss snaplen one-sided

S: 220 mx.example.net
C: EHLO c
S: 250 mx
C: MAIL FROM:<a@example.org>
S-: 250 OK
C: RCPT TO:<b@example.net>
S: 250 recipient OK
C: DATA
S: 354 go on
C: Subject: with a hole
C:
C: before
C-: the missing line
C: after
C: .
S: 250 queued
C-: NOOP
S: 250 nothing done
C: QUIT
S: 221 Bye
---
message subject="with a hole" complete=false missing_bytes=18 size=57
  holes.0.offset=32 holes.0.bytes=18 holes.1.offset=- sha256=- rcpt.0.address=b@example.net
  mail_from=a@example.org outcome=success
session client.missing_bytes=24 server.missing_bytes=8 messages=1
