# Archives that are encrypted and those that are not, and names that look like two kinds (technote.txt of RAR, 7zFormat.txt)

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
C: Content-Type: multipart/mixed; boundary=x
C:
C: --x
C: Content-Type: application/vnd.rar
C: Content-Disposition: attachment; filename="locked4.rar"
C: Content-Transfer-Encoding: base64
C:
C: UmFyIRoHAAAAcwAADQAAAAAAAAAAAHQEgCQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAGEudHh0
C: --x
C: Content-Type: application/vnd.rar
C: Content-Disposition: attachment; filename="open4.rar"
C: Content-Transfer-Encoding: base64
C:
C: UmFyIRoHAAAAcwAADQAAAAAAAAAAAHQAgCQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAGEudHh0
C: --x
C: Content-Type: application/vnd.rar
C: Content-Disposition: attachment; filename="locked5.rar"
C: Content-Transfer-Encoding: base64
C:
C: UmFyIRoHAQAAAAAAAwEAAAAAAAAKAgEDbmFtZQIBAA==
C: --x
C: Content-Type: application/vnd.rar
C: Content-Disposition: attachment; filename="names5.rar"
C: Content-Transfer-Encoding: base64
C:
C: UmFyIRoHAQAAAAAABQQAAAAP
C: --x
C: Content-Type: application/vnd.rar
C: Content-Disposition: attachment; filename="open5.rar"
C: Content-Transfer-Encoding: base64
C:
C: UmFyIRoHAQAAAAAAAwEAAAAAAAAKAgEDbmFtZQIDAA==
C: --x
C: Content-Type: application/x-7z-compressed
C: Content-Disposition: attachment; filename="locked.7z"
C: Content-Transfer-Encoding: base64
C:
C: N3q8ryccAAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
C: AAAAAAAAAAAAAAAAAAAAFwYAAQlAAAcLAQABJAbxBwEKUwc=
C: --x
C: Content-Type: application/x-7z-compressed
C: Content-Disposition: attachment; filename="open.7z"
C: Content-Transfer-Encoding: base64
C:
C: N3q8ryccAAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
C: AAAAAAAAAAAAAAAAAAAAFwYAAQlAAAcLAQABIwMBAQVdAAA=
C: --x
C: Content-Type: application/pdf
C: Content-Disposition: attachment; filename="report.final.pdf"
C: Content-Transfer-Encoding: base64
C:
C: JVBERi0xLjQgcGxhaW4=
C: --x
C: Content-Type: application/x-sh
C: Content-Disposition: attachment; filename="run.sh"
C: Content-Transfer-Encoding: base64
C:
C: IyEvYmluL3NoCg==
C: --x
C: Content-Type: text/plain
C: Content-Disposition: attachment; filename="notes.js.txt"
C: Content-Transfer-Encoding: base64
C:
C: aG93IHRvIHJ1biBub3Rlcy5qcw==
C: --x
C: Content-Type: application/gzip
C: Content-Disposition: attachment; filename="archive.tar.gz"
C: Content-Transfer-Encoding: base64
C:
C: H4sIAAAAAAA=
C: --x--
C: .
S: 250 OK
C: QUIT
S: 221 Bye
---
finding rule.id=attachment.encrypted message_id=1 reason="Part 1, \"locked4.rar\", declared as application/vnd.rar, is encrypted."
finding rule.id=attachment.encrypted reason="Part 3, \"locked5.rar\", declared as application/vnd.rar, is encrypted."
finding rule.id=attachment.encrypted reason="Part 4, \"names5.rar\", declared as application/vnd.rar, is encrypted."
finding rule.id=attachment.encrypted reason="Part 6, \"locked.7z\", declared as application/x-7z-compressed, is encrypted."
finding rule.id=attachment.executable reason="Part 9, \"run.sh\", declared as application/x-sh, is a shell script."
