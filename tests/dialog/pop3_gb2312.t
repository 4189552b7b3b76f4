# POP3: a message as Chinese mail clients sent it: GB2312 words, base64, an attachment's name (RFC 2047, 2231)
port: 110
# The greeting says nothing: without the handshake it may be any reply.
without: middle

S: +OK
C: USER a
S: +OK
C: PASS b
S: +OK
C: RETR 1
S: +OK
S: Date: Mon, 1 Dec 2014 10:00:00 +0800
S: From: "=?gb2312?B?wO7D9w==?=" <liming@example.org>
S: To: =?GB2312?Q?=CD=F5=B7=BC?= <wangfang@example.net>
S: Subject: =?gb2312?B?yrXR6cr9vt2xqLjm?=
S:  =?gb2312?B?o7q12tK7teM=?=
S: X-Mailer: Foxmail 6, 15, 201, 22 [cn]
S: Mime-Version: 1.0
S: Content-Type: multipart/mixed;
S: \tboundary="=====001_Dragon=="
S:
S: This is a multi-part message in MIME format.
S:
S: --=====001_Dragon==
S: Content-Type: text/plain;
S: \tcharset="gb2312"
S: Content-Transfer-Encoding: base64
S:
S: xOO6w6Osz7XN86GjDQo=
S:
S: --=====001_Dragon==
S: Content-Type: text/plain; charset=gb2312
S: Content-Transfer-Encoding: quoted-printable
S:
S: =C4=E3=
S: =BA=C3
S: --=====001_Dragon==
S: Content-Type: application/octet-stream;
S: \tname="=?gb2312?B?sbjXvi50eHQ=?="
S: Content-Transfer-Encoding: base64
S: Content-Disposition: attachment;
S: \tfilename*0*=gb2312''%B1%B8;
S: \tfilename*1*=%D7%A2.txt
S:
S: AAEC
S: --=====001_Dragon==--
S: .
C: QUIT
S: +OK
---
message size=890 sha256=2adfa0e4a65308ab92a9172302e3d9c22c71f253643737df407b0256533316a1 complete=true
  from.address.0=liming@example.org from_display.0=李明
  to.address.0=wangfang@example.net to_display.0=王芳
  subject=实验数据报告：第一点
  origination_timestamp=2014-12-01T02:00:00.000000000Z x_mailer="Foxmail 6, 15, 201, 22 [cn]"
  content_type=multipart/mixed
  parts.0.path=1 parts.0.content_type=text/plain parts.0.charset=gb2312 parts.0.cte=base64
  parts.0.size=14 parts.0.name=- parts.0.complete=true
  parts.1.path=2 parts.1.cte=quoted-printable parts.1.size=4
  parts.2.path=3 parts.2.content_type=application/octet-stream parts.2.name=备注.txt
  parts.2.disposition=attachment parts.2.size=3
  parts.2.sha256=ae4b3280e56e2faf83f414a6e3dabe9d5fbe18976544c05fed121accb85b53fc
  parts.3=-
  attachments.0.file.name=备注.txt attachments.0.file.extension=txt
  attachments.0.file.mime_type=application/octet-stream attachments.0.file.size=3
  attachments.0.file.hash.sha256=ae4b3280e56e2faf83f414a6e3dabe9d5fbe18976544c05fed121accb85b53fc
  attachments.1=-
