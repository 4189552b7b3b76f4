# SMTP: what the digest of an attachment covers: not the line end in front of a boundary, all empty lines, the last one and two octets of base64 (RFC 2046 5.1.1, 2045 6.7, 6.8; where others tell the digest of something else)

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
C: Subject: digests
C: MIME-Version: 1.0
C: Content-Type: multipart/mixed; boundary=b
C:
C: --b
C: Content-Type: text/plain; name=1.txt
C: Content-Disposition: attachment
C:
C: A text without a line end
C: --b
C: Content-Type: text/plain; name=2.txt
C: Content-Disposition: attachment
C:
C: one
C:
C:
C: four
C:
C: --b
C: Content-Type: text/plain; name=3.txt
C: Content-Disposition: attachment
C: Content-Transfer-Encoding: quoted-printable
C:
C: tab=09
C:
C: long line =
C: in two
C:
C: end=
C: --b
C: Content-Type: application/octet-stream; name=4.bin
C: Content-Transfer-Encoding: base64
C:
C: MTIz
C: NDU=
C: --b
C: Content-Type: application/octet-stream; name=5.bin
C: Content-Transfer-Encoding: base64
C:
C: MT
C: IzNA=
C: =
C: --b--
C: .
S: 250 OK
C: QUIT
S: 221 Bye
---
message subject=digests attachments.5=-
  parts.0.size=25 parts.0.complete=true
  attachments.0.file.hash.sha256=202e95c8384d5b4d544662acea9d0f055ee4e51c93fb13982bd0a9363613c4ab
  parts.1.size=15 parts.1.complete=true
  attachments.1.file.hash.sha256=7e4d052f587512226ffac89fe2ef02b7d7dff8f0ba1273b8927ed3bc6755131d
  parts.2.size=31 parts.2.complete=true
  attachments.2.file.hash.sha256=584c597ae2a43757158a676ff16c7193e831064d85ba81facb1c3c0e6505f12d
  parts.3.size=5 parts.3.complete=true
  attachments.3.file.hash.sha256=5994471abb01112afcc18159f6cc74b4f511b99806da59b3caf5a9c173cacfc5
  parts.4.size=4 parts.4.complete=true
  attachments.4.file.hash.sha256=03ac674216f3e15c761ee1a5e255f067953623c8b388b4459e13f978d7c846f4
