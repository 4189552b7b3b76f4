# HTML: links are those of the decoded text: over a soft line break, in base64, with references in them (RFC 2045 6.7, 6.8; where a search in the encoded octets finds none)

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
C: Subject: soft break
C: MIME-Version: 1.0
C: Content-Type: text/html; charset=utf-8
C: Content-Transfer-Encoding: quoted-printable
C:
C: <p>Please visit <a hre=
C: f=3D"http://login.exam=
C: ple.net/x">www.ex=
C: ample.org</a>.
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
C: Subject: base64
C: MIME-Version: 1.0
C: Content-Type: text/html; charset=utf-8
C: Content-Transfer-Encoding: base64
C:
C: PHA+TG9nIGluOiA8QSBIUkVGPSdodHRwczomI3gyRjsmIzQ3O2xvZ2luLmV4YW1wbGUubmV0Lyc+
C: d3d3LmV4YW1wbGUub3JnPC9BPjwvcD4NCg==
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
C: Subject: in order
C: MIME-Version: 1.0
C: Content-Type: text/html; charset=utf-8
C: Content-Transfer-Encoding: quoted-printable
C:
C: <p>Please visit <a href=3D"http://www.exam=
C: ple.org/x">www.example.org</a>.
C: .
S: 250 OK
C: QUIT
S: 221 Bye
---
finding rule.id=html.link_elsewhere message_id=1 evidence.0.text="www.example.org -> http://login.example.net/x"
finding rule.id=html.link_elsewhere message_id=2 evidence.0.text="www.example.org -> https://login.example.net/"
