# MIME that two readers take apart differently: what a strict and a lenient one would each see (RFC 2045 5, 6, 6.8, 2046 5.1)

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
C: Content-Type: multipart/mixed; boundary=x; boundary=y
C:
C: --x
C: Content-Type: application/octet-stream; name=harmless.txt
C: Content-Disposition: attachment; filename=other.bin
C: Content-Transfer-Encoding: base64
C: Content-Transfer-Encoding: 7bit
C:
C: QUJD*REVG
C: R0hJSg==
C: S0xN
C: --x--
C: --x
C:
C: behind the end
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
C: Content-Type: multipart/mixed; boundary=x
C:
C: --x
C: Content-Type: text/plain; name=one.txt
C: Content-Disposition: inline; filename=one.txt
C:
C: in order
C: --x--
C: .
S: 250 OK
C: QUIT
S: 221 Bye
---
finding rule.id=mime.ambiguous message_id=1 confidence=confirmed
  reason="Content-Transfer-Encoding stands there twice: a reader that takes the first sees \"base64\", one that takes the last \"7bit\"."
  evidence.0.text=base64 evidence.1.text=7bit
finding rule.id=mime.ambiguous reason="One file has two names: a reader of Content-Disposition sees \"other.bin\", one of Content-Type \"harmless.txt\"."
finding rule.id=mime.ambiguous reason="mime.param_twice: a strict reader takes the first of the two parameters, a lenient one takes the last."
finding rule.id=mime.ambiguous reason="mime.base64_junk: a strict reader refuses the part or stops at the octet outside the alphabet, a lenient one passes over it and decodes the rest."
  evidence.0.message_offset=327
finding rule.id=mime.ambiguous reason="mime.base64_restart: a strict reader ends at the padding, a lenient one goes on behind it and sees more."
  evidence.0.message_offset=344
finding rule.id=mime.ambiguous reason="mime.after_close: a strict reader does not see the parts behind the closing boundary, a lenient one shows them."
