# SMTP: multipart/alternative in GB2312, nested, with an attachment named in RFC 2231 and an attached message (RFC 2045-2049)

S: 220 mx.example.net
C: EHLO c
S: 250 mx
C: MAIL FROM:<liming@example.org>
S: 250 OK
C: RCPT TO:<wangfang@example.net>
S: 250 OK
C: DATA
S: 354 go on
C: From: =?gb2312?B?wO7D9w==?= <liming@example.org>
C: To: =?utf-8?Q?=E7=8E=8B=E8=8A=B3?= <wangfang@example.net>
C: Subject: =?utf-8?B?5rWL?= =?utf-8?B?6K+V?= plain =?iso-8859-1?q?caf=E9_cr=E8me?=
C: Date: Mon, 23 Nov 2026 08:30:00 +0800
C: MIME-Version: 1.0
C: Content-Type: multipart/mixed; boundary=outer
C:
C: preamble
C: --outer
C: Content-Type: multipart/alternative; boundary="in ner"
C:
C: --in ner
C: Content-Type: text/plain; charset=gb2312
C: Content-Transfer-Encoding: base64
C:
C: xOO6w6OsysC95w==
C: --in ner
C: Content-Type: text/html; charset="gbk"
C: Content-Transfer-Encoding: quoted-printable
C:
C: <p>=C4=E3=BA=C3=A3=AC=
C: =CA=C0=BD=E7</p>
C: --in ner--
C: --outer
C: Content-Type: application/pdf; name*=utf-8''%E6%8A%A5%E5%91%8A.pdf
C: Content-Disposition: attachment; filename*0*=utf-8''%E6%8A%A5;
C:  filename*1*=%E5%91%8A; filename*2=.pdf
C: Content-Transfer-Encoding: base64
C:
C: JVBERi0x
C: LjQK
C: --outer
C: Content-Type: message/rfc822
C:
C: Subject: inside
C: From: carol@example.com
C:
C: inner text
C: --outer--
C: epilogue
C: .
S: 250 OK
C: QUIT
S: 221 Bye
---
message size=986 sha256=5c31fede7fbb483e9170f745709eae6f84ce7da02ba498453631a0c5ccc6327d complete=true subject="测试 plain café crème" from_display.0=李明
  to_display.0=王芳 content_type=multipart/mixed from.address.1=-
  parts.0.path=1.1 parts.0.content_type=text/plain parts.0.charset=gb2312 parts.0.cte=base64
  parts.0.size=10
  parts.1.path=1.2 parts.1.content_type=text/html parts.1.charset=gbk parts.1.size=17
  parts.2.path=2 parts.2.content_type=application/pdf parts.2.name=报告.pdf parts.2.size=9
  parts.2.sha256=e5c62df5dab5c87b6a015ef3d43597074d1eec433b15f51aec63b8582d0e4ab4
  attachments.0.file.name=报告.pdf attachments.0.file.extension=pdf
  attachments.0.file.size=9
