# SMTP: a line that begins with one dot and goes on: the dot is taken away and nothing was smuggled; nor by an RSET, a MAIL FROM and dots inside the lines of an honest message (RFC 5321 4.5.2)

S: 220 mx.example.net
C: EHLO c
S: 250 mx
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: From: a@example.org
C: Date: Mon, 23 Nov 2026 08:30:00 +0800
C: Subject: quoted dialogue
C:
C: .x stands behind a dot that nobody doubled
C: ..
C: MAIL FROM:<a@example.org>
C: ..
C: RSET
C:  .
C: QUIT
C: .
S: 250 OK
C: QUIT
S: 221 Bye
---
message size=180 complete=true subject="quoted dialogue"
none finding
session messages=1
