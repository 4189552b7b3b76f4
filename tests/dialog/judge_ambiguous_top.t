# A multipart that TOP cut on purpose is not ambiguous; the same without an end in RETR is (RFC 1939 7, RFC 2046 5.1)
port: 110

S: +OK ready
C: TOP 1 2
S: +OK
S: From: a@example.org
S: Date: Mon, 23 Nov 2026 08:30:00 +0800
S: Content-Type: multipart/mixed; boundary=x
S:
S: --x
S: Content-Type: text/plain
S: .
C: RETR 1
S: +OK
S: From: a@example.org
S: Date: Mon, 23 Nov 2026 08:30:00 +0800
S: Content-Type: multipart/mixed; boundary=x
S:
S: --x
S: Content-Type: text/plain
S:
S: and no end
S: .
C: QUIT
S: +OK
---
finding rule.id=mime.ambiguous message_id=2 confidence=confirmed
