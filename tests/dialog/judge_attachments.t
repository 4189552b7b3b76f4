# Attachments that are not what they seem, or run: a finding each, and none for those in order (RFC 2046 9)

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
C: Subject: many things
C: MIME-Version: 1.0
C: Content-Type: multipart/mixed; boundary=x
C:
C: --x
C: Content-Type: text/plain
C:
C: The password of the archive is in the other mail.
C: --x
C: Content-Type: application/octet-stream
C: Content-Disposition: attachment; filename="setup.exe"
C: Content-Transfer-Encoding: base64
C:
C: TVqQACBub3QgcmVhbGx5
C: --x
C: Content-Type: image/png
C: Content-Disposition: attachment; filename="photo.png"
C: Content-Transfer-Encoding: base64
C:
C: TVqQACBub3QgYSBwaWN0dXJl
C: --x
C: Content-Type: application/octet-stream
C: Content-Disposition: attachment; filename="invoice.pdf.exe"
C: Content-Transfer-Encoding: base64
C:
C: TVqQAA==
C: --x
C: Content-Type: application/pdf
C: Content-Disposition: attachment; filename="report.pdf"
C: Content-Transfer-Encoding: base64
C:
C: iVBORw0KGgo=
C: --x
C: Content-Type: application/msword
C: Content-Disposition: attachment; filename="macro.doc"
C: Content-Transfer-Encoding: base64
C:
C: 0M8R4KGxGuEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
C: AAAAAAAAAAAAAF8AVgBCAEEAXwBQAFIATwBKAEUAQwBUAAAAAAAAAAAAAAAAAAAAAAA=
C: --x
C: Content-Type: application/vnd.openxmlformats-officedocument.wordprocessingml.document
C: Content-Disposition: attachment; filename="macro.docx"
C: Content-Transfer-Encoding: base64
C:
C: UEsDBBQAAAAAAMBDd10Ww3oZBAAAAAQAAAARAAAAd29yZC9kb2N1bWVudC54bWw8dy8+UEsD
C: BBQAAAAAAMBDd10blUPCAwAAAAMAAAATAAAAd29yZC92YmFQcm9qZWN0LmJpbnZiYVBLAQIU
C: AxQAAAAAAMBDd10Ww3oZBAAAAAQAAAARAAAAAAAAAAAAAACAAQAAAAB3b3JkL2RvY3VtZW50
C: LnhtbFBLAQIUAxQAAAAAAMBDd10blUPCAwAAAAMAAAATAAAAAAAAAAAAAACAATMAAAB3b3Jk
C: L3ZiYVByb2plY3QuYmluUEsFBgAAAAACAAIAgAAAAGcAAAAAAA==
C: --x
C: Content-Type: application/zip
C: Content-Disposition: attachment; filename="secret.zip"
C: Content-Transfer-Encoding: base64
C:
C: UEsDBBQAAQAAAMBDd12DFtyMAQAAAAEAAAAJAAAAaW5uZXIudHh0eFBLAQIUAxQAAAAAAMBD
C: d12DFtyMAQAAAAEAAAAJAAAAAAAAAAAAAACAAQAAAABpbm5lci50eHRQSwUGAAAAAAEAAQA3
C: AAAAKAAAAAAA
C: --x
C: Content-Type: application/zip
C: Content-Disposition: attachment; filename="tool.zip"
C: Content-Transfer-Encoding: base64
C:
C: UEsDBBQAAAAAAMBDd12DFtyMAQAAAAEAAAAKAAAAcmVhZG1lLnR4dHhQSwMEFAAAAAAAwEN3
C: XYMW3IwBAAAAAQAAAAoAAABiaW4vcnVuLmpzeFBLAQIUAxQAAAAAAMBDd12DFtyMAQAAAAEA
C: AAAKAAAAAAAAAAAAAACAAQAAAAByZWFkbWUudHh0UEsBAhQDFAAAAAAAwEN3XYMW3IwBAAAA
C: AQAAAAoAAAAAAAAAAAAAAIABKQAAAGJpbi9ydW4uanNQSwUGAAAAAAIAAgBwAAAAUgAAAAAA
C: --x
C: Content-Type: application/octet-stream
C: Content-Disposition: attachment; filename="=?utf-8?B?YW5uZXjigK5mZHAuc2Ny?="
C: Content-Transfer-Encoding: base64
C:
C: TVo=
C: --x
C: Content-Type: application/pdf
C: Content-Disposition: attachment; filename="fine.pdf"
C: Content-Transfer-Encoding: base64
C:
C: JVBERi0xLjQgcGxhaW4=
C: --x
C: Content-Type: application/octet-stream
C: Content-Disposition: attachment; filename="notes.docx"
C: Content-Transfer-Encoding: base64
C:
C: UEsDBBQAAAAAAMBDd10Ww3oZBAAAAAQAAAARAAAAd29yZC9kb2N1bWVudC54bWw8dy8+UEsB
C: AhQDFAAAAAAAwEN3XRbDehkEAAAABAAAABEAAAAAAAAAAAAAAIABAAAAAHdvcmQvZG9jdW1l
C: bnQueG1sUEsFBgAAAAABAAEAPwAAADMAAAAAAA==
C: --x--
C: .
S: 250 OK
C: QUIT
S: 221 Bye
---
finding rule.id=attachment.executable finding.severity=medium confidence=confirmed mailwire.message_id=1
  reason="Part 2, \"setup.exe\", declared as application/octet-stream, is a Windows program."
finding rule.id=attachment.disguised finding.severity=high
  reason="Part 3, \"photo.png\", declared as image/png, is a Windows program."
finding rule.id=attachment.double_extension finding.severity=high
finding rule.id=attachment.type_mismatch finding.severity=low
  reason="Part 5, \"report.pdf\", declared as application/pdf, begins like a PNG picture."
finding rule.id=attachment.macro
finding rule.id=attachment.macro
finding rule.id=attachment.encrypted
  reason="Part 8, \"secret.zip\", declared as application/zip, is encrypted, and the text of the message speaks of a password."
finding rule.id=attachment.archived_program
  reason="Part 9, \"tool.zip\", declared as application/zip, holds bin/run.js."
finding rule.id=name.bidi finding.severity=high
finding rule.id=attachment.executable
