# Beside MIME that two readers take apart differently: the same in order, and a message that ends early (RFC 2045 6.8, 2046 5.1)

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
C: Content-Type: text/plain
C:
C: one
C: --x--
C:
C: An epilogue, which readers pass over.
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
C: Content-Type: multipart/mixed; boundary=x
C:
C: --x
C: Content-Type: text/plain
C:
C: one
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
C: Content-Type: multipart/mixed; boundary=x; boundary=x
C:
C: --x
C: Content-Type: text/plain
C:
C: one
C: --x--
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
C: Content-Transfer-Encoding: base64
C: Content-Type: application/octet-stream
C:
C: QUJD
C:
C: REVG
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
C: Content-Transfer-Encoding: base64
C: Content-Type: application/octet-stream
C:
C: QUJD!REVG
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
C: Content-Transfer-Encoding: 7bit
C: Content-Transfer-Encoding: 7bit
C: Content-Type: text/plain
C:
C: text
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
C: Content-Type: multipart/mixed; boundary=x
C:
C: --x
C: Content-Type: text/plain
C:
C: one
C: --x--
C: --x
C:
C: hidden
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
C: Content-Type: multipart/signed; protocol="application/pgp-signature"; micalg=pgp-sha256; boundary=x
C:
C: --x
C: Content-Type: text/plain; name="one.txt"
C: Content-Disposition: inline; filename="two.txt"
C:
C: one
C: --x
C: Content-Type: application/pgp-signature; name="signature.asc"
C: Content-Disposition: attachment; filename="signature"
C:
C: octets
C: --x--
C: .
S: 250 OK
C: QUIT
S: 221 Bye
---
finding rule.id=mime.ambiguous message_id=2 reason="mime.unterminated: a strict reader takes the last part for cut off, a lenient one takes it for whole."
  evidence.0.message_offset=162
finding rule.id=mime.ambiguous message_id=5 reason="mime.base64_junk: a strict reader refuses the part or stops at the octet outside the alphabet, a lenient one passes over it and decodes the rest."
  evidence.0.message_offset=160
finding rule.id=mime.ambiguous message_id=7 reason="mime.after_close: a strict reader does not see the parts behind the closing boundary, a lenient one shows them."
  evidence.0.message_offset=169
finding rule.id=mime.ambiguous message_id=8 reason="One file has two names: a reader of Content-Disposition sees \"two.txt\", one of Content-Type \"one.txt\"."
