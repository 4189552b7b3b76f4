# Links behind the gateway of a mail system, which are in order, and behind anybody else's; scripts that make no file (RFC 3986)

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
C: MIME-Version: 1.0
C: Content-Type: text/html; charset=utf-8
C:
C: <p>Read <a href="https://urldefense.proofpoint.com/v2/url?u=https-3A__www.example.org_a&amp;d=x">www.example.org</a>,
C: <a href="https://r.example.net/?url=https%3A%2F%2Fwww.example.com%2F">www.example.com</a>, <a href="https://www.example.org/">report.pdf</a>
C: .
S: 250 OK
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: From: a@example.org
C: Date: Mon, 23 Nov 2026 08:30:00 +0800
C: MIME-Version: 1.0
C: Content-Type: text/html; charset=utf-8
C:
C: <a href="https://urldefense.com/v3/__https://www.example.org@example.net/__;">www.example.org</a>
C: .
S: 250 OK
C: MAIL FROM:<a@example.org>
S: 250 OK
C: RCPT TO:<b@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: From: a@example.org
C: Date: Mon, 23 Nov 2026 08:30:00 +0800
C: MIME-Version: 1.0
C: Content-Type: text/html; charset=utf-8
C:
C: <script>var b = new Blob(["text"]); console.log(atob("QQ=="));</script>
C: <a href="https://www.example.org/f.zip">the file</a>
C: .
S: 250 OK
C: QUIT
S: 221 Bye
---
finding rule.id=html.link_elsewhere message_id=1 reason="1 of the 3 links in part 1 name another site than the one they lead to."
  evidence.0.text="www.example.com -> https://r.example.net/?url=https%3A%2F%2Fwww.example.com%2F"
finding rule.id=html.link_elsewhere message_id=2
